package analysis_test

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
	"throughline/app/generate"
)

func TestPropose_FindsTheTopicsAndStoresNothing(t *testing.T) {
	d := newDesk(t, 120, 4)
	var pr *analysis.Proposal
	var told []string
	d.Nothing(t, "", func() (err error) {
		pr, err = d.analysis.Propose(t.Context(), d.study.ID, analysis.Options{K: 4, Seed: 1}, func(_, _ int64, what string) { told = append(told, what) })
		return err
	})
	if len(pr.Themes) != 4 || pr.Total != 120 || pr.People != 6 || pr.New != 4 || len(pr.Gone) != 0 || len(pr.Kept) != 0 || len(told) < 2 {
		t.Errorf("proposal of %d themes over %d by %d, %d new, progress %q", len(pr.Themes), pr.Total, pr.People, pr.New, told)
	}
	topic := map[app.FindingID]int{}
	for i, f := range d.findings {
		topic[f.ID] = d.topics[i]
	}
	placed, right := 0, 0
	for i, g := range pr.Themes {
		if g.Name == "" || len(g.Terms) == 0 || len(g.Quotes) == 0 || len(g.Score) != len(g.Findings) || g.People < 1 || g.Existing != "" {
			t.Errorf("theme %d: %+v", i, g)
		}
		if i > 0 && len(g.Findings) > len(pr.Themes[i-1].Findings) {
			t.Errorf("theme %d is larger than the one before", i)
		}
		most := map[int]int{}
		for n, f := range g.Findings {
			most[topic[f]]++
			if g.Score[n] < 0 || g.Score[n] > 1 {
				t.Errorf("score %v", g.Score[n])
			}
		}
		best := 0
		for _, n := range most {
			best = max(best, n)
		}
		placed, right = placed+len(g.Findings), right+best
		for _, q := range g.Quotes {
			if !slices.Contains(g.Findings, q) {
				t.Errorf("theme %d quotes a finding it does not hold", i)
			}
		}
	}
	if placed+len(pr.Unsorted) != 120 || pr.Moves != placed {
		t.Errorf("%d placed, %d unsorted, %d moves", placed, len(pr.Unsorted), pr.Moves)
	}
	if float64(right) < 0.8*float64(placed) { // floor; the generator plants the topics
		t.Errorf("%d of %d findings lie with their topic", right, placed)
	}
	if again := d.propose(t, analysis.Options{K: 4, Seed: 1}); !reflect.DeepEqual(again, pr) {
		t.Error("equal findings and seeds give another proposal")
	}
}

func TestPropose_Options(t *testing.T) {
	d := newDesk(t, 60, 6)
	coarse, fine := len(d.propose(t, analysis.Options{Granularity: -1, Seed: 1}).Themes), len(d.propose(t, analysis.Options{Granularity: 1, Seed: 1}).Themes)
	if coarse >= fine {
		t.Errorf("%d coarse themes, %d fine ones", coarse, fine)
	}
	for _, k := range []int{1, 2, 60, 500} {
		pr := d.propose(t, analysis.Options{K: k, Seed: 1})
		if n := len(pr.Themes); n < 1 || n > min(k, 60) {
			t.Errorf("K %d gives %d themes", k, n)
		}
	}
}

