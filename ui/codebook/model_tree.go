package codebook

import (
	"cmp"
	"slices"
	"strings"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Sort is the order of the tags beside each other.
type Sort string

// The orders.
const (
	ByName   Sort = "name"
	ByUse    Sort = "use"    // most findings first, sub-tags counted
	ByChange Sort = "change" // changed last first
	ByHand   Sort = "hand"   // as people have put them
)

// Row is one line of the tree: the heading of a codebook, or a tag.
type Row struct {
	Head  string      // of a codebook; "" for a tag
	Study app.StudyID // whose codebook, "" for the taxonomy
	Tag   *app.TagRow // nil for a heading, and for a tag that is about to be named
	New   bool
	Depth int
	Kids  int // tags right beneath it
	Open  bool
	Marks []app.Span // bytes of the name that match the words looked for
	Way   bool       // shown only because something beneath matches
}

// SetFilter finds tags by the letters of their names. What matches is shown with the tags above it.
func (m *Model) SetFilter(words string) {
	if words = strings.TrimSpace(words); words != m.Filter {
		m.Filter = words
		m.build()
		m.changed()
	}
}

// SetSort orders the tags beside each other.
func (m *Model) SetSort(s Sort) {
	if s != m.Sort {
		m.Sort = s
		m.build()
		m.changed()
	}
}

// Toggle shows or hides what is beneath a tag.
func (m *Model) Toggle(id app.TagID, open bool) {
	if m.closed == nil {
		m.closed = map[app.TagID]bool{}
	}
	m.closed[id] = !open
	m.build()
	m.changed()
}

// ToggleAll shows or hides everything beneath the tags at the top.
func (m *Model) ToggleAll(open bool) {
	m.closed = map[app.TagID]bool{}
	for i := range m.list {
		if !open {
			m.closed[m.list[i].Parent] = true
		}
	}
	m.build()
	m.changed()
}

// reveal chooses a tag and opens what it stands beneath.
func (m *Model) reveal(id app.TagID) {
	m.Filter, m.Chosen = "", []app.TagID{id}
	m.open(id)
	m.build()
	m.look()
}

// open shows the way down to a tag.
func (m *Model) open(id app.TagID) {
	for t := m.Tags[id]; t != nil && t.Parent != ""; t = m.Tags[t.Parent] {
		delete(m.closed, t.Parent)
	}
}

// RowOf returns the line of a tag, or -1.
func (m *Model) RowOf(id app.TagID) int {
	return slices.IndexFunc(m.Rows, func(r Row) bool { return r.Tag != nil && r.Tag.ID == id })
}

// builder makes the lines of the tree.
type builder struct {
	m     *Model
	kids  map[app.TagID][]*app.TagRow
	marks map[app.TagID][]app.Span // of the tags that match
	way   map[app.TagID]bool       // tags above those that match
}

// build makes the lines anew from what is loaded, found and open.
func (m *Model) build() {
	b := &builder{m: m, kids: map[app.TagID][]*app.TagRow{}}
	tops := map[app.StudyID][]*app.TagRow{}
	for i := range m.list {
		t := &m.list[i]
		if m.Tags[t.Parent] != nil {
			b.kids[t.Parent] = append(b.kids[t.Parent], t)
		} else {
			tops[t.Study] = append(tops[t.Study], t)
		}
	}
	for _, ts := range b.kids {
		m.sort(ts)
	}
	if m.Filter != "" {
		b.find()
	}
	m.Rows = m.Rows[:0]
	for _, study := range m.books() {
		top := tops[study]
		m.sort(top)
		from := len(m.Rows)
		if len(tops) > 1 {
			m.Rows = append(m.Rows, Row{Head: m.heading(study), Study: study})
		}
		b.draft(study, "", 0)
		for _, t := range top {
			b.add(t, 0)
		}
		if len(m.Rows) == from+1 && m.Rows[from].Head != "" {
			m.Rows = m.Rows[:from] // nothing of this codebook is shown
		}
	}
	m.keepChosen()
}

// books returns the codebooks in the order shown: the studies', then the taxonomy.
func (m *Model) books() []app.StudyID {
	var out []app.StudyID
	for i := range m.Studies {
		if m.Study == "" || m.Studies[i].ID == m.Study {
			out = append(out, m.Studies[i].ID)
		}
	}
	return append(out, "")
}

func (m *Model) heading(study app.StudyID) string {
	if study == "" {
		return say.T("Taxonomy of all studies")
	}
	return m.StudyName(study)
}

// find marks the tags whose names match and the way to them.
func (b *builder) find() {
	b.marks, b.way = map[app.TagID][]app.Span{}, map[app.TagID]bool{}
	for i := range b.m.list {
		t := &b.m.list[i]
		_, marks, ok := kit.Fuzzy(b.m.Filter, t.Name)
		if !ok {
			continue
		}
		b.marks[t.ID] = marks
		for up := b.m.Tags[t.Parent]; up != nil && !b.way[up.ID]; up = b.m.Tags[up.Parent] {
			b.way[up.ID] = true
		}
	}
}

// add appends a tag and what is shown beneath it.
func (b *builder) add(t *app.TagRow, depth int) {
	kids := b.kids[t.ID]
	row := Row{Study: t.Study, Tag: t, Depth: depth, Kids: len(kids), Open: !b.m.closed[t.ID]}
	if b.m.Filter != "" {
		marks, hit := b.marks[t.ID]
		row.Marks, row.Way, row.Open = marks, !hit, b.way[t.ID]
		if !hit && !b.way[t.ID] {
			return
		}
	}
	b.m.Rows = append(b.m.Rows, row)
	if !row.Open {
		return
	}
	b.draft(t.Study, t.ID, depth+1)
	for _, k := range kids {
		b.add(k, depth+1)
	}
}

// draft appends the line of the tag that is about to be named, if it is to stand there.
func (b *builder) draft(study app.StudyID, parent app.TagID, depth int) {
	if n := b.m.New; n != nil && n.Parent == parent && (n.Study == study || parent != "") {
		b.m.Rows = append(b.m.Rows, Row{Study: study, Depth: depth, New: true})
	}
}

// sort orders tags that stand beside each other; equal ones stay in the order of their names, in which they come.
func (m *Model) sort(ts []*app.TagRow) {
	var by func(a, b *app.TagRow) int
	switch m.Sort {
	case ByUse:
		by = func(a, b *app.TagRow) int { return cmp.Compare(m.Use(b).Findings, m.Use(a).Findings) }
	case ByHand:
		by = func(a, b *app.TagRow) int { return cmp.Compare(a.Order, b.Order) }
	case ByChange:
		by = func(a, b *app.TagRow) int { return b.Modified.Compare(a.Modified) }
	default:
		return
	}
	slices.SortStableFunc(ts, by)
}

// keepChosen forgets chosen tags that are not shown and keeps the others in the order shown.
func (m *Model) keepChosen() {
	was := make(map[app.TagID]bool, len(m.Chosen))
	for _, id := range m.Chosen {
		was[id] = true
	}
	m.Chosen = nil
	for _, r := range m.Rows {
		if r.Tag != nil && was[r.Tag.ID] {
			m.Chosen = append(m.Chosen, r.Tag.ID)
		}
	}
}
