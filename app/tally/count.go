package tally

import (
	"cmp"
	"context"
	"math"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// Measure is what is counted.
type Measure string

// The measures. People is the usual one: one who talks much counts no more than another.
const (
	People     Measure = "people"
	Findings   Measure = "findings"
	Interviews Measure = "interviews"
)

// Of is the count by a measure.
func (m Measure) Of(c app.CrossCount) int {
	switch m {
	case Findings:
		return c.Findings
	case Interviews:
		return c.Interviews
	}
	return c.People
}

// Ask says what is counted. The zero value counts people by tag over everything.
type Ask struct {
	Find      app.FindingQuery
	Rows      app.Axis // AxisTag, AxisTheme or AxisWideTheme; "" is AxisTag
	By        Measure  // "" is People
	Columns   app.Axis // what BySegment compares; "" is AxisSegment
	Attribute string   // of AxisAttribute
	RollUp    bool     // a tag counts what the tags beneath it carry as well
	Seed      int64    // of tests and orders that are drawn
}

func (a Ask) rows() app.Axis    { return cmp.Or(a.Rows, app.AxisTag) }
func (a Ask) columns() app.Axis { return cmp.Or(a.Columns, app.AxisSegment) }
func (a Ask) by() Measure       { return cmp.Or(a.By, People) }

// Row is how often one tag or theme was found.
type Row struct {
	app.CrossKey
	app.CrossCount
	N     int           // by the measure asked for
	Of    int           // of how many: people asked, interviews with findings, or findings
	Share float64       // N / Of, 0 to 1
	Range stat.Interval // of the share of people, Wilson 95 %; zero for other measures, whose mentions are not independent
}

// Frequency is how often each tag or theme was found.
type Frequency struct {
	Ask   Ask
	Rows  []Row // most first by the measure, then by name
	Of    int   // of how many, as in every row
	Total app.CrossCount
}

// Frequency counts tags or themes by people, findings or interviews.
func (s *Service) Frequency(ctx context.Context, ask Ask) (*Frequency, error) {
	t, err := s.Store.CrossTab(ctx, app.CrossQuery{Find: ask.Find, Rows: ask.rows(), RollUp: ask.RollUp})
	if err != nil {
		return nil, err
	}
	f := &Frequency{Ask: ask, Total: t.Chosen}
	switch ask.by() {
	case People:
		f.Of = max(t.AskedAll, t.Chosen.People)
	case Interviews:
		f.Of = t.Chosen.Interviews
	case Findings:
		f.Of = t.Chosen.Findings
	}
	for i, key := range t.Rows {
		r := Row{CrossKey: key, CrossCount: t.RowSum[i], N: ask.by().Of(t.RowSum[i]), Of: f.Of}
		if r.Of > 0 {
			r.Share = float64(r.N) / float64(r.Of)
		}
		if ask.by() == People {
			r.Range = stat.Wilson(r.N, r.Of, 0.95)
		}
		if r.N > 0 {
			f.Rows = append(f.Rows, r)
		}
	}
	slices.SortStableFunc(f.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Label, b.Label))
	})
	return f, nil
}

// Cell is a tag or theme in one segment.
type Cell struct {
	app.CrossCount
	N        int
	Of       int     // people asked in the segment
	Expected float64 // people who would raise it were the segments alike; NaN without a test
	Residual float64 // adjusted, beyond ±2 is remarkable; NaN without a test
	Mark     int     // 1 for more than chance would have it, -1 for less, over all cells of the table; 0 for neither
}

// SegmentRow is one tag or theme over all segments.
type SegmentRow struct {
	app.CrossKey
	Cells []Cell // by segment
	N     int
	Of    int
	P     float64 // chance of so different shares were the segments alike; NaN without a test
	By    string  // the test, see stat.Association
	Told  bool    // the difference is told, with at most 5 % false ones among those told
}

