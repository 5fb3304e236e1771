package coding_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

func TestMemos_FollowAMergeAndOutliveADeletion(t *testing.T) {
	d := newDesk(t)
	into, gone := d.Tag(d.study, "Delay", ""), d.Tag(d.study, "Lateness", "")
	on := &app.Memo{ID: "m-on", Study: d.study.ID, On: gone.Ref(), Kind: app.MemoRule, Text: "Of days.", Stamp: d.Hand.Stamp()}
	link := &app.Memo{ID: "m-link", Kind: app.MemoFree, Text: "See " + app.ExactLink(gone.Ref(), "Lateness") + " and [[Nobody]].", Stamp: d.Hand.Stamp()}
	apart := &app.Memo{ID: "m-apart", Kind: app.MemoFree, Text: "See " + app.ExactLink(into.Ref(), "Delay") + ".", Stamp: d.Hand.Stamp()}
	d.Put(on, link, apart)
	d.OneStep(t, "Merge Lateness into Delay", func() error { return d.coding.MergeTags(t.Context(), into.ID, []app.TagID{gone.ID}) })
	if got := apptest.Find(d.Bench, on); got.On != into.Ref() || got.Text != on.Text {
		t.Errorf("the memo stands on %v", got.On)
	}
	if got, want := apptest.Find(d.Bench, link).Text, "See "+app.ExactLink(into.Ref(), "Delay")+" and [[Nobody]]."; got != want {
		t.Errorf("the links are %q, want %q", got, want)
	}
	if got := apptest.Find(d.Bench, apart); !got.Equal(apart) {
		t.Errorf("a memo that had nothing to do with it changed: %+v", got)
	}
	d.OneStep(t, "Delete tag Delay", func() error { return d.coding.DeleteTag(t.Context(), into.ID) })
	rows, err := d.Store.Memos(t.Context(), app.MemoQuery{On: into.Ref()})
	if err != nil || len(rows) != 1 || !rows[0].Gone || rows[0].Place.Name != "Delay" {
		t.Errorf("after the deletion: %+v, %v", rows, err)
	}
}
