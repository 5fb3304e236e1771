package findings

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// shownChoices is how many values of a facet are listed; the rest is found by typing. The tree of tags shows more.
const (
	shownChoices = 6
	shownTags    = 14
)

// compactPad is the room inside a choice before its words.
const compactPad float32 = 5

// maxFound bounds the lines of a facet's picker.
const maxFound = 80

// facets is the side with what the table can be narrowed by, each value with its count.
type facets struct {
	s     *Screen
	model *Model
	box   *fyne.Container
	view  *kit.ScrollView
	root  fyne.CanvasObject

	choices map[string]*choice // by facet and value
	groups  map[Facet]*facetGroup
	pinned  *fyne.Container
	values  *values // the picker of values that is open, or was last
	onWords func()  // opens the words of opinion; nil where there are none
	painted string  // the choices listed, to lay them out anew only when that changes
}

// facetGroup is the heading and the choices of one facet.
type facetGroup struct {
	box  *fyne.Container
	head *kit.TapCard
	fold *kit.Icon
	more *kit.Button
}

func newFacets(s *Screen) *facets {
	f := &facets{s: s, model: s.model, box: kit.VStack(kit.Space3), choices: map[string]*choice{}, groups: map[Facet]*facetGroup{}, pinned: kit.VStack(2)}
	f.view = kit.Scroll(kit.Inset(f.box, kit.Space3, kit.Space3, kit.Space5, 20-compactPad))
	f.root = f.view
	if s.model.Sounds != nil {
		f.onWords = s.showWords
	}
	return f
}

// group returns what a facet is shown with, made when first needed.
func (f *facets) group(which Facet) *facetGroup {
	g := f.groups[which]
	if g != nil {
		return g
	}
	g = &facetGroup{box: kit.VStack(2), fold: kit.NewIconSized(icons.Down, kit.Muted, 12)}
	row := kit.HStack(kit.Space1, kit.NewText(FacetTitle(which), kit.Small.B()), g.fold, kit.Spacer())
	if which == BySound && f.onWords != nil {
		row.Add(kit.NewTextButton(say.T("Words…"), kit.Small, f.onWords))
	}
	g.head = kit.NewCompactEntry(row, func() { f.model.Fold(which) })
	g.head.OnMenu = func(at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(f.root), at, f.facetMenu(which)...) }
	g.more = kit.NewButton("", kit.Quiet, func() { f.pick(which, f.groups[which].more) })
	f.groups[which] = g
	return g
}

// facetMenu is what can be done with a whole facet.
func (f *facets) facetMenu(which Facet) []kit.MenuItem {
	m := f.model
	return []kit.MenuItem{
		{Text: say.T("Find a value…"), Icon: icons.Search, Run: func() { f.pick(which, f.groups[which].head) }},
		{Text: say.T("Clear"), Icon: icons.Close, Disabled: len(m.chosen(which))+len(m.barred(which)) == 0, Run: func() { m.ClearFacet(which) }},
		{Text: say.T("Edit as query"), Icon: icons.Filter, Disabled: !m.Filtered(), Run: m.EditAsQuery},
	}
}

// valueMenu is what can be done with a value of a facet.
func (f *facets) valueMenu(which Facet, value string) []kit.MenuItem {
	m := f.model
	bar := kit.MenuItem{Text: say.T("Leave out"), Icon: icons.Minus, Key: "Alt click", Disabled: which == ByMonth, Run: func() { m.Bar(which, value) }}
	if m.Barred(which, value) {
		bar.Text, bar.Key = say.T("Leave out no more"), ""
	}
	return []kit.MenuItem{
		{Text: say.T("Only this"), Icon: icons.Check, Run: func() { m.Only(which, value) }}, bar,
		{Text: say.T("Edit as query"), Icon: icons.Filter, Disabled: !m.Filtered(), Run: m.EditAsQuery},
	}
}

// paint shows the model's facets.
func (f *facets) paint() {
	m := f.model
	pinned, painted := f.pinnedCards()
	var groups []fyne.CanvasObject
	lines := map[*fyne.Container][]fyne.CanvasObject{f.pinned: pinned}
	if len(pinned) > 0 {
		groups = append(groups, f.pinned)
	}
	groups = append(groups, kit.VStack(2, f.flags()...))
	if m.ready.facets {
		for _, which := range m.FacetsShown() {
			rows, text := f.groupRows(which)
			painted += text
			lines[f.groups[which].box] = rows
			groups = append(groups, f.groups[which].box)
			if which == ByMonth {
				groups = append(groups, f.dateRow())
			}
		}
	}
	if painted == f.painted {
		return
	}
	f.painted = painted
	for box, objects := range lines { // not before: what is new in them has no place yet
		box.Objects = objects
		box.Refresh()
	}
	f.box.Objects = groups
	f.box.Refresh()
	f.view.Refresh()
}

// pinnedCards are the views a person pinned.
func (f *facets) pinnedCards() (cards []fyne.CanvasObject, painted string) {
	m := f.model
	for _, v := range m.Saved {
		if !v.Pinned {
			continue
		}
		on := m.at.id == v.ID && !m.Edited()
		card := kit.NewCompactEntry(kit.HStack(kit.Space2, kit.NewIconSized(icons.Findings, kit.Muted, 14), kit.Grow(kit.NewElastic(v.Name, kit.Control))), func() { m.ShowView(v) })
		card.SetSelected(on)
		card.OnMenu = func(at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(f.root), at, f.s.viewMenu(v)...) }
		cards = append(cards, card)
		painted += fmt.Sprint(v.ID, v.Name, v.Modified.UnixNano(), on)
	}
	return cards, painted
}

