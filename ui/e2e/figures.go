//go:build e2e

package e2e

import (
	"bytes"

	"throughline/app/chart"
	"throughline/app/chart/picture"
)

// Sizes of a picture of charts, units.
const (
	chartWide  = 860
	chartHigh  = 200
	chartTitle = 26
	chartApart = 14
)

// writeSVG draws charts one below the other, each under its title, into a file.
func writeSVG(path, alt string, charts []*chart.Chart) error {
	look := chart.Light(12)
	var letters picture.Type
	sheet := chart.Record(chartWide, float64(len(charts))*(chartTitle+chartHigh+chartApart), func(s chart.Surface) {
		y := 0.0
		for _, c := range charts {
			s.Text(chart.Point{Y: y + look.Size}, c.Title, chart.Style{Size: look.Size, Bold: true, Color: look.Ink})
			chart.Lay(c, chartWide, chartHigh, &letters, look).Draw(s, chart.Point{Y: y + chartTitle})
			y += chartTitle + chartHigh + chartApart
		}
	})
	var b bytes.Buffer
	if err := picture.SVG(&b, sheet, look.Surface, alt); err != nil {
		return err
	}
	return keep(path, b.Bytes())
}
