package workspace_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/report"
	"throughline/app/workspace"
)

// wording is a document's words in one line each.
func wording(d *report.Document) string {
	var b strings.Builder
	say := func(runs []report.Run) {
		for _, r := range runs {
			b.WriteString(r.Text)
		}
		b.WriteString("\n")
	}
	b.WriteString(d.Title + "\n" + d.Subtitle + "\n")
	for _, f := range d.Facts {
		b.WriteString(f.Label + ": " + f.Value + "\n")
	}
	for _, x := range d.Blocks {
		switch x := x.(type) {
		case report.Heading:
			b.WriteString(x.Text + "\n")
		case report.Paragraph:
			say(x.Runs)
		case report.Note:
			say(x.Runs)
		case report.Quote:
			b.WriteString("“" + x.Text + "” " + x.Strength + "\n")
		case report.List:
			for _, it := range x.Items {
				say(it.Runs)
			}
		case report.Table:
			for _, r := range x.Rows {
				var cells []report.Run
				for _, c := range r.Cells {
					cells = append(append(cells, c...), report.Run{Text: "|"})
				}
				say(cells)
			}
		}
	}
	return b.String()
}

// asked is a study of two people of two segments, one of whom speaks of the price.
func asked(t *testing.T) (*apptest.Bench, *workspace.Workspace, *app.Study, *app.Insight, *app.Finding) {
	t.Helper()
	b := apptest.New(t)
	study := b.Study("Checkout")
	price, speed := b.Tag(study, "Price", ""), b.Tag(study, "Speed", "")
	one, two := b.Session(study, "P01", "P: The fee came late. It is quick enough."), b.Session(study, "P02", "P: It takes three days.")
	fee := one.Finding("The fee came late.", price.ID)
	slow := two.Finding("It takes three days.", speed.ID)
	b.Theme(study, "Fees", fee)
	b.Theme(study, "Waiting", slow, one.Finding("It is quick enough.", speed.ID))
	in := b.Insight(study, "People meet fees too late", app.Evidence{Finding: fee.ID, Stance: app.Supports, Strength: app.Strong})
	b.Insight(study, "People wait", app.Evidence{Finding: slow.ID, Stance: app.Supports})
	b.Put(&app.Recommendation{ID: "r1", Study: study.ID, Text: "Show the fee first", Kind: app.ToDo, Status: app.Planned, Insights: []app.InsightID{in.ID},
		Score: app.Score{Method: app.RICE, Reach: 100, Impact: 2, Effort: 1}, Stamp: b.Hand.Stamp()},
		&app.Decision{ID: "d1", Study: study.ID, Text: "Fee on the first page", Date: "2026-10-05", By: "Council", Outcome: "Fewer calls", Insights: []app.InsightID{in.ID}, Stamp: b.Hand.Stamp()})
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	return b, w, study, in, fee
}

func TestReport_OfAQueryHoldsItsFindingsAlone(t *testing.T) {
	_, w, study, _, _ := asked(t)
	where, err := w.Clause(t.Context(), study.ID, "tag:Price")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, scope, title string
	}{{"under its words", "", "Findings tagged Price"}, {"under a view's name", "About money", "About money"}} {
		d, err := report.Compose(t.Context(), w.Store, report.Spec{Study: study.ID, Date: "2026-11-04", Find: app.FindingQuery{Where: where}, Scope: tc.scope})
		if err != nil {
			t.Fatal(err)
		}
		text := wording(d)
		for _, want := range []string{tc.title + "\nCheckout", "Findings: 1 finding: tagged Price", "1 finding of 1 of 2 people in 1 interview: tagged Price.",
			"“The fee came late.” Strong evidence", "People meet fees too late", "Fees", "RICE 50 = 100 × 2 × 25 % ÷ 1", "Fee on the first page (5 October 2026, Council) Outcome: Fewer calls"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing in\n%s", tc.name, want, text)
			}
		}
		for _, gone := range []string{"three days", "quick enough", "People wait", "Waiting"} {
			if strings.Contains(text, gone) {
				t.Errorf("%s: %q has nothing to do with the query", tc.name, gone)
			}
		}
	}
	nothing, err := report.Compose(t.Context(), w.Store, report.Spec{Study: study.ID, Find: app.FindingQuery{Text: "zebra"}})
	if err != nil || !strings.Contains(wording(nothing), "No finding is like that.") {
		t.Errorf("a query that finds nothing: %v", err)
	}
}

func TestReport_OfAPublicationGivesTheSameReportWhateverHappensSince(t *testing.T) {
	b, w, _, in, fee := asked(t)
	if _, err := w.Insights.Publish(t.Context(), in.ID); err != nil {
		t.Fatal(err)
	}
	read := func(version int) []byte {
		t.Helper()
		path := filepath.Join(t.TempDir(), "out.pdf")
		if _, err := w.WriteReport(t.Context(), report.Spec{Author: "Mara", Published: report.Version{Insight: in.ID, N: version}}, path, report.FileOptions{}); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	then := read(1)
	text := func() string {
		d, err := report.Compose(t.Context(), w.Door(""), report.Spec{Published: report.Version{Insight: in.ID, N: 1}})
		if err != nil {
			t.Fatal(err)
		}
		return wording(d)
	}
	for _, want := range []string{"Version 1 · published", "“The fee came late.” Strong evidence", "Show the fee first", "RICE 50 = 100 × 2 × 25 % ÷ 1 · Planned", "Fewer calls", "Confidence is very low:"} {
		if !strings.Contains(text(), want) {
			t.Errorf("%q is missing in\n%s", want, text())
		}
	}
	ctx := context.Background()
	for _, err := range []error{
		w.Insights.Change(ctx, in.ID, "Edit", func(in *app.Insight) { in.Title, in.Evidence = "Something else", nil }),
		w.Coding.Delete(ctx, []app.FindingID{fee.ID}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(then, read(1)) || !bytes.Equal(then, read(0)) {
		t.Error("the report of what was published changed with the workspace")
	}
	if _, err := w.WriteReport(ctx, report.Spec{Published: report.Version{Insight: in.ID, N: 9}}, filepath.Join(t.TempDir(), "x.pdf"), report.FileOptions{}); app.CodeOf(err) != app.ENotFound {
		t.Errorf("a version that is none: %v", err)
	}
	b.Put(&app.Consent{ID: "c", Participant: fee.Participant, Study: fee.Study, Given: "2025-01-01", Scopes: app.Scopes(), Withdrawn: "2025-02-01", Stamp: b.Hand.Stamp()})
	if strings.Contains(text(), "The fee came late") {
		t.Error("words of a person who took the consent back are printed from the publication")
	}
}
