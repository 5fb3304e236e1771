package storage_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// TestHoldings_FollowEveryStep holds what is kept of studies and interviews against what they hold, after steps that move records
// about, and after each was taken back.
func TestHoldings_FollowEveryStep(t *testing.T) {
	s := storagetest.New(t)
	a := storagetest.Fill(t, s, storagetest.Size{Name: "a", Interviews: 2, Findings: 12, Tags: 3, Themes: 2})
	b := storagetest.Fill(t, s, storagetest.Size{Name: "b", Interviews: 1, Findings: 4, Tags: 1, Themes: 1})
	hand := app.Hand{Author: "ana", Now: func() time.Time { return storagetest.Noon }}
	retag := *a.Findings[0]
	retag.Tags = nil
	if len(a.Findings[0].Tags) == 0 {
		retag.Tags = []app.Tagging{{Tag: a.Tags[0].ID, Author: "ana", Provenance: app.ByHand, Created: storagetest.Noon}}
	}
	across := *b.Themes[0]
	across.Study = ""
	note := &app.Finding{ID: "note", Study: a.Study.ID, Note: "Seen on the way.", Stamp: hand.Stamp()}
	for _, tt := range []struct {
		name string
		do   func(cs *app.ChangeSet)
	}{
		{"a note of no interview", func(cs *app.ChangeSet) { cs.Create(note) }},
		{"tags taken or given", func(cs *app.ChangeSet) { cs.Update(a.Findings[0], &retag) }},
		{"a place given up", func(cs *app.ChangeSet) { cs.Delete(a.Placements[0]) }},
		{"a theme that goes to the board across studies", func(cs *app.ChangeSet) { cs.Update(b.Themes[0], &across) }},
		{"a finding with its place", func(cs *app.ChangeSet) {
			last := a.Placements[len(a.Placements)-1]
			cs.Delete(last)
			for _, f := range a.Findings {
				if f.ID == last.Finding {
					cs.Delete(f)
				}
			}
		}},
		{"a study for another in one step", func(cs *app.ChangeSet) {
			deps, err := s.Dependants(t.Context(), b.Study.Ref())
			if err != nil {
				t.Fatal(err)
			}
			cs.DeleteAll(hand, deps, b.Study)
			cs.Create(&app.Study{ID: "next", Name: "Next", Stamp: hand.Stamp()})
			cs.Create(&app.Finding{ID: "first", Study: "next", Note: "The first of the next.", Stamp: hand.Stamp()})
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cs := hand.Begin(tt.name)
			tt.do(cs)
			e, err := s.Apply(t.Context(), cs)
			if err != nil {
				t.Fatal(err)
			}
			whole(t, s)
			if _, err := s.Revert(t.Context(), e.Seq); err != nil {
				t.Fatal(err)
			}
			whole(t, s)
			if _, err := s.Reapply(t.Context(), e.Seq); err != nil {
				t.Fatal(err)
			}
			whole(t, s)
			if _, err := s.Revert(t.Context(), e.Seq); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func whole(t *testing.T, s *storage.Store) {
	t.Helper()
	if rep, err := s.Check(t.Context(), nil); err != nil || !rep.OK {
		t.Fatalf("Check() = %q, %v", rep.Problems, err)
	}
}

// TestHoldings_AreCountedForOldFiles runs the migration over a file that has findings already.
func TestHoldings_AreCountedForOldFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.throughline")
	s, err := storage.Create(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := storagetest.Fill(t, s, storagetest.Size{Interviews: 2, Findings: 30, Tags: 3, Themes: 2})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("migrations/*_holding.sql")
	if err != nil || len(files) != 1 {
		t.Fatalf("migrations: %v, %v", files, err)
	}
	migration, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DROP TABLE study_holding; DROP TABLE interview_holding;" + string(migration)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = storage.Open(t.Context(), path, storage.Options{}); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }() // only read
	whole(t, s)
	rows, err := s.Interviews(t.Context(), "", app.Page{})
	if err != nil || rows[0].Findings != 30 {
		t.Errorf("Interviews() = %+v, %v, want 30 findings in the first", rows, err)
	}
	if n, err := s.Counts(t.Context(), ""); err != nil || n.Findings != len(f.Findings) {
		t.Errorf("Counts() = %+v, %v, want %d findings", n, err, len(f.Findings))
	}
}
