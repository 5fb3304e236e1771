package insight_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/insight"
)

func TestAttachFigure_LetsAnInsightRestOnANumber(t *testing.T) {
	b := apptest.New(t)
	s := &insight.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	study := b.Study("Checkout")
	in := b.Insight(study, "Checkout is easier now")
	b.Put(&app.Metric{ID: "m", Name: "Activation", Stamp: b.Hand.Stamp()})
	var f *app.Figure
	b.OneStep(t, "Attach a figure", func() (err error) {
		f, err = s.AttachFigure(t.Context(), app.Figure{Insight: in.ID, Metric: "m", Said: "Activation rose by 7 points"})
		return err
	})
	b.Nothing(t, app.EConflict, func() error {
		_, err := s.AttachFigure(t.Context(), app.Figure{Insight: in.ID, Metric: "m", Said: "again"})
		return err
	})
	b.Nothing(t, app.ENotFound, func() error {
		_, err := s.AttachFigure(t.Context(), app.Figure{Insight: "gone", Metric: "m", Said: "x"})
		return err
	})
	b.Nothing(t, app.EInvalid, func() error {
		_, err := s.AttachFigure(t.Context(), app.Figure{Insight: in.ID, Metric: "m", Measure: app.MeasureSUS, Said: "both"})
		return err
	})
	p, err := s.Open(t.Context(), in.ID)
	if err != nil || len(p.Figures) != 1 || p.Figures[0].Study != study.ID || p.Figures[0].Stance != app.Supports {
		t.Fatalf("figures %+v, %v", p, err)
	}
	b.OneStep(t, "Remove a figure", func() error { return s.DetachFigure(t.Context(), f.ID) })
	b.Nothing(t, app.ENotFound, func() error { return s.DetachFigure(t.Context(), f.ID) })
	if _, err := s.AttachFigure(t.Context(), app.Figure{Insight: in.ID, Measure: app.MeasureSUS, Said: "SUS 82"}); err != nil {
		t.Fatal(err)
	}
	b.OneStep(t, "Delete insight", func() error { return s.Delete(t.Context(), in.ID) })
}
