package measures

import (
	"math"
	"slices"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/metric"
	"throughline/app/score"
	"throughline/ui/say"
)

// Page is what the parts show, ready to be painted.
type Page struct {
	Scores   []score.Score
	Outcomes []score.Outcome
	Kinds    []app.MeasureKind // that were measured, in order
	Kind     app.MeasureKind   // of the chart
	Chart    *chart.Chart      // of the scores of Kind; nil for none
	Says     string            // of the first score of Kind

	Groups []string // that can be compared, in order
	A, B   string
	Diffs  []score.Difference
	Beside *chart.Chart // A and B of Kind; nil for none

	Metric  *app.Metric // shown; nil for none
	Segment string
	Line    *chart.Chart // of the metric
	Thinned string       // how values were joined for the line, "" for not at all
	Shift   *metric.Shift
	MarkKey string

	cells map[score.Key]*app.Measure // of the grid
}

// asking is what a page is made of, taken down on the UI goroutine.
type asking struct {
	data    *Data
	by      By
	kind    app.MeasureKind
	a, b    string
	metric  app.MetricID
	segment string
	mark    string
	days    int
}

func (m *Model) asking() asking {
	return asking{m.Data, m.By, m.Kind, m.A, m.B, m.Metric, m.Segment, m.Mark, m.Days}
}

// grouping is how measures are grouped.
func (a asking) grouping(by By) score.Grouping {
	switch by {
	case ByRelease:
		return score.ByRelease
	case ByStudy:
		return func(m *app.Measure) string { return a.data.studies[m.Study] }
	case BySegment:
		return func(m *app.Measure) string { return a.data.segments[m.Participant] }
	}
	return score.Together
}

func (a asking) page() *Page {
	p := &Page{cells: map[score.Key]*app.Measure{}}
	for i := range a.data.Measures {
		p.cells[score.KeyOf(&a.data.Measures[i])] = &a.data.Measures[i]
	}
	a.scores(p)
	a.compare(p)
	a.line(p)
	return p
}

// scores fills in the scores and the chart of one kind.
func (a asking) scores(p *Page) {
	by := a.grouping(a.by)
	p.Scores, p.Outcomes = score.Of(a.data.Measures, by), score.Outcomes(a.data.Measures, by)
	for _, s := range p.Scores {
		if !slices.Contains(p.Kinds, s.Kind) {
			p.Kinds = append(p.Kinds, s.Kind)
		}
	}
	if len(p.Kinds) == 0 {
		return
	}
	if p.Kind = a.kind; !slices.Contains(p.Kinds, p.Kind) {
		p.Kind = p.Kinds[0]
	}
	bar := chart.Series{Hue: 1}
	p.Chart = &chart.Chart{Kind: chart.Bar, Title: say.Sentence(p.Kind.Word()), Unit: unitOf(p.Kind)}
	for i := range p.Scores {
		s := &p.Scores[i]
		if s.Kind != p.Kind || s.N == 0 {
			continue
		}
		if p.Says == "" {
			p.Says = say.Sentence(s.Says())
		}
		p.Chart.Categories = append(p.Chart.Categories, called(s))
		put(&bar, s)
	}
	p.Chart.Alt = p.Says
	if score.Share(p.Kind) {
		p.Chart.Full = 100
	}
	p.Chart.Series = []chart.Series{bar}
	if len(p.Chart.Categories) == 0 {
		p.Chart = nil
	}
}

// called is what a bar is of.
func called(s *score.Score) string {
	switch {
	case s.Task != "" && s.Group != "":
		return s.Task + ", " + s.Group
	case s.Task != "":
		return s.Task
	case s.Group != "":
		return s.Group
	}
	return say.Sentence(s.Kind.Word())
}

// unitOf is the unit of a chart of scores.
func unitOf(k app.MeasureKind) string {
	switch {
	case score.Share(k):
		return "%"
	case k == app.MeasureTime:
		return say.T("seconds")
	}
	return say.T("points")
}

