package workspace

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/metric"
	"throughline/app/report"
)

// How much of the product's metrics a report draws, and how many days it looks at on each side of a mark.
const (
	mostProductFigures = 6
	aroundDays         = 28
	mostProductMarks   = 6
)

// productFigures are the metrics of the product with values, those with a target first: drawn with what happened along them, and compared around the latest mark that has values on both sides.
func (w *Workspace) productFigures(ctx context.Context, door *Curtain, spec report.Spec, studies []app.Study) ([]report.Figure, error) {
	all, marks, _, err := productOf(ctx, door, spec, studies)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(m ofProduct) bool { return m.Count() == 0 })
	slices.SortStableFunc(all, func(a, b ofProduct) int { return flagged(b.Target != nil) - flagged(a.Target != nil) })
	var out []report.Figure
	for i := range all[:min(len(all), mostProductFigures)] {
		out = append(out, productFigure(&all[i].Metric, marks, spec.Language))
	}
	if more := len(all) - len(out); more > 0 {
		last := &out[len(out)-1]
		last.Note = app.Count(more, "more metric") + " in the metric sheet."
	}
	return out, nil
}

func flagged(on bool) int {
	if on {
		return 1
	}
	return 0
}

func productFigure(m *app.Metric, marks []metric.Mark, lang report.Language) report.Figure {
	of := m.Series[0]
	points := of.Points()
	last := points[len(points)-1]
	within := slices.DeleteFunc(slices.Clone(marks), func(k metric.Mark) bool { return k.Date < points[0].Date || k.Date > last.Date })
	c, joined := metric.Draw(m, of.Segment, within[max(0, len(within)-mostProductMarks):])
	ownTitle(c, m.Name, lang)
	f := report.Figure{Title: lang.Own(m.Name), Chart: c, Says: metric.Number(last.Value, m.Unit) + " on " + string(last.Date) + ".", About: aboutMetric(m, joined, lang)}
	for _, k := range slices.Backward(within) {
		if sh := metric.Around(m, of.Segment, k.Name, k.Date, aroundDays); sh.Verdict != metric.Missing {
			f.Says = saysOf(sh, lang)
			break
		}
	}
	return f
}

// saysOf is a comparison as a sentence, in which the names are somebody's own.
func saysOf(sh metric.Shift, lang report.Language) string {
	sh.Metric, sh.Segment, sh.Mark = lang.Own(sh.Metric), lang.Own(sh.Segment), lang.Own(sh.Mark)
	return sh.Says()
}

// ownTitle says of a chart of a metric that its name is somebody's own.
func ownTitle(c *chart.Chart, name string, lang report.Language) {
	if c != nil {
		c.Title, c.Alt = lang.Own(name), strings.Replace(c.Alt, name, lang.Own(name), 1)
	}
}

// aboutMetric says what a line is of: its definition, target, source and owner, and what its points stand for.
func aboutMetric(m *app.Metric, joined string, lang report.Language) string {
	var words []string
	add := func(what, text string) {
		if text = strings.TrimRight(strings.TrimSpace(text), "."); text != "" {
			words = append(words, lang.Say(what)+text+".")
		}
	}
	add("Definition: ", m.Definition)
	if m.Target != nil {
		add("Target: ", metric.Number(*m.Target, m.Unit))
	}
	add("Source: ", m.Source)
	add("Owner: ", m.Owner)
	if joined != "" {
		add("Points are ", lang.Say(joined))
	}
	return strings.Join(words, " ")
}

// besideInsights are the numbers that the insights of studies rest on, in the order in which they were attached: a metric around its mark as it is now, a score as it was attached. Scores, which may be
// of a few people, are held back where nobody is told apart.
func (w *Workspace) besideInsights(ctx context.Context, spec report.Spec, studies []app.Study) (map[app.InsightID][]report.Figure, error) {
	door := w.Door(spec.Readers)
	all, marks, figures, err := productOf(ctx, door, spec, studies)
	if err != nil || len(figures) == 0 {
		return nil, err
	}
	metrics := make([]app.Metric, len(all))
	for i := range all {
		metrics[i] = all[i].Metric
	}
	charts, err := (&metric.Service{Store: door}).Drawn(ctx, figures)
	if err != nil {
		return nil, err
	}
	out := map[app.InsightID][]report.Figure{}
	for i := range figures {
		f := &figures[i]
		if f.Measure != "" && spec.Naming == report.NamesNone {
			continue
		}
		r := report.Figure{Title: f.Measure.Word(), Says: f.Said, About: f.Note}
		if at := slices.IndexFunc(metrics, func(m app.Metric) bool { return m.ID == f.Metric }); f.Metric != "" && at >= 0 {
			m := &metrics[at]
			ownTitle(charts[f.ID], m.Name, spec.Language)
			r.Title, r.Chart, r.About = spec.Language.Own(m.Name), charts[f.ID], strings.TrimSpace(f.Note+" "+aboutMetric(m, "", spec.Language))
			if k := slices.IndexFunc(marks, func(k metric.Mark) bool { return f.Annotation != "" && k.ID == f.Annotation }); k >= 0 {
				sh := metric.Around(m, f.Segment, marks[k].Name, marks[k].Date, f.Days)
				r.Says = saysOf(sh, spec.Language)
			}
		}
		out[f.Insight] = append(out[f.Insight], r)
	}
	return out, nil
}
