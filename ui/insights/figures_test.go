package insights_test

import (
	"context"
	"testing"

	"throughline/app"
	"throughline/app/chart"
)

func TestModel_DrawsTheMetricsOfItsFigures(t *testing.T) {
	d := newDesk(t)
	m := d.m
	line := &chart.Chart{Kind: chart.Line, Title: "Activation"}
	m.Draw = func(_ context.Context, all []app.Figure) (map[app.FigureID]*chart.Chart, error) {
		out := map[app.FigureID]*chart.Chart{}
		for _, f := range all {
			if f.Metric != "" {
				out[f.ID] = line
			}
		}
		return out, nil
	}
	d.put(&app.Metric{ID: "m", Name: "Activation", Stamp: d.f.Study.Stamp})
	if m.Drawn != nil {
		t.Errorf("something is drawn without figures: %v", m.Drawn)
	}
	f, err := m.Insights.AttachFigure(t.Context(), app.Figure{Insight: m.Selected, Metric: "m", Said: "It rose by 8 points."})
	if err != nil {
		t.Fatal(err)
	}
	d.until("the line", func() bool { return m.Ready() && len(m.Page.Figures) == 1 && m.Drawn[f.ID] == line })
	m.Detach(f.ID)
	d.until("no line", func() bool { return m.Ready() && len(m.Page.Figures) == 0 && m.Drawn == nil })
}

// put stores records as one step.
func (d *desk) put(records ...app.Record) {
	d.t.Helper()
	cs := d.m.Insights.Hand.Begin("Put")
	for _, r := range records {
		cs.Create(r)
	}
	if err := d.m.Insights.Log.Commit(d.t.Context(), cs); err != nil {
		d.t.Fatal(err)
	}
}
