package codebook

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// booth is a codebook screen in a test window over a small workspace.
type booth struct {
	*apptest.Bench
	t     *testing.T
	s     *Screen
	w     fyne.Window
	study *app.Study
	went  []kit.Route
	await func(time.Duration, func() bool) bool
}

func newBooth(t *testing.T) *booth {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	test.NewTempApp(t)
	b := &booth{Bench: apptest.New(t), t: t, await: await}
	b.study = b.Study("Onboarding")
	m := &Model{Store: b.Store, Past: b.Log, Coding: &coding.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
	b.s = New(m, func(r kit.Route) { b.went = append(b.went, r) })
	t.Cleanup(b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { m.Changed(cs) }) }))
	b.w = test.NewTempWindow(t, kit.NewStage(b.s.Content()))
	b.w.SetPadded(false)
	b.w.Resize(fyne.NewSize(1100, 700))
	b.s.Open(kit.Route{Screen: kit.Codebook, Study: b.study.ID})
	b.until("the codebook", func() bool { return m.Loaded })
	return b
}

func (b *booth) until(what string, done func() bool) {
	b.t.Helper()
	if !b.await(20*time.Second, done) {
		b.t.Fatalf("waited for %s in vain; shown: %s", what, b.words())
	}
}

func (b *booth) words() string {
	var out []string
	for _, o := range test.LaidOutObjects(b.w.Content()) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, "|")
}

// open makes tags of a name each and chooses the last.
func (b *booth) open(names ...string) (last *app.Tag) {
	b.t.Helper()
	for _, n := range names {
		last = b.Tag(b.study, n, "")
	}
	b.until("the tags", func() bool { return b.s.model.Tags[last.ID] != nil })
	b.s.model.Choose([]app.TagID{last.ID})
	return last
}

func TestScreen_AnEmptyCodebookSaysWhatToDo(t *testing.T) {
	b := newBooth(t)
	if got := b.words(); !strings.Contains(got, "No tags yet") || !strings.Contains(got, "New tag") {
		t.Errorf("shown %q, want what to do", got)
	}
	b.s.Rune('n')
	if !b.s.tree.Editing() {
		t.Fatal("N names no new tag in an empty codebook")
	}
}

func TestScreen_TypedWordsAreSavedWhenAnotherTagIsShown(t *testing.T) {
	b := newBooth(t)
	tag := b.open("Bread", "Cheese")
	f := b.s.panel.form
	f.named("Definition").entry.SetText("Milk, kept.")
	f.named("Include").entry.SetText("Rind.")
	other := b.s.model.Tags[b.s.model.Rows[0].Tag.ID]
	b.s.model.Choose([]app.TagID{other.ID})
	b.until("the save", func() bool { return b.Log.State().Undo == "Edit tag Cheese" })
	if got := apptest.Find(b.Bench, tag); got.Definition != "Milk, kept." || got.Include != "Rind." {
		t.Errorf("stored %+v, want both texts in one step", got)
	}
	if got := f.named("Definition").entry.Text; got != "" {
		t.Errorf("the other tag shows %q", got)
	}
}

func TestScreen_TypedWordsOutliveAChangeFromElsewhere(t *testing.T) {
	b := newBooth(t)
	tag := b.open("Cheese")
	f := b.s.panel.form
	f.named("Definition").entry.SetText("Half a sen")
	edit := &coding.Service{Store: b.Store, Log: b.Log, Hand: b.As("Jonas")}
	if err := edit.EditTag(t.Context(), tag.ID, func(t *app.Tag) { t.Exclude = "Butter." }); err != nil {
		t.Fatal(err)
	}
	b.until("the other's words", func() bool { return f.named("Exclude").entry.Text == "Butter." })
	if got := f.named("Definition").entry.Text; got != "Half a sen" {
		t.Errorf("the field shows %q, the typed words are lost", got)
	}
	b.s.Leave()
	b.until("the save", func() bool { return apptest.Find(b.Bench, tag).Definition == "Half a sen" })
	if got := apptest.Find(b.Bench, tag).Exclude; got != "Butter." {
		t.Errorf("the other's words are %q", got)
	}
}

func TestScreen_ANameThatIsTakenStaysInTheField(t *testing.T) {
	b := newBooth(t)
	tag := b.open("Bread", "Cheese")
	f := b.s.panel.form
	f.name.entry.SetText("bread")
	f.flush()
	b.until("the error", func() bool { return b.s.model.Err != nil })
	if f.name.entry.Text != "bread" || apptest.Find(b.Bench, tag).Name != "Cheese" {
		t.Errorf("field %q, stored %q", f.name.entry.Text, apptest.Find(b.Bench, tag).Name)
	}
	f.name.entry.SetText("Butter")
	f.flush()
	b.until("another name", func() bool { return apptest.Find(b.Bench, tag).Name == "Butter" && b.s.model.Err == nil })
}

func TestScreen_KeysPinAndOpen(t *testing.T) {
	b := newBooth(t)
	tag := b.open("Cheese")
	b.s.Rune('4')
	b.until("the pin", func() bool { return apptest.Find(b.Bench, tag).Shortcut == 4 })
	b.s.openRow(0)
	if len(b.went) != 1 || b.went[0].Screen != kit.Findings || b.went[0].ID != string(tag.ID) {
		t.Errorf("went to %v, want the findings of the tag", b.went)
	}
}

func TestScreen_OthersPlugIn(t *testing.T) {
	b := newBooth(t)
	b.open("Cheese")
	if b.s.parts.Visible() {
		t.Error("the parts are offered before there is a second one")
	}
	opened := app.StudyID("")
	b.s.SetHealth(&Health{Content: kit.NewText("All is well", kit.Body), Open: func(st app.StudyID) { opened = st }})
	b.s.AddActs(func(st app.StudyID) []kit.MenuItem { return []kit.MenuItem{{Text: "Export for " + string(st)}} })
	b.s.parts.Select(healthPart)
	b.s.showPart()
	if opened != b.study.ID || !strings.Contains(b.words(), "All is well") {
		t.Errorf("opened for %q, shown %q", opened, b.words())
	}
	items := b.s.headMenu()
	if last := items[len(items)-1]; last.Text != "Export for "+string(b.study.ID) {
		t.Errorf("the last entry is %q", last.Text)
	}
	b.s.Open(kit.Route{Screen: kit.Codebook, Study: b.study.ID, ID: string(b.s.model.Rows[0].Tag.ID)})
	if !strings.Contains(b.words(), "Cheese") {
		t.Error("a route to a tag does not show the tree")
	}
}

// Between the choice of another study and the moment when it is there, nothing of what was shown may be asked for.
func TestScreen_ForgetsWhatItShowedOnceAnotherStudyIsChosen(t *testing.T) {
	b := newBooth(t)
	b.Tag(b.study, "Pricing", "")
	b.until("the tag", func() bool { return len(b.s.model.Rows) > 0 })
	b.s.Shown()
	tree := b.w.Canvas().Focused()
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.s.Open(kit.Route{Screen: kit.Codebook, Study: b.Study("Billing").ID})
	b.s.Shown()
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeyEnd, fyne.KeyLeft, fyne.KeyRight, fyne.KeyDelete, fyne.KeyF2} {
		tree.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if len(b.went) > 0 {
		t.Errorf("went to %v", b.went)
	}
	b.until("the other study", func() bool { return b.s.model.Loaded })
}
