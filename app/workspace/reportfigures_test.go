package workspace_test

import (
	"testing"

	"throughline/app/chart"
	"throughline/app/report"
)

// A report of a study shows how much later interviews brought and who says what, as charts of what is counted; left out, nothing is counted for it.
func TestFurnished_HasTheFigures(t *testing.T) {
	_, w, study, _, _ := asked(t)
	ctx := t.Context()
	spec, err := w.Furnished(ctx, report.Spec{Study: study.ID})
	if err != nil || len(spec.Figures) == 0 {
		t.Fatalf("%d figures, %v", len(spec.Figures), err)
	}
	for _, f := range spec.Figures {
		if f.Title == "" || f.Says == "" || f.Chart == nil || f.Chart.Alt == "" {
			t.Errorf("figure %q is not told in words", f.Title)
			continue
		}
		if err := f.Chart.Validate(); err != nil {
			t.Errorf("%s: %v", f.Title, err)
		}
		if f.Segments != (f.Chart.Kind == chart.Heat) {
			t.Errorf("%s: tells segments apart: %v", f.Title, f.Segments)
		}
	}
	if spec, err := w.Furnished(ctx, report.Spec{Study: study.ID, Sections: []report.Section{report.SectionSummary}}); err != nil || len(spec.Figures) != 0 {
		t.Errorf("left out: %d figures, %v", len(spec.Figures), err)
	}
}
