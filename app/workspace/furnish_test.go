package workspace_test

import (
	"maps"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/app/report"
)

func TestFurnished_KnowsOutlineAndWhoWasAsked(t *testing.T) {
	w, _ := open(t)
	ctx := t.Context()
	id, err := w.AddSample(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := w.Furnished(ctx, report.Spec{Study: id})
	if err != nil || spec.Order != nil || spec.Outline != "" {
		t.Errorf("without an outline: %v %q, %v", spec.Order, spec.Outline, err)
	}
	themes, err := w.Store.Themes(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, th := range themes {
		if a := spec.Asked[string(th.ID)]; a.Asked > 0 {
			told++
			if a.Mentioned > a.Asked || a.Mentioned+a.Unasked > th.Participants {
				t.Errorf("%s: %+v of %d people", th.Name, a, th.Participants)
			}
		}
	}
	if told < 3 {
		t.Errorf("%d themes tell who was asked", told)
	}
	for _, row := range []struct {
		outline string
		called  string
		want    []report.Section
	}{
		{"Executive summary", "Executive summary, version 1", []report.Section{report.SectionSummary, report.SectionInsights, report.SectionActions, report.SectionMethod}},
		{"Full research report", "Full research report, version 1", []report.Section{report.SectionSummary, report.SectionMethod, report.SectionInsights, report.SectionThemes,
			report.SectionActions, report.SectionTags, report.SectionEvidence}},
	} {
		if err := w.Playbook.UseIn(ctx, id, nil, []playbook.Key{{Kind: app.TemplateReport, Name: row.outline}}); err != nil {
			t.Fatal(err)
		}
		spec, err := w.Furnished(ctx, report.Spec{Study: id})
		if err != nil || spec.Outline != row.called || !slices.Equal(spec.Order, row.want) {
			t.Errorf("%s gives %q %v, %v", row.outline, spec.Outline, spec.Order, err)
		}
	}
	mine := []report.Section{report.SectionThemes}
	if spec, err := w.Furnished(ctx, report.Spec{Study: id, Order: mine}); err != nil || !slices.Equal(spec.Order, mine) {
		t.Errorf("an order given by hand becomes %v, %v", spec.Order, err)
	}
	one, err := w.Furnished(ctx, report.Spec{Study: id})
	if err != nil {
		t.Fatal(err)
	}
	if all, err := w.Furnished(ctx, report.Spec{}); err != nil || !maps.Equal(all.Asked, one.Asked) { // nobody was interviewed in another study
		t.Errorf("of all studies: %v, %v; want %v", all.Asked, err, one.Asked)
	}
}
