// Package chart is one chart model and its layout: screen, PDF and Excel draw the same numbers in the same places.
//
// A Chart says what is shown. Lay turns it into a Layout for a size and a typeface, Layout.Draw paints that on any
// Surface, Layout.At finds the mark under a pointer, and Chart.Table is the same as words and numbers.
package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

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
	Strip   Kind = "strip"   // stretches along an axis: one row a series, each value a stretch from X to To
	Network Kind = "network" // categories are nodes as large as the one series says, joined by Ties
)

// Chart is what is shown. The zero value of optional fields means "none" or "let the chart choose".
type Chart struct {
	Kind       Kind
	Title      string   // for Excel and for readers of the alternative text; Lay does not draw it
	Alt        string   // one sentence for those who cannot see it
	Categories []string // nil for Scatter and Strip
	Hues       []int    // Bar and Network: the colour of each category, 1-12 of the palette, 0 for the usual; nil for the usual
	Series     []Series
	Unit       string  // of the values: "people"
	XTitle     string  // of the categories or of X: "Week"
	YTitle     string  // of the values of a Scatter: "Satisfaction"
	Full       float64 // the whole that each bar is a part of, in Unit (12 people); a pale track reaches to it
	XFull      float64 // Scatter and Strip: the axis of X reaches at least to it
	Log        bool    // Line only: the axis of values goes by powers of ten, for what grows by factors; values not above 0 are left out
	Guides     []Guide // Column, Line and Scatter: lines that say how to read the chart
	Notes      []Note  // Line only: what happened along it
	Ties       []Tie   // Network only
	Places     []Point // Network only: where the nodes stand in the unit square, from Arrange; nil lets Lay arrange them
}

// Guide is a straight line through the chart with a name at its end: a threshold, a border between regions. Over categories
// it lies level at Y1; in a Scatter it runs from (X1, Y1) to (X2, Y2), in the chart's numbers.
type Guide struct {
	X1, Y1, X2, Y2 float64
	Name           string
}

// Tie joins two nodes, given by their category. Weight > 0 is shown by its width.
type Tie struct {
	From, To int
	Weight   float64
	Label    string // told under the pointer: "said together by 5 people"
}

// Series is one row of numbers.
type Series struct {
	Name   string
	Values []float64 // one a category, a dot or a stretch; NaN where there is none
	Low    []float64 // lower ends of an interval round each value: whiskers of Bar and Column, a band of Line; NaN for none
	High   []float64 // upper ends, given together with Low
	X      []float64 // Scatter and Strip, one a value
	To     []float64 // Strip: where each stretch ends
	Sizes  []float64 // Scatter: areas of the dots, in any unit; nil for equal dots
	Names  []string  // Scatter and Strip: what each dot or stretch is; dots show it where there is room
	Labels []string  // shown instead of the numbers, one a value ("8 of 12"); nil for the numbers themselves
	Hue    int       // 1-12 takes that colour of the palette; 0 lets the chart choose
}

// Validate returns an EInvalid error if the lengths of names and numbers do not fit each other.
func (c *Chart) Validate() error {
	for _, s := range c.Series {
		if err := c.fits(s); err != nil {
			return err
		}
	}
	for _, t := range c.Ties {
		if n := len(c.Categories); t.From < 0 || t.From >= n || t.To < 0 || t.To >= n || !(t.Weight > 0) {
			return app.Invalid(fmt.Sprintf("The chart %q ties the nodes %d and %d by %v; it has %d nodes.", c.Title, t.From, t.To, t.Weight, n), "")
		}
	}
	if c.Hues != nil && len(c.Hues) != len(c.Categories) {
		return app.Invalid(fmt.Sprintf("The chart %q has %d colours for %d categories.", c.Title, len(c.Hues), len(c.Categories)), "")
	}
	switch c.Kind {
	case Bar, Column, Stacked, Line, Heat, Scatter, Strip:
		return nil
	case Network:
		if len(c.Series) == 1 && (c.Places == nil || len(c.Places) == len(c.Categories)) {
			return nil
		}
		return app.Invalid(fmt.Sprintf("The network %q needs one series, and a place for every node or for none.", c.Title), "")
	}
	return app.Invalid(fmt.Sprintf("A chart of kind %q is not known.", c.Kind), "")
}

