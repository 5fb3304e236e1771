package measures

import (
	"context"

	"throughline/app"
	"throughline/app/format/table"
	"throughline/app/metric"
	"throughline/app/score"
	"throughline/ui/say"
)

// Annotate marks a day; done hears how it went.
func (m *Model) Annotate(a app.Annotation, done func(error)) {
	counter := m.Counter
	m.do("", func(ctx context.Context) error { _, err := counter.Annotate(ctx, a); return err }, func(err error) {
		if err == nil {
			m.Mark = MarkKey(metric.Mark{Annotation: a})
		}
		done(err)
	})
}

// Unmark removes a mark.
func (m *Model) Unmark(id app.AnnotationID) {
	counter := m.Counter
	m.Mark = ""
	m.do("", func(ctx context.Context) error { return counter.Unmark(ctx, id) }, nil)
}

// Define keeps the entry of a metric with a target as it was typed; done hears how it went.
func (m *Model) Define(x app.Metric, target string, done func(error)) {
	x.Target = nil
	if target != "" {
		v, ok := table.Decimal(target)
		if !ok {
			done(app.Invalid(say.T("“%s” is no number.", target), say.T("Write the target as a number.")))
			return
		}
		x.Target = &v
	}
	counter := m.Counter
	m.do("", func(ctx context.Context) error { _, err := counter.Define(ctx, x); return err }, done)
}

// DeleteMetric removes a metric with its values.
func (m *Model) DeleteMetric(id app.MetricID) {
	counter := m.Counter
	m.Metric = ""
	m.do("", func(ctx context.Context) error { return counter.Delete(ctx, id) }, nil)
}

// ImportMeasures does what a plan tells; done hears how it went.
func (m *Model) ImportMeasures(p *score.Plan, from string, done func(error)) {
	scorer := m.Scorer
	m.do(say.T("%s imported", say.Count(p.Added+p.Changed, "measure")), func(ctx context.Context) error { return scorer.Import(ctx, p, from) }, done)
}

// ImportMetrics does what a plan tells; done hears how it went.
func (m *Model) ImportMetrics(p *metric.Plan, from string, done func(error)) {
	counter := m.Counter
	added, changed, _ := p.Values()
	m.do(say.T("%s imported", say.Count(added+changed, "value")), func(ctx context.Context) error { return counter.Import(ctx, p, from) }, done)
}

// importStudy is the study of rows that name none: the one shown, also when all are shown and there is but one.
func (m *Model) importStudy() app.StudyID {
	if m.Study == "" && m.Data != nil && len(m.Data.studies) == 1 {
		for id := range m.Data.studies {
			return id
		}
	}
	return m.Study
}

func (m *Model) fail(err error) {
	if m.OnFail != nil {
		m.OnFail(err)
	}
}
