package rule_test

import (
	"fmt"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding/rule"
	"throughline/app/generate"
)

// corpus stores n generated interviews of 6,000 words in a study. Each holds generate.Phrase five times.
func corpus(t testing.TB, n int) (*apptest.Bench, *app.Study) {
	t.Helper()
	b := apptest.New(t)
	st := b.Study("Large")
	g := generate.New(generate.Options{Seed: 1})
	var records []app.Record
	for i := range n {
		made := g.Interview(i)
		iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: st.ID, Title: made.Title, Date: made.Date, Stamp: b.Hand.Stamp(),
			Speakers: []app.Speaker{{Label: generate.ModeratorName, Name: generate.ModeratorName, Role: app.RoleModerator},
				{Label: made.Code, Name: made.Code, Role: app.RoleParticipant}}}
		tr := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: iv.ID, Revision: 1, Language: "en", Stamp: b.Hand.Stamp()}
		text := make([]byte, 0, 40_000)
		for _, u := range made.Turns {
			at := len(text)
			text = append(text, u.Text...)
			tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: at, End: len(text)}, Speaker: u.Speaker, From: u.From, To: u.To})
			text = append(text, '\n')
		}
		tr.Text = string(text)
		if records = append(records, iv, tr); len(records) == 100 || i == n-1 {
			b.Put(records...)
			records = nil
		}
	}
	return b, st
}

// BenchmarkFindPhrase1000 stands beside QualCoder, which auto-codes a phrase over 1,000 interviews in 3.5 s: find is the search
// alone, all of it is search, tagging and the saving as one step.
func BenchmarkFindPhrase1000(b *testing.B) {
	n := 1000
	if testing.Short() {
		n = 50
	}
	bench, st := corpus(b, n)
	s := &rule.Service{Store: bench.Store, Log: bench.Log, Hand: bench.Hand}
	spec := app.RuleSpec{Kind: app.RuleWords, Texts: []string{generate.Phrase}, WholeWords: true, Scope: app.ScopeMatch, Study: st.ID}
	find := func(b *testing.B, spec app.RuleSpec) *rule.Result {
		res, err := s.Find(b.Context(), spec, nil)
		if err != nil {
			b.Fatal(err)
		}
		return res
	}
	for _, c := range []struct {
		name string
		with func(*app.RuleSpec)
	}{
		{"find", func(*app.RuleSpec) {}},
		{"find parts of words", func(r *app.RuleSpec) { r.WholeWords = false }},
		{"find a rare word", func(r *app.RuleSpec) { r.Texts = []string{generate.RareWord} }},
		{"find sentences", func(r *app.RuleSpec) { r.Scope = app.ScopeSentence }},
		{"find a pattern", func(r *app.RuleSpec) { r.Kind, r.Texts = app.RulePattern, []string{`pricing\s+pages?`} }},
		{"find answers", func(r *app.RuleSpec) {
			r.Kind, r.Texts, r.Scope = app.RuleQuestion, []string{"How do you share files?"}, app.ScopeTurn
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			r := spec
			c.with(&r)
			hits := 0
			for b.Loop() {
				hits = len(find(b, r).Hits)
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
	b.Run("all of it", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			tag := bench.Tag(st, fmt.Sprint("Pricing ", bench.Steps()), "")
			b.StartTimer()
			r := spec
			r.Tags = []app.TagID{tag.ID}
			if _, err := s.Apply(b.Context(), r, find(b, r).Hits, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkApply20000 tags twenty thousand passages in one step, and takes it back.
func BenchmarkApply20000(b *testing.B) {
	bench, st := corpus(b, 400)
	s := &rule.Service{Store: bench.Store, Log: bench.Log, Hand: bench.Hand}
	spec := app.RuleSpec{Kind: app.RuleWords, Texts: []string{"the"}, WholeWords: true, Scope: app.ScopeMatch, Study: st.ID, Tags: []app.TagID{bench.Tag(st, "The", "").ID}}
	res, err := s.Find(b.Context(), spec, nil)
	if err != nil || len(res.Hits) < 20_000 {
		b.Fatal(len(res.Hits), err)
	}
	b.ResetTimer()
	for b.Loop() {
		if _, err := s.Apply(b.Context(), spec, res.Hits[:20_000], nil); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if _, err := bench.Log.Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
