package storage_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage/storagetest"
)

// TestApply_ManyAtOnceAreStoredAsOneByOne gives two workspaces the same changes, one of them in a single step: tags put on, taken off and put on by somebody
// else, everything that people judge, and now and then the words, which are stored in another way.
func TestApply_ManyAtOnceAreStoredAsOneByOne(t *testing.T) {
	size := storagetest.Size{Interviews: 10, Turns: 60, Findings: 120, Tags: 4}
	r := rand.New(rand.NewPCG(4, 7))
	one, all := storagetest.New(t), storagetest.New(t)
	f, _ := storagetest.Fill(t, one, size), storagetest.Fill(t, all, size)
	before := storagetest.Look(t, all.Path()).Tables()
	var changes []app.Change
	for i, was := range f.Findings {
		now := *was
		now.Modified = noon.Add(time.Duration(i) * time.Second)
		by := app.Tagging{Tag: f.Tags[r.IntN(len(f.Tags))].ID, Author: `Ana "Ann" O'Neill`, Provenance: app.ByRule, Created: noon.Add(time.Hour)}
		switch r.IntN(7) {
		case 0:
			now = *now.WithTag(by)
		case 1:
			now.Tags = nil
		case 2:
			by.Author = "ben"
			now = *now.WithTag(by)
		case 3:
			now.Star, now.Severity, now.Sentiment, now.Stance = !was.Star, 4, -2, app.Contradicts
		case 4:
			now.Author, now.Created = "ben", noon.Add(-time.Hour)
		case 5:
			now.Note = fmt.Sprintf("Note %d", i)
		case 6:
			if i%2 == 0 {
				now.Participant = ""
			}
		}
		changes = append(changes, app.Change{Before: was, After: &now})
		if i%90 == 0 { // the same once more
			again := now
			again.Severity = 1
			changes = append(changes, app.Change{Before: &now, After: &again})
		}
	}
	for i, c := range changes {
		cs := app.NewChangeSet(fmt.Sprintf("Change %d", i), "ana", noon)
		cs.Changes = []app.Change{c}
		if _, err := one.Apply(ctx, cs); err != nil {
			t.Fatal(err)
		}
	}
	cs := app.NewChangeSet("Change all", "ana", noon)
	cs.Changes = changes
	e, err := all.Apply(ctx, cs)
	if err != nil {
		t.Fatal(err)
	}
	if d := storagetest.Difference(storagetest.Look(t, one.Path()).Tables(), storagetest.Look(t, all.Path()).Tables()); d != "" {
		t.Errorf("at once it is stored otherwise: %s", d)
	}
	if _, err := all.Revert(ctx, e.Seq); err != nil {
		t.Fatal(err)
	}
	if d := storagetest.Difference(before, storagetest.Look(t, all.Path()).Tables()); d != "" {
		t.Errorf("taken back it leaves: %s", d)
	}
}
