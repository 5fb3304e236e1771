package search

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// shownChoices is how many values of a facet are listed.
const shownChoices = 6

// facets is the left side: saved searches, and what the answers can be narrowed by, each with its count.
type facets struct {
	model  *Model
	menu   func(v app.View, at fyne.Position)
	box    *fyne.Container
	view   *kit.ScrollView
	root   fyne.CanvasObject
	cards  map[string]*choice
	used   map[string]bool // the lines of this paint
	layout string          // what is listed, to lay it out anew only when that changes
}

func newFacets(m *Model, menu func(app.View, fyne.Position)) *facets {
	f := &facets{model: m, menu: menu, box: kit.VStack(kit.Space4), cards: map[string]*choice{}, used: map[string]bool{}}
	f.view = kit.Scroll(kit.Inset(f.box, kit.Space3, kit.Space3, kit.Space5, kit.Space3))
	f.root = f.view
	return f
}

// choice is one value: pressed it narrows, pressed again it does not.
type choice struct {
	card  *kit.TapCard
	count *kit.Text
	check *kit.Icon
	row   *fyne.Container
	tap   func()
}

func (f *facets) choice(key, label, count string, on bool, tap func()) *choice {
	f.used[key] = true
	c := f.cards[key]
	if c == nil {
		c = &choice{count: kit.NewText("", kit.Small), check: kit.NewIconSized(icons.Check, kit.Accent, 14)}
		c.row = kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(label, kit.Control)), c.count, c.check)
		c.card = kit.NewCompactEntry(c.row, func() { c.tap() })
		c.card.SetTip(label)
		f.cards[key] = c
	}
	c.tap = tap
	if c.count.Text() != count || c.check.Hidden == on {
		c.count.SetText(count)
		c.check.Hidden = !on
		c.card.SetSelected(on)
		c.row.Refresh()
	}
	return c
}

// group is a facet as it is shown.
type group struct {
	title string
	all   []app.Facet
	on    func(value string) bool
	tap   func(value string)
}

// toggled adds a value to a list, or takes it away.
func toggled[T comparable](list []T, v T) []T {
	if i := slices.Index(list, v); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), v)
}

// month is the first and the last day of "2026-11".
func month(v string) (from, to app.Date) {
	first := app.Date(v + "-01").Time()
	return app.DateOf(first), app.DateOf(first.AddDate(0, 1, -1))
}

// monthNames calls months as people do: "2026-11" is Nov 2026.
func monthNames(months []app.Facet) []app.Facet {
	out := slices.Clone(months)
	for i := range out {
		if t := app.Date(out[i].Value + "-01").Time(); !t.IsZero() {
			out[i].Label = say.Date(t, "Jan 2006")
		}
	}
	return out
}

func (f *facets) groups() []group {
	m, c := f.model, f.model.Facets
	n := &m.Question.Narrow
	return []group{
		{say.T("Kind"), c.Kinds, func(v string) bool { return slices.Contains(n.Kinds, app.Kind(v)) },
			func(v string) { m.Narrow(func(n *app.SearchNarrow) { n.Kinds = toggled(n.Kinds, app.Kind(v)) }) }},
		{say.T("Study"), c.Studies, func(v string) bool { return slices.Contains(n.Studies, app.StudyID(v)) },
			func(v string) { m.Narrow(func(n *app.SearchNarrow) { n.Studies = toggled(n.Studies, app.StudyID(v)) }) }},
		{say.T("Product"), c.Products, func(v string) bool { return slices.Contains(n.Products, v) },
			func(v string) { m.Narrow(func(n *app.SearchNarrow) { n.Products = toggled(n.Products, v) }) }},
		{say.T("Region"), c.Regions, func(v string) bool { return slices.Contains(n.Regions, v) },
			func(v string) { m.Narrow(func(n *app.SearchNarrow) { n.Regions = toggled(n.Regions, v) }) }},
		{say.T("Segment"), c.Segments, func(v string) bool { return slices.Contains(n.Segments, v) },
			func(v string) { m.Narrow(func(n *app.SearchNarrow) { n.Segments = toggled(n.Segments, v) }) }},
		{say.T("Tag"), c.Tags, func(v string) bool { return slices.Contains(n.Tags, app.TagID(v)) },
			func(v string) { m.Narrow(func(n *app.SearchNarrow) { n.Tags = toggled(n.Tags, app.TagID(v)) }) }},
		{say.T("Month"), monthNames(c.Months), func(v string) bool { from, to := month(v); return n.From == from && n.To == to },
			func(v string) {
				m.Narrow(func(n *app.SearchNarrow) {
					from, to := month(v)
					if n.From == from && n.To == to {
						from, to = "", ""
					}
					n.From, n.To = from, to
				})
			}},
	}
}

