package storage_test

import (
	"fmt"
	"slices"
	"testing"

	"throughline/app"
)

func TestBoard_IsOfOneStudyOrAcrossAll(t *testing.T) {
	s, a, b := twoStudies(t)
	across := &app.Theme{ID: "across", Name: "Across", Order: 1, Stamp: a.Study.Stamp}
	commit(t, s, across, &app.Placement{Theme: "across", Finding: b.Findings[0].ID, Order: 1, Stamp: a.Study.Stamp})
	for _, c := range []struct {
		name                            string
		study                           app.StudyID
		themes, total, placed, unsorted int
	}{
		{"study", a.Study.ID, 2, 30, len(a.Placements), 30 - len(a.Placements)},
		{"across", "", 1, 36, 1, 35},
		{"unknown", "nobody", 0, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := must(s.Board(ctx, c.study))(t)
			if len(got.Themes) != c.themes || got.Total != c.total || got.Unsorted != c.unsorted {
				t.Errorf("Board() = %d themes, %d findings, %d unsorted, want %d, %d, %d", len(got.Themes), got.Total, got.Unsorted, c.themes, c.total, c.unsorted)
			}
			if placed := must(s.BoardPlacements(ctx, c.study))(t); len(placed) != c.placed {
				t.Errorf("BoardPlacements() = %d, want %d", len(placed), c.placed)
			}
			if ids := must(s.Column(ctx, app.ColumnQuery{Board: c.study}))(t); len(ids) != c.unsorted {
				t.Errorf("the unsorted column has %d, want %d", len(ids), c.unsorted)
			}
			for _, th := range got.Themes {
				if th.Study != c.study {
					t.Errorf("theme %q of another board", th.Name)
				}
				if ids := must(s.Column(ctx, app.ColumnQuery{Board: c.study, Theme: th.ID}))(t); len(ids) != th.Findings {
					t.Errorf("%q has %d cards, counts %d", th.Name, len(ids), th.Findings)
				}
			}
		})
	}
}

func TestColumn_ComesInEachOrderAndNarrowed(t *testing.T) {
	s, a, _ := twoStudies(t)
	theme := a.Themes[0].ID
	placed := must(s.ThemePlacements(ctx, theme))(t)
	var put []app.FindingID
	for i, p := range placed {
		put = append(put, p.Finding)
		if i > 0 && p.Order < placed[i-1].Order {
			t.Errorf("place %v comes after %v", p.Order, placed[i-1].Order)
		}
	}
	col := func(c app.ColumnQuery) []app.FindingID {
		c.Board, c.Theme = a.Study.ID, theme
		return must(s.Column(ctx, c))(t)
	}
	if got := col(app.ColumnQuery{}); !slices.Equal(got, put) || len(got) == 0 {
		t.Errorf("as put %v, want %v", got, put)
	}
	for by, order := range map[app.CardOrder]app.FindingOrder{app.CardsByPlace: app.ByPlace, app.CardsByNewest: app.ByNewest, app.CardsByParticipant: app.ByParticipant} {
		var want []app.FindingID
		for _, r := range must(s.Findings(ctx, app.FindingQuery{Study: a.Study.ID, Themes: []app.ThemeID{theme}, Order: order}))(t) {
			want = append(want, r.ID)
		}
		if got := col(app.ColumnQuery{Order: by}); !slices.Equal(got, want) {
			t.Errorf("by %q %v, want %v", by, got, want)
		}
	}
	if got := col(app.ColumnQuery{Limit: 2}); !slices.Equal(got, put[:2]) {
		t.Errorf("two of them are %v", got)
	}
	tag := a.Tags[0].ID
	var want []app.FindingID
	for _, r := range must(s.FindingsByID(ctx, put))(t) {
		if r.HasTag(tag) {
			want = append(want, r.ID)
		}
	}
	if got := col(app.ColumnQuery{Find: app.FindingQuery{Tags: []app.TagID{tag}}}); !slices.Equal(got, want) || len(got) == len(put) {
		t.Errorf("narrowed %v, want %v", got, want)
	}
}

func TestPlacementsOf_AreOfOneBoardInTheOrderAsked(t *testing.T) {
	s, a, _ := twoStudies(t)
	commit(t, s, &app.Theme{ID: "across", Name: "Across", Order: 1, Stamp: a.Study.Stamp},
		&app.Placement{Theme: "across", Finding: a.Placements[0].Finding, Order: 1, Stamp: a.Study.Stamp})
	ids := []app.FindingID{a.Placements[2].Finding, a.Placements[0].Finding, "nobody"}
	show := func(all []app.Placement) (out []string) {
		for _, p := range all {
			out = append(out, fmt.Sprint(p.Theme, " ", p.Finding))
		}
		return out
	}
	want := []string{fmt.Sprint(a.Placements[2].Theme, " ", ids[0]), fmt.Sprint(a.Placements[0].Theme, " ", ids[1])}
	if got := show(must(s.PlacementsOf(ctx, a.Study.ID, ids))(t)); !slices.Equal(got, want) {
		t.Errorf("of the study %v, want %v", got, want)
	}
	if got := show(must(s.PlacementsOf(ctx, "", ids))(t)); !slices.Equal(got, []string{fmt.Sprint("across ", ids[1])}) {
		t.Errorf("across %v", got)
	}
	if got := must(s.PlacementsOf(ctx, "", nil))(t); got != nil {
		t.Errorf("of none %v", got)
	}
}
