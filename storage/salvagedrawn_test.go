package storage_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"throughline/storage/storagetest"
)

// Sixty draws of one page in a hundred: which pages it hits decides what is lost. Most lose nothing, and together they keep 99.8 %. TORTURE has it run.
func TestSalvage_OfManyDraws(t *testing.T) {
	if os.Getenv("TORTURE") == "" {
		t.Skip("takes two minutes: make torture runs it")
	}
	path, _, want := filled(t, storagetest.Size{Interviews: 40, Findings: 60, Tags: 20, Themes: 5, Insights: 8, Turns: 100})
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const draws = 60
	sum, below, worst := 0.0, 0, 1.0
	words, fewest := 0.0, 1.0
	for seed := range uint64(draws) {
		damaged := filepath.Join(t.TempDir(), "damaged.throughline")
		if err := os.WriteFile(damaged, destroy(bytes.Clone(whole), seed, seed%2 == 1), 0o600); err != nil {
			t.Fatal(err)
		}
		s, report := rescue(t, damaged)
		got, err := s.Counts(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		share := float64(records(got)) / float64(records(want))
		said := float64(got.Words) / float64(want.Words)
		words, fewest = words+said, min(fewest, said)
		t.Logf("draw %d: %.2f %% of the words", seed, 100*said)
		if sum, worst = sum+share, min(worst, share); share < .99 {
			below++
			t.Logf("draw %d: %.2f %%, %d of %d findings; %d of %d pages destroyed", seed, 100*share, got.Findings, want.Findings, report.Destroyed, report.Pages)
		}
	}
	t.Logf("%.2f %% of the records on average, %.2f %% in the worst draw; %d of %d draws keep less than 99 %%", 100*sum/draws, 100*worst, below, draws)
	if sum/draws < .998 || worst < .97 {
		t.Error("too much is lost")
	}
}
