package storage_test

import (
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
)

// TestApply_LargeStepsAreHeldAgainstWhatIsStored: findings of a long step are read ahead, and yet none is changed that is not as expected.
func TestApply_LargeStepsAreHeldAgainstWhatIsStored(t *testing.T) {
	s := storagetest.New(t)
	a := storagetest.Fill(t, s, storagetest.Size{Interviews: 20, Turns: 80, Findings: 70, Tags: 3})
	rows := must(s.Findings(ctx, app.FindingQuery{Study: a.Study.ID}))(t)
	if len(rows) != 1400 {
		t.Fatalf("%d findings", len(rows))
	}
	step := func(spoil func(i int, f *app.Finding) bool) *app.ChangeSet {
		cs := app.NewChangeSet("Star", "ana", noon)
		for i := range rows {
			before := rows[i].Finding
			if spoil != nil && spoil(i, &before) {
				before.Note = "not what is stored"
			}
			after := before
			after.Star = !before.Star
			cs.Update(&before, &after)
			if i == 700 { // the same finding again, in one step
				again := after
				again.Severity = 3
				cs.Update(&after, &again)
				rows[i].Finding = before
			}
		}
		return cs
	}
	for _, c := range []struct {
		name  string
		spoil func(i int, f *app.Finding) bool
	}{
		{"the first is not as expected", func(i int, _ *app.Finding) bool { return i == 0 }},
		{"one read with the second lot is not as expected", func(i int, _ *app.Finding) bool { return i == 777 }},
		{"the last is gone", func(i int, f *app.Finding) bool {
			if i == 1399 {
				f.ID = "gone"
			}
			return false
		}},
	} {
		before := must(s.ContentHash(ctx))(t)
		if _, err := s.Apply(ctx, step(c.spoil)); app.CodeOf(err) != app.EConflict {
			t.Errorf("%s: %v, want a conflict", c.name, err)
		}
		if must(s.ContentHash(ctx))(t) != before {
			t.Errorf("%s: something was stored", c.name)
		}
	}
	var told []int64
	e, err := s.Apply(app.WithProgress(ctx, func(done, total int64, _ string) { told = append(told, done, total) }), step(nil))
	if err != nil {
		t.Fatal(err)
	}
	if len(told) != 6 || told[2] != 500 || told[3] != 1401 {
		t.Errorf("progress %v", told)
	}
	now := must(s.FindingFacets(ctx, app.FindingQuery{Study: a.Study.ID}))(t)
	was := 0
	for i := range rows {
		if rows[i].Star {
			was++
		}
	}
	if now.Starred != 1400-was {
		t.Errorf("%d starred, want %d", now.Starred, 1400-was)
	}
	if _, err := s.Revert(ctx, e.Seq); err != nil {
		t.Errorf("undo: %v", err)
	}
}
