package metric

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/table"
)

// merge adds to a plan what a file says of one metric.
func (s *Service) merge(p *Plan, in *incoming, have []app.Metric) {
	line := Line{Metric: in.name, Segments: slices.Sorted(slices.Values(in.segments))}
	at := slices.IndexFunc(have, func(m app.Metric) bool { return app.FoldName(m.Name) == app.FoldName(in.name) })
	m := app.Metric{ID: app.NewID[app.MetricID](), Name: in.name}
	line.New = at < 0
	if at >= 0 {
		m = have[at]
		line.Metric = m.Name
		m.Series = slices.Clone(m.Series)
	}
	as := in.settle(&m)
	for _, segment := range line.Segments {
		m.Series = line.join(m.Series, segment, as.points(in.points[segment]))
	}
	slices.SortFunc(m.Series, func(a, b app.Series) int { return strings.Compare(a.Segment, b.Segment) })
	line.Defined = define(&m, in.says, as)
	if line.New && len(m.Series) == 0 && !line.Defined { // only a name, or nothing that could be read
		return
	}
	p.Lines = append(p.Lines, line)
	switch {
	case line.New:
		m.Stamp = s.Hand.Stamp()
		p.changes = append(p.changes, app.Change{After: &m})
	case line.Added+line.Changed > 0 || line.Defined:
		old := have[at]
		m.Stamp = s.Hand.Touch(old.Stamp)
		p.changes = append(p.changes, app.Change{Before: &old, After: &m})
	}
}

// join puts points into the series of a segment, and counts.
func (l *Line) join(all []app.Series, segment string, points []app.Point) []app.Series {
	at := slices.IndexFunc(all, func(s app.Series) bool { return s.Segment == segment })
	var known []app.Point
	values := map[app.Date]float64{}
	if at >= 0 {
		known = all[at].Points()
		for _, p := range known {
			values[p.Date] = p.Value
		}
	}
	fresh := app.NewSeries(segment, points).Points() // each day once
	for _, p := range fresh {
		switch v, here := values[p.Date]; {
		case !here:
			l.Added++
		case v != p.Value:
			l.Changed++
		default:
			l.Same++
		}
		if l.From == "" || p.Date < l.From {
			l.From = p.Date
		}
		l.To = max(l.To, p.Date)
	}
	joined := app.NewSeries(segment, append(known, fresh...))
	switch {
	case len(joined.Values) == 0:
		return all
	case at >= 0:
		all[at] = joined
		return all
	}
	return append(all, joined)
}

// define takes what a file says into the dictionary, and reports whether that changes anything.
func define(m *app.Metric, says map[Role]string, as scale) (changed bool) {
	for role, to := range map[Role]*string{RoleDefinition: &m.Definition, RoleOwner: &m.Owner, RoleSource: &m.Source, RoleUnit: &m.Unit} {
		if text := says[role]; text != "" && text != *to {
			*to, changed = text, true
		}
	}
	if v, ok := table.Decimal(says[RoleTarget]); ok {
		if isPercent(says[RoleTarget]) {
			v = as.of(v)
		}
		if m.Target == nil || *m.Target != v {
			m.Target, changed = &v, true
		}
	}
	return changed
}

// Import does what a plan tells, as one step. Returns EConflict when a metric was changed since the plan was made: plan again.
func (s *Service) Import(ctx context.Context, p *Plan, from string) error {
	if p.Empty() {
		return nil
	}
	label := "Import " + app.Count(len(p.changes), "metric") + " from " + from
	if len(p.changes) == 1 {
		label = "Import " + p.changes[0].After.(*app.Metric).Name + " from " + from
	}
	cs := s.Hand.Begin(label)
	cs.Changes = p.changes
	return s.Log.Commit(ctx, cs)
}
