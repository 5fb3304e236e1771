package storage_test

import (
	"reflect"
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
)

func TestInsights_CountWhatStandsBehindThem(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Make(storagetest.Size{Interviews: 4, Findings: 2, Participants: 3, Themes: 1})
	f.Interviews[3].Method = "" // then the study's counts
	f.Placements = nil
	for _, step := range f.Steps() {
		apply(t, s, step)
	}
	finding := func(n int, st app.Stance) app.Evidence { return app.Evidence{Finding: f.Findings[n].ID, Stance: st} }
	theme := f.Themes[0]
	for _, n := range []int{0, 4, 6, 7} { // findings 2n and 2n+1 are of interview n; interviews 0 and 3 are P1
		commit(t, s, &app.Placement{Theme: theme.ID, Finding: f.Findings[n].ID, Order: float64(n), Stamp: by})
	}
	for _, c := range []struct {
		name     string
		evidence []app.Evidence
		want     app.Support
	}{
		{"nothing", nil, app.Support{}},
		{"one finding", []app.Evidence{finding(2, app.Supports)},
			app.Support{Findings: 1, Participants: 1, Segments: 1, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[1].Date, TopShare: 1}},
		{"for and against", []app.Evidence{finding(0, app.Supports), finding(1, app.Nuances), finding(2, app.Contradicts)},
			app.Support{Findings: 2, Against: 1, Participants: 1, Segments: 1, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[0].Date, TopShare: 1}},
		{"a theme counts by its findings", []app.Evidence{{Theme: theme.ID, Stance: app.Supports}},
			app.Support{Findings: 4, Participants: 2, Segments: 2, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[3].Date, TopShare: 0.75}},
		{"a finding counts once", []app.Evidence{{Theme: theme.ID, Stance: app.Supports}, finding(0, app.Supports)},
			app.Support{Findings: 4, Participants: 2, Segments: 2, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[3].Date, TopShare: 0.75}},
		{"a finding's own stance wins over its theme's", []app.Evidence{{Theme: theme.ID, Stance: app.Supports}, finding(4, app.Contradicts)},
			app.Support{Findings: 3, Against: 1, Participants: 1, Segments: 1, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[3].Date, TopShare: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := &app.Insight{ID: app.InsightID(c.name), Study: f.Study.ID, Title: c.name, Status: app.InsightDraft, Evidence: c.evidence, Stamp: by}
			e := commit(t, s, in)
			rows := must(s.Insights(ctx, f.Study.ID))(t)
			c.want.Asked, c.want.AllSegments = 3, 3
			if len(rows) != 1 || !rows[0].Insight.Equal(in) || !reflect.DeepEqual(rows[0].Support, c.want) || rows[0].StudyName != "s" {
				t.Errorf("Insights() = %+v, want support %+v", rows, c.want)
			}
			must(s.Revert(ctx, e.Seq))(t)
		})
	}
}
