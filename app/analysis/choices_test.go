package analysis_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
)

func TestChoices_LeaveOut(t *testing.T) {
	d := newDesk(t, 80, 4)
	dr := d.draft(t)
	cut := cutAt(t, dr, 4, nil)
	var c analysis.Choices
	c.Leave(cut.Themes[0].Key, true)
	pr := dr.With(cut, c)
	if len(pr.Themes) != 4 || !pr.Themes[0].Left || pr.New != 3 || pr.Moves != cut.Moves-len(cut.Themes[0].Findings) || cut.Themes[0].Left {
		t.Fatalf("%d themes, %d new, %d moves of %d", len(pr.Themes), pr.New, pr.Moves, cut.Moves)
	}
	d.OneStep(t, "Accept 3 proposed themes", func() error { return d.analysis.Accept(t.Context(), pr) })
	rows := d.board(t)
	if len(rows) != 3 {
		t.Fatalf("%d themes on the board", len(rows))
	}
	for _, f := range cut.Themes[0].Findings {
		for _, r := range rows {
			if slices.Contains(d.in(t, r.ID), f) {
				t.Error("a finding of what was left out is in a theme")
			}
		}
	}
	c.Leave(cut.Themes[0].Key, false)
	if got := dr.With(cut, c); got.New != 4 {
		t.Errorf("taken in again: %d new", got.New)
	}
}

func TestChoices_LeavingOutKeepsTheThemesThatFindingsAreIn(t *testing.T) {
	d := newDesk(t, 80, 4)
	d.accept(t, cutAt(t, d.draft(t), 8, nil))
	before := d.board(t)
	dr := d.draft(t)
	cut := cutAt(t, dr, 3, nil)
	var c analysis.Choices
	for i := range cut.Themes {
		c.Leave(cut.Themes[i].Key, true)
	}
	pr := dr.With(cut, c)
	for _, g := range pr.Gone {
		for i := range pr.Themes {
			for _, f := range pr.Themes[i].Findings {
				if slices.Contains(d.in(t, g.ID), f) {
					t.Fatalf("%s would go although findings stay in it", g.Name)
				}
			}
		}
	}
	c.Leave(cut.Themes[0].Key, false)
	pr = dr.With(cut, c)
	held := map[app.FindingID]app.ThemeID{}
	for _, r := range before {
		for _, f := range d.in(t, r.ID) {
			held[f] = r.ID
		}
	}
	d.accept(t, pr)
	for i := range pr.Themes {
		for _, f := range pr.Themes[i].Findings {
			if was := held[f]; pr.Themes[i].Left && was != "" && !slices.Contains(d.in(t, was), f) {
				t.Fatal("a finding of what was left out has left its theme")
			}
		}
	}
}

func TestChoices_ANameMakesTheThemeThePersons(t *testing.T) {
	d := newDesk(t, 80, 4)
	dr := d.draft(t)
	cut := cutAt(t, dr, 4, nil)
	var c analysis.Choices
	c.Name(cut.Themes[1].Key, "  What we say ")
	fine := dr.With(cutAt(t, dr, 6, cut), c)
	if !slices.ContainsFunc(fine.Themes, func(g analysis.ProposedTheme) bool { return g.Name == "What we say" && g.Named }) {
		t.Error("the name is lost when the themes are cut finer")
	}
	pr := dr.With(cut, c)
	d.OneStep(t, "Accept 4 proposed themes", func() error { return d.analysis.Accept(t.Context(), pr) })
	for i, r := range d.board(t) {
		if want := i == 1; (r.Name == "What we say") != want || r.Proposed == want {
			t.Errorf("theme %d: %q, proposed %v", i, r.Name, r.Proposed)
		}
	}
	again := d.draft(t)
	if pr := cutAt(t, again, 4, nil); len(pr.Kept) != 1 || pr.Total != 80-len(cut.Themes[1].Findings) {
		t.Errorf("the next proposal keeps %d themes and looks at %d findings", len(pr.Kept), pr.Total)
	}
	c.Name(cut.Themes[1].Key, "")
	if got := dr.With(cut, c); got.Themes[1].Named || got.Themes[1].Name != cut.Themes[1].Name {
		t.Errorf("without a name of its own it is called %q", got.Themes[1].Name)
	}
}

