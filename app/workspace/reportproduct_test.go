package workspace_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
)

// launched is trio with a release in the middle of forty days of Alpha's rate, which its insight rests on.
func launched(t *testing.T) (w *workspace.Workspace, studies []app.StudyID) {
	b, all := trio(t)
	for _, s := range all {
		studies = append(studies, s.ID)
	}
	target := 50.0
	points := []app.Point{}
	for i := range 40 {
		points = append(points, app.Point{Date: app.DateOf(app.Date("2026-05-01").Time().AddDate(0, 0, i)), Value: float64(40 + i%3 + 10*(i/20))})
	}
	insights, err := b.Store.Insights(t.Context(), studies[0])
	if err != nil {
		t.Fatal(err)
	}
	b.Put(&app.Metric{ID: "activation", Name: "Activation in 30 days", Unit: "%", Owner: "Growth", Source: "Warehouse", Definition: "Share of people in trial", Target: &target, Series: []app.Series{app.NewSeries("", points)}, Stamp: b.Hand.Stamp()},
		&app.Annotation{ID: "release", Kind: app.AnnotateRelease, Name: "2.4", Date: "2026-05-21", Stamp: b.Hand.Stamp()},
		&app.Figure{ID: "beside", Insight: insights[0].ID, Study: studies[0], Stance: app.Supports, Metric: "activation", Annotation: "release", Days: 14, Said: "Activation rose", Note: "On one hand", Stamp: b.Hand.Stamp()})
	if w, err = workspace.Over(t.Context(), b.Store, b.Hand); err != nil {
		t.Fatal(err)
	}
	return w, studies
}

// A metric stands beside the quotes of the insight that rests on it and among the numbers, with its target, source and what changed around its mark.
func TestReport_TellsProductMetrics(t *testing.T) {
	w, studies := launched(t)
	text := written(t, w, report.Spec{Study: studies[0]})
	_, insight, _ := strings.Cut(text, "took for ever")
	beside, rest, _ := strings.Cut(insight, "In numbers")
	for what, want := range map[string]string{
		"before and after":  "Activation in 30 days was 40.9 % in the 14 days before 2.4 (2026-05-21) and 51 % from it on, a change of +10.1 points, 95 % interval",
		"target":            "The target of 50 % is reached.",
		"target and source": "Definition: Share of people in trial. Target: 50 %. Source: Warehouse. Owner: Growth.",
		"a note":            "On one hand",
	} {
		if !strings.Contains(beside, want) {
			t.Errorf("%s is not beside the quotes: %q", what, want)
		}
	}
	for _, want := range []string{"### Activation in 30 days", "in the 28 days before 2.4", "### Alpha rate", "### Visits"} {
		if !strings.Contains(rest, want) {
			t.Errorf("the numbers do not say %q", want)
		}
	}
	if strings.Contains(text, "Gamma rate") || strings.Contains(text, "Beta rate") {
		t.Error("a metric of another study's insight is told")
	}
	german := written(t, w, report.Spec{Study: studies[0], Language: report.German})
	for _, want := range []string{"Activation in 30 days war 40,9 % in den 14 Tagen vor 2.4 (2026-05-21) und 51 % von da an, eine Änderung von +10,1 Punkte", "Quelle: Warehouse. Verantwortlich: Growth.", "Definition: Share of people in trial.", "### Activation in 30 days", "Aufgabenerfolg von „Buy“, 0: "} {
		if !strings.Contains(german, want) {
			t.Errorf("in German %q is missing", want)
		}
	}
	if strings.ContainsAny(german, "\uE0F2\uE0F3") {
		t.Error("a mark is left")
	}
	brief := written(t, w, report.Spec{Study: studies[0], Depth: report.Executive})
	if !strings.Contains(brief, "Activation in 30 days was 40.9 %") || strings.Contains(brief, "Source: Warehouse") {
		t.Error("in brief the sentence alone is told")
	}
}

// What a metric says now is held to what it said when the report was written.
func TestCheckReport_SeesAMetricDrift(t *testing.T) {
	w, studies := launched(t)
	path := filepath.Join(t.TempDir(), "r.md")
	if _, err := w.WriteReport(t.Context(), report.Spec{Study: studies[0], Date: "2026-11-02"}, path, report.FileOptions{}); err != nil {
		t.Fatal(err)
	}
	if drift, err := w.CheckReport(t.Context(), path, nil); err != nil || len(drift) != 0 {
		t.Fatalf("just written: %v, %v", drift, err)
	}
	m, err := w.Metrics.Named(t.Context(), "Activation in 30 days")
	if err != nil {
		t.Fatal(err)
	}
	m.Target = nil
	if _, err := w.Metrics.Define(t.Context(), *m); err != nil {
		t.Fatal(err)
	}
	drift, err := w.CheckReport(t.Context(), path, nil)
	var names []string
	for _, d := range drift {
		names = append(names, d.What+" "+d.Name)
	}
	if want := []string{"changed Insight 1: People wait in Alpha", "changed In numbers"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("drift %q, %v; want %q", names, err, want)
	}
}

// A report of several studies has the figures of each, and their scores side by side.
func TestFurnished_TellsSeveralStudies(t *testing.T) {
	w, studies := launched(t)
	for name, spec := range map[string]report.Spec{"two": {Studies: studies[:2]}, "all": {}} {
		spec, err := w.Furnished(t.Context(), spec)
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		for _, f := range spec.Figures {
			titles = append(titles, f.Title)
		}
		want := []string{"Saturation: Alpha", "Saturation: Beta", "Saturation: Gamma", "Task success", "Activation in 30 days", "Alpha rate", "Beta rate", "Gamma rate", "Visits"}
		bars := []string{"Buy, Alpha (n = 6)", "Buy, Beta (n = 6)", "Buy, Gamma (n = 6)"}
		if name == "two" {
			want, bars = slices.DeleteFunc(want, func(s string) bool { return strings.Contains(s, "Gamma") }), bars[:2]
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s: figures %q, want %q", name, titles, want)
		}
		for _, f := range spec.Figures {
			if f.Title == "Task success" && !slices.Equal(f.Chart.Categories, bars) {
				t.Errorf("%s: scores of %q, want %q", name, f.Chart.Categories, bars)
			}
		}
		if len(spec.Beside) != min(len(studies), map[string]int{"two": 2, "all": 3}[name]) {
			t.Errorf("%s: numbers beside %d insights", name, len(spec.Beside))
		}
	}
}