// fits reports whether a series has one of everything for each place.
func (c *Chart) fits(s Series) error {
	want := len(c.Categories)
	if c.placed() {
		want = len(s.X)
	}
	ok := len(s.Values) == want && len(s.Low) == len(s.High) && (c.Kind != Strip || len(s.To) == want)
	for _, n := range []int{len(s.Labels), len(s.Low), len(s.Sizes), len(s.Names)} {
		ok = ok && (n == 0 || n == want)
	}
	if !ok {
		return app.Invalid(fmt.Sprintf("The series %q of the chart %q has %d values for %d places.", s.Name, c.Title, len(s.Values), want), "")
	}
	return nil
}

// placed reports whether the values stand at X instead of at categories.
func (c *Chart) placed() bool { return c.Kind == Scatter || c.Kind == Strip }

// Empty reports whether the chart has no number to show.
func (c *Chart) Empty() bool {
	for _, s := range c.Series {
		for _, v := range s.Values {
			if c.shows(v) {
				return false
			}
		}
	}
	return true
}

// shows reports whether a value has a place in the chart.
func (c *Chart) shows(v float64) bool { return finite(v) && !(c.Log && v <= 0) }

// Table is the chart in words and numbers: its twin for those who cannot see it, and for tests.
type Table struct {
	Header []string
	Rows   [][]string
}

// Table returns one row a category, a heat map's series, or a dot; missing values are empty.
func (c *Chart) Table() Table {
	switch c.Kind {
	case Scatter, Strip:
		return c.dotTable()
	case Network:
		return c.tieTable()
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
	names := slices.ContainsFunc(c.Series, func(s Series) bool { return s.Names != nil })
	t := Table{Header: []string{"", c.XTitle, cmp.Or(c.YTitle, c.Unit)}}
	if c.Kind == Strip {
		t.Header[1], t.Header[2] = c.XTitle+" from", "to"
	}
	if names {
		t.Header = slices.Insert(t.Header, 1, "")
	}
	for i, s := range c.Series {
		for j := range s.Values {
			row := []string{s.Name, Format(s.X[j]), c.label(i, j)}
			if c.Kind == Strip {
				row[2] = Format(s.To[j])
			}
			if names {
				row = slices.Insert(row, 1, s.called(j))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// tieTable lists the nodes, then what is tied.
func (c *Chart) tieTable() Table {
	t := Table{Header: []string{"", "", c.Unit}}
	for j, name := range c.Categories {
		t.Rows = append(t.Rows, []string{name, "", c.label(0, j)})
	}
	for _, tie := range c.Ties {
		t.Rows = append(t.Rows, []string{c.Categories[tie.From], c.Categories[tie.To], cmp.Or(tie.Label, Format(tie.Weight))})
	}
	return t
}

// called is the name of dot j, "" without names.
func (s Series) called(j int) string {
	if j < len(s.Names) {
		return s.Names[j]
	}
	return ""
}

// interval returns the ends round value j; ok is false if there are none.
func (s Series) interval(j int) (lo, hi float64, ok bool) {
	if j >= len(s.Low) || j >= len(s.High) || !finite(s.Low[j]) || !finite(s.High[j]) {
		return 0, 0, false
	}
	return s.Low[j], s.High[j], true
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

// extent returns the lowest and highest finite value, intervals included; ok is false if there is none.
func (c *Chart) extent() (lo, hi float64, ok bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for j, v := range s.Values {
			if !c.shows(v) {
				continue
			}
			lo, hi, ok = min(lo, v), max(hi, v), true
			if a, b, has := s.interval(j); has && c.shows(a) {
				lo, hi = min(lo, a), max(hi, b)
			}
		}
	}
	return lo, hi, ok
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