// Segments is how tags or themes are spread over segments, or whatever else is asked.
type Segments struct {
	Ask     Ask
	Columns []app.CrossKey
	Of      []int // people asked in each
	OfAll   int
	Rows    []SegmentRow // most first by the measure, then by name
	Tested  bool
	Why     string   // why nothing was tested, "" when it was
	Small   []string // segments of fewer than smallSegment people
	Unread  int      // findings that stand in no column because nothing may be estimated of them, see app.CrossTab
}

var nan = math.NaN()

// testedRows is how many rows are tested, those raised by most: what people look at, in a moment.
const testedRows = 300

// smallSegment is below which a segment is too small to say much about: one person is a fifth of it.
const smallSegment = 5

// BySegment compares segments: of people the shares are tested row by row, those who raised it against those who did not of all that were
// asked, by χ² or, when a count to be expected is below 5, exactly (see stat.Associate). Findings and interviews are only counted: those of
// one person are not independent. So are segments that share people. Of many rows the 300 raised by most are tested.
func (s *Service) BySegment(ctx context.Context, ask Ask) (*Segments, error) {
	t, err := s.Store.CrossTab(ctx, app.CrossQuery{Find: ask.Find, Rows: ask.rows(), Columns: ask.columns(), ColumnAttribute: ask.Attribute, RollUp: ask.RollUp})
	if err != nil {
		return nil, err
	}
	return newSegments(ask, t), nil
}

func newSegments(ask Ask, t app.CrossTab) *Segments {
	x := &Segments{Ask: ask, Columns: t.Columns, Of: slices.Clone(t.Asked), Unread: t.Unread}
	for j := range x.Of {
		x.Of[j] = max(x.Of[j], t.ColumnSum[j].People)
		x.OfAll += x.Of[j]
		if x.Of[j] < smallSegment {
			x.Small = append(x.Small, t.Columns[j].Label)
		}
	}
	x.Why = untestable(ask, t, x.OfAll)
	x.Tested = x.Why == ""
	for i, key := range t.Rows {
		r := SegmentRow{CrossKey: key, N: ask.by().Of(t.RowSum[i]), Of: x.OfAll, P: nan, Cells: make([]Cell, len(t.Columns))}
		for j, c := range t.Cells[i] {
			r.Cells[j] = Cell{CrossCount: c, N: ask.by().Of(c), Of: x.Of[j], Expected: nan, Residual: nan}
		}
		if r.N > 0 {
			x.Rows = append(x.Rows, r)
		}
	}
	slices.SortStableFunc(x.Rows, func(a, b SegmentRow) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Label, b.Label)) })
	if x.Tested {
		x.test(ask.Seed)
	}
	return x
}

func untestable(ask Ask, t app.CrossTab, sum int) string {
	switch {
	case ask.by() != People:
		return "Only people are tested: findings and interviews of one person are not independent."
	case len(t.Columns) < 2:
		return "There is only one to compare."
	case sum > max(t.AskedAll, t.Chosen.People):
		return "Nothing is tested: some people stand in several columns."
	}
	return ""
}

// test compares each row's people, and marks cells over the whole table.
func (x *Segments) test(seed int64) {
	var p []float64
	var expected, residuals [][]float64
	for i := range x.Rows[:min(len(x.Rows), testedRows)] {
		r := &x.Rows[i]
		raised, not := make([]int, len(r.Cells)), make([]int, len(r.Cells))
		for j, c := range r.Cells {
			raised[j] = min(c.People, c.Of)
			not[j] = c.Of - raised[j]
		}
		a := stat.Associate([][]int{raised, not}, seed)
		r.P, r.By = a.P, a.By
		for j := range r.Cells {
			r.Cells[j].Expected, r.Cells[j].Residual = a.Expected[0][j], a.Residuals[0][j]
		}
		p, expected, residuals = append(p, a.P), append(expected, a.Expected[0]), append(residuals, a.Residuals[0])
	}
	for i, told := range stat.FalseDiscovery(p, 0.05) {
		x.Rows[i].Told = told
	}
	for i, marks := range stat.Remarkable(expected, residuals, 0.05) {
		for j, m := range marks {
			if x.Rows[i].Told {
				x.Rows[i].Cells[j].Mark = m
			}
		}
	}
}