// paint shows the saved searches and the model's facets.
func (f *facets) paint() {
	m := f.model
	l := &listing{}
	clear(f.used)
	f.paintSaved(l)
	if !m.Question.Narrow.IsZero() {
		c := f.choice("all", say.T("Show everything"), "", false, func() { m.Narrow(func(n *app.SearchNarrow) { *n = app.SearchNarrow{} }) })
		l.add("", []fyne.CanvasObject{c.card}, "all")
	}
	if len(m.Answer.Groups) > 0 || !m.Question.Narrow.IsZero() {
		for _, g := range f.groups() {
			f.paintGroup(l, g)
		}
	}
	if l.keys == f.layout {
		return
	}
	for key := range f.cards { // what was away may have been painted in another look
		if !f.used[key] {
			delete(f.cards, key)
		}
	}
	f.layout = l.keys
	f.box.Objects = l.out
	f.box.Refresh()
	f.view.Refresh()
}

// listing is what is laid out, and its keys to tell whether that is another thing than before.
type listing struct {
	out  []fyne.CanvasObject
	keys string
}

func (l *listing) add(title string, rows []fyne.CanvasObject, keys string) {
	if len(rows) == 0 {
		return
	}
	if title != "" {
		rows = append([]fyne.CanvasObject{kit.Inset(kit.NewText(title, kit.Label), 0, 0, 0, 5)}, rows...)
	}
	l.out = append(l.out, kit.VStack(2, rows...))
	l.keys += "|" + keys
}

func (f *facets) paintSaved(l *listing) {
	m := f.model
	current := m.Current()
	var rows []fyne.CanvasObject
	keys := ""
	for i := range m.Saved {
		s := &m.Saved[i]
		count := say.Number(s.Answers)
		if s.More {
			count += "+"
		}
		if s.New > 0 {
			count = say.T("%s new", say.Number(s.New))
		}
		v := s.View
		c := f.choice("saved:"+string(v.ID)+v.Name, v.Name, count, current != nil && current.ID == v.ID, func() { m.OpenSaved(v.ID) })
		c.card.OnMenu = func(at fyne.Position) { f.menu(v, at) }
		rows = append(rows, c.card)
		keys += "|" + string(v.ID) + v.Name
	}
	l.add(say.T("Saved searches"), rows, keys)
}

func (f *facets) paintGroup(l *listing, g group) {
	if len(g.all) < 2 && !slices.ContainsFunc(g.all, func(v app.Facet) bool { return g.on(v.Value) }) {
		return
	}
	var rows []fyne.CanvasObject
	keys := ""
	for i, v := range g.all {
		on := g.on(v.Value)
		if i >= shownChoices && !on {
			continue
		}
		key := g.title + ":" + v.Value + v.Label
		rows = append(rows, f.choice(key, label(g.title, v.Label), say.Number(v.Count), on, func() { g.tap(v.Value) }).card)
		keys += "|" + key
	}
	l.add(g.title, rows, keys)
}

// label is what a value is called: the kinds have names of the program, all else names that people gave.
func label(group, value string) string {
	if group == say.T("Kind") {
		return say.Sentence(value)
	}
	return value
}
