package analysis_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
)

func TestAcceptPart_TakesOneThemeAndLeavesTheRest(t *testing.T) {
	d := newDesk(t, 60, 4)
	mine := d.Theme(d.study, "Mine", d.findings[:3]...)
	draft, err := d.analysis.Draft(t.Context(), d.study.ID, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	pr, err := draft.At(t.Context(), 4, nil)
	if err != nil {
		t.Fatal(err)
	}
	g := pr.Themes[1]
	d.OneStep(t, "Accept theme "+g.Name, func() error { return d.analysis.AcceptPart(t.Context(), pr, g.Key, nil) })
	rows := d.board(t)
	if len(rows) != 2 || !rows[1].Proposed || rows[1].Findings != len(g.Findings) || len(d.in(t, mine.ID)) != 3 {
		t.Fatalf("the board is %+v", rows)
	}
	next, err := d.analysis.Redraft(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	after, err := next.At(t.Context(), 4, pr)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(after.Themes, func(n analysis.ProposedTheme) bool { return n.Existing == rows[1].ID })
	if i < 0 || len(after.Themes[i].Joins) != 0 || after.New != len(pr.Themes)-1 || after.Moves != pr.Moves-len(g.Findings) {
		t.Errorf("compared again %d would be new and %d move, was %d and %d", after.New, after.Moves, pr.New, pr.Moves)
	}
	for _, was := range pr.Themes { // the others keep their keys
		if was.Key != g.Key && !slices.ContainsFunc(after.Themes, func(n analysis.ProposedTheme) bool { return n.Key == was.Key && n.Name == was.Name }) {
			t.Errorf("%s lost its key", was.Name)
		}
	}
	d.Nothing(t, app.ENotFound, func() error { return d.analysis.AcceptPart(t.Context(), pr, "no such theme", nil) })
}

func TestAcceptPart_TakesOneFindingToItsTheme(t *testing.T) {
	d := newDesk(t, 60, 4)
	draft, err := d.analysis.Draft(t.Context(), d.study.ID, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	pr, err := draft.At(t.Context(), 4, nil)
	if err != nil {
		t.Fatal(err)
	}
	g := pr.Themes[0]
	d.OneStep(t, "Accept 1 finding of "+g.Name, func() error { return d.analysis.AcceptPart(t.Context(), pr, g.Key, g.Findings[2:3]) })
	rows := d.board(t)
	if len(rows) != 1 || rows[0].Name != g.Name || !slices.Equal(d.in(t, rows[0].ID), g.Findings[2:3]) {
		t.Fatalf("the board is %+v", rows)
	}
	next, err := d.analysis.Redraft(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	again, err := next.At(t.Context(), 4, pr)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(again.Themes, func(n analysis.ProposedTheme) bool { return n.Existing == rows[0].ID })
	if i < 0 || len(again.Themes[i].Joins) != len(g.Findings)-1 {
		t.Fatal("the theme does not go on")
	}
	d.OneStep(t, "Accept 2 findings of "+g.Name, func() error {
		return d.analysis.AcceptPart(t.Context(), again, again.Themes[i].Key, again.Themes[i].Joins[:2])
	})
	if got := d.in(t, rows[0].ID); len(got) != 3 {
		t.Errorf("the theme holds %d", len(got))
	}
	if theme, name, ok := next.From(g.Findings[2]); theme != rows[0].ID || name != g.Name || !ok {
		t.Errorf("it comes from %q %q %v", theme, name, ok)
	}
	if theme, _, ok := next.From(g.Findings[0]); theme != "" || !ok {
		t.Errorf("another comes from %q %v", theme, ok)
	}
}

func TestRedraft_LeavesOutWhatPeopleTookIntoTheirThemes(t *testing.T) {
	d := newDesk(t, 60, 4)
	locked := d.Theme(d.study, "Locked", d.findings[:6]...)
	if err := d.analysis.LockTheme(t.Context(), locked.ID, true); err != nil {
		t.Fatal(err)
	}
	draft, err := d.analysis.Draft(t.Context(), d.study.ID, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	pr, err := draft.At(t.Context(), 5, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"into a theme of one's own", func() error {
			_, err := d.analysis.MoveToNew(t.Context(), d.study.ID, d.pick([]int{20, 21, 22}), "My own")
			return err
		}},
		{"into the locked one", func() error { return d.analysis.Move(t.Context(), d.study.ID, d.pick([]int{30, 31}), locked.ID) }},
		{"out of the locked one", func() error { return d.analysis.Move(t.Context(), d.study.ID, d.pick([]int{0}), "") }},
		{"a theme locked since", func() error {
			th := d.board(t)
			return d.analysis.LockTheme(t.Context(), th[len(th)-1].ID, true)
		}},
		{"unlocked", func() error { return d.analysis.LockTheme(t.Context(), locked.ID, false) }},
		{"the theme is gone", func() error { return d.analysis.DeleteTheme(t.Context(), locked.ID) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.do(); err != nil {
				t.Fatal(err)
			}
			if draft, err = d.analysis.Redraft(t.Context(), draft); err != nil {
				t.Fatal(err)
			}
			if pr, err = draft.At(t.Context(), 5, pr); err != nil {
				t.Fatal(err)
			}
			before := map[app.FindingID]app.ThemeID{}
			kept := map[app.ThemeID]bool{}
			for _, th := range d.board(t) {
				kept[th.ID] = th.Locked || !th.Proposed
				for _, f := range d.in(t, th.ID) {
					before[f] = th.ID
				}
			}
			if err := d.analysis.Accept(t.Context(), pr); err != nil {
				t.Fatal(err)
			}
			for _, th := range d.board(t) {
				for _, f := range d.in(t, th.ID) {
					if was := before[f]; kept[was] && was != th.ID {
						t.Errorf("%s left a theme that people keep", f)
					}
				}
			}
			if _, err := d.Log.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
	}
}
