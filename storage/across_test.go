package storage_test

import (
	"fmt"
	"slices"
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
)

func TestSamples_AreSomeOfEachThemeAndTag(t *testing.T) {
	s, one, two := twoStudies(t)
	for _, most := range []int{1, 3, 1000} {
		got := must(s.ThemeSamples(ctx, most))(t)
		count, held := map[app.ThemeID]int{}, map[app.ThemeID]int{}
		for _, a := range got {
			count[a.Theme]++
			if a.Text == "" || a.Study == "" || a.Tag != "" {
				t.Errorf("sample %+v", a)
			}
		}
		for _, p := range slices.Concat(one.Placements, two.Placements) {
			held[p.Theme]++
		}
		for theme, n := range held {
			if count[theme] != min(n, most) {
				t.Errorf("%d samples of a theme of %d, at most %d", count[theme], n, most)
			}
		}
		if again := must(s.ThemeSamples(ctx, most))(t); fmt.Sprint(again) != fmt.Sprint(got) {
			t.Error("samples differ from time to time")
		}
	}
	tags := map[app.TagID]int{}
	for _, a := range must(s.TagSamples(ctx, 2))(t) {
		tags[a.Tag]++
	}
	if len(tags) == 0 {
		t.Error("no samples of tags")
	}
	for tag, n := range tags {
		if n > 2 {
			t.Errorf("%d samples of tag %s, at most 2", n, tag)
		}
	}
}

func TestPlacementsIn_AreThoseOfTheThemesAskedFor(t *testing.T) {
	s, one, _ := twoStudies(t)
	theme := one.Themes[0].ID
	var want int
	for _, p := range one.Placements {
		if p.Theme == theme {
			want++
		}
	}
	got := must(s.PlacementsIn(ctx, []app.ThemeID{theme, "gone"}))(t)
	if len(got) != want || slices.ContainsFunc(got, func(p app.Placement) bool { return p.Theme != theme }) {
		t.Errorf("%d placements, want %d", len(got), want)
	}
	if none := must(s.PlacementsIn(ctx, nil))(t); len(none) != 0 {
		t.Errorf("%d placements of no theme", len(none))
	}
}

func TestFirstPlacementsIn_AreTheFirstOfEach(t *testing.T) {
	s, one, two := twoStudies(t)
	themes := []app.ThemeID{two.Themes[0].ID, "gone", one.Themes[1].ID, one.Themes[0].ID}
	all := must(s.PlacementsIn(ctx, themes))(t)
	for _, most := range []int{0, 1, 2, 10_000} {
		var want []app.Placement
		n := map[app.ThemeID]int{}
		for _, p := range all {
			if n[p.Theme]++; n[p.Theme] <= most {
				want = append(want, p)
			}
		}
		got := must(s.FirstPlacementsIn(ctx, themes, most))(t)
		if !slices.EqualFunc(got, want, func(a, b app.Placement) bool { return a.Theme == b.Theme && a.Finding == b.Finding }) {
			t.Errorf("the first %d of each theme are %d placements, want %d", most, len(got), len(want))
		}
	}
}

func TestSharedThemes_CountFindingsThatStandOnBothBoards(t *testing.T) {
	s, one, _ := twoStudies(t)
	wide := &app.Theme{ID: "wide", Name: "Wide", Stamp: by}
	commit(t, s, wide)
	theme := one.Themes[0].ID
	n := 0
	for _, p := range one.Placements {
		if p.Theme == theme {
			commit(t, s, &app.Placement{Theme: wide.ID, Finding: p.Finding, Order: float64(n), Stamp: by})
			n++
		}
	}
	got := must(s.SharedThemes(ctx))(t)
	if want := []app.Shared{{Theme: theme, Across: wide.ID, Findings: n}}; !slices.Equal(got, want) {
		t.Errorf("SharedThemes() = %+v, want %+v", got, want)
	}
}

func TestThemeMoods_CountPeopleOnceByWhatTheySayMore(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Make(storagetest.Size{Interviews: 3, Findings: 4, Participants: 3, Themes: 1})
	for i := range f.Findings { // findings 4n to 4n+3 are of interview n
		f.Findings[i].Stance, f.Findings[i].Sentiment = "", []int{1, 1, -1, 0, -2, -1, 1, 0, app.SaidMixed, app.SaidNeutral, 0, 0}[i]
	}
	f.Findings[0].Stance = app.Supports
	f.Placements = nil
	for _, step := range f.Steps() {
		apply(t, s, step)
	}
	wide := &app.Theme{ID: "wide", Name: "Wide", Stamp: by}
	commit(t, s, wide)
	for i, x := range f.Findings {
		commit(t, s, &app.Placement{Theme: wide.ID, Finding: x.ID, Order: float64(i), Stamp: by})
	}
	want := app.Mood{Theme: wide.ID, Study: f.Study.ID, Findings: 12, People: 3, Praise: 1, Complaint: 1, Supports: 1}
	if got := must(s.ThemeMoods(ctx))(t); len(got) != 1 || got[0] != want {
		t.Errorf("ThemeMoods() = %+v, want %+v", got, want)
	}
}

