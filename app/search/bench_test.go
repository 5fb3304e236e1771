package search_test

import (
	"cmp"
	"os"
	"slices"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
	"throughline/storage"
	"throughline/synthesis/synthesistest"
)

// questions are 200 fixed questions: words common and rare, one to five of them, unfinished ones, phrases, operators and whole sentences.
func questions() (all []string) {
	who := []string{"people who", "managers", "new staff", "nobody", "customers"}
	did := []string{"gave up during", "waited for", "were confused by", "paid too much for", "could not find", "asked about", "trusted", "left because of"}
	what := []string{"setup", "the price", "permissions", "support", "the report"}
	for _, w := range who {
		for _, d := range did {
			for _, t := range what[:3] {
				all = append(all, w+" "+d+" "+t)
			}
		}
	}
	words := []string{"setup", "price", "pr", "trust", "se", "the", "export", "login", "dashboard", "waiting", "access", "help", "time", "it was", "very slow", "app", "phone"}
	for _, w := range words {
		all = append(all, w, w+" people", "-"+w+" staff", w+" OR money")
	}
	return append(all, `"gave up"`, `"a lot of"`, "price NEAR/5 trust", "setup NEAR/10 time", "permisions", "dashbaord", "confusing permissions -price", "is:published price",
		"who decides", "what does it cost", "how long did it take", "why did they leave")
}

// bigWorkspace opens the file that THROUGHLINE_WORKSPACE names, a copy to measure on; otherwise a workspace of 20,000 findings.
func bigWorkspace(b *testing.B) *search.Service {
	b.Helper()
	if path := os.Getenv("THROUGHLINE_WORKSPACE"); path != "" {
		s, err := storage.Open(b.Context(), path, storage.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = s.Close() })
		return &search.Service{Store: s}
	}
	bench := apptest.New(b)
	st := bench.Study("Feedback")
	var records []app.Record
	for _, s := range synthesistest.Grow(b, 20_000, 1) {
		records = append(records, &app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Note: s, At: app.NoTime, Stamp: bench.Hand.Stamp()})
	}
	bench.Put(records...)
	return &search.Service{Store: bench.Store}
}

// BenchmarkAnswer asks 200 questions by turns; p50 and p95 are of single answers by the clock, cpu is the mean.
func BenchmarkAnswer(b *testing.B) {
	s := bigWorkspace(b)
	began := time.Now()
	if err := s.Prepare(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	b.Logf("prepared %s in %v", s.Placed(), time.Since(began))
	all := questions()
	for _, mode := range []search.Mode{search.Words, search.Meaning, search.Both} {
		b.Run(cmp.Or(string(mode), "both"), func(b *testing.B) {
			var took []time.Duration
			busy := synthesistest.CPU()
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				if _, err := s.Answer(b.Context(), search.Question{SearchQuery: app.SearchQuery{Text: all[i%len(all)]}, Mode: mode}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			b.ReportMetric(float64((synthesistest.CPU()-busy).Microseconds())/1000/float64(len(took)), "cpu-ms")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}
