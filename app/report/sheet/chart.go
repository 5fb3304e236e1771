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
	chartWidth = 620
	chartTop   = 70
	chartRow   = 22
	shortest   = 140

	lineHeightPx = 320 // of charts that are not as tall as they have rows
)

// chart draws cells of another sheet. What LibreOffice needs besides Excel: colours that do not vary by point, an axis
// font that is not pale grey, bars that begin at the top.
func (x *writer) chart(s report.Sheet, c report.SheetChart) error {
	on := s.Name
	kind, ok := map[chart.Kind]excelize.ChartType{chart.Bar: excelize.Bar, chart.Column: excelize.Col, chart.Line: excelize.Line,
		chart.Scatter: excelize.Scatter}[c.Kind]
	if !ok {
		return x.picture(on, c)
	}
	same, gap := false, uint(60)
	ch := &excelize.Chart{
		Type:       kind,
		Series:     x.series(c),
		Dimension:  excelize.ChartDimension{Width: chartWidth, Height: lineHeightPx},
		Legend:     excelize.ChartLegend{Position: "none"},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title, Font: &excelize.Font{Family: family, Size: 11, Bold: true, Color: ink}}}},
		VaryColors: &same,
		XAxis:      axis(c.XTitle),
		YAxis:      axis(c.YTitle),
		Border:     excelize.LineOptions{Type: excelize.LineNone},
		GapWidth:   &gap,
		Format:     excelize.GraphicOptions{AltText: c.Title, Positioning: "absolute"},
	}
	zero := 0.0
	switch c.Kind {
	case chart.Bar:
		ch.Dimension.Height = uint(max(shortest, chartTop+chartRow*c.Rows))
		ch.XAxis.ReverseOrder, ch.YAxis.None, ch.YAxis.Minimum = true, true, &zero
		ch.PlotArea.ShowVal = true
	case chart.Column:
		ch.YAxis.MajorGridLines, ch.YAxis.Minimum = true, &zero
	case chart.Line:
		ch.YAxis.MajorGridLines = true
		if c.FromZero {
			ch.YAxis.Minimum = &zero
		}
		if along(s, c, ch) {
			ch.Type = excelize.Scatter
		}
		if len(c.Beside) > 0 {
			ch.Legend = excelize.ChartLegend{Position: "bottom", Font: &font9}
		}
	}
	return x.f.AddChart(on, cellName(c.Column, c.Row), ch)
}

// along lets a line run along an axis of numbers or days. Over an axis of words LibreOffice writes every word, of which hundreds become a black bar.
func along(s report.Sheet, c report.SheetChart, ch *excelize.Chart) bool {
	last := c.From + c.Rows - 1
	if !c.Along || c.Rows < 2 || last >= len(s.Rows) {
		ch.XAxis.TickLabelSkip = max(1, c.Rows/8)
		return false
	}
	first, end := s.Rows[c.From][c.Names], s.Rows[last][c.Names]
	ch.XAxis.Minimum, ch.XAxis.Maximum = &first.Number, &end.Number
	ch.XAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: "0"}
	if first.Kind == report.Day {
		ch.XAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: dayFormat}
	}
	return true
}

var font9 = excelize.Font{Family: family, Size: 9, Color: ink}

// axis has the title, if any, in small letters.
func axis(title string) excelize.ChartAxis {
	a := excelize.ChartAxis{Font: font9}
	if title != "" {
		a.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Family: family, Size: 9, Color: muted}}}}
	}
	return a
}

// series are what a chart draws: the values in the accent, what stands beside them in grey.
func (x *writer) series(c report.SheetChart) (all []excelize.ChartSeries) {
	cells := func(column, from, to int) string {
		name, _ := excelize.ColumnNumberToName(column + 1) // columns are bounded
		return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoteSheet(c.Sheet), name, from, name, to)
	}
	for i, column := range append([]int{c.Values}, c.Beside...) {
		title, _ := excelize.ColumnNumberToName(column + 1)
		colour, width, dash := accent, 2.25, excelize.LineDashSolid
		if i > 0 {
			colour, width, dash = grey, 1.25, excelize.LineDashDash
		}
		s := excelize.ChartSeries{Name: quoteSheet(c.Sheet) + "!$" + title + "$1", Categories: cells(c.Names, c.From+2, c.From+c.Rows+1),
			Values: cells(column, c.From+2, c.From+c.Rows+1), Fill: fill(colour), DataLabel: excelize.ChartDataLabel{Font: font9}}
		if c.Kind == chart.Line {
			s.Line = excelize.LineOptions{Type: excelize.LineSolid, Fill: fill(colour), Width: width, Dash: dash}
			s.Marker = excelize.ChartMarker{Symbol: "none"}
		}
		all = append(all, s)
	}
	return all
}

func fill(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
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
