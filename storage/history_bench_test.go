package storage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"throughline/app"
)

// longHistory is a workspace whose journal holds n steps of one record each, every tenth of a batch of two.
func longHistory(b *testing.B, n int) *Store {
	b.Helper()
	ctx := context.Background()
	s, err := Create(ctx, filepath.Join(b.TempDir(), "long.throughline"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	at := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	payload, err := encodeChanges([]app.Change{{After: &app.Tag{ID: "t", Name: "Tag", Status: app.TagActive, Stamp: app.NewStamp("ana", at)}}}, true)
	if err != nil {
		b.Fatal(err)
	}
	err = s.write(ctx, "fill", func(w *writer) error {
		r := rand.New(rand.NewPCG(1, 1))
		for i := range n {
			batch := ""
			if i%10 < 2 {
				batch = fmt.Sprint("batch", i/10)
			}
			seq, err := w.insert("INSERT INTO journal (guid, label, author, at, batch, state, changes, bytes, kinds, payload) VALUES (?,?,?,?,?,0,1,?,?,?)",
				app.NewID[string](), fmt.Sprint("Tag with Topic ", i%40), []string{"ana", "ben", "eva"}[i%3], at.Add(time.Duration(i)*time.Minute).UnixMilli(),
				batch, len(payload), "finding 0 1 0", payload)
			if err != nil {
				return err
			}
			l := listing{keys: []int64{r.Int64N(1 << 40), int64(i % 1000)}}
			if err := l.store(w, seq); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	return s
}

func BenchmarkHistory(b *testing.B) {
	ctx := context.Background()
	s := longHistory(b, 100_000)
	marks, err := s.Marks(ctx, app.HistoryQuery{})
	if err != nil || len(marks) != 90_000 {
		b.Fatalf("%d marks, %v", len(marks), err)
	}
	for _, c := range []struct {
		name string
		read func() error
	}{
		{"Marks", func() error { _, err := s.Marks(ctx, app.HistoryQuery{}); return err }},
		{"Marks of an author with a word", func() error {
			_, err := s.Marks(ctx, app.HistoryQuery{Author: "ben", Text: "topic 7"})
			return err
		}},
		{"Marks of a record", func() error {
			_, err := s.Marks(ctx, app.HistoryQuery{Record: app.Ref{Kind: app.KindTag, ID: "x"}})
			return err
		}},
		{"Steps, a page", func() error { _, err := s.Steps(ctx, marks[50_000:50_100]); return err }},
		{"LastApplied", func() error { _, _, err := s.LastApplied(ctx); return err }},
		{"RecordSteps", func() error {
			_, err := s.RecordSteps(ctx, app.Ref{Kind: app.KindTag, ID: "x"}, app.Page{Limit: 20})
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, n := range []int{1, 2, 20_000} { // what noting the touched records adds to a step, beside 200,000 noted before
		b.Run(fmt.Sprint("noting ", n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(2, 2))
			seq := int64(1 << 30)
			for b.Loop() {
				err := s.write(ctx, "note", func(w *writer) error {
					l := listing{keys: make([]int64, n)}
					for i := range l.keys {
						l.keys[i] = r.Int64()
					}
					start := time.Now()
					seq++
					err := l.store(w, seq)
					b.ReportMetric(float64(time.Since(start).Microseconds()), "last-µs")
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
