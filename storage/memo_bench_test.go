package storage_test

import (
	"fmt"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage/storagetest"
)

// BenchmarkMemos reads from a workspace of 5,000 interviews and 5,000 memos with two links each.
func BenchmarkMemos(b *testing.B) {
	s := fresh(b)
	f := storagetest.Fill(b, s, storagetest.Size{Interviews: 5000, Turns: 4, Words: 6, Findings: 1, Tags: 300, Themes: 30, Insights: 50})
	cs := app.NewChangeSet("Write", "ana", noon)
	for i := range 5000 {
		cs.Create(&app.Memo{ID: app.MemoID(fmt.Sprintf("memo-%d", i)), Study: f.Study.ID, On: f.Tags[i%300].Ref(), Kind: app.MemoKinds[i%7],
			Title: fmt.Sprintf("Memo %d", i), Stamp: app.NewStamp("ana", noon.Add(time.Duration(i)*time.Second)),
			Text: "Something about " + app.ExactLink(f.Tags[i*7%300].Ref(), "x") + " and [[Theme 3]], with words for the index to hold."})
	}
	apply(b, s, cs)
	page := app.Page{Limit: 100}
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"list", func() error { _, err := s.Memos(ctx, app.MemoQuery{Study: f.Study.ID, Page: page}); return err }},
		{"list by words", func() error {
			_, err := s.Memos(ctx, app.MemoQuery{Study: f.Study.ID, Text: "words", Page: page})
			return err
		}},
		{"facets", func() error { _, err := s.MemoFacets(ctx, app.MemoQuery{Study: f.Study.ID}); return err }},
		{"on a record", func() error { _, err := s.Memos(ctx, app.MemoQuery{On: f.Tags[3].Ref()}); return err }},
		{"backlinks", func() error { _, err := s.MemoBacklinks(ctx, f.Tags[7].Ref()); return err }},
		{"backlinks of 5,000", func() error { _, err := s.MemoBacklinks(ctx, f.Themes[2].Ref()); return err }},
		{"names", func() error { _, err := s.Names(ctx, f.Study.ID); return err }},
		{"called", func() error { _, err := s.Called(ctx, f.Study.ID, []string{"theme 3"}); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
