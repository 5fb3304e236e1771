package coding_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/coding"
	"throughline/app/history"
	"throughline/storage/storagetest"
)

// BenchmarkMark makes findings in an interview of 60,000 words that holds 2,000 of them, in a workspace of 100,000: from the passage
// to the step on disk. With -short the workspace has a twentieth of that.
func BenchmarkMark(b *testing.B) {
	store := storagetest.New(b)
	interviews := 1000
	if testing.Short() {
		interviews = 50
	}
	storagetest.Fill(b, store, storagetest.Size{Interviews: interviews, Turns: 40, Findings: 100, Tags: 50})
	dense := storagetest.Fill(b, store, storagetest.Size{Name: "dense", Interviews: 1, Turns: 2400, Findings: 2000, Tags: 50})
	log, err := history.Open(b.Context(), store)
	if err != nil {
		b.Fatal(err)
	}
	s := &coding.Service{Store: store, Log: log, Hand: app.Hand{Author: "ben", Now: time.Now}}
	text := dense.Transcripts[0]
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		turn := text.Turns[i*7%len(text.Turns)]
		span := turn.Span
		for range 1 + i/len(text.Turns) { // a word less each round, so that the passage is new
			span.Start += 1 + strings.IndexByte(text.Text[span.Start:span.End], ' ')
		}
		start := time.Now()
		if _, err := s.Mark(b.Context(), text.Interview, span, []app.TagID{dense.Tags[i%50].ID}); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "ms-p95")
}

// BenchmarkBulk_TagsSixtyThousand tags 60,000 findings as one step and takes it back.
func BenchmarkBulk_TagsSixtyThousand(b *testing.B) {
	s := storagetest.New(b)
	f := storagetest.Fill(b, s, storagetest.Size{Interviews: 300, Turns: 200, Findings: 200, Tags: 8})
	log, err := history.Open(b.Context(), s)
	if err != nil {
		b.Fatal(err)
	}
	sv := &coding.Service{Store: s, Log: log, Hand: app.Hand{Author: "Mara"}}
	rows, err := s.Findings(b.Context(), app.FindingQuery{Study: f.Study.ID})
	if err != nil || len(rows) != 60_000 {
		b.Fatal(len(rows), err)
	}
	ids := make([]app.FindingID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	for b.Loop() {
		if err := sv.Tag(b.Context(), ids, f.Tags[0].ID); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if _, err := log.Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "undo-s")
	}
}
