package workspace_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/report"
	"throughline/app/workspace"
)

func TestWriteSheet_HoldsMeasuresAndMetrics(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	for i := range 5 {
		s := b.Session(study, fmt.Sprint("P", i+1), "Mod: Please buy it.", "P: Here we go.")
		b.Put(&app.Measure{ID: app.NewID[app.MeasureID](), Study: study.ID, Interview: s.ID, Participant: s.Person.ID, Kind: app.MeasureSuccess, Task: "Buy", Release: "2.4", Value: float64(min(1, i)), Stamp: b.Hand.Stamp()},
			&app.Measure{ID: app.NewID[app.MeasureID](), Study: study.ID, Interview: s.ID, Participant: s.Person.ID, Kind: app.MeasureImportance, Task: "=Find", Value: 5, Stamp: b.Hand.Stamp()},
			&app.Measure{ID: app.NewID[app.MeasureID](), Study: study.ID, Interview: s.ID, Participant: s.Person.ID, Kind: app.MeasureSatisfaction, Task: "=Find", Value: 2, Stamp: b.Hand.Stamp()})
	}
	target := 50.0
	points := []app.Point{}
	for i := range 20 {
		points = append(points, app.Point{Date: app.DateOf(app.Date("2026-05-01").Time().AddDate(0, 0, i)), Value: float64(40 + i%3 + 10*(i/10))})
	}
	b.Put(&app.Metric{ID: "m", Name: "Activation", Unit: "%", Owner: "Growth", Definition: "First order in 7 days", Target: &target, Series: []app.Series{app.NewSeries("", points)}, Stamp: b.Hand.Stamp()},
		&app.Annotation{ID: "a", Kind: app.AnnotateRelease, Name: "2.4", Date: "2026-05-11", Stamp: b.Hand.Stamp()})
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sheet.xlsx")
	if _, err := w.WriteSheet(t.Context(), report.Spec{Study: study.ID, Date: "2026-11-02"}, path, report.FileOptions{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it is only read
	for _, c := range []struct {
		sheet string
		row   int // from the top, the header is 0
		want  string
	}{
		{"UX measures", 1, "Task success|Buy|all|5|80%||36%|98%|67%|4"},
		{"UX measures", 4, "Task success|Buy|2.4|5|80%||36%|98%|67%|4"},
		{"Outcomes", 1, "=Find||5|10.00|0.00|20.00"},
		{"Product metrics", 1, "Activation||First order in 7 days|Growth||%|50.00||51.00|2026-05-20|2.4|"},
		{"Metric values", 11, "Activation||2026-05-11|51.00|2.4"},
	} {
		rows, err := f.GetRows(c.sheet)
		if err != nil || len(rows) <= c.row {
			t.Errorf("%s has %d rows (%v)", c.sheet, len(rows), err)
			continue
		}
		for i := range rows[c.row] {
			rows[c.row][i] = strings.TrimSpace(rows[c.row][i]) // number formats leave room for a bracket
		}
		if got := strings.Join(rows[c.row], "|"); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s, row %d: %q, want %q", c.sheet, c.row, got, c.want)
		}
	}
	rows, err := f.GetRows("Data dictionary")
	if err != nil {
		t.Fatal(err)
	}
	said := fmt.Sprint(rows)
	for _, want := range []string{"UX measures Best estimate", "Product metrics Definition", "Metric values Mark"} {
		if !strings.Contains(said, want) {
			t.Errorf("the data dictionary does not explain %s", want)
		}
	}
	names := f.GetSheetList()
	if names[len(names)-1] != "Data dictionary" {
		t.Errorf("sheets %q", names)
	}
}
