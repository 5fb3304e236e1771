// Package chart is one chart model and its layout: screen, PDF and Excel draw the same numbers in the same places.
//
// A Chart says what is shown. Lay turns it into a Layout for a size and a typeface, Layout.Draw paints that on any
// Surface, Layout.At finds the mark under a pointer, and Chart.Table is the same as words and numbers.
package chart

import (
	"fmt"
	"math"

	"throughline/app"
)

// Kind is how a chart shows its numbers.
type Kind string

// The kinds of charts.
const (
	Bar     Kind = "bar"     // lying bars, one row a category
	Column  Kind = "column"  // standing bars, one place a category
	Stacked Kind = "stacked" // lying bars, the series end to end
	Line    Kind = "line"    // categories along the x axis, one line a series
	Heat    Kind = "heat"    // a grid: series are rows, categories are columns
	Scatter Kind = "scatter" // one dot a value, at X and value
)

// Chart is what is shown. The zero value of optional fields means "none" or "let the chart choose".
type Chart struct {
	Kind       Kind
	Title      string   // for Excel and for readers of the alternative text; Lay does not draw it
	Alt        string   // one sentence for those who cannot see it
	Categories []string // nil for Scatter
	Series     []Series
	Unit       string  // of the values: "people"
	XTitle     string  // of the categories or of X: "Week"
	Full       float64 // the whole that each bar is a part of, in Unit (12 people); a pale track reaches to it
}

// Series is one row of numbers.
type Series struct {
	Name   string
	Values []float64 // one a category, or one a dot; NaN where there is none
	X      []float64 // Scatter only, one a value
	Labels []string  // shown instead of the numbers, one a value ("8 of 12"); nil for the numbers themselves
	Hue    int       // 1-12 takes that colour of the palette; 0 lets the chart choose
}

// Validate returns an EInvalid error if the lengths of names and numbers do not fit each other.
func (c *Chart) Validate() error {
	for _, s := range c.Series {
		want := len(c.Categories)
		if c.Kind == Scatter {
			want = len(s.X)
		}
		if len(s.Values) != want || (s.Labels != nil && len(s.Labels) != want) {
			return app.Invalid(fmt.Sprintf("The series %q of the chart %q has %d values for %d places.",
				s.Name, c.Title, len(s.Values), want), "")
		}
	}
	switch c.Kind {
	case Bar, Column, Stacked, Line, Heat, Scatter:
		return nil
	}
	return app.Invalid(fmt.Sprintf("A chart of kind %q is not known.", c.Kind), "")
}

// Empty reports whether the chart has no number to show.
func (c *Chart) Empty() bool {
	for _, s := range c.Series {
		for _, v := range s.Values {
			if finite(v) {
				return false
			}
		}
	}
	return true
}

// Table is the chart in words and numbers: its twin for those who cannot see it, and for tests.
type Table struct {
	Header []string
	Rows   [][]string
}

// Table returns one row a category, a heat map's series, or a dot; missing values are empty.
func (c *Chart) Table() Table {
	switch c.Kind {
	case Scatter:
		return c.dotTable()
	case Heat:
		t := Table{Header: append([]string{""}, c.Categories...)}
		for i := range c.Series {
			row := []string{c.Series[i].Name}
			for j := range c.Categories {
				row = append(row, c.label(i, j))
			}
			t.Rows = append(t.Rows, row)
		}
		return t
	}
	t := Table{Header: []string{c.XTitle}}
	for i := range c.Series {
		t.Header = append(t.Header, c.seriesTitle(i))
	}
	for j, name := range c.Categories {
		row := []string{name}
		for i := range c.Series {
			row = append(row, c.label(i, j))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (c *Chart) dotTable() Table {
	t := Table{Header: []string{"", c.XTitle, c.Unit}}
	for i, s := range c.Series {
		for j := range s.Values {
			t.Rows = append(t.Rows, []string{s.Name, Format(s.X[j]), c.label(i, j)})
		}
	}
	return t
}

// seriesTitle is the series' name, or the unit for a chart with one nameless series.
func (c *Chart) seriesTitle(i int) string {
	if c.Series[i].Name != "" {
		return c.Series[i].Name
	}
	return c.Unit
}

// label is what stands beside value j of series i, "" when there is none.
func (c *Chart) label(i, j int) string {
	s := c.Series[i]
	if j >= len(s.Values) || !finite(s.Values[j]) {
		return ""
	}
	if j < len(s.Labels) {
		return s.Labels[j]
	}
	if c.Unit == "%" {
		return Format(s.Values[j]) + " %"
	}
	return Format(s.Values[j])
}

// extent returns the lowest and highest finite value; ok is false if there is none.
func (c *Chart) extent() (lo, hi float64, ok bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for _, v := range s.Values {
			if finite(v) {
				lo, hi, ok = min(lo, v), max(hi, v), true
			}
		}
	}
	return lo, hi, ok
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
