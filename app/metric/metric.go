// Package metric keeps numbers of the product over time: it brings series in from exports of analytics, keeps the data dictionary, marks what
// happened when, and compares before with after.
package metric

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Store is what metrics ask of the workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error)
	Studies(ctx context.Context) ([]app.Study, error)
}

// Service changes metrics and annotations. Safe for concurrent use once its fields are set.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// List reads all metrics, by name.
func (s *Service) List(ctx context.Context) ([]app.Metric, error) {
	all, err := app.Papers[app.Metric](ctx, s.Store, app.PaperQuery{Kind: app.KindMetric})
	slices.SortStableFunc(all, func(a, b app.Metric) int { return cmp.Compare(app.FoldName(a.Name), app.FoldName(b.Name)) })
	return all, err
}

// Named reads the metric of a name, whatever its case. Returns ENotFound, with the names there are, for none.
func (s *Service) Named(ctx context.Context, name string) (*app.Metric, error) {
	all, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for i := range all {
		if app.FoldName(all[i].Name) == app.FoldName(name) {
			return &all[i], nil
		}
		names = append(names, all[i].Name)
	}
	e := app.NotFound("The metric " + name)
	e.Hint = "There is none yet. Import a series first."
	if len(names) > 0 {
		e.Hint = "There are: " + strings.Join(names, ", ") + "."
	}
	return nil, e
}

// Define keeps what the data dictionary says of a metric, which is made when there is none with the id. Its values stay as they are. Returns
// EInvalid without a name, EConflict for the name of another.
func (s *Service) Define(ctx context.Context, m app.Metric) (*app.Metric, error) {
	m.Name = strings.Join(strings.Fields(m.Name), " ")
	cs := s.Hand.Begin("Define " + m.Name)
	if m.ID == "" {
		m.ID, m.Stamp = app.NewID[app.MetricID](), s.Hand.Stamp()
		cs.Create(&m)
	} else {
		rec, err := s.Store.Find(ctx, m.Ref())
		if err != nil {
			return nil, err
		}
		old := rec.(*app.Metric)
		m.Series, m.Stamp = old.Series, old.Stamp
		if m.Equal(old) {
			return old, nil
		}
		m.Stamp = s.Hand.Touch(old.Stamp)
		cs.Update(old, &m)
	}
	if err := m.Validate(); err != nil {
		return nil, err
	}
	return &m, s.Log.Commit(ctx, cs)
}

// Delete removes a metric with its values, and the figures that insights make of it. Returns ENotFound if it is gone.
func (s *Service) Delete(ctx context.Context, id app.MetricID) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindMetric, ID: string(id)})
	if err != nil {
		return err
	}
	deps, err := s.Store.Dependants(ctx, rec.Ref())
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Delete " + rec.(*app.Metric).Name)
	cs.DeleteAll(s.Hand, deps, rec)
	return s.Log.Commit(ctx, cs)
}

// Mark is a day on which something happened: an annotation, or the begin or end of a study that has no annotation of its own.
type Mark struct {
	app.Annotation
	Own bool // an annotation, which can be removed; otherwise a study's own day
}

// Marks reads annotations and the days of studies, by day and name.
func (s *Service) Marks(ctx context.Context) ([]Mark, error) {
	all, err := app.Papers[app.Annotation](ctx, s.Store, app.PaperQuery{Kind: app.KindAnnotation})
	if err != nil {
		return nil, err
	}
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	var out []Mark
	for _, a := range all {
		out = append(out, Mark{a, true})
	}
	for _, st := range studies {
		if st.Start != "" && !slices.ContainsFunc(all, func(a app.Annotation) bool { return a.Study == st.ID }) {
			out = append(out, Mark{Annotation: app.Annotation{Date: st.Start, Kind: app.AnnotateStudy, Name: st.Name, Study: st.ID}})
		}
	}
	slices.SortStableFunc(out, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(app.FoldName(a.Name), app.FoldName(b.Name)))
	})
	return out, nil
}

// Annotate marks a day. Returns EInvalid without a name or a day, EConflict for the same name on the same day.
func (s *Service) Annotate(ctx context.Context, a app.Annotation) (*app.Annotation, error) {
	a.ID, a.Name, a.Stamp = app.NewID[app.AnnotationID](), strings.Join(strings.Fields(a.Name), " "), s.Hand.Stamp()
	if err := a.Validate(); err != nil {
		return nil, err
	}
	cs := s.Hand.Begin("Mark " + a.Name)
	cs.Create(&a)
	return &a, s.Log.Commit(ctx, cs)
}

// Unmark removes an annotation. Returns ENotFound if it is gone.
func (s *Service) Unmark(ctx context.Context, id app.AnnotationID) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindAnnotation, ID: string(id)})
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Remove the mark " + rec.(*app.Annotation).Name)
	cs.Delete(rec)
	return s.Log.Commit(ctx, cs)
}
