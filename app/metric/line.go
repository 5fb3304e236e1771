package metric

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/chart"
)

// mostPoints is how many values a line shows one by one; more are joined to weeks or months.
const mostPoints = 400

// Draw draws a series of a metric, with its target as a level line and what happened along it. joined says what the points are where they stand for several values, "" for
// the values themselves. A segment that the metric does not have is taken for its first; nil for a metric without values.
func Draw(m *app.Metric, segment string, marks []Mark) (c *chart.Chart, joined string) {
	series, ok := m.Of(segment)
	if !ok && len(m.Series) > 0 {
		series = m.Series[0]
	}
	if len(series.Values) == 0 {
		return nil, ""
	}
	points, joined := thin(series.Points())
	last := points[len(points)-1]
	c = &chart.Chart{Kind: chart.Line, Title: m.Name, Unit: m.Unit, Alt: fmt.Sprintf("%s from %s to %s, last %s", m.Name, points[0].Date, last.Date, Number(last.Value, m.Unit))}
	line := chart.Series{Hue: 1}
	for _, x := range points {
		c.Categories = append(c.Categories, x.Date.Time().Format("2 Jan 06"))
		line.Values = append(line.Values, x.Value)
		line.Labels = append(line.Labels, Number(x.Value, m.Unit))
	}
	if m.Target != nil {
		c.Guides = append(c.Guides, chart.Guide{Y1: *m.Target})
	}
	for _, k := range marks {
		at, found := slices.BinarySearchFunc(points, k.Date, func(x app.Point, d app.Date) int { return cmp.Compare(x.Date, d) })
		if at < len(points) && (found || at > 0) {
			c.Notes = append(c.Notes, chart.Note{At: at, Name: k.Name})
		}
	}
	c.Series = []chart.Series{line}
	return c, joined
}

// thin joins values to means of weeks, or of months, where they are too many to be drawn one by one.
func thin(points []app.Point) ([]app.Point, string) {
	if len(points) <= mostPoints {
		return points, ""
	}
	begin := func(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) } // the Monday
	words := "means of weeks"
	if span := points[len(points)-1].Date.Time().Sub(points[0].Date.Time()); span > 7*mostPoints*24*time.Hour {
		begin = func(t time.Time) time.Time { return t.AddDate(0, 0, 1-t.Day()) }
		words = "means of months"
	}
	var out []app.Point
	n := 0.0
	for _, p := range points {
		from := app.DateOf(begin(p.Date.Time()))
		if len(out) == 0 || out[len(out)-1].Date != from {
			out, n = append(out, app.Point{Date: from}), 0
		}
		n++
		last := &out[len(out)-1]
		last.Value += (p.Value - last.Value) / n
	}
	return out, words
}
