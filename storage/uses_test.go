package storage_test

import (
	"errors"
	"reflect"
	"testing"

	"throughline/app"
	"throughline/app/generate"
	"throughline/app/history"
	"throughline/storage/storagetest"
)

// TestUses_AreTheSameInMemoryAndInTheFile holds lists counted in the file against those counted in memory.
func TestUses_AreTheSameInMemoryAndInTheFile(t *testing.T) {
	s := storagetest.New(t)
	log, err := history.Open(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if err := (generate.Programme{Studies: 5, Interviews: 25, Findings: 1500, Words: 300, Until: "2026-11-20"}).Make(t.Context(), log, nil); err != nil {
		t.Fatal(err)
	}
	studies, err := s.Studies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ids := []app.StudyID{"", studies[0].ID, studies[3].ID, "no such study"}
	lists := func() (all []any) {
		for _, id := range ids {
			themes, err1 := s.Themes(t.Context(), id)
			totals, err2 := s.TagTotals(t.Context(), id)
			tags, err3 := s.Tags(t.Context(), id)
			insights, err4 := s.Insights(t.Context(), id)
			if err := errors.Join(err1, err2, err3, err4); err != nil {
				t.Fatal(err)
			}
			all = append(all, themes, totals, tags, insights)
		}
		return all
	}
	inFile := lists()
	if err := s.WarmFindings(t.Context()); err != nil {
		t.Fatal(err)
	}
	inMemory := lists()
	for i := range inFile {
		if !reflect.DeepEqual(inFile[i], inMemory[i]) {
			t.Errorf("study %q, list %d differs:\nfile   %+v\nmemory %+v", ids[i/4], i%4, inFile[i], inMemory[i])
		}
	}
}
