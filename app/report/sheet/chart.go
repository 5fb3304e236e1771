package sheet

import (
	"bytes"
	"fmt"
	"image/color"
	pngimage "image/png"

	"github.com/xuri/excelize/v2"

	"throughline/app/chart"
	"throughline/app/chart/picture"
	"throughline/app/report"
)

// pixels of a chart: room for the title, then a row each bar.
const (
	chartWidth  = 620
	chartTop    = 70
	chartRow    = 22
	shortest    = 140
	rowHeightPx = 20 // of a sheet
)

// chart draws cells of another sheet. What LibreOffice needs besides Excel: colours that do not vary by point, an axis
// font that is not pale grey, bars that begin at the top.
func (x *writer) chart(on string, c report.SheetChart) error {
	kind, ok := map[chart.Kind]excelize.ChartType{chart.Bar: excelize.Bar, chart.Column: excelize.Col, chart.Line: excelize.Line,
		chart.Scatter: excelize.Scatter}[c.Kind]
	if !ok {
		return x.picture(on, c)
	}
	cells := func(column, from, to int) string {
		name, _ := excelize.ColumnNumberToName(column + 1) // columns are bounded
		return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoteSheet(c.Sheet), name, from, name, to)
	}
	title, _ := excelize.ColumnNumberToName(c.Values + 1)
	same, gap, zero := false, uint(60), 0.0
	font := excelize.Font{Family: family, Size: 9, Color: ink}
	return x.f.AddChart(on, cellName(c.Column, c.Row), &excelize.Chart{
		Type: kind,
		Series: []excelize.ChartSeries{{Name: quoteSheet(c.Sheet) + "!$" + title + "$1", Categories: cells(c.Names, 2, c.Rows+1),
			Values: cells(c.Values, 2, c.Rows+1), Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{accent}},
			DataLabel: excelize.ChartDataLabel{Font: font}}},
		Dimension:  excelize.ChartDimension{Width: chartWidth, Height: uint(max(shortest, chartTop+chartRow*c.Rows))},
		Legend:     excelize.ChartLegend{Position: "none"},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title, Font: &excelize.Font{Family: family, Size: 11, Bold: true, Color: ink}}}},
		VaryColors: &same,
		XAxis:      excelize.ChartAxis{ReverseOrder: c.Kind == chart.Bar, Font: font},
		YAxis:      excelize.ChartAxis{None: c.Kind == chart.Bar, Minimum: &zero, Font: font},
		PlotArea:   excelize.ChartPlotArea{ShowVal: true},
		Border:     excelize.LineOptions{Type: excelize.LineNone},
		GapWidth:   &gap,
		Format:     excelize.GraphicOptions{AltText: c.Title, Positioning: "absolute"},
	})
}

// picture puts a chart that spreadsheets have no kind for, heat maps, strips and networks, beside the numbers as a picture that was drawn as on screen.
// Its numbers are those of the chart itself.
func (x *writer) picture(on string, c report.SheetChart) error {
	const sharp, width = 2, 640.0
	t := chart.Light(11)
	l := chart.Lay(c.Chart, width, 0, &picture.Type{}, t)
	img := picture.Titled(l, c.Title, chart.Style{Size: 14, Bold: true, Color: t.Ink}, color.NRGBA{R: 255, G: 255, B: 255, A: 255}, sharp)
	var png bytes.Buffer
	if err := pngimage.Encode(&png, img); err != nil {
		return fmt.Errorf("sheet: draw %q: %w", c.Title, err)
	}
	alt := c.Alt
	if alt == "" {
		alt = c.Title
	}
	return x.f.AddPictureFromBytes(on, cellName(c.Column, c.Row), &excelize.Picture{Extension: ".png", File: png.Bytes(),
		Format: &excelize.GraphicOptions{AltText: alt, ScaleX: 1.0 / sharp, ScaleY: 1.0 / sharp, Positioning: "absolute"}})
}
