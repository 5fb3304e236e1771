package metric_test

import (
	"fmt"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/metric"
)

func TestTrack_ShowsTargetsFirstAndWhatTheLatestMarkDid(t *testing.T) {
	b := apptest.New(t)
	s := &metric.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	if all, of, err := s.Track(t.Context(), 4); err != nil || len(all)+of != 0 {
		t.Fatalf("none: %v, %d, %v", all, of, err)
	}
	low, high := []float64{40, 42, 41, 43, 40, 42, 41, 43, 42, 41}, []float64{50, 52, 51, 53, 50, 52, 51, 53, 52, 51}
	target := 50.0
	b.Put(&app.Metric{ID: "a", Name: "Aardvark", Series: []app.Series{app.NewSeries("", days("2026-05-01", low...))}, Stamp: b.Hand.Stamp()},
		&app.Metric{ID: "b", Name: "Activation", Unit: "%", Target: &target, Series: []app.Series{app.NewSeries("", append(days("2026-05-01", low...), days("2026-05-11", high...)...))}, Stamp: b.Hand.Stamp()},
		&app.Metric{ID: "c", Name: "Empty", Stamp: b.Hand.Stamp()},
		&app.Annotation{ID: "r", Kind: app.AnnotateRelease, Name: "2.4", Date: "2026-05-11", Stamp: b.Hand.Stamp()},
		&app.Annotation{ID: "later", Kind: app.AnnotateRelease, Name: "2.5", Date: "2026-07-01", Stamp: b.Hand.Stamp()})
	all, of, err := s.Track(t.Context(), 4)
	if err != nil || of != 2 || len(all) != 2 || all[0].Name != "Activation" {
		t.Fatalf("%+v, %d, %v", all, of, err)
	}
	if a := all[0]; a.Latest != "51 %" || a.Of != "2026-05-20" || a.Target != "50 %" || a.Shift == nil || a.Shift.Mark != "2.4" || a.Shift.Verdict != metric.Better {
		t.Errorf("Activation %+v, %+v", a, a.Shift)
	}
	if c := all[0].Line; len(c.Categories) != 20 || len(c.Notes) != 1 || c.Notes[0].At != 10 || len(c.Guides) != 1 || c.Validate() != nil {
		t.Errorf("its line: %+v", c)
	}
	if all[1].Shift != nil {
		t.Errorf("a metric without values after a mark has shifted: %+v", all[1].Shift)
	}
	if one, of, err := s.Track(t.Context(), 1); err != nil || len(one) != 1 || of != 2 {
		t.Errorf("at most one: %d of %d, %v", len(one), of, err)
	}
}

func TestDrawn_ShowsTheMetricAroundItsMark(t *testing.T) {
	b := apptest.New(t)
	s := &metric.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	var year []float64
	for i := range 200 {
		year = append(year, float64(i%7))
	}
	b.Put(&app.Metric{ID: "m", Name: "Activation", Series: []app.Series{app.NewSeries("", days("2026-01-01", year...))}, Stamp: b.Hand.Stamp()},
		&app.Annotation{ID: "r", Kind: app.AnnotateRelease, Name: "2.4", Date: "2026-04-01", Stamp: b.Hand.Stamp()})
	drawn, err := s.Drawn(t.Context(), []app.Figure{{ID: "around", Metric: "m", Annotation: "r", Days: 14}, {ID: "all", Metric: "m"}, {ID: "gone", Metric: "x"}, {ID: "score", Measure: app.MeasureSUS}})
	if err != nil || len(drawn) != 2 {
		t.Fatalf("%d drawn, %v", len(drawn), err)
	}
	for id, want := range map[app.FigureID]string{"around": "56 points, 1 marks", "all": "200 points, 0 marks"} {
		if got := fmt.Sprintf("%d points, %d marks", len(drawn[id].Categories), len(drawn[id].Notes)); got != want {
			t.Errorf("%s has %s, want %s", id, got, want)
		}
	}
	if none, err := s.Drawn(t.Context(), []app.Figure{{ID: "score", Measure: app.MeasureSUS}}); err != nil || len(none) != 0 {
		t.Errorf("scores alone: %v, %v", none, err)
	}
}
