package storagetest_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
)

// TestGlass_SeesWhatChanges holds the look that proves undo to what it must see, and to what it must not.
func TestGlass_SeesWhatChanges(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Fill(t, s, storagetest.Size{Interviews: 2, Turns: 6, Findings: 2, Tags: 3, Themes: 2, Insights: 1})
	glass := storagetest.Look(t, s.Path())
	before := glass.Tables()
	if len(before) < 18 {
		t.Errorf("only %d tables are looked at", len(before))
	}
	for _, table := range before {
		if strings.HasPrefix(table.Name, "journal") {
			t.Errorf("%s is looked at", table.Name)
		}
		if len(table.Rows) == 0 && (table.Name == "finding" || strings.HasSuffix(table.Name, "_text") && table.Name != "memo_text") {
			t.Errorf("%s seems empty", table.Name)
		}
	}
	change := func(what string, c app.Change, want string) {
		t.Helper()
		cs := app.NewChangeSet(what, "ana", storagetest.Noon)
		cs.Changes = []app.Change{c}
		e, err := s.Apply(t.Context(), cs)
		if err != nil {
			t.Fatal(err)
		}
		d := storagetest.Difference(before, glass.Tables())
		var names []string
		for line := range strings.SplitSeq(d, "\n") {
			name, _, _ := strings.Cut(line, ":")
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s shows in %q, want %q:\n%s", what, got, want, d)
		}
		if _, err := s.Revert(t.Context(), e.Seq); err != nil {
			t.Fatal(err)
		}
		if d := storagetest.Difference(before, glass.Tables()); d != "" {
			t.Errorf("undo of %s leaves %s", what, d)
		}
	}
	tag := *f.Tags[0]
	tag.Name = "Other"
	change("a name", app.Change{Before: f.Tags[0], After: &tag}, "tag")
	noted := *f.Findings[0]
	noted.Note = "something"
	change("a note", app.Change{Before: f.Findings[0], After: &noted}, "finding finding_text")
	change("a deletion", app.Change{Before: f.Insights[0]}, "evidence insight insight_text")
	if wrong := glass.WrongQuotes(); len(wrong) > 0 {
		t.Errorf("wrong quotes: %v", wrong)
	}
}
