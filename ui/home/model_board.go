package home

import (
	"context"
	"math"
	"slices"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/dashboard"
	"throughline/ui/say"
)

// Board is the dashboard: the numbers of a scope, and charts of them. A chart is nil while it is counted and when there is nothing
// to show; what is being counted says so.
type Board struct {
	Scope    dashboard.Scope
	Products []string // to choose from
	Regions  []string
	By       dashboard.By // columns of the coverage
	Monthly  bool         // interviews by month instead of by week

	Metrics  []dashboard.Metric
	Funnel   []dashboard.Step // of recruiting; nil while there are no candidates
	Flow     *chart.Chart
	Coverage *chart.Chart
	Covered  dashboard.Coverage
	Heat     *chart.Chart // people by tag and segment
	HeatTab  app.CrossTab // what Heat shows
	Trend    *chart.Chart // findings by tag and month
	TrendTab app.CrossTab
	Heating  bool // Heat is on its way
	Trending bool // Trend is on its way
	Loaded   bool
	Err      error

	recruits  []dashboard.Recruiting
	facts     dashboard.Facts // of the whole programme
	standings []app.Standing  // its insights with the people behind them, once backed
	backed    bool
	numbers   dashboard.Numbers
}

// How much the charts show: as many rows as can be told apart, as many columns as can be read.
const (
	heatTags    = 12
	heatColumns = 12
	trendTags   = 5
	coverMost   = 10
	fewAsked    = 3 // people of a month below which a share says nothing and is not drawn
)

// SetScope looks at a part of the programme.
func (m *Model) SetScope(product, region string) {
	m.Board.Scope.Product, m.Board.Scope.Region = product, region
	m.showBoard()
	m.countFindings()
	m.changed()
}

// SetCoverage spreads the coverage over studies, products or regions.
func (m *Model) SetCoverage(by dashboard.By) {
	m.Board.By = by
	m.showBoard()
	m.changed()
}

// SetMonthly counts interviews by month, or by week.
func (m *Model) SetMonthly(on bool) {
	m.Board.Monthly = on
	m.showBoard()
	m.changed()
}

// refreshBoard reads the dashboard anew if it is in sight and behind.
func (m *Model) refreshBoard() {
	b := &m.Board
	if m.Tab != Programme || b.Loaded && !m.dirty {
		return
	}
	m.dirty = false
	if b.By == "" {
		b.By = dashboard.ByStudy
	}
	b.backed, b.standings = false, nil
	m.board.Load(func(ctx context.Context) (dashboard.Facts, error) { return dashboard.ReadMost(ctx, m.Store) }, func(f dashboard.Facts, err error) {
		b.Err, b.Loaded = err, true
		if err == nil {
			b.facts = f
			b.Products, b.Regions = f.Products(), f.Regions()
			m.showBoard()
		}
		m.changed()
	})
	m.stand.Load(func(ctx context.Context) ([]app.Standing, error) { return m.Store.Standings(ctx, true) }, func(all []app.Standing, err error) {
		if b.backed = m.fail(err); b.backed {
			b.standings = all
			m.showBoard()
		}
		m.changed()
	})
	m.countFindings()
	if m.Recruits != nil {
		m.funnel.Load(m.Recruits, func(all []dashboard.Recruiting, err error) {
			if m.fail(err) {
				b.recruits = all
				m.showBoard()
			}
			m.changed()
		})
	}
}

// showBoard makes numbers and charts of what was read.
func (m *Model) showBoard() {
	b := &m.Board
	if b.backed {
		b.facts.Insights = b.standings
	}
	f := b.facts.In(b.Scope)
	b.numbers = dashboard.Measure(f, m.today())
	b.Metrics = b.numbers.Metrics(m.today())
	for i := range b.Metrics {
		if n := &b.Metrics[i]; n.Key == dashboard.KeyBacked && !b.backed {
			n.Value, n.Note, n.Warn = "…", say.T("being counted"), false
		}
	}
	b.Funnel = dashboard.Funnel(b.recruits, b.Scope)
	b.Flow = flowChart(b.numbers.Interviews, b.Monthly)
	b.Covered = dashboard.Cover(f, b.By, coverMost)
	b.Coverage = coverChart(b.Covered)
}

