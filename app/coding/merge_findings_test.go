package coding_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

func TestMergeFindings_IsOneStepAndKeepsWhatBothCarry(t *testing.T) {
	d := newDesk(t)
	pace := d.Tag(d.study, "Pace", "")
	left := d.iv.Finding("I waited three days", d.trust.ID)
	right := d.iv.Finding("three days for access.", d.trust.ID, pace.ID)
	other := d.iv.Finding("nobody told me.")
	for _, act := range []error{d.coding.Note(t.Context(), left.ID, "Long."), d.coding.Note(t.Context(), right.ID, "Access."),
		d.coding.Star(t.Context(), ids(right), true), d.coding.SetStance(t.Context(), ids(right), app.Supports),
		d.coding.SetSentiment(t.Context(), ids(right), -2), d.coding.SetSeverity(t.Context(), ids(left), 3)} {
		if act != nil {
			t.Fatal(act)
		}
	}
	theme := d.Theme(d.study, "Waiting", right, other)
	memo := &app.Memo{ID: "memo", On: right.Ref(), Kind: app.MemoFree, Text: "Compare P03.", Stamp: d.Hand.Stamp()}
	d.Put(memo)
	both := d.Insight(d.study, "People wait", app.Evidence{Finding: right.ID, Stance: app.Supports, Note: "a"},
		app.Evidence{Theme: theme.ID, Stance: app.Supports}, app.Evidence{Finding: left.ID, Stance: app.Nuances, Note: "b"})

	d.OneStep(t, "Merge findings", func() error { return d.coding.MergeFindings(t.Context(), left.ID, ids(right)) })

	got := apptest.Find(d.Bench, left)
	if got.Quote != "I waited three days for access." || got.Note != "Long.\nAccess." || !got.Star || got.Stance != app.Supports || got.Sentiment != -2 || got.Severity != 3 {
		t.Errorf("merged into %+v", got)
	}
	if want := []app.TagID{d.trust.ID, pace.ID}; !slices.Equal(got.TagIDs(), slices.Sorted(slices.Values(want))) {
		t.Errorf("tags %v, want %v", got.TagIDs(), want)
	}
	if d.Has(right) {
		t.Error("the other is still there")
	}
	if m := apptest.Find(d.Bench, memo); m.On != left.Ref() {
		t.Errorf("the memo stands on %v", m.On)
	}
	placed, err := d.Store.Placements(t.Context(), d.study.ID)
	if err != nil || len(placed) != 2 || !slices.ContainsFunc(placed, func(p app.Placement) bool { return p.Finding == left.ID && p.Theme == theme.ID }) {
		t.Errorf("on the board: %+v, %v", placed, err)
	}
	want := []app.Evidence{{Finding: left.ID, Stance: app.Supports, Note: "a\nb"}, {Theme: theme.ID, Stance: app.Supports}}
	if in := apptest.Find(d.Bench, both); !slices.Equal(in.Evidence, want) {
		t.Errorf("evidence %+v, want %+v", in.Evidence, want)
	}
}

func TestMergeFindings_KeepsItsOwnPlaceOnABoard(t *testing.T) {
	d := newDesk(t)
	left, right := d.iv.Finding("I waited three days"), d.iv.Finding("for access.")
	mine := d.Theme(d.study, "Mine", left)
	d.Theme(d.study, "Theirs", right)
	d.OneStep(t, "Merge findings", func() error { return d.coding.MergeFindings(t.Context(), left.ID, ids(right)) })
	placed, err := d.Store.Placements(t.Context(), d.study.ID)
	if err != nil || len(placed) != 1 || placed[0].Theme != mine.ID {
		t.Errorf("on the board: %+v, %v", placed, err)
	}
}

func TestMergeFindings_RefusesWhatDoesNotTouch(t *testing.T) {
	d := newDesk(t)
	a, b := d.iv.Finding("I waited"), d.iv.Finding("nobody told me.")
	second := d.Session(d.study, "P02", "P: I waited as well.")
	c := second.Finding("I waited")
	for _, row := range []struct {
		name string
		from []app.FindingID
	}{{"words between", ids(b)}, {"another text", ids(c)}, {"itself", ids(a)}, {"nothing", nil}} {
		t.Run(row.name, func(t *testing.T) {
			d.Nothing(t, app.EInvalid, func() error { return d.coding.MergeFindings(t.Context(), a.ID, row.from) })
		})
	}
	d.Nothing(t, app.ENotFound, func() error { return d.coding.MergeFindings(t.Context(), a.ID, []app.FindingID{"gone"}) })
}

func TestSetSeverity_HasBounds(t *testing.T) {
	d := newDesk(t)
	f := d.iv.Finding("I waited")
	d.OneStep(t, "Set severity", func() error { return d.coding.SetSeverity(t.Context(), ids(f), 4) })
	for _, v := range []int{-1, 5} {
		d.Nothing(t, app.EInvalid, func() error { return d.coding.SetSeverity(t.Context(), ids(f), v) })
	}
}

func TestWithdraw_LeavesWhatOthersPut(t *testing.T) {
	d := newDesk(t)
	f := d.iv.Finding("I waited", d.trust.ID)
	pace := d.Tag(d.study, "Pace", "")
	eve := d.as("eve")
	for _, tag := range []app.TagID{d.trust.ID, pace.ID} {
		if err := eve.Tag(t.Context(), ids(f), tag); err != nil {
			t.Fatal(err)
		}
	}
	d.OneStep(t, "Untag Trust", func() error { return d.coding.Withdraw(t.Context(), ids(f), d.trust.ID) })
	if got := apptest.Find(d.Bench, f); len(got.Tags) != 2 || !got.HasTag(d.trust.ID) || got.Tags[0].Author != "eve" {
		t.Errorf("tags %+v", got.Tags)
	}
	d.OneStep(t, "Take off own tags", func() error { return eve.Withdraw(t.Context(), ids(f), "") })
	if got := apptest.Find(d.Bench, f); len(got.Tags) != 0 {
		t.Errorf("tags %+v", got.Tags)
	}
}

func TestTags_TakeRejectionsAlong(t *testing.T) {
	d := newDesk(t)
	pace := d.Tag(d.study, "Pace", "")
	no := &app.Rejection{ID: "no", Interview: d.iv.ID, Tag: pace.ID, Quote: "I waited three days for access.", Stamp: d.Hand.Stamp()}
	d.Put(no)
	d.OneStep(t, "Merge Pace into Trust", func() error { return d.coding.MergeTags(t.Context(), d.trust.ID, []app.TagID{pace.ID}) })
	if got := apptest.Find(d.Bench, no); got.Tag != d.trust.ID {
		t.Errorf("the rejection is of tag %s, want the one merged into", got.Tag)
	}
	d.OneStep(t, "Delete tag Trust", func() error { return d.coding.DeleteTag(t.Context(), d.trust.ID) })
	if d.Has(no) {
		t.Error("the rejection of a deleted tag is still there")
	}
}
