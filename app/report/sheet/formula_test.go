package sheet_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/reporttest"
)

// Each formula, computed anew by a spreadsheet engine, gives the number that was written beside it.
func TestWrite_FormulasGiveTheirNumbers(t *testing.T) {
	raw, _ := write(t, compose(t, scored(), onboarding()))
	f := open(t, raw)
	b := compose(t, scored(), onboarding())
	if err := b.Gather(t.Context()); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, s := range b.Sheets {
		for i, r := range s.Rows {
			for j, v := range r {
				if v.Formula == "" {
					continue
				}
				seen[s.Name]++
				cell, _ := excelize.CoordinatesToCellName(j+1, i+2)
				was, err := f.GetCellValue(s.Name, cell)
				if err != nil {
					t.Fatal(err)
				}
				anew, err := f.CalcCellValue(s.Name, cell, excelize.Options{RawCellValue: true})
				x, xerr := strconv.ParseFloat(was, 64)
				y, yerr := strconv.ParseFloat(anew, 64)
				if err != nil || xerr != nil || yerr != nil || math.Abs(x-y) > 1e-9*math.Max(1, math.Abs(x)) || math.Abs(x-v.Number) > 1e-12*math.Max(1, math.Abs(x)) {
					t.Errorf("%s!%s =%s: written %q, computed anew %q (%v)", s.Name, cell, strings.ReplaceAll(v.Formula, "#", fmt.Sprint(i+2)), was, anew, err)
				}
			}
		}
	}
	for _, name := range []string{"Overview", "Tags", "Tags x participants", "Themes", "Insights and evidence", "Recommendations", "Participants and coverage"} {
		if seen[name] == 0 {
			t.Errorf("%s has no live formula", name)
		}
	}
}

// scored is the usual study with recommendations scored by each method.
func scored() *reporttest.Store {
	s := reporttest.Onboarding()
	s.Advised = []app.Recommendation{
		{ID: "r-1", Text: "Ask for less", Kind: app.ToDo, Status: app.Planned, Insights: []app.InsightID{s.Claims[0].ID}, Score: app.Score{Method: app.RICE, Reach: 900, Impact: 2, Effort: 3, Benefit: 7, Ease: 4, Confidence: 0.7, Why: "asked twice"}},
		{ID: "r-2", Text: "=1+1", Kind: app.ToDo, Status: app.Proposed, Insights: []app.InsightID{s.Claims[0].ID}, Score: app.Score{Method: app.ICE, Benefit: 8, Ease: 5}},
		{ID: "r-3", Text: "See who waits", Kind: app.Opportunity, Status: app.Proposed, Insights: []app.InsightID{s.Claims[0].ID}, Score: app.Score{Method: app.ODI, Importance: 9, Satisfaction: 2.5}},
		{ID: "r-4", Text: "No score", Kind: app.ToDo, Status: app.Done, Insights: []app.InsightID{s.Claims[0].ID}},
	}
	return s
}

func TestWrite_RecommendationsShowTheirScores(t *testing.T) {
	raw, _ := write(t, compose(t, scored(), onboarding()))
	rows, err := open(t, raw).GetRows("Recommendations")
	if err != nil || len(rows) < 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := func(row []string, title string) string {
		for i, head := range rows[0] {
			if head == title && i < len(row) {
				return row[i]
			}
		}
		return ""
	}
	byText := map[string][]string{}
	for _, r := range rows[1:] {
		byText[r[0]] = r
	}
	for _, c := range []struct{ text, column, want string }{
		{"Ask for less", "RICE", "420"}, // 900 × 2 × 0.7 ÷ 3
		{"Ask for less", "ICE", "196"},  // 7 × 7 × 4
		{"Ask for less", "Score", "420"},
		{"Ask for less", "Confidence from", "asked twice"},
		{"See who waits", "Opportunity", "15.5"}, // 9 + 6.5
		{"See who waits", "Reading", "extreme"},
		{"No score", "Score", ""},
		{"=1+1", "Method", "ICE"},
	} {
		if got := at(byText[c.text], c.column); got != c.want {
			t.Errorf("%s of %q is %q, want %q", c.column, c.text, got, c.want)
		}
	}
}

func TestWrite_MakesTables(t *testing.T) {
	raw, _ := write(t, &report.Book{Title: "T", Sheets: []report.Sheet{
		{Name: "Tags x people", Columns: []report.SheetColumn{{Title: "Code"}, {Title: "code"}, {Title: ""}, {Title: "Two\nlines"}}, Rows: [][]report.Value{{report.TextValue("a"), {}, report.CountValue(2)}}},
		{Name: "Empty", Columns: []report.SheetColumn{{Title: "A"}}}}})
	f := open(t, raw)
	tables, err := f.GetTables("Tags x people")
	if err != nil || len(tables) != 1 || tables[0].Range != "A1:D2" || tables[0].Name != "Tags_x_people_table" {
		t.Errorf("tables %+v, %v", tables, err)
	}
	rows, err := f.GetRows("Tags x people")
	if err != nil || strings.Join(rows[0], "|") != "Code|code (2)|Column 3|Two lines" || strings.Join(rows[1], "|") != "a||2" {
		t.Errorf("rows %q, %v", rows, err)
	}
	if tables, err = f.GetTables("Empty"); err != nil || len(tables) != 0 {
		t.Errorf("a sheet without rows has the tables %+v, %v", tables, err)
	}
}
