package analysis_test

import (
	"context"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
)

func TestMoveTo_PutsFindingsWhereTheyBelong(t *testing.T) {
	for _, c := range []struct {
		name  string
		ids   []int // of findings 0 to 5: 0, 1, 2 are in A, 3 and 4 in B, 5 is unsorted
		to    func(a, b *app.Theme) analysis.Spot
		label string
		a, b  []int
	}{
		{"between two", []int{3}, before(1), "Move finding to A", []int{0, 3, 1, 2}, []int{4}},
		{"first", []int{5, 4}, first, "Move 2 findings to A", []int{5, 4, 0, 1, 2}, []int{3}},
		{"last", []int{3}, end, "Move finding to A", []int{0, 1, 2, 3}, []int{4}},
		{"up in its column", []int{2}, before(0), "Reorder 1 finding in A", []int{2, 0, 1}, []int{3, 4}},
		{"down in its column", []int{0}, before(2), "Reorder 1 finding in A", []int{1, 0, 2}, []int{3, 4}},
		{"before itself and another that moves", []int{1, 3}, before(1), "Move 2 findings to A", []int{0, 1, 3, 2}, []int{4}},
		{"from here, there and nowhere", []int{4, 0, 5}, before(2), "Move 3 findings to A", []int{1, 4, 0, 5, 2}, []int{3}},
		{"off the board", []int{0, 3, 5}, nowhere, "Move 2 findings", []int{1, 2}, []int{4}},
		{"before one that is elsewhere", []int{5}, before(3), "Move finding to A", []int{0, 1, 2, 5}, []int{3, 4}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, 6, 2)
			a, b := d.Theme(d.study, "A", d.findings[:3]...), d.Theme(d.study, "B", d.findings[3:5]...)
			spot := c.to(a, b)
			if spot.Before != "" {
				spot.Before = d.findings[int(spot.Before[0]-'0')].ID
			}
			d.OneStep(t, c.label, func() error { return d.analysis.MoveTo(t.Context(), d.study.ID, d.pick(c.ids), spot) })
			if got := d.in(t, a.ID); !slices.Equal(got, d.pick(c.a)) {
				t.Errorf("A holds %v, want %v", got, d.pick(c.a))
			}
			if got := d.in(t, b.ID); !slices.Equal(got, d.pick(c.b)) {
				t.Errorf("B holds %v, want %v", got, d.pick(c.b))
			}
		})
	}
}

func before(i int) func(a, b *app.Theme) analysis.Spot {
	return func(a, _ *app.Theme) analysis.Spot {
		return analysis.Spot{Theme: a.ID, Before: app.FindingID(rune('0' + i))}
	}
}

func first(a, _ *app.Theme) analysis.Spot { return analysis.Spot{Theme: a.ID, First: true} }
func end(a, _ *app.Theme) analysis.Spot   { return analysis.Spot{Theme: a.ID} }
func nowhere(_, _ *app.Theme) analysis.Spot {
	return analysis.Spot{}
}

func (d *desk) pick(at []int) []app.FindingID {
	var out []app.FindingID
	for _, i := range at {
		out = append(out, d.findings[i].ID)
	}
	return out
}

func TestMoveTo_StoresNothingWhereNothingMoves(t *testing.T) {
	d := newDesk(t, 5, 2)
	other := d.Study("Other")
	a := d.Theme(d.study, "A", d.findings[:3]...)
	elsewhere := d.Theme(other, "Elsewhere")
	for _, c := range []struct {
		name string
		want app.Code
		ids  []int
		to   analysis.Spot
	}{
		{"before itself", "", []int{1}, analysis.Spot{Theme: a.ID, Before: d.findings[1].ID}},
		{"before the next", "", []int{1}, analysis.Spot{Theme: a.ID, Before: d.findings[2].ID}},
		{"the last to the end", "", []int{2}, analysis.Spot{Theme: a.ID}},
		{"all as they are", "", []int{0, 1, 2}, analysis.Spot{Theme: a.ID, First: true}},
		{"a theme that is gone", app.ENotFound, []int{1}, analysis.Spot{Theme: "gone"}},
		{"a theme of another study", app.EInvalid, []int{1}, analysis.Spot{Theme: elsewhere.ID}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { return d.analysis.MoveTo(t.Context(), d.study.ID, d.pick(c.ids), c.to) })
		})
	}
	d.Nothing(t, app.ENotFound, func() error {
		return d.analysis.MoveTo(t.Context(), d.study.ID, []app.FindingID{"gone"}, analysis.Spot{Theme: a.ID})
	})
}

