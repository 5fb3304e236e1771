package metric_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/metric"
)

// sheet is a workbook of metrics: numbers of shares are shown as per cent, 0.5 as 50%, and those as text as they are.
func sheet(t *testing.T, rows ...[]any) string {
	t.Helper()
	x := excelize.NewFile()
	style, err := x.NewStyle(&excelize.Style{NumFmt: 9})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		for k, v := range row {
			at, err := excelize.CoordinatesToCellName(k+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			share, is := v.(percent)
			if is {
				v = float64(share)
				err = x.SetCellStyle("Sheet1", at, at, style)
			}
			if err != nil || x.SetCellValue("Sheet1", at, v) != nil {
				t.Fatal(at, v)
			}
		}
	}
	var out bytes.Buffer
	if err := x.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// percent is a share that a workbook shows as per cent.
type percent float64

// A cell of a workbook that shows per cent is in a metric what its unit says, to all the digits that the cell holds.
func TestImport_ReadsPercentagesByTheUnit(t *testing.T) {
	shares := app.NewSeries("", []app.Point{{Date: "2026-04-01", Value: 0.4}, {Date: "2026-04-02", Value: 0.45}})
	for _, c := range []struct {
		name, unit string // "" of the file's
		here       *app.Metric
		rows       [][]any
		want       string // values, unit and target
	}{
		{"the unit is a share", "share", nil, [][]any{{percent(0.5), percent(0.123), percent(0.57)}}, "0.5 0.123 0.57 share 0.6"},
		{"the unit is per cent", "%", nil, [][]any{{percent(0.5), percent(0.123), percent(0.57)}}, "50 12.3 57 % 60"},
		{"the unit is per cent in words", "Prozent", nil, [][]any{{percent(0.5)}}, "50 Prozent 60"},
		{"the unit is per cent in two words", "Por ciento", nil, [][]any{{percent(0.5)}}, "50 Por ciento 60"},
		{"no unit and nothing but per cent", "", nil, [][]any{{percent(0.5), percent(1.2)}}, "50 120 % 60"},
		{"no unit beside shares in the file", "", nil, [][]any{{percent(0.5), 0.25}}, "0.5 0.25  0.6"},
		{"no unit beside numbers in the file", "", nil, [][]any{{percent(0.5), 41}}, "50 41  60"},
		{"no unit beside shares that are here", "", &app.Metric{Series: []app.Series{shares}}, [][]any{{percent(0.5)}}, "0.4 0.45 0.5  0.6"},
		{"the unit here is per cent", "", &app.Metric{Unit: "%"}, [][]any{{percent(0.5)}}, "50 % 60"},
		{"the unit here is a share", "", &app.Metric{Unit: "share", Series: []app.Series{shares}}, [][]any{{percent(0.5)}}, "0.4 0.45 0.5 share 0.6"},
		{"text", "share", nil, [][]any{{"50 %"}}, "0.5 share 0.6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			if c.here != nil {
				c.here.ID, c.here.Name, c.here.Stamp = app.NewID[app.MetricID](), "Activation", d.Bench.Hand.Stamp()
				d.Put(c.here)
			}
			rows := [][]any{{"Metric", "Date", "Value", "Unit", "Target"}}
			for _, row := range c.rows {
				for i, v := range row {
					rows = append(rows, []any{"Activation", fmt.Sprintf("2026-05-0%d", i+1), v, c.unit, percent(0.6)})
				}
			}
			read, err := metric.ReadSheet(t.Context(), source.Bytes("m.xlsx", sheet(t, rows...)))
			if err != nil {
				t.Fatal(err)
			}
			p, err := d.PlanImport(t.Context(), read, metric.Spec{Columns: metric.Guess(read)})
			if err != nil || len(p.Problems) > 0 {
				t.Fatalf("%+v (%v)", p, err)
			}
			d.OneStep(t, "Import Activation from m.xlsx", func() error { return d.Import(t.Context(), p, "m.xlsx") })
			m, err := d.Named(t.Context(), "Activation")
			if err != nil || m.Target == nil {
				t.Fatalf("%+v (%v)", m, err)
			}
			got := ""
			s, _ := m.Of("")
			for _, x := range s.Points() {
				got += fmt.Sprint(x.Value, " ")
			}
			if got += m.Unit + " " + fmt.Sprint(*m.Target); got != c.want {
				t.Errorf("it is %q, want %q", got, c.want)
			}
			again, err := d.PlanImport(t.Context(), read, metric.Spec{Columns: metric.Guess(read)})
			if err != nil || !again.Empty() {
				t.Errorf("again %+v (%v)", again, err)
			}
		})
	}
}
