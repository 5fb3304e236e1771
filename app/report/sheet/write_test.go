package sheet_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/report/reporttest"
	"throughline/app/report/sheet"
)

func compose(t testing.TB, s report.Store, sp report.Spec) *report.Book {
	t.Helper()
	b, err := report.ComposeBook(context.Background(), s, sp)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// write writes b; with REPORT_OUT set to a folder the file can be looked at there.
func write(t testing.TB, b *report.Book) ([]byte, sheet.Result) {
	t.Helper()
	var out bytes.Buffer
	res, err := sheet.Write(context.Background(), &out, b, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("REPORT_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(t.Name())+".xlsx"), out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes(), res
}

func open(t testing.TB, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func onboarding() report.Spec {
	return report.Spec{Study: "study-1", Author: "Ida Brandt", Date: "2026-11-04", Audience: "Product team"}
}

func TestWrite_Onboarding(t *testing.T) {
	b := compose(t, reporttest.Onboarding(), onboarding())
	raw, res := write(t, b)
	if res.Sheets != 10 || res.Split != 0 {
		t.Errorf("Write = %+v, want 10 sheets", res)
	}
	f := open(t, raw)
	var got []string
	b = compose(t, reporttest.Onboarding(), onboarding()) // the same, read whole
	if err := b.Gather(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, s := range b.Sheets {
		got = append(got, s.Name)
		rows, err := f.GetRows(s.Name)
		if err != nil || len(rows) != len(s.Rows)+1 {
			t.Errorf("%s has %d rows, want %d: %v", s.Name, len(rows), len(s.Rows)+1, err)
		}
	}
	if list := f.GetSheetList(); strings.Join(list, "|") != strings.Join(got, "|") {
		t.Errorf("sheets = %v, want %v", list, got)
	}
	props, err := f.GetDocProps()
	if err != nil || props.Title != "Onboarding friction, Q3" || props.Creator != "Ida Brandt" || props.Created != "2026-11-04T00:00:00Z" {
		t.Errorf("properties = %+v, %v", props, err)
	}
}

func TestWrite_TypesItsCells(t *testing.T) {
	raw, _ := write(t, compose(t, reporttest.Onboarding(), onboarding()))
	f := open(t, raw)
	for _, tc := range []struct {
		sheet, cell string
		kind        excelize.CellType
		value       string
	}{
		{"Findings", "B2", excelize.CellTypeInlineString, "P07"},
		{"Findings", "M2", excelize.CellTypeUnset, "46276"}, // 11 September 2026
		{"Findings", "I2", excelize.CellTypeUnset, "0"},
		{"Themes", "B2", excelize.CellTypeUnset, "8"},
		{"Participants and coverage", "K2", excelize.CellTypeUnset, "5"},
		{"Participants and coverage", "J2", excelize.CellTypeInlineString, "Retail"},
	} {
		kind, err := f.GetCellType(tc.sheet, tc.cell)
		value, err2 := f.GetCellValue(tc.sheet, tc.cell)
		if kind != tc.kind || value != tc.value || err != nil || err2 != nil {
			t.Errorf("%s!%s = %q of type %v (%v, %v), want %q of %v", tc.sheet, tc.cell, value, kind, err, err2, tc.value, tc.kind)
		}
	}
}

func TestWrite_NeverRunsAText(t *testing.T) {
	s := reporttest.Onboarding()
	evil := []string{`=HYPERLINK("http://example.org","click")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0"}
	for i, e := range evil {
		s.Marks[i].Quote, s.Marks[i].Note = e, e
		s.Codebook[i].Name, s.Board[i].Name, s.People[i].Segment = e, e, e
	}
	s.Projects[0].Name = evil[0]
	raw, _ := write(t, compose(t, s, onboarding()))
	f := open(t, raw)
	b := compose(t, s, onboarding())
	if err := b.Gather(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, sh := range b.Sheets {
		for i, r := range sh.Rows {
			for j, v := range r {
				cell, _ := excelize.CoordinatesToCellName(j+1, i+2)
				want := strings.ReplaceAll(v.Formula, "#", fmt.Sprint(i+2))
				if got, err := f.GetCellFormula(sh.Name, cell); got != want || err != nil || want != "" && v.Kind == report.Text {
					t.Errorf("%s!%s holds the formula %q, want %q: %v", sh.Name, cell, got, want, err)
				}
			}
		}
	}
	if got, _ := f.GetCellValue("Findings", "D2"); got != evil[0] {
		t.Errorf("the text became %q, want it unchanged", got)
	}
}

func TestWrite_KeepsLongTextsWhole(t *testing.T) {
	s := reporttest.Onboarding()
	long := strings.Repeat("a long passage 👍 ", 5000)
	s.Marks[0].Quote = long
	s.Marks[1].Quote = strings.Repeat("x", 32767)
	s.Marks[2].Quote = strings.Repeat("é", 32767) // 65,534 bytes, yet it fits
	raw, res := write(t, compose(t, s, onboarding()))
	if res.Split != 2 { // on Findings and on Insights
		t.Errorf("Split = %d, want 2", res.Split)
	}
	f := open(t, raw)
	cut, _ := f.GetCellValue("Findings", "D2")
	if !strings.HasPrefix(cut, "a long passage") || !strings.HasSuffix(cut, `[goes on: whole text on sheet "Long texts" from row 2]`) {
		t.Errorf("the cell ends in %q", cut[len(cut)-80:])
	}
	rows, err := f.GetRows("Long texts")
	if err != nil {
		t.Fatal(err)
	}
	whole := ""
	for _, r := range rows[1:] {
		if r[0] == "Findings" && r[1] == "D2" {
			whole += r[3]
		}
	}
	if whole != long {
		t.Errorf("the parts give %d bytes, want %d", len(whole), len(long))
	}
	for i, want := range []string{s.Marks[1].Quote, s.Marks[2].Quote} {
		if got, _ := f.GetCellValue("Findings", fmt.Sprintf("D%d", i+3)); got != want {
			t.Errorf("text %d has %d bytes, want %d", i, len(got), len(want))
		}
	}
}

func TestWrite_SurvivesWhatPeopleType(t *testing.T) {
	s := reporttest.Onboarding()
	s.Marks[0].Quote = "caf\xc3 \x00\x1b\x0b\uFFFF end\r\nnext _x0041_ <b>&amp;</b> 日本語 👩‍👩‍👧 "
	s.People[0].Attributes = []app.Attribute{{Name: "Phone", Value: "0049 30"}, {Name: "Code", Value: "007"}, {Name: "Ratio", Value: "0.5"},
		{Name: "Since", Value: "2024-02-29"}, {Name: "Long", Value: "1234567890123456"}, {Name: "E", Value: "1e5"}, {Name: "N", Value: "NaN"}, {Name: "Up", Value: "+Inf"}, {Name: "Down", Value: "-Inf"}}
	raw, _ := write(t, compose(t, s, onboarding()))
	f := open(t, raw)
	if got, _ := f.GetCellValue("Findings", "D2"); got != "caf\uFFFD  end\nnext _x0041_ <b>&amp;</b> 日本語 👩‍👩‍👧 " {
		t.Errorf("passage = %q", got)
	}
	want := map[string]string{"Phone": "0049 30", "Code": "007", "Ratio": "0.5", "Since": "45351", "Long": "1234567890123456", "E": "1e5", "N": "NaN", "Up": "+Inf", "Down": "-Inf"}
	rows, _ := f.GetRows("Participants and coverage")
	for j, title := range rows[0] {
		if w, ok := want[title]; ok && rows[1][j] != w {
			t.Errorf("%s = %q, want %q", title, rows[1][j], w)
		}
		cell, _ := excelize.CoordinatesToCellName(j+1, 2)
		if kind, _ := f.GetCellType("Participants and coverage", cell); strings.ContainsAny(title[:1], "NUD") && want[title] != "" && kind != excelize.CellTypeInlineString {
			t.Errorf("%s is a number to spreadsheets, which take the file for damaged", title)
		}
	}
}

func TestWrite_EqualBooksGiveEqualBytes(t *testing.T) {
	one, _ := write(t, compose(t, reporttest.Onboarding(), onboarding()))
	for range 4 {
		if two, _ := write(t, compose(t, reporttest.Onboarding(), onboarding())); !bytes.Equal(one, two) {
			t.Fatal("two runs differ")
		}
	}
}

func TestWrite_DrawsCharts(t *testing.T) {
	raw, _ := write(t, compose(t, reporttest.Onboarding(), onboarding()))
	f := open(t, raw)
	charts := 0
	f.Pkg.Range(func(name, data any) bool {
		if strings.HasPrefix(name.(string), "xl/charts/chart") {
			charts++
			for _, want := range []string{`varyColors val="0"`, `4557D6`, "$A$2:$A$"} {
				if !bytes.Contains(data.([]byte), []byte(want)) {
					t.Errorf("%s lacks %s", name, want)
				}
			}
		}
		return true
	})
	if charts != 2 {
		t.Errorf("charts = %d, want 2", charts)
	}
}

// Kinds that spreadsheets cannot draw stand as pictures, and equal books stay equal bytes.
func TestWrite_DrawsOtherChartsAsPictures(t *testing.T) {
	weeks := []string{"Week 36", "Week 37"}
	b := &report.Book{Title: "Charts", Date: "2026-11-04", Sheets: []report.Sheet{{Name: "Charts", Plain: true, Columns: []report.SheetColumn{{Title: "Chart"}}}}}
	for i, c := range []*chart.Chart{
		{Kind: chart.Heat, Title: "Tags by week", Categories: weeks, Series: []chart.Series{{Name: "Slow", Values: []float64{1, 4}}}},
		{Kind: chart.Network, Title: "Tags together", Categories: weeks, Series: []chart.Series{{Values: []float64{3, 5}}}, Ties: []chart.Tie{{From: 0, To: 1, Weight: 3}}},
		{Kind: chart.Stacked, Title: "Sessions", Categories: weeks, Series: []chart.Series{{Name: "Interviews", Values: []float64{1, 4}}}},
		{Kind: chart.Strip, Title: "One talk", XTitle: "Minutes", Series: []chart.Series{{Name: "Price", X: []float64{1}, To: []float64{2}, Values: []float64{1}}}},
	} {
		b.Sheets[0].Charts = append(b.Sheets[0].Charts, report.SheetChart{Chart: c, Row: 40 * i, Column: 2})
	}
	one, _ := write(t, b)
	two, _ := write(t, b)
	if !bytes.Equal(one, two) {
		t.Error("two runs differ")
	}
	f := open(t, one)
	for i, c := range b.Sheets[0].Charts {
		pics, err := f.GetPictures("Charts", fmt.Sprintf("C%d", 40*i+1))
		if err != nil || len(pics) != 1 || pics[0].Extension != ".png" || pics[0].Format.AltText != c.Title {
			t.Errorf("%s: %d pictures, %v", c.Title, len(pics), err)
		}
	}
}

func TestWrite_EmptyStudy(t *testing.T) {
	s := &reporttest.Store{Projects: []app.Study{{ID: "study-1", Name: "Not begun"}}}
	raw, res := write(t, compose(t, s, report.Spec{Study: "study-1"}))
	if res.Sheets != 10 {
		t.Errorf("sheets = %d, want 10", res.Sheets)
	}
	open(t, raw)
	if _, err := sheet.Write(context.Background(), io.Discard, &report.Book{}, sheet.Options{}); err != nil {
		t.Errorf("a book without sheets: %v", err)
	}
}

type stubborn struct{}

var errStubborn = errors.New("no")

func (stubborn) Write([]byte) (int, error) { return 0, errStubborn }

func TestWrite_Fails(t *testing.T) {
	b := compose(t, reporttest.Onboarding(), onboarding())
	if _, err := sheet.Write(context.Background(), stubborn{}, b, sheet.Options{}); !errors.Is(err, errStubborn) {
		t.Errorf("stubborn writer: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := sheet.Write(ctx, io.Discard, b, sheet.Options{}); app.CodeOf(err) != app.ECanceled {
		t.Errorf("canceled: %v, want ECanceled", err)
	}
	b.Sheets[0].Name = "a/b"
	if _, err := sheet.Write(context.Background(), io.Discard, b, sheet.Options{}); app.CodeOf(err) != app.EInternal {
		t.Errorf("bad sheet name: %v, want EInternal", err)
	}
}

// Twenty thousand findings must be written while someone waits; BenchmarkWrite does five times as many.
func TestWrite_TwentyThousandRows(t *testing.T) {
	if testing.Short() {
		t.Skip("timing")
	}
	start := time.Now()
	_, res := write(t, compose(t, large(20_000), report.Spec{Study: "study-1", Date: "2026-11-04"}))
	t.Logf("%d rows in %v", res.Rows, time.Since(start))
	if res.Rows < 20_000 {
		t.Errorf("rows = %d", res.Rows)
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
}

func large(findings int) *reporttest.Store {
	return reporttest.Big(reporttest.Size{People: 100, Findings: findings, Themes: 40, Insights: 20, Tags: 60})
}

func BenchmarkWrite(b *testing.B) {
	book := compose(b, large(100_000), report.Spec{Study: "study-1", Date: "2026-11-04"})
	b.ReportAllocs()
	for b.Loop() {
		write(b, book)
	}
}