// countFindings counts tags by segment and by month.
func (m *Model) countFindings() {
	b := &m.Board
	find := b.Scope.Find()
	b.Heating, b.Trending = true, true
	across := b.Scope.Study == "" // studies meet in the tags of the taxonomy; inside one the closest tag says more
	heat := app.CrossQuery{Find: find, Rows: app.AxisTag, Columns: app.AxisSegment, RollUp: across, MaxRows: heatTags, MaxColumns: heatColumns}
	m.heat.Load(func(ctx context.Context) (app.CrossTab, error) { return m.Store.CrossTab(ctx, heat) }, func(t app.CrossTab, err error) {
		b.Heating = false
		if m.fail(err) {
			b.HeatTab, b.Heat = t, heatChart(t)
		}
		m.changed()
	})
	from := app.DateOf(m.today().Time().AddDate(0, -11, 1-m.today().Time().Day()))
	find.From = max(find.From, from)
	trend := app.CrossQuery{Find: find, Rows: app.AxisTag, Columns: app.AxisMonth, RollUp: across, MaxRows: trendTags}
	m.trend.Load(func(ctx context.Context) (app.CrossTab, error) { return m.Store.CrossTab(ctx, trend) }, func(t app.CrossTab, err error) {
		b.Trending = false
		if m.fail(err) {
			b.TrendTab, b.Trend = t, trendChart(t)
		}
		m.changed()
	})
}

// fail notes an error of counting and reports whether there is none.
func (m *Model) fail(err error) bool {
	if err != nil && app.CodeOf(err) != app.ECanceled {
		m.Board.Err = err
	}
	return err == nil
}

func flowChart(f dashboard.Flow, monthly bool) *chart.Chart {
	all, label, unit := f.Weeks, dashboard.Short, say.T("week of")
	if monthly {
		all, label, unit = f.Months, dashboard.Month, say.T("month")
	}
	c := &chart.Chart{Kind: chart.Column, Title: say.T("Interviews"), Unit: say.T("interviews"), XTitle: unit}
	s := chart.Series{Name: say.T("Interviews")}
	sum := 0
	for _, w := range all {
		c.Categories = append(c.Categories, label(w.Start))
		s.Values = append(s.Values, float64(w.N))
		sum += w.N
	}
	c.Alt = say.T("%s in twelve weeks.", say.Count(sum, "interview"))
	if monthly {
		c.Alt = say.T("%s in twelve months.", say.Count(sum, "interview"))
	}
	c.Series = []chart.Series{s}
	return c
}

func coverChart(cov dashboard.Coverage) *chart.Chart {
	if len(cov.Segments) == 0 || len(cov.Columns) == 0 {
		return nil
	}
	c := &chart.Chart{Kind: chart.Heat, Title: say.T("People interviewed"), Unit: say.T("people"), Alt: say.T("People interviewed, by segment.")}
	for _, seg := range cov.Segments {
		c.Categories = append(c.Categories, segmentName(seg))
	}
	for j, k := range cov.Columns { // names of studies are long: they are the rows
		s := chart.Series{Name: k.Label}
		for i := range cov.Segments {
			s.Values = append(s.Values, float64(cov.People[i][j]))
		}
		c.Series = append(c.Series, s)
	}
	return c
}

func segmentName(s string) string {
	if s == "" {
		return say.T("No segment")
	}
	return s
}

func heatChart(t app.CrossTab) *chart.Chart {
	if len(t.Rows) == 0 || len(t.Columns) == 0 {
		return nil
	}
	c := &chart.Chart{Kind: chart.Heat, Title: say.T("Tags by segment"), Unit: say.T("people"), Alt: say.T("People who said it, by tag and segment.")}
	for j, k := range t.Columns {
		label := segmentName(k.Label)
		if j < len(t.Asked) {
			label = say.T("%s (%s asked)", label, say.Number(t.Asked[j]))
		}
		c.Categories = append(c.Categories, label)
	}
	for _, i := range byPeople(t) {
		s := chart.Series{Name: t.Rows[i].Label}
		for j, n := range t.Cells[i] {
			s.Values = append(s.Values, shareOf(n.People, t.Asked, j))
			s.Labels = append(s.Labels, say.Number(n.People))
		}
		c.Series = append(c.Series, s)
	}
	c.Unit = say.T("% of the people asked")
	return c
}