func TestPropose_Refuses(t *testing.T) {
	for _, c := range []struct {
		name     string
		findings int
		want     app.Code
	}{{"no findings", 0, app.EInvalid}, {"five", 5, app.EInvalid}, {"six", 6, ""}} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, c.findings, 2)
			pr, err := d.analysis.Propose(t.Context(), d.study.ID, analysis.Options{Seed: 1}, nil)
			if app.CodeOf(err) != c.want || (pr == nil) != (c.want != "") {
				t.Errorf("Propose() = %v, %v, want code %q", pr, err, c.want)
			}
		})
	}
	d := newDesk(t, 30, 2)
	d.Theme(d.study, "Ours", d.findings[:26]...)
	if _, err := d.analysis.Propose(t.Context(), d.study.ID, analysis.Options{}, nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("four free findings: %v, want too few", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.analysis.Propose(ctx, d.study.ID, analysis.Options{}, nil); app.CodeOf(err) != app.ECanceled {
		t.Errorf("stopped: %v", err)
	}
}

func TestAccept_IsOneStep(t *testing.T) {
	d := newDesk(t, 80, 4)
	pr := d.propose(t, analysis.Options{K: 4, Seed: 1})
	d.OneStep(t, "Accept 4 proposed themes", func() error { return d.analysis.Accept(t.Context(), pr) })
	rows := d.board(t)
	if len(rows) != 4 {
		t.Fatalf("%d themes on the board", len(rows))
	}
	for i, g := range pr.Themes {
		r := rows[i]
		if r.Name != g.Name || !slices.Equal(r.Terms, g.Terms) || !r.Proposed || r.Locked || r.Findings != len(g.Findings) || r.Participants != g.People {
			t.Errorf("theme %d: %+v, want %s with %d findings", i, r, g.Name, len(g.Findings))
		}
		if got := d.in(t, r.ID); !slices.Equal(got, g.Findings) {
			t.Errorf("theme %d holds other findings, or in another order", i)
		}
	}
}

func TestAccept_TheSameAgainChangesNothing(t *testing.T) {
	d := newDesk(t, 80, 4)
	d.accept(t, d.propose(t, analysis.Options{K: 4, Seed: 1}))
	pr := d.propose(t, analysis.Options{K: 4, Seed: 1})
	if pr.New != 0 || pr.Moves != 0 || len(pr.Gone) != 0 {
		t.Errorf("%d new, %d moves, %d gone, want none", pr.New, pr.Moves, len(pr.Gone))
	}
	d.Nothing(t, "", func() error { return d.analysis.Accept(t.Context(), pr) })
}

func TestAccept_ThemesKeepTheirIDs(t *testing.T) {
	d := newDesk(t, 80, 4)
	d.accept(t, d.propose(t, analysis.Options{K: 4, Seed: 1}))
	before := d.board(t)
	in := d.Insight(d.study, "It hangs on a theme", app.Evidence{Theme: before[0].ID, Stance: app.Supports})
	d.add(d.study, generate.New(generate.Options{Seed: 2}).Passages(20, 4)...)
	pr := d.propose(t, analysis.Options{K: 4, Seed: 9})
	if pr.New != 0 || len(pr.Gone) != 0 {
		t.Errorf("%d new and %d gone after twenty more findings of the same topics", pr.New, len(pr.Gone))
	}
	d.OneStep(t, "Accept 4 proposed themes", func() error { return d.analysis.Accept(t.Context(), pr) })
	after := d.board(t)
	if len(after) != 4 {
		t.Fatalf("%d themes", len(after))
	}
	for i := range after {
		if after[i].ID != before[i].ID {
			t.Errorf("theme %d has another id", i)
		}
	}
	if got := apptest.Find(d.Bench, in).Evidence; len(got) != 1 {
		t.Errorf("the insight lost its evidence: %+v", got)
	}
}

func TestAccept_GivesUpThemesThatFitNoMore(t *testing.T) {
	d := newDesk(t, 80, 4)
	d.accept(t, d.propose(t, analysis.Options{K: 8, Seed: 1}))
	before := d.board(t)
	var ev []app.Evidence
	for _, r := range before {
		ev = append(ev, app.Evidence{Theme: r.ID, Stance: app.Supports})
	}
	in, bare := d.Insight(d.study, "Rests on all", ev...), d.Insight(d.study, "Rests on none")
	pr := d.propose(t, analysis.Options{K: 3, Seed: 1})
	if len(pr.Gone) < 2 {
		t.Fatalf("%d themes go, want some", len(pr.Gone))
	}
	d.OneStep(t, "Accept 3 proposed themes", func() error { return d.analysis.Accept(t.Context(), pr) })
	if n := len(d.board(t)); n != 3 {
		t.Errorf("%d themes on the board, want 3", n)
	}
	if got := apptest.Find(d.Bench, in).Evidence; len(got) != len(before)-len(pr.Gone) {
		t.Errorf("%d pieces of evidence left of %d, %d themes gone", len(got), len(before), len(pr.Gone))
	}
	if got := apptest.Find(d.Bench, bare); !got.Equal(bare) {
		t.Error("an insight without evidence changed")
	}
}

func TestAccept_LeavesThemesOfPeopleAlone(t *testing.T) {
	for _, c := range []struct {
		name string
		own  func(d *desk, t *testing.T, id app.ThemeID) error
	}{
		{"renamed", func(d *desk, t *testing.T, id app.ThemeID) error {
			return d.analysis.RenameTheme(t.Context(), id, "Ours")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, 80, 4)
			d.accept(t, d.propose(t, analysis.Options{K: 4, Seed: 1}))
			ours := d.board(t)[1]
			if err := c.own(d, t, ours.ID); err != nil {
				t.Fatal(err)
			}
			held, theme := d.in(t, ours.ID), apptest.Find(d.Bench, &ours.Theme)
			pr := d.propose(t, analysis.Options{K: 2, Seed: 3})
			if pr.Total != 80-len(held) || pr.Grown != 0 || len(pr.Kept) != 1 || pr.Kept[0].ID != ours.ID {
				t.Errorf("%d findings looked at, kept %+v", pr.Total, pr.Kept)
			}
			d.accept(t, pr)
			if got := apptest.Find(d.Bench, theme); !got.Equal(theme) || !slices.Equal(d.in(t, ours.ID), held) {
				t.Errorf("the theme changed: %+v, %d of %d findings", got, len(d.in(t, ours.ID)), len(held))
			}
			if n := len(d.board(t)); n != 3 {
				t.Errorf("%d themes, want ours and two", n)
			}
		})
	}
}

