package insight

import (
	"context"

	"throughline/app"
)

// AttachFigure lets an insight rest on a number too: a score of UX measures or a metric, as it says now. It stands beside the quotes and does not
// change how sure one can be, which is judged by passages. The study is the insight's. Returns ENotFound if the insight is gone, EConflict when the same figure is
// attached already.
func (s *Service) AttachFigure(ctx context.Context, f app.Figure) (*app.Figure, error) {
	in, err := s.find(ctx, f.Insight)
	if err != nil {
		return nil, err
	}
	f.ID, f.Study, f.Stamp = app.NewID[app.FigureID](), in.Study, s.Hand.Stamp()
	if f.Stance == "" {
		f.Stance = app.Supports
	}
	if err := f.Validate(); err != nil {
		return nil, err
	}
	cs := s.Hand.Begin("Attach a figure")
	cs.Create(&f)
	return &f, s.Log.Commit(ctx, cs)
}

// DetachFigure takes a figure off its insight. Returns ENotFound if it is gone.
func (s *Service) DetachFigure(ctx context.Context, id app.FigureID) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindFigure, ID: string(id)})
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Remove a figure")
	cs.Delete(rec)
	return s.Log.Commit(ctx, cs)
}

// Figures are the numbers that an insight rests on, in the order in which they were attached.
func (s *Service) Figures(ctx context.Context, id app.InsightID) ([]app.Figure, error) {
	deps, err := s.Store.Dependants(ctx, app.Ref{Kind: app.KindInsight, ID: string(id)})
	if err != nil {
		return nil, err
	}
	var all []app.Figure
	for _, r := range deps {
		if f, ok := r.(*app.Figure); ok {
			all = append(all, *f)
		}
	}
	return all, nil
}