func TestMoveTo_NumbersAnewWhenThereIsNoRoomLeft(t *testing.T) {
	d := newDesk(t, 4, 2)
	a := d.Theme(d.study, "A", d.findings...)
	for i := range 200 { // each halves the room between the first two, to and fro
		move := d.pick([]int{2 + i%2})
		if err := d.analysis.MoveTo(t.Context(), d.study.ID, move, analysis.Spot{Theme: a.ID, Before: d.in(t, a.ID)[1]}); err != nil {
			t.Fatal(err)
		}
	}
	placed, err := d.Store.ThemePlacements(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(placed); i++ {
		if placed[i].Order <= placed[i-1].Order {
			t.Errorf("place %v comes after %v", placed[i].Order, placed[i-1].Order)
		}
	}
	if got := d.in(t, a.ID); got[0] != d.findings[0].ID || got[1] != d.findings[3].ID {
		t.Errorf("the column is %v", got)
	}
}

func TestMoveTheme_ChangesTheOrderOfColumns(t *testing.T) {
	d := newDesk(t, 0, 1)
	var all []app.ThemeID
	for _, name := range []string{"A", "B", "C"} {
		th, err := d.analysis.CreateTheme(t.Context(), d.study.ID, name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, th.ID)
	}
	names := func() (s string) {
		for _, th := range d.board(t) {
			s += th.Name
		}
		return s
	}
	for _, c := range []struct {
		name         string
		move, before int // -1 for the end
		want         string
	}{
		{"last to first", 2, 0, "CAB"},
		{"first to the end", 2, -1, "ABC"},
		{"one on", 0, 2, "BAC"},
	} {
		before := app.ThemeID("")
		if c.before >= 0 {
			before = all[c.before]
		}
		d.OneStep(t, "Move theme "+string(rune('A'+c.move)), func() error { return d.analysis.MoveTheme(t.Context(), all[c.move], before) })
		if names() != c.want {
			t.Errorf("%s: the columns are %s, want %s", c.name, names(), c.want)
		}
	}
	d.Nothing(t, "", func() error { return d.analysis.MoveTheme(t.Context(), all[2], "") })
	d.Nothing(t, "", func() error { return d.analysis.MoveTheme(t.Context(), all[1], all[1]) })
	across := d.Theme(nil, "Across")
	d.Nothing(t, app.EInvalid, func() error { return d.analysis.MoveTheme(t.Context(), all[1], across.ID) })
}

func TestSplitOff_PutsTheNewThemeBesideTheOld(t *testing.T) {
	d := newDesk(t, 6, 2)
	a := d.Theme(d.study, "A", d.findings[:4]...)
	if _, err := d.analysis.CreateTheme(t.Context(), d.study.ID, "B"); err != nil {
		t.Fatal(err)
	}
	var fresh *app.Theme
	d.OneStep(t, "Move 2 findings of A to new theme Off", func() (err error) {
		fresh, err = d.analysis.SplitOff(t.Context(), a.ID, d.pick([]int{1, 3}), " Off ")
		return err
	})
	rows := d.board(t)
	if len(rows) != 3 || rows[1].ID != fresh.ID || rows[1].Color == rows[0].Color || rows[1].Proposed {
		t.Errorf("the board is %+v", rows)
	}
	if got := d.in(t, fresh.ID); !slices.Equal(got, d.pick([]int{1, 3})) {
		t.Errorf("it holds %v", got)
	}
	for _, c := range []struct {
		name string
		act  func(context.Context) error
	}{
		{"nothing", func(ctx context.Context) error { _, err := d.analysis.SplitOff(ctx, a.ID, nil, "X"); return err }},
		{"no name", func(ctx context.Context) error {
			_, err := d.analysis.SplitOff(ctx, a.ID, d.pick([]int{0}), " ")
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) { d.Nothing(t, app.EInvalid, func() error { return c.act(t.Context()) }) })
	}
}

func TestSortTheme_IsForGood(t *testing.T) {
	d := newDesk(t, 12, 3)
	shuffled := slices.Clone(d.findings)
	slices.Reverse(shuffled)
	shuffled[2], shuffled[7] = shuffled[7], shuffled[2]
	a := d.Theme(d.study, "A", shuffled...)
	for _, by := range []app.CardOrder{app.CardsByNewest, app.CardsByParticipant, app.CardsByPlace, app.CardsByTypical} {
		want, err := d.Store.Column(t.Context(), app.ColumnQuery{Board: d.study.ID, Theme: a.ID, Order: by})
		if by == app.CardsByTypical {
			want, err = d.analysis.Typical(t.Context(), a.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := d.analysis.SortTheme(t.Context(), a.ID, by); err != nil {
			t.Fatal(err)
		}
		if got := d.in(t, a.ID); !slices.Equal(got, want) {
			t.Errorf("by %q it is %v, want %v", by, got, want)
		}
		d.Nothing(t, "", func() error { return d.analysis.SortTheme(t.Context(), a.ID, by) })
	}
	if len(d.in(t, a.ID)) != 12 {
		t.Error("findings were lost")
	}
	if err := d.analysis.SortTheme(t.Context(), a.ID, app.CardsByNewest); err != nil {
		t.Fatal(err)
	}
	d.OneStep(t, "Sort A by participant", func() error { return d.analysis.SortTheme(t.Context(), a.ID, app.CardsByParticipant) })
}

func TestSplit_PartsBecomeThemesAsOneStep(t *testing.T) {
	d := newDesk(t, 60, 3)
	a := d.Theme(d.study, "Everything", d.findings...)
	in := d.Insight(d.study, "It holds", app.Evidence{Theme: a.ID, Stance: app.Supports})
	split, err := d.analysis.ProposeSplit(t.Context(), a.ID, 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	n := len(split.Rest)
	for _, p := range split.Parts {
		n += len(p.Findings)
	}
	if len(split.Parts) != 3 || n != 60 || len(split.Parts[0].Findings) < len(split.Parts[2].Findings) {
		t.Fatalf("%d parts of %d findings", len(split.Parts), n)
	}
	d.Nothing(t, "", func() error { _, err := d.analysis.ProposeSplit(t.Context(), a.ID, 2, 1); return err })
	d.OneStep(t, "Split Everything into 3", func() error { return d.analysis.AcceptSplit(t.Context(), split) })
	rows := d.board(t)
	if len(rows) != 3 || rows[0].ID != a.ID || rows[0].Name != "Everything" || rows[1].Name != split.Parts[1].Name || !rows[1].Proposed || rows[1].Color == rows[2].Color {
		t.Errorf("the board is %+v", rows)
	}
	for i, p := range split.Parts[1:] {
		if got := d.in(t, rows[i+1].ID); !slices.Equal(got, p.Findings) {
			t.Errorf("%s holds %d, want %d", p.Name, len(got), len(p.Findings))
		}
	}
	if got := apptest.Find(d.Bench, in); got.Evidence[0].Theme != a.ID {
		t.Error("evidence left the theme")
	}
	d.Nothing(t, app.EConflict, func() error { return d.analysis.AcceptSplit(t.Context(), split) })
	small := d.Theme(d.study, "Small")
	d.Nothing(t, app.EInvalid, func() error { _, err := d.analysis.ProposeSplit(t.Context(), small.ID, 2, 1); return err })
}

func TestMergeThemes_JoinsNotes(t *testing.T) {
	d := newDesk(t, 4, 2)
	a, b, c := d.Theme(d.study, "A", d.findings[0]), d.Theme(d.study, "B", d.findings[1]), d.Theme(d.study, "C", d.findings[2])
	for id, note := range map[app.ThemeID]string{a.ID: "Ask finance.", b.ID: "Ask finance.", c.ID: "Only admins."} {
		if err := d.analysis.NoteTheme(t.Context(), id, note); err != nil {
			t.Fatal(err)
		}
	}
	d.OneStep(t, "Merge themes into A", func() error { return d.analysis.MergeThemes(t.Context(), a.ID, b.ID, c.ID) })
	if got := apptest.Find(d.Bench, a); got.Note != "Ask finance.\n\nOnly admins." || got.Name != "A" {
		t.Errorf("the theme is %q with the note %q", got.Name, got.Note)
	}
}
