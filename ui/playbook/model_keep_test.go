package playbook_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/playbook"
	screen "throughline/ui/playbook"
)

// shelf keeps drafts in memory.
type shelf struct {
	mu  sync.Mutex
	all []screen.Kept
	err error
}

func (s *shelf) Load() ([]screen.Kept, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all, s.err
}

func (s *shelf) Save(all []screen.Kept) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = slices.Clone(all)
	return nil
}

func (s *shelf) bodies() string {
	all, _ := s.Load()
	var out []string
	for _, k := range all {
		out = append(out, strings.TrimSpace(k.Body)+"/"+k.Note)
	}
	return strings.Join(out, "; ")
}

// clock runs what waits when it is told to.
type clock struct{ waiting []func() }

func (c *clock) After(_ time.Duration, f func()) func() {
	c.waiting = append(c.waiting, f)
	return func() {}
}

func (c *clock) strike() {
	now := c.waiting
	c.waiting = nil
	for _, f := range now {
		f()
	}
}

// again is the model of the program started anew over the same workspace and shelf.
func (d *desk) again(s *shelf) *clock {
	d.T.Helper()
	c := &clock{}
	d.m = &screen.Model{Playbook: d.book, Names: d.Store.Named, Now: func() time.Time { return apptest.Noon }, Shelf: s, After: c.After}
	d.m.Open("", "", "")
	d.until("the list", func() bool { return d.m.Loaded })
	return c
}

func TestModel_DraftsSurviveACrash(t *testing.T) {
	d := newDesk(t)
	first, err := d.book.Create(t.Context(), playbook.Draft{Kind: app.TemplateNotes, Name: "First", Body: "One.\n"})
	if err != nil {
		t.Fatal(err)
	}
	second, err := d.book.Create(t.Context(), playbook.Draft{Kind: app.TemplateScreener, Name: "Second", Body: `{"questions":[{"id":"q1","text":"Who?","type":"text"}]}`})
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{}
	c := d.again(s)
	d.m.Select(string(first.ID))
	d.m.Edit()
	c.strike()
	if got := s.bodies(); got != "" {
		t.Errorf("nothing was written, and %q is kept", got)
	}
	d.m.SetPart(0, "One and a half.")
	d.m.SetNote("half")
	c.strike()
	d.until("what is written", func() bool { return s.bodies() == "One and a half./half" })
	d.m.Select(string(second.ID)) // leaves the first
	d.m.Edit()
	d.m.Draft.Screener.Questions[0].Text = "Who are you?"
	c.strike()
	d.until("both", func() bool { all, _ := s.Load(); return len(all) == 2 })

	c = d.again(s) // killed, and started again
	if !d.m.Unsaved(first.ID) || !d.m.Unsaved(second.ID) {
		t.Fatalf("taken up are %v and %v", d.m.Unsaved(first.ID), d.m.Unsaved(second.ID))
	}
	d.m.Select(string(second.ID))
	if d.m.Draft == nil || d.m.Draft.Screener.Questions[0].Text != "Who are you?" {
		t.Fatalf("the screener comes back as %+v", d.m.Draft)
	}
	d.m.SaveDraft()
	d.until("the saved one off the shelf", func() bool { return s.bodies() == "One and a half./half" })
	d.m.Select(string(first.ID))
	if d.m.Draft == nil || d.m.Draft.Note != "half" {
		t.Fatalf("the text comes back as %+v", d.m.Draft)
	}
	d.m.DropDraft()
	d.until("nothing left on the shelf", func() bool { return s.bodies() == "" })
	c.strike()

	d.m.Select(string(first.ID))
	d.m.Edit()
	d.m.SetPart(0, "Two.")
	d.m.Flush() // closed in order: a version
	d.until("a version", func() bool {
		all, err := d.book.List(t.Context())
		return err == nil && slices.ContainsFunc(all, func(r playbook.Row) bool { return r.ID == first.ID && r.Latest().Number == 2 })
	})
	d.until("nothing left after closing", func() bool { return s.bodies() == "" })
}

func TestModel_OnlyDraftsThatMeanSomethingComeBack(t *testing.T) {
	d := newDesk(t)
	made, err := d.book.Create(t.Context(), playbook.Draft{Kind: app.TemplateCodebook, Name: "Codes", Body: `{"codes":[{"name":"Trust"}]}`})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name string
		kept []screen.Kept
		err  error
		want bool
	}{
		{"changed", []screen.Kept{{Template: made.ID, Body: `{"codes":[{"name":"Trust"},{"name":"Price"}]}`}}, nil, true},
		{"as it is stored", []screen.Kept{{Template: made.ID, Body: made.Latest().Body}}, nil, false},
		{"no codebook", []screen.Kept{{Template: made.ID, Body: "{"}}, nil, false},
		{"a template that is gone", []screen.Kept{{Template: "gone", Body: "x"}}, nil, false},
		{"a file that cannot be read", nil, errors.New("no"), false},
	} {
		t.Run(row.name, func(t *testing.T) {
			d.again(&shelf{all: row.kept, err: row.err})
			if got := d.m.Unsaved(made.ID); got != row.want || d.m.Err != nil {
				t.Errorf("it is there: %v, want %v; error %v", got, row.want, d.m.Err)
			}
		})
	}
}