// shareOf is the part of the people asked in a column that said it, in percent, so that a large segment does not outshine a small one.
func shareOf(people int, asked []int, j int) float64 {
	if j >= len(asked) || asked[j] == 0 {
		return 0
	}
	return math.Round(1000*float64(people)/float64(asked[j])) / 10
}

// byPeople returns the rows of a table, those of most people first.
func byPeople(t app.CrossTab) []int {
	order := make([]int, len(t.Rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return t.RowSum[b].People - t.RowSum[a].People })
	return order
}

func trendChart(t app.CrossTab) *chart.Chart {
	if len(t.Rows) == 0 || len(t.Columns) < 2 {
		return nil
	}
	c := &chart.Chart{Kind: chart.Line, Title: say.T("Tags over time"), Unit: say.T("% of the people asked"), Alt: say.T("Share of the people interviewed in a month who spoke of it, by tag.")}
	for _, k := range t.Columns {
		c.Categories = append(c.Categories, say.Sentence(dashboard.Month(app.Date(k.Value+"-01"))))
	}
	for i, r := range t.Rows {
		s := chart.Series{Name: r.Label}
		for j, n := range t.Cells[i] {
			v := shareOf(n.People, t.Asked, j)
			if j >= len(t.Asked) || t.Asked[j] < fewAsked {
				v = math.NaN()
			}
			s.Values = append(s.Values, v)
		}
		c.Series = append(c.Series, s)
	}
	return c
}

// HeatFind is the query behind a cell of Heat, with a title; ok is false beside the cells.
func (m *Model) HeatFind(row, column int) (title string, q app.FindingQuery, ok bool) {
	t := &m.Board.HeatTab
	if row < 0 || row >= len(t.Rows) || column < 0 || column >= len(t.Columns) {
		return "", q, false
	}
	r, k := t.Rows[byPeople(*t)[row]], t.Columns[column]
	q = m.Board.Scope.Find()
	q.Tags, q.SubTags, q.Segments = []app.TagID{app.TagID(r.Value)}, m.Board.Scope.Study == "", []string{k.Value}
	return r.Label + " · " + segmentName(k.Label), q, true
}

// TrendFind is the query behind a dot of Trend.
func (m *Model) TrendFind(row, column int) (title string, q app.FindingQuery, ok bool) {
	t := &m.Board.TrendTab
	if row < 0 || row >= len(t.Rows) || column < 0 || column >= len(t.Columns) {
		return "", q, false
	}
	r, k := t.Rows[row], t.Columns[column]
	q = m.Board.Scope.Find()
	q.Tags, q.SubTags, q.Months = []app.TagID{app.TagID(r.Value)}, m.Board.Scope.Study == "", []string{k.Value}
	return r.Label + " · " + k.Label, q, true
}

// CoverFind is the query behind a cell of Coverage: what these people said.
func (m *Model) CoverFind(row, column int) (title string, q app.FindingQuery, ok bool) {
	c := &m.Board.Covered
	if row < 0 || row >= len(c.Columns) || column < 0 || column >= len(c.Segments) {
		return "", q, false
	}
	q = m.Board.Scope.Find()
	q.Segments = []string{c.Segments[column]}
	switch k := c.Columns[row]; m.Board.By {
	case dashboard.ByProduct:
		q.Products = []string{k.Value}
	case dashboard.ByRegion:
		q.Regions = []string{k.Value}
	default:
		q.Study = app.StudyID(k.Value)
	}
	return segmentName(c.Segments[column]) + " · " + c.Columns[row].Label, q, true
}

// Backed reports whether the people behind the insights have been counted.
func (b *Board) Backed() bool { return b.backed }
