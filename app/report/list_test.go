package report_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/report"
)

var updateList = flag.Bool("update-list", false, "rewrite the golden list of findings")

// listed is a workspace whose findings say what spreadsheets would run.
func listed(t *testing.T) (*apptest.Bench, *app.Study, *app.Tag) {
	b := apptest.New(t)
	st := b.Study("Checkout")
	s := b.Session(st, "P1", "Mod: What happened?", "P: =HYPERLINK(\"http://x\") it said, and -2 then @me", "P: The fee came, \"quoted\" and late")
	price, trust := b.Tag(st, "Price", ""), b.Tag(st, "Trust; and so", "")
	one := s.Finding("=HYPERLINK(\"http://x\") it said", price.ID)
	two := s.Finding("The fee came, \"quoted\" and late", price.ID, trust.ID)
	three := s.Finding("@me")
	b.Theme(st, "Fees", two)
	next := *one
	next.Note, next.Severity, next.Stance, next.Sentiment = "-1+2\nsecond line", 3, app.Contradicts, -2
	cs := b.Hand.Begin("Judge")
	cs.Update(one, &next)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	_ = three
	return b, st, price
}

func TestList_CSVIsAsTheGoldenFileAndRunsNothing(t *testing.T) {
	b, st, _ := listed(t)
	var out bytes.Buffer
	columns := []string{"quote", "tags", "theme", "sound", "stance", "severity", "note", "person", "segment", "interview", "time", "study", "author", "made", "unknown"}
	n, err := report.WriteListCSV(t.Context(), &out, b.Store, report.ListSpec{Find: app.FindingQuery{Study: st.ID}, Columns: columns})
	if err != nil || n != 3 {
		t.Fatalf("%d findings, %v", n, err)
	}
	golden := filepath.Join("testdata", "list.csv")
	if *updateList {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(out.Bytes(), want) {
		t.Errorf("the list is\n%s\nwant\n%s (%v)", out.String(), want, err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 4 || len(rows[0]) != len(columns)-1 {
		t.Fatalf("read back: %v, %v", rows, err)
	}
	for _, r := range rows[1:] {
		for _, cell := range r {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
}

func TestList_IsOfWhatTheQueryAsksForInItsWords(t *testing.T) {
	b, st, price := listed(t)
	q := app.FindingQuery{Study: st.ID, Tags: []app.TagID{price.ID}, Where: &app.Clause{Op: app.OpNot, Parts: []app.Clause{{Op: app.OpSorted}}}}
	book, err := report.ComposeList(t.Context(), b.Store, report.ListSpec{Find: q, Author: "Mara", Date: "2026-11-20"})
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Sheets) != 3 || len(book.Sheets[0].Rows) != 1 || len(book.Sheets[0].Columns) != len(report.ListColumns()) {
		t.Fatalf("sheets %d, rows %v", len(book.Sheets), book.Sheets[0].Rows)
	}
	about := ""
	for _, r := range book.Sheets[1].Rows {
		about += r[0].Text + ": " + r[1].Text + "\n"
	}
	for _, want := range []string{"Findings of: Checkout", "That are: tagged Price; not in a theme", "Written by: Mara"} {
		if !strings.Contains(about, want) {
			t.Errorf("it says\n%s\nwithout %q", about, want)
		}
	}
	if book.Sheets[0].Rows[0][0].Text != "=HYPERLINK(\"http://x\") it said" {
		t.Errorf("a typed text is changed: %q", book.Sheets[0].Rows[0][0].Text)
	}
}