func TestAccept_WhenTheBoardChangedSince(t *testing.T) {
	for _, c := range []struct {
		name   string
		k      int // of the second proposal
		change func(d *desk, t *testing.T, pr *analysis.Proposal) error
		want   app.Code
	}{
		{"a theme that goes on is gone", 4, func(d *desk, t *testing.T, pr *analysis.Proposal) error {
			return d.analysis.DeleteTheme(t.Context(), pr.Themes[0].Existing)
		}, app.EConflict},
		{"a theme that goes on got a name", 4, func(d *desk, t *testing.T, pr *analysis.Proposal) error {
			return d.analysis.RenameTheme(t.Context(), pr.Themes[0].Existing, "Ours")
		}, app.EConflict},
		{"a theme that goes on is locked", 4, func(d *desk, t *testing.T, pr *analysis.Proposal) error {
			return d.analysis.LockTheme(t.Context(), pr.Themes[0].Existing, true)
		}, app.EConflict},
		{"a theme to be given up got a name", 2, func(d *desk, t *testing.T, pr *analysis.Proposal) error {
			return d.analysis.RenameTheme(t.Context(), pr.Gone[0].ID, "Ours")
		}, app.EConflict},
		{"a theme to be given up is gone", 2, func(d *desk, t *testing.T, pr *analysis.Proposal) error {
			return d.analysis.DeleteTheme(t.Context(), pr.Gone[0].ID)
		}, app.EConflict},
		{"a finding is gone", 4, func(d *desk, t *testing.T, pr *analysis.Proposal) error {
			cs := d.Hand.Begin("Delete")
			cs.Delete(d.findings[80])
			return d.Log.Commit(t.Context(), cs)
		}, app.EConflict},
		{"a finding went into a theme of people", 4, func(d *desk, t *testing.T, pr *analysis.Proposal) error {
			th, err := d.analysis.CreateTheme(t.Context(), d.study.ID, "Ours")
			if err != nil {
				return err
			}
			return d.analysis.Move(t.Context(), d.study.ID, pr.Themes[0].Findings[:1], th.ID)
		}, ""},
		{"a finding more", 4, func(d *desk, t *testing.T, pr *analysis.Proposal) error {
			d.add(d.study, generate.Passage{Text: "Something quite new.", Group: "P99"})
			return nil
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, 80, 4)
			d.accept(t, d.propose(t, analysis.Options{K: 4, Seed: 1}))
			d.add(d.study, generate.New(generate.Options{Seed: 5}).Passages(8, 4)...)
			pr := d.propose(t, analysis.Options{K: c.k, Seed: 1})
			if err := c.change(d, t, pr); err != nil {
				t.Fatal(err)
			}
			if c.want != "" {
				d.Nothing(t, c.want, func() error { return d.analysis.Accept(t.Context(), pr) })
				return
			}
			d.OneStep(t, "Accept 4 proposed themes", func() error { return d.analysis.Accept(t.Context(), pr) })
			if rows := d.board(t); rows[len(rows)-1].Name == "Ours" && rows[len(rows)-1].Findings != 1 {
				t.Errorf("people's theme holds %d findings, want the one they put there", rows[len(rows)-1].Findings)
			}
		})
	}
}

func TestAccept_MakesNoThemeForWhichNothingIsLeft(t *testing.T) {
	d := newDesk(t, 40, 2)
	pr := d.propose(t, analysis.Options{K: 2, Seed: 1})
	d.Theme(d.study, "Ours", d.findings...)
	d.Nothing(t, "", func() error { return d.analysis.Accept(t.Context(), pr) })
}

func TestPropose_AcrossStudies(t *testing.T) {
	d := newDesk(t, 30, 3)
	other := d.Study("Another")
	d.add(other, generate.New(generate.Options{Seed: 3}).Passages(30, 3)...)
	own := d.Theme(d.study, "Own", d.findings[:5]...)
	pr, err := d.analysis.Propose(t.Context(), "", analysis.Options{K: 3, Seed: 1}, nil)
	if err != nil || pr.Total != 60 || len(pr.Kept) != 0 {
		t.Fatalf("Propose() over %d findings, kept %v, %v", pr.Total, pr.Kept, err)
	}
	d.OneStep(t, "Accept 3 proposed themes", func() error { return d.analysis.Accept(t.Context(), pr) })
	if got := d.in(t, own.ID); len(got) != 5 {
		t.Errorf("the study's own theme holds %d findings, want its five", len(got))
	}
	rest, err := d.Store.Findings(t.Context(), app.FindingQuery{Unsorted: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rest {
		if !slices.Contains(pr.Unsorted, r.ID) || r.Theme != "" {
			t.Errorf("over all studies %s counts as unsorted, but is in a theme", r.ID)
		}
	}
	if f, err := d.Store.FindingFacets(t.Context(), app.FindingQuery{}); err != nil || f.Unsorted != len(rest) {
		t.Errorf("%d findings counted as unsorted, %d found (%v)", f.Unsorted, len(rest), err)
	}
	again, err := d.analysis.Propose(t.Context(), "", analysis.Options{K: 3, Seed: 1}, nil)
	if err != nil || again.New != 0 || again.Moves != 0 {
		t.Errorf("again: %d new, %d moves, %v", again.New, again.Moves, err)
	}
}