// compare fills in two groups side by side: by release unless scores are grouped otherwise.
func (a asking) compare(p *Page) {
	by := a.by
	if by == ByNone {
		by = ByRelease
	}
	all := score.Of(a.data.Measures, a.grouping(by))
	for _, s := range all {
		if s.Group != "" && !slices.ContainsFunc(p.Groups, func(g string) bool { return app.FoldName(g) == app.FoldName(s.Group) }) {
			p.Groups = append(p.Groups, s.Group)
		}
	}
	score.SortNames(p.Groups)
	if len(p.Groups) < 2 {
		return
	}
	p.A, p.B = a.a, a.b
	if !slices.Contains(p.Groups, p.A) || !slices.Contains(p.Groups, p.B) || p.A == p.B {
		p.A, p.B = p.Groups[len(p.Groups)-2], p.Groups[len(p.Groups)-1]
	}
	p.Diffs = score.Compare(all, p.A, p.B)
	left, right := chart.Series{Name: p.A, Hue: 9}, chart.Series{Name: p.B, Hue: 1}
	p.Beside = &chart.Chart{Kind: chart.Column, Title: say.T("%s of %s and %s", say.Sentence(p.Kind.Word()), p.A, p.B), Unit: unitOf(p.Kind)}
	for i := range p.Diffs {
		d := &p.Diffs[i]
		if d.Kind != p.Kind {
			continue
		}
		if p.Beside.Alt == "" {
			p.Beside.Alt = say.Sentence(d.Says())
		}
		p.Beside.Categories = append(p.Beside.Categories, app.Capital(d.Task))
		put(&left, &d.A)
		put(&right, &d.B)
		last := len(left.Labels) - 1 // bars side by side have no room for how many of how many
		left.Labels[last], right.Labels[last] = plain(&d.A), plain(&d.B)
	}
	p.Beside.Series = []chart.Series{left, right}
	if len(p.Beside.Categories) == 0 {
		p.Beside = nil
	}
}

// plain is the number of a score alone, "" without one.
func plain(s *score.Score) string {
	if s.N == 0 {
		return ""
	}
	return score.Number(s.Kind, s.Value)
}

// put adds a score to a series, with its interval.
func put(to *chart.Series, s *score.Score) {
	v, low, high, label := s.Value, math.NaN(), math.NaN(), say.Sentence(s.Text())
	if s.N == 0 {
		v, label = math.NaN(), ""
	}
	if s.Bounded {
		low, high = s.Low, s.High
	}
	to.Values, to.Low, to.High, to.Labels = append(to.Values, v), append(to.Low, low), append(to.High, high), append(to.Labels, label)
}

// MarkKey names a mark: its day and its name.
func MarkKey(m metric.Mark) string { return string(m.Date) + " " + m.Name }

// line fills in the metric that is shown, with what happened along it, and compares it around a mark.
func (a asking) line(p *Page) {
	if len(a.data.Metrics) == 0 {
		return
	}
	p.Metric = &a.data.Metrics[0]
	for i := range a.data.Metrics {
		if a.data.Metrics[i].ID == a.metric {
			p.Metric = &a.data.Metrics[i]
		}
	}
	m := p.Metric
	series, ok := m.Of(a.segment)
	if !ok && len(m.Series) > 0 {
		series = m.Series[0]
	}
	if p.Line, p.Thinned = metric.Draw(m, series.Segment, a.data.Marks); p.Line == nil {
		return
	}
	p.Segment = series.Segment
	a.shift(p)
}

// day is a date as people read it.
func day(d app.Date) string { return say.Date(d.Time(), "2 Jan 06") }

// shift compares the metric around the mark that is chosen, the latest one that has values on both sides otherwise.
func (a asking) shift(p *Page) {
	for _, k := range slices.Backward(a.data.Marks) {
		if a.mark != "" && MarkKey(k) != a.mark {
			continue
		}
		sh := metric.Around(p.Metric, p.Segment, k.Name, k.Date, max(1, a.days))
		if a.mark == "" && sh.Verdict == metric.Missing {
			continue
		}
		p.Shift, p.MarkKey = &sh, MarkKey(k)
		return
	}
}
