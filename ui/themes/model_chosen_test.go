package themes

import (
	"context"
	"testing"

	"throughline/app"
	"throughline/app/coding"
)

// plan puts a map of the board's findings into the model without drawing it.
func (b *booth) plan() *Plane {
	b.t.Helper()
	m := b.s.model
	m.Show(MapFace)
	b.until("the map", func() bool { return m.Plane != nil && m.Plane.Of != nil })
	return m.Plane
}

func TestLasso_ChoosesAnewOrAdds(t *testing.T) {
	b := newBooth(t, 40)
	m := b.s.model
	b.plan()
	for _, row := range []struct {
		name string
		dots []int
		add  bool
		want int
	}{{"three", []int{0, 1, 2}, false, 3}, {"two more and one of those", []int{2, 3, 4}, true, 5}, {"anew", []int{7}, false, 1}, {"none", nil, false, 0}} {
		m.Lasso(row.dots, row.add)
		if len(m.Dots) != row.want {
			t.Errorf("%s: %d dots are chosen, want %d", row.name, len(m.Dots), row.want)
		}
		b.until("the list", func() bool { return len(m.Chosen.Rows) == row.want })
	}
	all := make([]int, 40)
	for i := range all {
		all[i] = i
	}
	m.Lasso(all, false)
	b.until("the first page", func() bool { return len(m.Chosen.Rows) == listedDots })
	m.MoreDots()
	b.until("the rest", func() bool { return len(m.Chosen.Rows) == 40 })
}

func TestPickGroup_ChoosesAllDotsOfATheme(t *testing.T) {
	b := newBooth(t, 24)
	m := b.s.model
	rows, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: b.study.ID})
	if err != nil {
		t.Fatal(err)
	}
	theme := b.Theme(b.study, "Mine", &rows[3].Finding, &rows[5].Finding)
	b.until("the theme", func() bool { return len(m.Themes) == 1 })
	b.plan()
	m.PickGroup(theme.ID)
	if ids := m.DotIDs(); len(ids) != 2 {
		t.Errorf("chosen %v", ids)
	}
	m.PickGroup(Unsorted)
	if len(m.Dots) != 24 {
		t.Errorf("%d dots are chosen, want those of the theme and the unsorted", len(m.Dots))
	}
}

func TestTagDots_IsOneStep(t *testing.T) {
	b := newBooth(t, 12)
	m := b.s.model
	m.Tagger = &coding.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	tag := b.Tag(b.study, "Access", "")
	b.until("the tag", func() bool { return len(m.Tags) == 1 })
	b.plan()
	m.Lasso([]int{0, 4, 9}, false)
	steps := b.Steps()
	m.TagDots(tag.ID)
	b.until("the tags", func() bool { return b.Steps() == steps+1 })
	if n := b.tagged(tag.ID); n != 3 {
		t.Errorf("%d findings carry the tag, want 3", n)
	}
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := b.tagged(tag.ID); n != 0 {
		t.Errorf("%d findings carry the tag after undo", n)
	}
}

func (b *booth) tagged(tag app.TagID) int {
	b.t.Helper()
	rows, err := b.Store.Findings(context.Background(), app.FindingQuery{Study: b.study.ID, Tags: []app.TagID{tag}})
	if err != nil {
		b.t.Fatal(err)
	}
	return len(rows)
}
