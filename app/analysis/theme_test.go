package analysis_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

func TestThemes_AreEdited(t *testing.T) {
	d := newDesk(t, 4, 2)
	ctx := t.Context()
	first := d.Theme(d.study, "First", d.findings[0])
	var th *app.Theme
	d.OneStep(t, "New theme Waiting", func() (err error) { th, err = d.analysis.CreateTheme(ctx, d.study.ID, " Waiting "); return err })
	if got := apptest.Find(d.Bench, th); got.Name != "Waiting" || got.Order <= first.Order || got.Proposed || got.Locked {
		t.Errorf("theme %+v", got)
	}
	machine := &app.Theme{ID: app.NewID[app.ThemeID](), Study: d.study.ID, Name: "Wait / days", Proposed: true, Stamp: d.Hand.Stamp()}
	d.Put(machine)
	for _, c := range []struct {
		name, label string
		act         func() error
		holds       func(*app.Theme) bool
	}{
		{"lock", "Lock theme", func() error { return d.analysis.LockTheme(ctx, machine.ID, true) }, func(t *app.Theme) bool { return t.Locked && t.Proposed }},
		{"unlock", "Unlock theme", func() error { return d.analysis.LockTheme(ctx, machine.ID, false) }, func(t *app.Theme) bool { return !t.Locked }},
		{"note", "Note on theme", func() error { return d.analysis.NoteTheme(ctx, machine.ID, " Long. ") }, func(t *app.Theme) bool { return t.Note == "Long." }},
		{"its own name makes it people's", "Rename theme to Wait / days", func() error { return d.analysis.RenameTheme(ctx, machine.ID, "Wait / days ") },
			func(t *app.Theme) bool { return !t.Proposed }},
		{"rename", "Rename theme to Patience", func() error { return d.analysis.RenameTheme(ctx, machine.ID, "Patience") },
			func(t *app.Theme) bool { return t.Name == "Patience" && !t.Proposed }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.OneStep(t, c.label, c.act)
			if got := apptest.Find(d.Bench, machine); !c.holds(got) || !got.Modified.After(machine.Modified) {
				t.Errorf("theme %+v", got)
			}
			d.Nothing(t, "", c.act)
		})
	}
	for _, c := range []struct {
		name string
		want app.Code
		act  func() error
	}{
		{"no name", app.EInvalid, func() error { return d.analysis.RenameTheme(ctx, machine.ID, " ") }},
		{"a new one without a name", app.EInvalid, func() error {
			th, err := d.analysis.CreateTheme(ctx, d.study.ID, "")
			if th != nil {
				t.Errorf("CreateTheme() = %+v beside an error", th)
			}
			return err
		}},
		{"a theme that is gone", app.ENotFound, func() error { return d.analysis.LockTheme(ctx, "gone", true) }},
		{"deleting one that is gone", app.ENotFound, func() error { return d.analysis.DeleteTheme(ctx, "gone") }},
	} {
		t.Run(c.name, func(t *testing.T) { d.Nothing(t, c.want, c.act) })
	}
}

func TestDeleteTheme_LeavesFindingsUnsorted(t *testing.T) {
	d := newDesk(t, 4, 2)
	th, stays := d.Theme(d.study, "Goes", d.findings[:2]...), d.Theme(d.study, "Stays", d.findings[2])
	in := d.Insight(d.study, "Rests on both", app.Evidence{Theme: th.ID, Stance: app.Supports}, app.Evidence{Theme: stays.ID, Stance: app.Supports})
	d.OneStep(t, "Delete theme Goes", func() error { return d.analysis.DeleteTheme(t.Context(), th.ID) })
	if d.Has(th) || !d.Has(d.findings[0]) || len(d.in(t, stays.ID)) != 1 {
		t.Error("the wrong records are gone")
	}
	if got := apptest.Find(d.Bench, in).Evidence; len(got) != 1 || got[0].Theme != stays.ID {
		t.Errorf("evidence %+v", got)
	}
}

func TestMove(t *testing.T) {
	d := newDesk(t, 8, 2)
	f := d.findings
	a, b := d.Theme(d.study, "A", f[0], f[1]), d.Theme(d.study, "B", f[2])
	across := d.Theme(nil, "Across", f[0])
	for _, c := range []struct {
		name, label string
		ids         []app.FindingID
		study       app.StudyID // when to is ""
		to          *app.Theme
		a, b, x     []app.FindingID // afterwards
	}{
		{"to another theme, at its end", "Move finding to B", ids(f[0]), "", b, ids(f[1]), ids(f[2], f[0]), ids(f[0])},
		{"several, from everywhere, in the order given", "Move 3 findings to A", ids(f[3], f[2], f[3], f[0], f[1]), "", a, ids(f[1], f[3], f[2], f[0]), nil, ids(f[0])},
		{"off the board", "Move 2 findings", ids(f[2], f[3], f[5]), d.study.ID, nil, ids(f[1], f[0]), nil, ids(f[0])},
		{"onto the board across studies", "Move 2 findings to Across", ids(f[1], f[4]), "", across, ids(f[1], f[0]), nil, ids(f[0], f[1], f[4])},
		{"off the board across studies", "Move finding", ids(f[0]), "", nil, ids(f[1], f[0]), nil, ids(f[1], f[4])},
	} {
		t.Run(c.name, func(t *testing.T) {
			to := app.ThemeID("")
			if c.to != nil {
				to = c.to.ID
			}
			act := func() error { return d.analysis.Move(t.Context(), c.study, c.ids, to) }
			d.OneStep(t, c.label, act)
			for _, x := range []struct {
				theme *app.Theme
				want  []app.FindingID
			}{{a, c.a}, {b, c.b}, {across, c.x}} {
				if got := d.in(t, x.theme.ID); !slices.Equal(got, x.want) {
					t.Errorf("%s holds %v, want %v", x.theme.Name, got, x.want)
				}
			}
			d.Nothing(t, "", act)
		})
	}
	other := d.Study("Other")
	foreign := d.Theme(other, "Foreign")
	for _, c := range []struct {
		name string
		ids  []app.FindingID
		to   app.ThemeID
		want app.Code
	}{
		{"a theme that is gone", ids(f[0]), "gone", app.ENotFound},
		{"a finding that is gone", []app.FindingID{f[0].ID, "gone"}, b.ID, app.ENotFound},
		{"a theme of another study", ids(f[0]), foreign.ID, app.EInvalid},
		{"nothing", nil, b.ID, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { return d.analysis.Move(t.Context(), d.study.ID, c.ids, c.to) })
		})
	}
}

