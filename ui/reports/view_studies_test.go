package reports

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/job"
	"throughline/app/workspace"
	"throughline/storage/storagetest"
	"throughline/ui/kit"
	"throughline/ui/task"
)

func TestChooser_ChoosesSomeOfManyStudies(t *testing.T) {
	test.NewTempApp(t)
	await, release := task.Hold()
	t.Cleanup(release)
	store := storagetest.New(t)
	storagetest.Fill(t, store, storagetest.Size{Interviews: 2, Findings: 4, Tags: 2, Themes: 2, Insights: 1})
	cs := app.NewChangeSet("More studies", "Mara", storagetest.Noon)
	for i := range 12 {
		cs.Create(&app.Study{ID: app.NewID[app.StudyID](), Name: fmt.Sprintf("Study number %02d", i), Region: []string{"Nordics", "Iberia"}[i%2], Stamp: app.NewStamp("Mara", storagetest.Noon)})
	}
	if _, err := store.Apply(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	m := &Model{Store: store, Door: func(a app.Audience) Door { return workspace.Through(store, a) }, Jobs: &job.Runner{}, Now: func() time.Time { return storagetest.Noon },
		ViewsOf: func(context.Context, app.StudyID) ([]app.View, error) { return nil, nil }}
	t.Cleanup(m.Jobs.Close)
	s := New(m, nil, nil)
	w := test.NewWindow(s.Content())
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(1280, 800))
	preview := func(what string) {
		t.Helper()
		old := m.Doc
		if !await(20*time.Second, func() bool { return m.Doc != old }) {
			t.Fatalf("waited for %s in vain; error: %v", what, m.Err)
		}
	}
	m.Open("")
	preview("a preview of all")
	c := s.studies
	if !c.row.Visible() || c.open.Text() != "All 13 studies" || c.chips.Visible() {
		t.Fatalf("of all studies the button says %q, chips %v", c.open.Text(), c.chips.Objects)
	}
	c.pick()
	p := picker(t, w.Canvas())
	p.Type("iberia 03")
	if items := p.Items(); len(items) != 1 || items[0].Text != "Study number 03" {
		t.Fatalf("“iberia 03” finds %v", items)
	}
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	preview("one study")
	for i := 10; i > 0; i-- {
		p.Type(fmt.Sprintf("number %02d", i))
		p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if i == 3 { // it was chosen, so it is taken out again
			continue
		}
	}
	preview("nine studies")
	if len(m.Some) != 9 || m.Chosen(m.Known[0].ID) || len(m.Spec().Studies) != 9 {
		t.Errorf("%d chosen: %v", len(m.Some), m.Some)
	}
	if n := len(c.chips.Objects); n != mostChips+1 || c.open.Text() != "Add or take out…" {
		t.Errorf("%d chips, want %d and one for the rest; the button says %q", n, mostChips, c.open.Text())
	}
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.Canvas().Overlays().Top() != nil || w.Canvas().Focused() != c.open {
		t.Errorf("after Escape %v has the keyboard", w.Canvas().Focused())
	}
	if got, want := m.FileName(PDF), "Study number 01 and 8 more studies report.pdf"; got != want {
		t.Errorf("the file is called %q, want %q", got, want)
	}
	first := m.Some[0]
	c.chips.Objects[0].(*kit.Chip).TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	preview("eight studies")
	if slices.Contains(m.Some, first) || len(m.Some) != 8 || w.Canvas().Focused() != c.open {
		t.Errorf("Delete on a chip leaves %d studies, %v has the keyboard", len(m.Some), w.Canvas().Focused())
	}
	m.ChooseAll()
	preview("all studies")
	if m.Spec().Studies != nil || c.chips.Visible() {
		t.Errorf("all studies are %v", m.Spec().Studies)
	}
}

// picker is the list that is open.
func picker(t *testing.T, c fyne.Canvas) (p *kit.Picker) {
	t.Helper()
	var look func(o fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *kit.Picker:
			p = o
		case *fyne.Container:
			for _, x := range o.Objects {
				look(x)
			}
		case fyne.Widget:
			for _, x := range test.WidgetRenderer(o).Objects() {
				look(x)
			}
		}
	}
	if top := c.Overlays().Top(); top != nil {
		look(top)
	}
	if p == nil {
		t.Fatal("no list is open")
	}
	return p
}
