package storage_test

import (
	"fmt"
	"sync"
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
)

// TestStore_ServesReadersWhileItWrites reads in several goroutines while tags come and go two by two: no reader sees one
// of a pair.
func TestStore_ServesReadersWhileItWrites(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Fill(t, s, storagetest.Size{Interviews: 3, Findings: 4, Themes: 1, Insights: 1})
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				if tags, err := s.Tags(ctx, ""); err != nil || len(tags)%2 != 0 {
					t.Errorf("Tags() = %d, %v", len(tags), err)
					return
				}
				_, err1 := s.Search(ctx, "team", f.Study.ID, nil, 5)
				_, err2 := s.FindingFacets(ctx, app.FindingQuery{})
				_, err3 := s.Insights(ctx, "")
				if err1 != nil || err2 != nil || err3 != nil {
					t.Errorf("reads failed: %v, %v, %v", err1, err2, err3)
					return
				}
			}
		})
	}
	var writers sync.WaitGroup
	for w := range 2 {
		writers.Go(func() {
			for i := range 25 {
				cs := app.NewChangeSet("Pair", "ana", noon)
				for _, side := range []string{"left", "right"} {
					cs.Create(&app.Tag{ID: app.TagID(fmt.Sprint(w, i, side)), Name: side, Status: app.TagActive, Stamp: by})
				}
				e, err := s.Apply(ctx, cs)
				if err == nil && i%2 == 0 {
					_, err = s.Revert(ctx, e.Seq)
				}
				if err != nil {
					t.Errorf("step %d of writer %d: %v", i, w, err)
					return
				}
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
	if report := must(s.Check(ctx, nil))(t); !report.OK {
		t.Errorf("Check() = %v", report.Problems)
	}
}
