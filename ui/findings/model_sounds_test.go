package findings_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/sentiment"
	"throughline/storage/storagetest"
	"throughline/ui/findings"
	"throughline/ui/task"
)

// newSoundDesk is a desk with findings that say something, and estimates of them.
func newSoundDesk(t *testing.T) (*desk, *sentiment.Service) {
	t.Helper()
	d := newDesk(t, storagetest.Size{Interviews: 1, Turns: 10, Findings: 1, Tags: 1})
	log, err := history.Open(t.Context(), d.m.Store.(history.Store))
	if err != nil {
		t.Fatal(err)
	}
	log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	hand := app.Hand{Author: "Mara"}
	d.m.Coding.Log = log
	cs := hand.Begin("Notes")
	for _, s := range []string{"The scanner is great, I love it", "Nobody answered the phone", "I need a list of the drivers", "It feels latticey"} {
		cs.Create(&app.Finding{ID: app.NewID[app.FindingID](), Study: d.f.Study.ID, Note: s, At: app.NoTime, Stamp: hand.Stamp()})
	}
	if err := log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	s := &sentiment.Service{Store: d.m.Store.(sentiment.Store), Log: log, Hand: hand}
	d.m.Sounds = s
	d.m.Retry()
	d.until("estimates", func() bool { return d.m.All == 5 && d.settled() })
	return d, s
}

// settled reports whether every finding is loaded and estimated.
func (d *desk) settled() bool {
	return d.m.Settled() && !d.m.Estimating() && d.m.Facets.Unestimated == 0 && d.m.Count() > 0 && d.m.Row(d.m.Count()-1) != nil
}

func (d *desk) saying(note string) *app.FindingRow {
	d.t.Helper()
	for i := range d.m.Count() {
		if r := d.m.Row(i); r != nil && r.Note == note {
			return r
		}
	}
	d.t.Fatalf("no finding says %q", note)
	return nil
}

func count(of []app.Facet, value string) int {
	i := slices.IndexFunc(of, func(f app.Facet) bool { return f.Value == value })
	if i < 0 {
		return 0
	}
	return of[i].Count
}

func TestModel_EstimatesAndThePersonDecides(t *testing.T) {
	d, _ := newSoundDesk(t)
	m := d.m
	f := *d.saying("The scanner is great, I love it")
	if f.Estimate.Sound != app.Positive || f.Sentiment != 0 {
		t.Fatalf("estimate %+v", f.Estimate)
	}
	d.until("the reasons", func() bool { _, ok := m.Reasons(&f); return ok })
	if r, _ := m.Reasons(&f); r.Say() != "Lexicon estimate: positive, because “love”, “great” (fairly sure)." {
		t.Errorf("says %q", r.Say())
	}
	m.SetSentiment(findings.Only(f.ID), app.SaidMixed)
	d.until("the decision", func() bool { return count(m.Facets.Sounds, "mixed") == 1 && d.settled() })
	for _, c := range m.Choices(findings.BySound) {
		if want := c.Count; c.Value != "mixed" && c.Estimated != want || c.Value == "mixed" && c.Estimated != 0 {
			t.Errorf("%s: %d of %d are estimates", c.Value, c.Estimated, c.Count)
		}
	}
	m.Toggle(findings.BySound, "mixed")
	d.until("the filter", func() bool { return m.Count() == 1 && d.settled() })
	if !m.Chosen(findings.BySound, "mixed") || m.Row(0).ID != f.ID {
		t.Errorf("the filter shows %q", m.Row(0).Text())
	}
	m.ClearFilter()
	d.until("all again", func() bool { return m.Count() == 5 })
	m.SetSentiment(findings.Only(f.ID), app.NoSentiment)
	d.until("the estimate again", func() bool { return count(m.Facets.Sounds, "mixed") == 0 })
}

func TestModel_FiltersByKindOfStatement(t *testing.T) {
	d, _ := newSoundDesk(t)
	m := d.m
	if count(m.Facets.Kinds, "need") != 1 || count(m.Facets.Kinds, "pain") != 1 || count(m.Facets.Kinds, "praise") != 1 {
		t.Errorf("kinds %v", m.Facets.Kinds)
	}
	m.Toggle(findings.ByKind, "need")
	d.until("the filter", func() bool { return m.Count() == 1 && d.settled() })
	if got := m.Row(0).Text(); got != "I need a list of the drivers" {
		t.Errorf("need: %q", got)
	}
	m.Toggle(findings.ByKind, "pain")
	d.until("either", func() bool { return m.Count() == 2 })
	m.Toggle(findings.ByKind, "need")
	m.Toggle(findings.ByKind, "pain")
	d.until("all again", func() bool { return m.Count() == 5 && !m.Filtered() })
}

func TestModel_OwnWordsChangeTheEstimates(t *testing.T) {
	d, s := newSoundDesk(t)
	before := count(d.m.Facets.Sounds, "negative")
	if err := s.SetWord(t.Context(), "latticey", -2); err != nil {
		t.Fatal(err)
	}
	d.until("estimates by the new word", func() bool { return count(d.m.Facets.Sounds, "negative") == before+1 && d.settled() })
	if f := d.saying("It feels latticey"); f.Estimate.Sound != app.Negative {
		t.Errorf("estimate %+v", f.Estimate)
	}
}

func TestModel_WordsAreShownAsTheyAre(t *testing.T) {
	d, _ := newSoundDesk(t)
	m := d.m
	heard := 0
	m.Opinions.OnChange = func() { heard++ }
	m.LoadWords()
	d.until("no words", func() bool { return m.Opinions.Loaded && len(m.Opinions.All) == 0 })
	var failed error
	m.SetWord(" ", 1, func(err error) { failed = err })
	d.until("the refusal", func() bool { return failed != nil && m.Opinions.Err != nil })
	m.SetWord("latticey", -2, nil)
	d.until("the word", func() bool {
		return len(m.Opinions.All) == 1 && m.Opinions.All[0].Weight == -2 && m.Opinions.Err == nil
	})
	m.RemoveWord(m.Opinions.All[0].ID)
	d.until("none again", func() bool { return len(m.Opinions.All) == 0 })
	if heard < 4 {
		t.Errorf("OnChange was called %d times", heard)
	}
}
