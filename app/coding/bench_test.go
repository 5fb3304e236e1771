package coding_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/coding"
	"throughline/app/history"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// BenchmarkMark makes findings in an interview of 60,000 words that holds 2,000 of them, in a workspace of 100,000: from the passage
// to the step on disk. With -short the workspace has a twentieth of that. With THROUGHLINE_WORKSPACE the findings are made in the workspace
// that it names, in the interview that is last.
func BenchmarkMark(b *testing.B) {
	if path := os.Getenv("THROUGHLINE_WORKSPACE"); path != "" {
		store, text, tags := opened(b, path)
		mark(b, store, text, tags)
		return
	}
	store := storagetest.New(b)
	interviews := 1000
	if testing.Short() {
		interviews = 50
	}
	storagetest.Fill(b, store, storagetest.Size{Interviews: interviews, Turns: 40, Findings: 100, Tags: 50})
	dense := storagetest.Fill(b, store, storagetest.Size{Name: "dense", Interviews: 1, Turns: 2400, Findings: 2000, Tags: 50})
	var tags []app.TagID
	for _, t := range dense.Tags {
		tags = append(tags, t.ID)
	}
	mark(b, store, dense.Transcripts[0], tags)
}

// opened opens a workspace to make findings in: the text of its last interview, and tags.
func opened(b *testing.B, path string) (*storage.Store, *app.Transcript, []app.TagID) {
	b.Helper()
	store, err := storage.Open(b.Context(), path, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	interviews, err := store.Interviews(b.Context(), "", app.Page{})
	if err != nil || len(interviews) == 0 {
		b.Fatal("the workspace has no interview", err)
	}
	last := interviews[len(interviews)-1]
	text, err := store.Transcript(b.Context(), last.ID)
	if err != nil {
		b.Fatal(err)
	}
	rows, err := store.Tags(b.Context(), last.Study)
	if err != nil || len(rows) == 0 {
		b.Fatal("the workspace has no tag", err)
	}
	var tags []app.TagID
	for _, t := range rows {
		if t.Status == app.TagActive {
			tags = append(tags, t.ID)
		}
	}
	return store, text, tags
}

// mark makes a finding at each turn of an interview by turns.
func mark(b *testing.B, store *storage.Store, text *app.Transcript, tags []app.TagID) {
	log, err := history.Open(b.Context(), store)
	if err != nil {
		b.Fatal(err)
	}
	s := &coding.Service{Store: store, Log: log, Hand: app.Hand{Author: "ben", Now: time.Now}}
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		turn := text.Turns[i*7%len(text.Turns)]
		span := turn.Span
		for range 1 + i/len(text.Turns) { // a word less each round, so that the passage is new
			span.Start += 1 + strings.IndexByte(text.Text[span.Start:span.End], ' ')
		}
		start := time.Now()
		if _, err := s.Mark(b.Context(), text.Interview, span, []app.TagID{tags[i%len(tags)]}); err != nil {
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