// flags are the states a finding may be in.
func (f *facets) flags() []fyne.CanvasObject {
	m := f.model
	var out []fyne.CanvasObject
	for _, x := range []struct {
		name string
		n    int
		on   bool
		tap  func()
	}{
		{say.As("Starred", "findings"), m.Facets.Starred, m.Query.Starred, func() { m.SetStarred(!m.Query.Starred) }},
		{say.T("Without tag"), m.Facets.Untagged, m.Query.Untagged, func() { m.SetUntagged(!m.Query.Untagged) }},
		{say.T("In no theme"), m.Facets.Unsorted, m.Query.Unsorted, func() { m.SetUnsorted(!m.Query.Unsorted) }},
	} {
		c := f.value(x.name, x.name, kit.Paint{}, x.tap)
		c.set(x.n, 0, chosenIf(x.on))
		out = append(out, c.card)
	}
	return out
}

// groupRows are the lines of the group of a facet, and what they say.
func (f *facets) groupRows(which Facet) (rows []fyne.CanvasObject, painted string) {
	m, g := f.model, f.group(which)
	rows = []fyne.CanvasObject{g.head}
	folded := m.Folded(which)
	icon := icons.Down
	if folded {
		icon = icons.Right
	}
	g.fold.Set(icon, kit.Muted)
	painted = fmt.Sprint(which, folded)
	switch {
	case folded:
	case which == ByTag:
		lines, text := f.tagRows()
		rows, painted = append(rows, lines...), painted+text
	default:
		lines, text := f.valueRows(which)
		rows, painted = append(rows, lines...), painted+text
		if unread := m.Unread(); which == BySound && unread > 0 {
			rows = append(rows, f.unreadRow(unread))
			painted += fmt.Sprint("unread", unread)
		}
	}
	return rows, painted
}

// valueRows are the first values of a facet and those that are chosen.
func (f *facets) valueRows(which Facet) (rows []fyne.CanvasObject, painted string) {
	m := f.model
	all := m.Choices(which)
	for i, c := range all {
		st := m.stateOf(which, c.Value)
		if i >= shownChoices && st == unchosen {
			continue
		}
		label := m.ValueWords(which, c.Value)
		key := fmt.Sprint(which, "\x00", c.Value, "\x00", label)
		row := f.value(key, label, kit.Paint{}, func() { m.Toggle(which, c.Value) })
		row.card.OnMenu = func(at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(f.root), at, f.valueMenu(which, c.Value)...) }
		if which != ByMonth {
			row.card.OnOther = func() { m.Bar(which, c.Value) }
		}
		row.set(c.Count, c.Estimated, st)
		rows = append(rows, row.card)
		painted += key
	}
	if len(all) > shownChoices {
		rows = append(rows, f.moreRow(which, len(all)))
		painted += fmt.Sprint(len(all))
	}
	return rows, painted
}

func (f *facets) moreRow(which Facet, n int) fyne.CanvasObject {
	more := f.groups[which].more
	more.SetText(say.T("Find in %s…", say.Number(n)))
	return kit.HStack(0, more, kit.Spacer())
}

// tagRows are the lines of the tree of tags.
func (f *facets) tagRows() (rows []fyne.CanvasObject, painted string) {
	m := f.model
	lines, more := m.TagLines(shownTags)
	for _, l := range lines {
		key := fmt.Sprint(ByTag, "\x00", l.ID, "\x00", l.Name, "\x00", l.Color, l.Depth, l.Kids, l.Open)
		row := f.choices[key]
		if row == nil {
			row = f.tagChoice(l)
			f.choices[key] = row
		}
		row.set(l.Count, 0, m.stateOf(ByTag, string(l.ID)))
		rows = append(rows, row.card)
		painted += key
	}
	if more || len(m.Facets.Tags) > shownTags {
		rows = append(rows, f.moreRow(ByTag, len(m.Facets.Tags)))
		painted += fmt.Sprint(len(m.Facets.Tags))
	}
	return rows, painted
}

// tagChoice is a line of the tree: its arrow opens the branch.
func (f *facets) tagChoice(l TagLine) *choice {
	m := f.model
	c := newChoice(l.Name, kit.TagPaint(l.Color), func() { m.Toggle(ByTag, string(l.ID)) })
	c.card.OnOther = func() { m.Bar(ByTag, string(l.ID)) }
	c.card.OnMenu = func(at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(f.root), at, f.valueMenu(ByTag, string(l.ID))...) }
	lead := []fyne.CanvasObject{}
	if l.Depth > 0 {
		lead = append(lead, kit.Fixed(kit.NewFill(kit.Clear), float32(l.Depth)*12-kit.Space2, 1))
	}
	c.row.Objects = append(lead, c.row.Objects...)
	if l.Kids {
		icon, tip := icons.Right, say.T("Show the tags beneath %s", l.Name)
		if l.Open {
			icon, tip = icons.Down, say.T("Hide the tags beneath %s", l.Name)
		}
		c.row.Objects = append(c.row.Objects, newFold(icon, tip, func() { m.OpenTag(l.ID) }))
		c.card.OnFold = func(open bool) {
			if open != l.Open {
				m.OpenTag(l.ID)
			}
		}
	}
	return c
}
