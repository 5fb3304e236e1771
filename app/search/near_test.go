package search_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
	"throughline/storage"
)

// meant asks by meaning and returns the snippets of a kind.
func meant(t *testing.T, s *search.Service, kind app.Kind, text string) (out []string) {
	t.Helper()
	a, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: text}, Mode: search.Meaning})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range a.Groups {
		for _, r := range g.Results {
			if r.Like <= 0 || r.Like > 1.0001 || r.HasWords || !strings.HasPrefix(r.Why(), "like what you asked, .") && r.Like < 0.995 {
				t.Errorf("%+v: %s", r, r.Why())
			}
			if g.Kind == kind {
				out = append(out, r.Snippet)
			}
		}
	}
	return out
}

func prepare(t *testing.T, s *search.Service) {
	t.Helper()
	if err := s.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

func TestNear_FindsOtherWordsAndIsKeptUp(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Onboarding")
	iv := b.Session(st, "P01", "Mod: Did people abandon the installation?", "P: My colleague abandoned an installation.", "P: The invoice was wrong and too expensive.")
	f := iv.Finding("abandoned an installation")
	b.Theme(st, "Abandoned installation", f)
	b.Insight(st, "People abandon the installation")
	s := &search.Service{Store: b.Store}
	if got := meant(t, s, app.KindFinding, "abandoning the installation"); len(got) > 0 {
		t.Errorf("before anything is placed: %q", got)
	}
	prepare(t, s)
	if p := s.Placed(); p.Texts != 5 || p.Waiting != 0 || !p.Ready {
		t.Errorf("placed %+v, want a finding, two turns, a theme and an insight", p)
	}
	for _, c := range []struct {
		kind app.Kind
		want string
	}{{app.KindFinding, "abandoned an installation"}, {app.KindTheme, "Abandoned installation"}, {app.KindInsight, "People abandon the installation"},
		{app.KindTranscript, "My colleague abandoned an installation."}} {
		if got := meant(t, s, c.kind, "abandoning the installation"); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: %q, want %q and no moderator", c.kind, got, c.want)
		}
	}
	next := *f
	next.Note = "billing"
	cs := b.Hand.Begin("Delete")
	cs.Update(f, &next)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	if s.Changed(cs); s.Placed().Waiting != 1 {
		t.Errorf("after a step %+v waits", s.Placed())
	}
	prepare(t, s)
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	prepare(t, s)
	if got := meant(t, s, app.KindFinding, "abandoning the installation"); len(got) != 1 || s.Placed().Texts != 5 {
		t.Errorf("after undo: %q, %+v", got, s.Placed())
	}
	again := &search.Service{Store: b.Store} // from the file
	prepare(t, again)
	if a, c := again.Placed(), s.Placed(); a != c {
		t.Errorf("read again %+v, want %+v", a, c)
	}
}

func TestNear_ForgetsWhatIsGoneAndHeedsTheScope(t *testing.T) {
	b := apptest.New(t)
	st, other := b.Study("Onboarding"), b.Study("Pricing")
	f := b.Session(st, "P01", "P: We abandoned the installation.").Finding("abandoned the installation")
	b.Session(other, "P02", "P: They abandon every installation.").Finding("abandon every installation")
	s := &search.Service{Store: b.Store}
	prepare(t, s)
	for _, c := range []struct {
		name, text string
		study      app.StudyID
		narrow     app.SearchNarrow
		want       int
	}{
		{"both", "abandoning installations", "", app.SearchNarrow{}, 2},
		{"one study", "abandoning installations", st.ID, app.SearchNarrow{}, 1},
		{"a person", "abandoning installations person:P02", "", app.SearchNarrow{}, 1},
		{"a segment nobody is in", "abandoning installations", "", app.SearchNarrow{Segments: []string{"Nurse"}}, 0},
		{"another subject", "invoices and payment", "", app.SearchNarrow{}, 0},
		{"function words say nothing by themselves", "-", "", app.SearchNarrow{}, 0},
	} {
		q := search.Question{SearchQuery: app.SearchQuery{Text: c.text, Study: c.study, Narrow: c.narrow}, Mode: search.Meaning}
		q.Narrow.Kinds = []app.Kind{app.KindFinding}
		a, err := s.Answer(t.Context(), q)
		got := 0
		for _, g := range a.Groups {
			got += len(g.Results)
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %d results, %v, want %d", c.name, got, err, c.want)
		}
	}
	cs := b.Hand.Begin("Delete finding")
	cs.Delete(apptest.Find(b, f))
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	if got := meant(t, s, app.KindFinding, "abandoning installations"); len(got) != 1 {
		t.Errorf("a finding that is gone: %q", got)
	}
	prepare(t, s)
	if got := s.Placed().Texts; got != 3 {
		t.Errorf("%d texts placed after deleting one of 4", got)
	}
}

func TestNear_WorksWhereNothingMayBeWritten(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Onboarding")
	for _, code := range []string{"P01", "P02", "P03"} {
		b.Session(st, code, "P: We abandoned the installation.").Finding("abandoned the installation")
	}
	read, err := storage.Open(t.Context(), b.Store.Path(), storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = read.Close() }()
	s := &search.Service{Store: read}
	prepare(t, s)
	if got := meant(t, s, app.KindFinding, "abandon an installation"); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

func TestNear_OtherLanguagesAreFoundByTheirForms(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Einrichtung")
	said := "Die Einrichtungen haben sehr lange gedauert und wir haben die Geduld verloren."
	b.Session(st, "P01", "P: "+said, "P: Der Preis ist für uns viel zu hoch, das können wir nicht bezahlen.")
	s := &search.Service{Store: b.Store}
	prepare(t, s)
	a, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: "Wie lange hat die Einrichtung bei euch gedauert"}, Mode: search.Meaning})
	if err != nil || !a.Foreign || len(a.Groups) != 1 || a.Groups[0].Results[0].Snippet != said {
		t.Errorf("%s, foreign %v, %v", told(a), a.Foreign, err)
	}
}

func TestAnswer_PutsBothIntoOneListWithReasons(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Onboarding")
	iv := b.Session(st, "P01", "P: We abandoned the installation.", "P: The installation guide is in the drawer.", "P: They abandon installations.")
	for _, q := range []string{"We abandoned the installation", "installation guide is in the drawer", "They abandon installations"} {
		iv.Finding(q)
	}
	s := &search.Service{Store: b.Store}
	prepare(t, s)
	a, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: "abandoned installation", Narrow: app.SearchNarrow{Kinds: []app.Kind{app.KindFinding}}}})
	if err != nil || len(a.Groups) != 1 {
		t.Fatalf("%+v, %v", a, err)
	}
	first := a.Groups[0].Results[0]
	if first.Snippet != "We abandoned the installation" || !strings.HasPrefix(first.Why(), "contains “abandoned”, “installation” · like what you asked, .") {
		t.Errorf("first %q because %s", first.Snippet, first.Why())
	}
	var like bool
	for _, r := range a.Groups[0].Results[1:] {
		like = like || r.Snippet == "They abandon installations" && !r.HasWords && r.Like > 0
	}
	if !like || a.Groups[0].Count != len(a.Groups[0].Results) {
		t.Errorf("%+v", a.Groups[0])
	}
}
