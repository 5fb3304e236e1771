package storage_test

import (
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// The words of a step make one piece of the index, however many texts it brings.
func TestApply_TheTextsOfAStepAreOnePieceOfTheIndex(t *testing.T) {
	s := storagetest.New(t)
	storagetest.Fill(t, s, storagetest.Size{Interviews: 60})
	db, err := sql.Open("sqlite3", "file:"+s.Path()+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // only read
	var pieces int
	if err := db.QueryRow("SELECT count(DISTINCT segid) FROM turn_text_idx").Scan(&pieces); err != nil || pieces != 1 {
		t.Errorf("%d pieces, want 1 (%v)", pieces, err)
	}
}

// A step may make texts, change them and take them away again; the index knows what is left. It follows a step that is taken back and redone.
func TestApply_IndexesTextsThatAStepMakesAndTakesAway(t *testing.T) {
	s := fresh(t)
	commit(t, s, &app.Study{ID: "study", Name: "Study", Stamp: by})
	cs := app.NewChangeSet("Make", "ana", noon)
	texts := map[int]*app.Transcript{}
	for i := range 6 {
		iv := &app.Interview{ID: app.InterviewID(fmt.Sprint("iv", i)), Study: "study", Title: fmt.Sprint("No ", i), Stamp: by}
		texts[i] = spoken(iv.ID, fmt.Sprintf("common first%d", i), "", fmt.Sprintf("last%d common", i))
		cs.Create(iv)
		cs.Create(texts[i])
	}
	changed := spoken("iv2", "common mended2")
	cs.Changes = append(cs.Changes, app.Change{Before: texts[1]}, app.Change{Before: texts[2], After: changed}, app.Change{Before: texts[5]})
	cs.Create(spoken("iv5", "common again5"))
	apply(t, s, cs)
	there := []string{"first0", "last0", "first3", "last4", "mended2", "again5"}
	wantFound(t, s, there, []string{"first1", "last1", "first2", "first5", "last5"})
	more := app.NewChangeSet("Make more", "ana", noon)
	more.Create(spoken("iv1", "common later1", "and more"))
	more.Create(&app.Interview{ID: "iv7", Study: "study", Title: "No 7", Stamp: by})
	more.Create(spoken("iv7", "common later7"))
	e := apply(t, s, more)
	wantFound(t, s, []string{"first0", "later1", "later7"}, nil)
	if _, err := s.Revert(ctx, e.Seq); err != nil {
		t.Fatal(err)
	}
	wantFound(t, s, there, []string{"later1", "later7"})
	if _, err := s.Reapply(ctx, e.Seq); err != nil {
		t.Fatal(err)
	}
	wantFound(t, s, []string{"first0", "later1", "later7"}, []string{"first1", "last5"})
}

// spoken is an interview's text, one turn a sentence.
func spoken(id app.InterviewID, said ...string) *app.Transcript {
	tr := &app.Transcript{ID: app.TranscriptID("tr-" + id), Interview: id, Revision: 1, Stamp: by}
	for _, u := range said {
		start := len(tr.Text)
		tr.Text += u + "\n"
		tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: start, End: start + len(u)}, Speaker: "Eve", From: app.NoTime, To: app.NoTime})
	}
	return tr
}

func wantFound(t *testing.T, s *storage.Store, there, gone []string) {
	t.Helper()
	for _, word := range slices.Concat(there, gone) {
		hits := must(s.Search(ctx, `"`+word+`"`, "", nil, 0))(t)
		if n := len(hits); (n > 0) != slices.Contains(there, word) {
			t.Errorf("%q is found %d times", word, n)
		}
	}
	if report := must(s.Check(ctx, nil))(t); !report.OK {
		t.Errorf("Check() = %v", report.Problems)
	}
}
