package metric

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/chart"
)

// Tracked is a metric at a glance: where it stands, and what the latest mark did to it.
type Tracked struct {
	Metric app.MetricID
	Name   string
	Latest string       // the latest value with its unit
	Of     app.Date     // the day of the latest value
	Target string       // what is aimed at, "" for nothing
	Shift  *Shift       // around the latest mark with values on both sides; nil for none
	Line   *chart.Chart // everybody's, or the first segment's
}

// How much of a metric is shown at a glance: the days looked at on each side of a mark, and how many marks stand on a line before their names collide.
const (
	glanceDays  = 28
	glanceMarks = 6
)

// Track reads up to most metrics at a glance, those with a target first, then by name, and how many there are that have values.
func (s *Service) Track(ctx context.Context, most int) (out []Tracked, of int, err error) {
	all, err := s.List(ctx)
	if err != nil {
		return nil, 0, err
	}
	all = slices.DeleteFunc(all, func(m app.Metric) bool { return m.Count() == 0 })
	if len(all) == 0 {
		return nil, 0, nil
	}
	slices.SortStableFunc(all, func(a, b app.Metric) int {
		if (a.Target == nil) != (b.Target == nil) {
			return map[bool]int{true: -1, false: 1}[a.Target != nil]
		}
		return 0
	})
	marks, err := s.Marks(ctx)
	if err != nil {
		return nil, 0, err
	}
	for i := range all[:min(most, len(all))] {
		out = append(out, glance(&all[i], marks))
	}
	return out, len(all), nil
}

func glance(m *app.Metric, marks []Mark) Tracked {
	points := m.Series[0].Points()
	last := points[len(points)-1]
	t := Tracked{Metric: m.ID, Name: m.Name, Latest: Number(last.Value, m.Unit), Of: last.Date}
	if m.Target != nil {
		t.Target = Number(*m.Target, m.Unit)
	}
	within := slices.DeleteFunc(slices.Clone(marks), func(k Mark) bool { return k.Date < points[0].Date || k.Date > last.Date })
	t.Line, _ = Draw(m, m.Series[0].Segment, within[max(0, len(within)-glanceMarks):])
	for _, k := range slices.Backward(within) {
		if sh := Around(m, m.Series[0].Segment, k.Name, k.Date, glanceDays); sh.Verdict != Missing {
			t.Shift = &sh
			break
		}
	}
	return t
}

// Drawn draws what figures of insights are made of: the metric around its mark, twice as wide as was compared. Figures of scores, and those whose metric is gone, have no
// chart.
func (s *Service) Drawn(ctx context.Context, figures []app.Figure) (map[app.FigureID]*chart.Chart, error) {
	out := map[app.FigureID]*chart.Chart{}
	if !slices.ContainsFunc(figures, func(f app.Figure) bool { return f.Metric != "" }) {
		return out, nil
	}
	all, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	marks, err := s.Marks(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range figures {
		at := slices.IndexFunc(all, func(m app.Metric) bool { return m.ID == f.Metric })
		if at < 0 {
			continue
		}
		if c := around(all[at], f, marks); c != nil {
			out[f.ID] = c
		}
	}
	return out, nil
}

func around(m app.Metric, f app.Figure, marks []Mark) *chart.Chart {
	series, ok := m.Of(f.Segment)
	at := slices.IndexFunc(marks, func(k Mark) bool { return f.Annotation != "" && k.ID == f.Annotation })
	if !ok || at < 0 {
		c, _ := Draw(&m, f.Segment, nil)
		return c
	}
	day := marks[at].Date.Time()
	from, to := app.DateOf(day.AddDate(0, 0, -2*f.Days)), app.DateOf(day.AddDate(0, 0, 2*f.Days))
	points := slices.DeleteFunc(series.Points(), func(p app.Point) bool { return p.Date < from || p.Date >= to })
	m.Series = []app.Series{app.NewSeries(f.Segment, points)}
	c, _ := Draw(&m, f.Segment, marks[at:at+1])
	return c
}
