package findings

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Crosser counts findings by tag with the tags beneath it. A store that is none has its tags counted each on its own.
type Crosser interface {
	CrossTab(ctx context.Context, q app.CrossQuery) (app.CrossTab, error)
}

// TagLine is one line of the tree of tags beside the table.
type TagLine struct {
	ID    app.TagID
	Name  string
	Color int
	Depth int
	Kids  bool // has tags beneath it that are counted
	Open  bool
	Count int // findings that carry it or a tag beneath it
}

// tagTree is the codebook as the facet shows it.
type tagTree struct {
	open   map[app.TagID]bool
	rolled map[app.TagID]int // counts with what is beneath
	under  map[app.TagID][]app.TagID
	built  bool
}

// forgetTree lets the tree be built anew from the tags.
func (m *Model) forgetTree() { m.tree.built = false }

// grow puts the tags under their parents.
func (m *Model) grow() {
	if m.tree.built {
		return
	}
	m.tree.built, m.tree.under = true, map[app.TagID][]app.TagID{}
	for i := range m.Tags {
		m.tree.under[m.Tags[i].Parent] = append(m.tree.under[m.Tags[i].Parent], m.Tags[i].ID)
	}
	if m.tree.open == nil {
		m.tree.open = map[app.TagID]bool{}
	}
}

// OpenTag opens a tag's branch, or closes it.
func (m *Model) OpenTag(id app.TagID) {
	m.grow()
	m.tree.open[id] = !m.tree.open[id]
	m.changed()
}

// TagLines returns the lines of the tree that are in sight, each level by count, then name; at most n, and whether there are more. Tags that
// are chosen or left out are always among them.
func (m *Model) TagLines(n int) (lines []TagLine, more bool) {
	m.grow()
	own := make(map[app.TagID]int, len(m.Facets.Tags))
	for _, c := range m.Facets.Tags {
		own[app.TagID(c.Value)] = c.Count
	}
	w := treeWalk{m: m, own: own, tags: make(map[app.TagID]*app.TagRow, len(m.Tags)), kept: map[app.TagID]bool{}}
	for i := range m.Tags {
		w.tags[m.Tags[i].ID] = &m.Tags[i]
	}
	for _, v := range append(slices.Clone(m.chosen(ByTag)), m.barred(ByTag)...) {
		w.kept[app.TagID(v)] = true
	}
	w.level("", 0, map[app.TagID]bool{})
	if n == 0 || len(w.lines) <= n {
		return w.lines, false
	}
	cut := w.lines[:n:n]
	for _, l := range w.lines[n:] {
		if w.kept[l.ID] {
			cut = append(cut, l)
		}
	}
	return cut, len(cut) < len(w.lines)
}

type treeWalk struct {
	m     *Model
	own   map[app.TagID]int
	tags  map[app.TagID]*app.TagRow
	kept  map[app.TagID]bool
	lines []TagLine
}

// count is how many findings carry a tag or one beneath it; before that is known, how many carry it.
func (w *treeWalk) count(id app.TagID) int {
	if n, ok := w.m.tree.rolled[id]; ok {
		return n
	}
	return w.own[id]
}

// counted reports whether a tag or one beneath it counts for anything.
func (w *treeWalk) counted(id app.TagID, above map[app.TagID]bool) bool {
	if w.count(id) > 0 || w.kept[id] {
		return true
	}
	if above[id] {
		return false
	}
	above[id] = true
	defer delete(above, id)
	return slices.ContainsFunc(w.m.tree.under[id], func(kid app.TagID) bool { return w.counted(kid, above) })
}

func (w *treeWalk) level(parent app.TagID, depth int, above map[app.TagID]bool) {
	kids := slices.Clone(w.m.tree.under[parent])
	if parent == "" { // and those whose parent is of another codebook
		for i := range w.m.Tags {
			if p := w.m.Tags[i].Parent; p != "" && w.tags[p] == nil {
				kids = append(kids, w.m.Tags[i].ID)
			}
		}
	}
	slices.SortStableFunc(kids, func(a, b app.TagID) int {
		return cmp.Or(w.count(b)-w.count(a), strings.Compare(strings.ToLower(w.tags[a].Name), strings.ToLower(w.tags[b].Name)))
	})
	for _, id := range kids {
		if above[id] || !w.counted(id, map[app.TagID]bool{}) {
			continue
		}
		t := w.tags[id]
		l := TagLine{ID: id, Name: t.Name, Color: t.Color, Depth: depth, Count: w.count(id), Open: w.m.tree.open[id]}
		l.Kids = slices.ContainsFunc(w.m.tree.under[id], func(kid app.TagID) bool { return w.counted(kid, map[app.TagID]bool{}) })
		w.lines = append(w.lines, l)
		if l.Kids && l.Open {
			above[id] = true
			w.level(id, depth+1, above)
			delete(above, id)
		}
	}
}

// rollUp counts tags with what is beneath them, under the filter without its choice of tags.
func (m *Model) rollUp(ctx context.Context, q app.FindingQuery) (map[app.TagID]int, error) {
	c, ok := m.Store.(Crosser)
	if !ok {
		return nil, nil
	}
	q.Tags, q.SubTags, q.Untagged = nil, false, false
	tab, err := c.CrossTab(ctx, app.CrossQuery{Find: q, Rows: app.AxisTag, RollUp: true})
	if err != nil {
		return nil, err
	}
	rolled := make(map[app.TagID]int, len(tab.Rows))
	for i, r := range tab.Rows {
		rolled[app.TagID(r.Value)] = tab.RowSum[i].Findings
	}
	return rolled, nil
}
