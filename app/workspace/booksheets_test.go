package workspace_test

import (
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/report"
	"throughline/app/workspace"
)

// metricSheetOf writes the metric sheet of a study and opens it.
func metricSheetOf(t *testing.T, b *apptest.Bench, spec report.Spec) *excelize.File {
	t.Helper()
	w, err := workspace.Over(t.Context(), b.Store, app.Hand{Author: b.Hand.Author}) // no clock, as in the window: the day is the spec's
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sheet.xlsx")
	if _, err := w.WriteSheet(t.Context(), spec, path, report.FileOptions{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() }) // it is only read
	return f
}

// table reads a sheet as rows by the titles of columns.
func table(t *testing.T, f *excelize.File, sheet string) []map[string]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil || len(rows) == 0 {
		t.Fatalf("%s: %d rows, %v", sheet, len(rows), err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, v := range r {
			m[rows[0][i]] = v
		}
		out = append(out, m)
	}
	return out
}

// A study of two segments: all six planners tell of Slow, none of four admins does; Slow and Price meet twice.
func halves(t *testing.T) (*apptest.Bench, app.StudyID) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	slow, price := b.Tag(study, "Slow", "").ID, b.Tag(study, "Price", "").ID
	for i := range 10 {
		s := b.Session(study, fmt.Sprintf("P%02d", i+1), "Mod: How was it?", "P: It took for ever and cost a lot.")
		if i < 6 {
			p := *s.Person
			p.Segment = "Planner"
			cs := b.Hand.Begin("Sort")
			cs.Update(s.Person, &p)
			if err := b.Log.Commit(t.Context(), cs); err != nil {
				t.Fatal(err)
			}
		}
		switch {
		case i < 2:
			s.Finding("took for ever", slow, price)
		case i < 6:
			s.Finding("took for ever", slow)
		default:
			s.Finding("cost a lot", price)
		}
	}
	return b, study.ID
}

func TestWriteSheet_CountsTagsBySegmentAndTogether(t *testing.T) {
	b, study := halves(t)
	f := metricSheetOf(t, b, report.Spec{Study: study, Date: "2026-11-02"})
	seg := table(t, f, "Tags x segments")
	if len(seg) != 2 {
		t.Fatalf("%d tags, want 2: %v", len(seg), seg)
	}
	for _, r := range seg {
		if r["Tag"] == "Slow" {
			for column, want := range map[string]string{"People": "6", "of asked": "10", "Planner": "6", "Admin": "0", "Planner, share": "1", "Admin, share": "0", "Differs": "yes"} {
				if r[column] != want {
					t.Errorf("Slow, %s: %q, want %q", column, r[column], want)
				}
			}
			// z = (6 − 3.6) / √(3.6 · (1 − 6/10) · (1 − 6/10)) = 3.1623; exact: 2/210 on both sides
			near(t, "residual", r["Planner, residual"], 3.16228, 1e-4)
			near(t, "p", r["p"], 1.0/210, 1e-9)
			if !strings.Contains(r["How far to trust it"], "Fewer than 5 people: Admin") {
				t.Errorf("words on few people: %q", r["How far to trust it"])
			}
		}
	}
	pairs := table(t, f, "Co-occurrence")
	if len(pairs) != 1 || pairs[0]["Together"] != "2" || pairs[0]["All findings"] != "10" {
		t.Fatalf("pairs %v", pairs)
	}
	near(t, "Jaccard", pairs[0]["Jaccard"], 2.0/10, 1e-9) // 2 of 6 + 6 − 2
	near(t, "lift", pairs[0]["Lift"], 2*10.0/36, 1e-9)
	for _, sheet := range []string{"Tags x segments", "Co-occurrence", "Coverage", "Programme metrics", "Tags"} {
		recomputed(t, f, sheet)
	}
}

func TestWriteSheet_HasEverySheetAlsoOfAnEmptyStudy(t *testing.T) {
	b := apptest.New(t)
	f := metricSheetOf(t, b, report.Spec{Study: b.Study("Not begun").ID, Date: "2026-11-02"})
	want := "Overview|Findings|Tags|Tags x participants|Tags x segments|Co-occurrence|Themes|Insights and evidence|Recommendations|Participants and coverage|Coverage|Interviews|Saturation|UX measures|Agreement|Programme metrics|Data dictionary"
	if got := strings.Join(f.GetSheetList(), "|"); got != want {
		t.Errorf("sheets\n%s, want\n%s", got, want)
	}
	rows, err := f.GetRows("Overview")
	if err != nil {
		t.Fatal(err)
	}
	said := fmt.Sprint(rows)
	for _, words := range []string{"[Agreement No interview was coded by two people.]", "[UX measures Nothing was measured of sessions yet.]", "[Saturation No interview has a finding with a tag yet.]"} {
		if !strings.Contains(said, words) {
			t.Errorf("the overview does not say %s: %s", words, said)
		}
	}
}

func TestWriteSheet_DrawsSaturationWithItsBand(t *testing.T) {
	b, study := halves(t)
	f := metricSheetOf(t, b, report.Spec{Study: study, Date: "2026-11-02"})
	rows := table(t, f, "Saturation")
	if len(rows) != 20 || rows[0]["People of"] != "all" || rows[0]["Tags so far"] == "" || rows[9]["Tags so far"] != "2" || rows[9]["Band, high"] != "2" {
		t.Errorf("%d rows: %v", len(rows), rows)
	}
	lines := 0
	f.Pkg.Range(func(name, data any) bool {
		if strings.HasPrefix(name.(string), "xl/charts/chart") && strings.Contains(string(data.([]byte)), "scatterChart>") {
			lines = strings.Count(string(data.([]byte)), "<ser>")
			if !strings.Contains(string(data.([]byte)), "Tags heard so far") {
				t.Error("the axis has no title")
			}
			if !strings.Contains(string(data.([]byte)), `<max val="10"`) {
				t.Error("the axis does not run to the last interview")
			}
		}
		return true
	})
	if lines != 4 {
		t.Errorf("the chart has %d lines, want that of the interviews, the mean and the band", lines)
	}
}

// recomputed fails where a formula, computed anew, gives another number than is written.
func recomputed(t *testing.T, f *excelize.File, sheet string) {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i, r := range rows {
		for j, was := range r {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
				n++
				anew, err := f.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				x, xerr := strconv.ParseFloat(was, 64)
				y, yerr := strconv.ParseFloat(anew, 64)
				if err != nil || xerr != nil || yerr != nil || math.Abs(x-y) > 1e-9 {
					t.Errorf("%s!%s =%s: %s, computed anew %s, %v", sheet, cell, formula, was, anew, err)
				}
			}
		}
	}
	if n == 0 {
		t.Errorf("%s has no formula", sheet)
	}
}

func near(t *testing.T, what, got string, want, tolerance float64) {
	t.Helper()
	f, err := strconv.ParseFloat(got, 64)
	if err != nil || math.Abs(f-want) > tolerance {
		t.Errorf("%s = %q, want %v", what, got, want)
	}
}
