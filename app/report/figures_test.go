package report_test

import (
	"slices"
	"testing"

	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/report/reporttest"
)

func TestCompose_ShowsFiguresAndKnowsThemAgain(t *testing.T) {
	figure := func(n float64) []report.Figure {
		return []report.Figure{{Title: "SUS", Says: "It scores well.", Note: "Of five people.",
			Chart: &chart.Chart{Kind: chart.Bar, Title: "SUS", Alt: "It scores well.", Categories: []string{"Release 2"}, Series: []chart.Series{{Values: []float64{n}}}}}}
	}
	compose := func(f []report.Figure) *report.Document {
		d, err := report.Compose(t.Context(), reporttest.Onboarding(), report.Spec{Study: "study-1", Date: "2026-11-04", Figures: f})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	shows := func(d *report.Document) bool {
		return slices.ContainsFunc(d.Entries(), func(h report.Heading) bool { return h.ID == "figures" })
	}
	part := func(d *report.Document) string {
		for _, p := range d.Manifest.Parts {
			if p.Query == "figures" {
				return p.Hash
			}
		}
		t.Fatal("the manifest does not know the figures")
		return ""
	}
	without, one, two, same := compose(nil), compose(figure(70)), compose(figure(71)), compose(figure(70))
	if shows(without) || !shows(one) {
		t.Errorf("a section of figures without any: %v, with one: %v", shows(without), shows(one))
	}
	if part(one) == part(two) || one.Hash == two.Hash || part(one) != part(same) || one.Hash != same.Hash {
		t.Error("equal figures are not equal data, or unequal ones are")
	}
	charts := 0
	for _, b := range one.Blocks {
		if c, ok := b.(report.Chart); ok && c.Title == "SUS" {
			charts++
		}
	}
	if charts != 1 {
		t.Errorf("the figure is drawn %d times", charts)
	}
}
