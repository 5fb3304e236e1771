package codebook

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/exchange"
	"throughline/app/format"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// clinic is a booth with the health view and the ways in and out.
type clinic struct {
	*booth
	c    *Checkup
	said []string
	out  []string
}

func newClinic(t *testing.T) *clinic {
	b := &clinic{booth: newBooth(t)}
	b.c = &Checkup{Analyst: &analysis.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Quotes: b.Store}
	b.s.UseHealth(b.c)
	t.Cleanup(b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { b.c.Changed(cs) }) }))
	t.Cleanup(b.c.Close)
	b.s.UseExchange(Exchange{Carrier: &exchange.Service{Store: b.Store, Log: b.Log, Hand: b.Hand},
		Export: func(study app.StudyID, name string, f format.CodebookFormat) {
			b.out = append(b.out, fmt.Sprint(study, name, f))
		},
		Tell: func(said string) { b.said = append(b.said, said) }})
	return b
}

// health shows the health of the codebook.
func (b *clinic) health() {
	b.t.Helper()
	b.s.ShowHealth()
	b.until("the report", func() bool { return b.c.Report != nil && !b.c.Busy })
}

func TestHealth_SaysWhatIsSeenAndActs(t *testing.T) {
	b := newClinic(t)
	b.health()
	if got := b.words(); !strings.Contains(got, "No tags to look over") {
		t.Errorf("shown %q, want that there are no tags", got)
	}
	trust := b.Tag(b.study, "Trust", "")
	spare := b.Tag(b.study, "Trusts", "")
	iv := b.Session(b.study, "P01", "P: I waited three days for it.")
	iv.Finding("I waited", trust.ID)
	b.until("the tags", func() bool { return b.s.model.Tags[spare.ID] != nil })
	b.c.Again()
	b.until("three things", func() bool { return !b.c.Busy && b.c.Report.Items() == 3 })
	got := b.words()
	for _, want := range []string{"May mean the same", "“Trusts” and “Trust” may mean the same", "Merge…", "Undefined", "Define", "Unused", "Delete"} {
		if !strings.Contains(got, want) {
			t.Errorf("shown %q, want %q in it", got, want)
		}
	}
	for range 4 { // the last item stays
		b.s.Key(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	if item := b.c.Item(); item == nil || item.Kind != analysis.Unused || len(b.s.model.Chosen) != 1 || b.s.model.Chosen[0] != spare.ID {
		t.Fatalf("looking at %+v, chosen %v; want the unused tag in the inspector", item, b.s.model.Chosen)
	}
	b.s.Key(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.until("the tag to go", func() bool { return !b.Has(spare) && b.s.model.Tags[spare.ID] == nil })
	if !b.Has(trust) {
		t.Error("the wrong tag went")
	}
	b.until("a new look", func() bool { return !b.c.Busy && b.c.Report.Items() == 1 })
	b.s.Key(&fyne.KeyEvent{Name: fyne.KeyUp})
	b.until("its passage", func() bool { return len(b.c.Looked) == 1 })
	if got := b.words(); !strings.Contains(got, "I waited") || !strings.Contains(got, "P01") {
		t.Errorf("shown %q, want the passage", got)
	}
	b.s.Rune('h')
	if got := b.words(); !strings.Contains(got, "Nothing left to mend") || b.c.Hidden() != 1 {
		t.Errorf("shown %q, want nothing left", got)
	}
	b.c.ShowHidden()
	if got := b.words(); !strings.Contains(got, "Undefined") {
		t.Errorf("shown %q, want it back", got)
	}
}

func TestHealth_KeysActOnWhatIsShown(t *testing.T) {
	b := newClinic(t)
	last := b.open("A", "B")
	b.health()
	b.s.Key(&fyne.KeyEvent{Name: fyne.KeyDelete})
	b.s.Rune('n')
	if !b.Has(last) || b.s.model.New != nil {
		t.Error("keys of the tree act while the health is shown")
	}
}

func TestCheckup_ShowsTheFirstOfMany(t *testing.T) {
	report := &analysis.HealthReport{Tags: 20, Groups: []analysis.HealthGroup{{Kind: analysis.Unused, Title: "Unused"}, {Kind: analysis.Thin, Title: "One voice"}}}
	for i := range 20 {
		report.Groups[0].Items = append(report.Groups[0].Items, analysis.HealthItem{Kind: analysis.Unused, Tags: []app.TagID{app.TagID(fmt.Sprint(i))}})
	}
	c := &Checkup{Report: report}
	count := func() (items, rest int) {
		for _, l := range c.Lines() {
			switch {
			case l.Item != nil:
				items++
			case l.Rest:
				rest = l.Count
			}
		}
		return items, rest
	}
	if items, rest := count(); items != healthShow || rest != 20-healthShow {
		t.Errorf("%d items and %d more", items, rest)
	}
	c.Hide(&report.Groups[0].Items[0])
	if items, rest := count(); items != healthShow || rest != 19-healthShow || c.Item() == nil {
		t.Errorf("after hiding one %d items and %d more, looking at %v", items, rest, c.Item())
	}
	c.ShowWhole(analysis.Unused)
	if items, rest := count(); items != 19 || rest != 0 {
		t.Errorf("in full %d items and %d more", items, rest)
	}
}

// sick is an analyst that fails.
type sick struct{}

func (sick) Health(context.Context, app.StudyID, int64, app.Progress) (*analysis.HealthReport, error) {
	return nil, errors.New("the disk is gone")
}

func TestHealth_SaysWhatWentWrong(t *testing.T) {
	b := newBooth(t)
	c := &Checkup{Analyst: sick{}}
	b.s.UseHealth(c)
	b.s.parts.Select(healthPart)
	b.s.showPart()
	b.until("the error", func() bool { return c.Err != nil })
	if got := b.words(); !strings.Contains(got, "Try again") {
		t.Errorf("shown %q, want another try", got)
	}
}

// file writes a codebook file.
func (b *clinic) file(content string) string {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), "book.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		b.t.Fatal(err)
	}
	return path
}

func TestImportCodebook_ShowsWhatItWouldDo(t *testing.T) {
	b := newClinic(t)
	trust := b.open("Trust")
	cs := b.Hand.Begin("Define")
	after := *trust
	after.Definition = "Ours"
	cs.Update(trust, &after)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	a := &arrival{s: b.s, m: &Arrival{Carrier: &exchange.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}, tell: func(s string) { b.said = append(b.said, s) }}
	a.show(b.study.ID, b.file("Tag,Definition,Include,Colour\nTrust,Theirs,When in doubt,mauve\nFirst week,,,\n"))
	b.until("the plan", func() bool { return a.m.Plan != nil })
	for _, c := range []struct {
		name string
		do   func()
		want string
		does string
	}{
		{"at first ours stays", func() {}, "Add 1 tag, change 1", "Fills include; Keeps our definition"},
		{"theirs for one field", func() { a.m.Take(0, exchange.FieldDefinition, true) }, "Add 1 tag, change 1", "Fills include; Takes definition"},
		{"ours again", func() { a.m.Take(0, exchange.FieldDefinition, false) }, "Add 1 tag, change 1", "Fills include; Keeps our definition"},
		{"theirs everywhere", func() { a.m.TakeAll(true) }, "Add 1 tag, change 1", "Fills include; Takes definition"},
		{"but for one", func() { a.m.Take(0, exchange.FieldDefinition, false) }, "Add 1 tag, change 1", "Fills include; Keeps our definition"},
	} {
		c.do()
		if got := a.m.Act(); got != c.want || a.m.Does(0) != c.does {
			t.Errorf("%s: %q and %q, want %q and %q", c.name, got, a.m.Does(0), c.want, c.does)
		}
	}
	words := b.overlay()
	for _, want := range []string{"book.csv: 2 tags", "Into: Onboarding", "1 colour could not be read: mauve.", "New 1", "Differ 1", "Keep ours", "Theirs", "Add 1 tag, change 1"} {
		if !strings.Contains(words, want) {
			t.Errorf("shown %q, want %q in it", words, want)
		}
	}
	a.m.Filter(exchange.CodeNew)
	if len(a.m.Rows) != 1 || a.m.At != 1 || a.m.Does(1) != "New" {
		t.Errorf("filtered to %v, looking at %d", a.m.Rows, a.m.At)
	}
	a.m.Import()
	b.until("it to be in", func() bool { return len(b.said) == 1 && len(b.s.model.Tags) == 2 })
	if b.said[0] != "1 tag added, 1 tag changed" || a.dialog.Shown() {
		t.Errorf("said %q, dialog shown %v", b.said, a.dialog.Shown())
	}
	if got := b.Log.State().Undo; got != "Import codebook book.csv" {
		t.Errorf("undo would take back %q", got)
	}
}

// overlay is what the dialog shows.
func (b *clinic) overlay() string {
	var out []string
	for _, o := range b.w.Canvas().Overlays().List() {
		for _, l := range test.LaidOutObjects(o) {
			if t, ok := l.(*canvas.Text); ok && t.Text != "" {
				out = append(out, t.Text)
			}
		}
	}
	return strings.Join(out, "|")
}

func TestImportCodebook_SaysWhyNot(t *testing.T) {
	b := newClinic(t)
	a := &arrival{s: b.s, m: &Arrival{Carrier: &exchange.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}}
	a.show(b.study.ID, b.file("<CodeBook><Codes>"))
	b.until("the error", func() bool { return a.m.Err != nil })
	if got := b.overlay(); !strings.Contains(got, "damaged") || !strings.Contains(got, "Close") {
		t.Errorf("shown %q, want what is wrong", got)
	}
	a.m.Import()
	if a.m.Busy || a.m.Act() != "" {
		t.Error("a file that could not be read comes in")
	}
}

func TestExportCodebook_GoesOutByTheMenu(t *testing.T) {
	b := newClinic(t)
	find := func(text string) kit.MenuItem {
		for _, i := range b.s.headMenu() {
			if i.Text == text {
				return i
			}
		}
		t.Fatalf("no entry %q", text)
		return kit.MenuItem{}
	}
	if !find("Export codebook as CSV…").Disabled || find("Import codebook…").Disabled {
		t.Error("an empty codebook can be exported, or none imported")
	}
	b.open("A")
	find("Export codebook as REFI-QDA…").Run()
	if want := fmt.Sprint(b.study.ID, "Onboarding", format.QDC); len(b.out) != 1 || b.out[0] != want {
		t.Errorf("exported %q, want %q", b.out, want)
	}
	if got := ExportName(`A/B: "c"`, format.CSV); got != "A-B- -c- codebook.csv" {
		t.Errorf("ExportName() = %q", got)
	}
}