func TestTagMoods_CountMappedTagsWithTheirEntryOfTheTaxonomy(t *testing.T) {
	s, one, two := twoStudies(t)
	entry := &app.Tag{ID: "entry", Name: "Entry", Status: app.TagActive, Stamp: by}
	commit(t, s, entry)
	for _, f := range []*storagetest.Filled{one, two} {
		mapped := *f.Tags[0]
		mapped.MapsTo = entry.ID
		cs := app.NewChangeSet("map", "Mara", by.Created)
		cs.Update(f.Tags[0], &mapped)
		apply(t, s, cs)
	}
	studies := map[app.StudyID]bool{}
	for _, m := range must(s.TagMoods(ctx))(t) {
		if m.Tag != entry.ID || m.Findings == 0 {
			t.Errorf("mood %+v", m)
		}
		studies[m.Study] = true
	}
	if len(studies) != 2 {
		t.Errorf("moods of %d studies, want 2", len(studies))
	}
}

func TestFirstPlacements_AreTheFirstOfEachThemeOfOneBoard(t *testing.T) {
	s, one, _ := twoStudies(t)
	wide := &app.Theme{ID: "wide", Name: "Wide", Stamp: by}
	commit(t, s, wide, &app.Placement{Theme: "wide", Finding: one.Findings[0].ID, Order: 1, Stamp: by})
	held := map[app.ThemeID]int{}
	for _, p := range one.Placements {
		held[p.Theme]++
	}
	for _, most := range []int{1, 2, 0} {
		got := map[app.ThemeID]int{}
		last := map[app.ThemeID]float64{}
		for _, p := range must(s.FirstPlacements(ctx, one.Study.ID, most))(t) {
			if p.Order < last[p.Theme] {
				t.Errorf("at most %d: place %v after %v", most, p.Order, last[p.Theme])
			}
			got[p.Theme], last[p.Theme] = got[p.Theme]+1, p.Order
		}
		if len(got) != len(held) {
			t.Errorf("at most %d: %d themes, want those of the study: %d", most, len(got), len(held))
		}
		for id, n := range held {
			if want := n; got[id] != min(want, max(most, 0)) && most > 0 || most == 0 && got[id] != want {
				t.Errorf("at most %d: %d of %d", most, got[id], n)
			}
		}
	}
	if got := must(s.FirstPlacements(ctx, "", 0))(t); len(got) != 1 || got[0].Theme != "wide" {
		t.Errorf("the board across studies holds %+v", got)
	}
	if got := must(s.FirstPlacements(ctx, "unknown", 0))(t); len(got) != 0 {
		t.Errorf("an unknown study has %d placements", len(got))
	}
}

func TestCitations_AreByThemeAndByFindingsInIt(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Fill(t, s, storagetest.Size{Name: "a", Interviews: 2, Findings: 4, Themes: 2, Seed: 1})
	theme := f.Themes[0].ID
	var inside []app.Evidence
	for _, p := range f.Placements {
		if p.Theme == theme && len(inside) < 2 {
			inside = append(inside, app.Evidence{Finding: p.Finding, Stance: app.Supports})
		}
	}
	commit(t, s, &app.Insight{ID: "rests", Study: f.Study.ID, Title: "It rests", Status: app.InsightDraft, Evidence: inside, Stamp: by})
	commit(t, s, &app.Insight{ID: "names", Study: f.Study.ID, Title: "It names", Status: app.InsightDraft, Evidence: []app.Evidence{{Theme: theme, Stance: app.Supports}}, Stamp: by})
	want := []app.Citation{{Theme: theme, Insight: "names", Title: "It names", Status: app.InsightDraft, Direct: true},
		{Theme: theme, Insight: "rests", Title: "It rests", Status: app.InsightDraft, Findings: 2}}
	for _, study := range []app.StudyID{f.Study.ID, ""} {
		if got := must(s.Citations(ctx, study))(t); !slices.Equal(got, want) {
			t.Errorf("Citations(%q) = %+v, want %+v", study, got, want)
		}
	}
}

func TestBoardSamples_AreOfOneBoard(t *testing.T) {
	s, one, two := twoStudies(t)
	for _, a := range must(s.BoardSamples(ctx, two.Study.ID, 5))(t) {
		if a.Study != two.Study.ID {
			t.Errorf("a sample of another board: %+v", a)
		}
	}
	if got := must(s.BoardSamples(ctx, one.Study.ID, 1))(t); len(got) != len(one.Themes) {
		t.Errorf("%d samples, one of each theme wanted", len(got))
	}
}
