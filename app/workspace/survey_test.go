package workspace_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/exchange"
	"throughline/app/workspace"
)

// TestImporter_ASurveyThatComesAgain adds who is new, takes changed facts and answers, lets be what was edited here, and keeps what was coded.
func TestImporter_ASurveyThatComesAgain(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Survey")
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "answers.csv")
	put := func(rows ...string) {
		if err := os.WriteFile(path, []byte("Respondent ID,Team,Seats,What was hard?\n"+strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opt := exchange.Options{Study: st.ID, Update: true}
	put("R1,Sales,3,The invoices never matched what we had agreed on the phone", "R2,Support,5,Nobody told us about the new limits until it was too late",
		"R3,Sales,9,I kept a list on paper for the whole first month of it")
	if _, err := w.Importer().Import(t.Context(), []string{path}, opt, nil); err != nil {
		t.Fatal(err)
	}
	at := map[string]app.InterviewID{}
	ivs, err := b.Store.Interviews(t.Context(), st.ID, app.Page{})
	if err != nil || len(ivs) != 3 {
		t.Fatalf("%d interviews, %v", len(ivs), err)
	}
	for _, iv := range ivs {
		at[iv.Codes[0]] = iv.ID
	}
	mark := func(code, words string) app.FindingID {
		tr, err := b.Store.Transcript(t.Context(), at[code])
		if err != nil {
			t.Fatal(err)
		}
		i := strings.Index(tr.Text, words)
		f, err := w.Coding.Mark(t.Context(), at[code], app.Span{Start: i, End: i + len(words)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return f.ID
	}
	kept, lost := mark("R1", "never matched what we had agreed"), mark("R2", "new limits until it was too late")
	before := b.Hash()

	put("R1,Sales,4,To be honest the invoices never matched what we had agreed on the phone", "R2,Support,5,Everything was fine in the end",
		"R3,Sales,9,I kept a list on paper for the whole first month of it", "R4,Finance,1,We only joined last week and saw little of it so far")
	dry, err := w.Importer().Preview(t.Context(), []string{path}, opt, nil)
	want := exchange.Update{Answers: 2, Facts: 1, Same: 1, Findings: 1, Lost: 1}
	if err != nil || dry.Files[0].Update == nil || *dry.Files[0].Update != want || dry.Files[0].Documents != 1 {
		t.Fatalf("dry run %+v %+v, %v", dry.Files[0], dry.Files[0].Update, err)
	}
	if b.Hash() != before {
		t.Fatal("the dry run changed something")
	}
	res, err := w.Importer().Import(t.Context(), []string{path}, opt, nil)
	if err != nil || *res.Files[0].Update != want || res.Interviews() != 1 {
		t.Fatalf("import %+v, %v", res.Files[0], err)
	}
	if f := apptest.Find(b, &app.Finding{ID: kept}); f.Quote != "never matched what we had agreed" || f.Transcript == "" {
		t.Errorf("the coded passage is %+v", f)
	}
	if f := apptest.Find(b, &app.Finding{ID: lost}); f.Quote != "new limits until it was too late" {
		t.Errorf("the passage without a place is %+v", f)
	}
	if n, err := b.Store.Interviews(t.Context(), st.ID, app.Page{}); err != nil || len(n) != 4 {
		t.Errorf("%d interviews, %v", len(n), err)
	}
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b.Hash() != before {
		t.Error("one undo does not take the update back")
	}
}

// TestImporter_KeepsTheWavesOfASurveyApart checks that the answers of one wave do not get into the interviews of another.
func TestImporter_KeepsTheWavesOfASurveyApart(t *testing.T) {
	const first, second = "How did the first week with it go?", "What has changed since the spring?"
	for _, c := range []struct {
		name         string
		ask          [2]string // by the two waves
		again        string    // the name under which the first comes again, with other words
		update       bool      // already when the second comes
		one, two     string    // how the texts of R1 end afterwards
		left, change int
	}{
		{"the second comes with an update", [2]string{first, second}, "", true, "slow at first", "quick by now", 0, 0},
		{"the first comes again", [2]string{first, second}, "wave1.csv", false, "rather slow", "quick by now", 0, 1},
		{"under another name", [2]string{first, second}, "export.csv", false, "rather slow", "quick by now", 0, 1},
		{"of the same questions", [2]string{first, first}, "wave1.csv", false, "rather slow", "quick by now", 0, 1},
		{"of the same questions and another name", [2]string{first, first}, "export.csv", false, "slow at first", "quick by now", 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := apptest.New(t)
			st := b.Study("Survey")
			w, err := workspace.Over(t.Context(), b.Store, b.Hand)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			run := func(name, asks, answer string, update bool) exchange.FileResult {
				t.Helper()
				path := filepath.Join(dir, name)
				if err := os.WriteFile(path, []byte("Respondent ID,"+asks+"\nR1,We all found that it was "+answer+"\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				res, err := w.Importer().Import(t.Context(), []string{path}, exchange.Options{Study: st.ID, Update: update}, nil)
				if err != nil {
					t.Fatal(err)
				}
				return res.Files[0]
			}
			run("wave1.csv", c.ask[0], "slow at first", false)
			run("wave2.csv", c.ask[1], "quick by now", c.update)
			if c.again != "" {
				f := run(c.again, c.ask[0], "rather slow", true)
				if f.Update == nil || f.Update.Answers != c.change || f.Documents != 0 || len(f.Warnings) != c.left {
					t.Errorf("it came in as %+v, %+v", f, f.Update)
				}
			}
			ivs, err := b.Store.Interviews(t.Context(), st.ID, app.Page{})
			if err != nil || len(ivs) != 2 {
				t.Fatalf("%d interviews, %v", len(ivs), err)
			}
			ends := map[string]bool{}
			for _, iv := range ivs {
				tr, err := b.Store.Transcript(t.Context(), iv.ID)
				if err != nil {
					t.Fatal(err)
				}
				for _, end := range []string{c.one, c.two} {
					ends[end] = ends[end] || strings.HasSuffix(tr.Text, end)
				}
			}
			if !ends[c.one] || !ends[c.two] {
				t.Errorf("the texts end with %v", ends)
			}
		})
	}
}

// TestImporter_TwoWavesAtOnce checks that who is left out of one file, being here, comes in from another.
func TestImporter_TwoWavesAtOnce(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Survey")
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, asks string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte("Respondent ID,"+asks+"\nR1,We all found that it was slow at first\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one, two := put("one.csv", "How did the first week with it go?"), put("two.csv", "What has changed since the spring?")
	opt := exchange.Options{Study: st.ID, Update: true}
	if _, err := w.Importer().Import(t.Context(), []string{one}, opt, nil); err != nil {
		t.Fatal(err)
	}
	opt.Again = true
	res, err := w.Importer().Import(t.Context(), []string{one, two}, opt, nil)
	if err != nil || len(res.Files) != 2 || res.Files[0].Update.Same != 1 || res.Interviews() != 1 {
		t.Errorf("they came in as %+v, %v", res, err)
	}
}

// TestImporter_LeavesEditedAnswersAlone checks that a redaction is not undone by the file it came from.
func TestImporter_LeavesEditedAnswersAlone(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Survey")
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	put := func(name, answer string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("Respondent ID,What was hard?\nR1,"+answer+"\nR2,Nobody told us about the new limits until it was too late\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	opt := exchange.Options{Study: st.ID, Update: true}
	first := put("a.csv", "Ask Anna Berg about the invoices that never matched")
	if _, err := w.Importer().Import(t.Context(), []string{first}, opt, nil); err != nil {
		t.Fatal(err)
	}
	ivs, err := b.Store.Interviews(t.Context(), st.ID, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, iv := range ivs {
		if iv.Codes[0] != "R1" {
			continue
		}
		tr, err := b.Store.Transcript(t.Context(), iv.ID)
		if err != nil {
			t.Fatal(err)
		}
		next := *tr
		next.ID, next.Revision, next.Note = "edited", 2, "Redacted 1 passage"
		next.Text = strings.Replace(tr.Text, "Anna Berg", "[a name]", 1)
		next.Turns = append([]app.Turn{}, tr.Turns...)
		next.Turns[len(next.Turns)-1].End = len(next.Text)
		b.Put(&next)
	}
	for _, c := range []struct {
		name, answer string
		want         exchange.Update
	}{
		{"the same answer", "Ask Anna Berg about the invoices that never matched", exchange.Update{Same: 2}},
		{"another answer", "Ask Anna Berg about the bills that never matched", exchange.Update{Same: 1, Kept: 1}},
	} {
		path := put("again.csv", c.answer+" ")
		before := b.Hash()
		opt.Again = true
		res, err := w.Importer().Import(t.Context(), []string{path}, opt, nil)
		if err != nil || *res.Files[0].Update != c.want || b.Hash() != before {
			t.Errorf("%s: %+v, %v, changed %v", c.name, res.Files[0].Update, err, b.Hash() != before)
		}
	}
}