func TestMoveToNew(t *testing.T) {
	d := newDesk(t, 6, 2)
	f := d.findings
	a := d.Theme(d.study, "A", f[0], f[1])
	var th *app.Theme
	d.OneStep(t, "Move 2 findings to new theme B", func() (err error) {
		th, err = d.analysis.MoveToNew(t.Context(), d.study.ID, ids(f[3], f[0], f[3]), " B ")
		return err
	})
	if got := d.in(t, th.ID); !slices.Equal(got, ids(f[3], f[0])) || !slices.Equal(d.in(t, a.ID), ids(f[1])) || th.Order <= a.Order {
		t.Errorf("the new theme holds %v, the old one %v", got, d.in(t, a.ID))
	}
	for _, c := range []struct {
		name  string
		ids   []app.FindingID
		theme string
		want  app.Code
	}{
		{"no name", ids(f[2]), " ", app.EInvalid},
		{"nothing", nil, "C", app.EInvalid},
		{"a finding that is gone", []app.FindingID{"gone"}, "C", app.ENotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { _, err := d.analysis.MoveToNew(t.Context(), d.study.ID, c.ids, c.theme); return err })
		})
	}
}

func TestMergeThemes(t *testing.T) {
	d := newDesk(t, 8, 2)
	f := d.findings
	a, b, c := d.Theme(d.study, "A", f[0]), d.Theme(d.study, "B", f[1], f[2]), d.Theme(d.study, "C", f[3])
	ev := func(th *app.Theme, stance app.Stance, note string) app.Evidence {
		return app.Evidence{Theme: th.ID, Stance: stance, Note: note}
	}
	both := d.Insight(d.study, "Both", ev(b, app.Contradicts, "b"), app.Evidence{Finding: f[1].ID, Stance: app.Supports}, ev(c, app.Supports, "c"))
	has := d.Insight(d.study, "Has it", ev(b, app.Supports, "b"), ev(a, app.Nuances, "a"))
	none := d.Insight(d.study, "None", app.Evidence{Finding: f[0].ID, Stance: app.Supports})
	memo := &app.Memo{ID: "memo", On: c.Ref(), Kind: app.MemoTheory, Text: app.ExactLink(b.Ref(), "B"), Stamp: d.Hand.Stamp()}
	d.Put(memo)
	d.OneStep(t, "Merge themes into A", func() error { return d.analysis.MergeThemes(t.Context(), a.ID, b.ID, c.ID, b.ID) })
	if got := apptest.Find(d.Bench, memo); got.On != a.Ref() || got.Text != app.ExactLink(a.Ref(), "A") {
		t.Errorf("the memo on C stands on %v and says %q", got.On, got.Text)
	}
	if got := d.in(t, a.ID); !slices.Equal(got, ids(f[0], f[1], f[2], f[3])) || d.Has(b) || d.Has(c) {
		t.Errorf("A holds %v", got)
	}
	for _, x := range []struct {
		in   *app.Insight
		want []app.Evidence
	}{
		{both, []app.Evidence{ev(a, app.Contradicts, "b"), {Finding: f[1].ID, Stance: app.Supports}}},
		{has, []app.Evidence{ev(a, app.Nuances, "a")}},
		{none, none.Evidence},
	} {
		if got := apptest.Find(d.Bench, x.in); !slices.Equal(got.Evidence, x.want) {
			t.Errorf("%s rests on %+v, want %+v", x.in.Title, got.Evidence, x.want)
		}
	}
	across := d.Theme(nil, "Across", f[0])
	for _, x := range []struct {
		name string
		from []app.ThemeID
		want app.Code
	}{
		{"itself", []app.ThemeID{a.ID}, app.EInvalid},
		{"nothing", nil, app.EInvalid},
		{"one that is gone", []app.ThemeID{b.ID}, app.ENotFound},
		{"one of another board", []app.ThemeID{across.ID}, app.EInvalid},
	} {
		t.Run(x.name, func(t *testing.T) {
			d.Nothing(t, x.want, func() error { return d.analysis.MergeThemes(t.Context(), a.ID, x.from...) })
		})
	}
	d.Nothing(t, app.ENotFound, func() error { return d.analysis.MergeThemes(t.Context(), "gone", a.ID) })
}