func TestChoices_Merge(t *testing.T) {
	d := newDesk(t, 80, 4)
	dr := d.draft(t)
	cut := cutAt(t, dr, 5, nil)
	key := func(i int) string { return cut.Themes[i].Key }
	size := func(i ...int) (n int) {
		for _, at := range i {
			n += len(cut.Themes[at].Findings)
		}
		return n
	}
	for _, c := range []struct {
		name  string
		merge [][2]int // one into another, in this order
		want  []int    // sizes of the themes that are left, in their order
	}{
		{"two", [][2]int{{2, 0}}, []int{size(0, 2), size(1), size(3), size(4)}},
		{"a chain", [][2]int{{3, 2}, {2, 1}}, []int{size(0), size(1, 2, 3), size(4)}},
		{"there and back", [][2]int{{0, 1}, {1, 0}}, []int{size(0, 1), size(2), size(3), size(4)}},
		{"into itself", [][2]int{{0, 0}}, []int{size(0), size(1), size(2), size(3), size(4)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var ch analysis.Choices
			for _, m := range c.merge {
				ch.Merge(key(m[0]), key(m[1]))
			}
			pr := dr.With(cut, ch)
			var got []int
			for i := range pr.Themes {
				g := &pr.Themes[i]
				got = append(got, len(g.Findings))
				if len(g.Score) != len(g.Findings) || len(g.Quotes) == 0 {
					t.Errorf("theme %d: %d scores, %d quotes", i, len(g.Score), len(g.Quotes))
				}
			}
			if !slices.Equal(got, c.want) || pr.Moves != cut.Moves || pr.New != len(c.want) {
				t.Errorf("sizes %v, want %v; %d moves, %d new", got, c.want, pr.Moves, pr.New)
			}
			for i, f := range dr.Findings() {
				if at := pr.Of[i]; at >= 0 && !slices.Contains(pr.Themes[at].Findings, f) {
					t.Fatalf("Of says finding %d is in theme %d, which does not hold it", i, at)
				}
			}
		})
	}
	var ch analysis.Choices
	ch.Merge("gone", key(0))
	ch.Merge(key(1), "gone")
	if pr := dr.With(cut, ch); len(pr.Themes) != 5 {
		t.Errorf("merging with what is not in this cut leaves %d themes", len(pr.Themes))
	}
	d.OneStep(t, "Accept 4 proposed themes", func() error {
		var ch analysis.Choices
		ch.Merge(key(2), key(0))
		return d.analysis.Accept(t.Context(), dr.With(cut, ch))
	})
}

func TestChoices_MergingIntoALockedThemeKeepsIt(t *testing.T) {
	d := newDesk(t, 120, 4)
	th, held := d.lockHalf(t, d.topics[0])
	before := apptest.Find(d.Bench, th)
	dr := d.draft(t)
	cut := cutAt(t, dr, 5, nil)
	locked := slices.IndexFunc(cut.Themes, func(g analysis.ProposedTheme) bool { return g.Locked })
	other := (locked + 1) % len(cut.Themes)
	for _, way := range [][2]int{{locked, other}, {other, locked}} {
		var ch analysis.Choices
		ch.Merge(cut.Themes[way[0]].Key, cut.Themes[way[1]].Key)
		pr := dr.With(cut, ch)
		i := slices.IndexFunc(pr.Themes, func(g analysis.ProposedTheme) bool { return g.Locked })
		if len(pr.Themes) != len(cut.Themes)-1 || i < 0 || pr.Themes[i].Name != "Ours" || len(pr.Themes[i].Joins) != len(cut.Themes[locked].Joins)+len(cut.Themes[other].Findings) {
			t.Fatalf("theme %d into %d gives %d themes, the locked one at %d", way[0], way[1], len(pr.Themes), i)
		}
	}
	var ch analysis.Choices
	ch.Merge(cut.Themes[other].Key, cut.Themes[locked].Key)
	ch.Name(cut.Themes[locked].Key, "Not this")
	d.accept(t, dr.With(cut, ch))
	if got := apptest.Find(d.Bench, th); !got.Equal(before) {
		t.Errorf("the locked theme changed: %+v", got)
	}
	if got := d.in(t, th.ID); len(got) < len(held)+len(cut.Themes[other].Findings) || !slices.Equal(got[:len(held)], held) {
		t.Errorf("it holds %d findings, want its %d first and those merged into it", len(got), len(held))
	}
}
