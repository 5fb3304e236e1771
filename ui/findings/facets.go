package findings

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/sentiment"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// facetTitles are in the order of the facets.
var facetTitles = []string{"Tag", "Theme", "Sentiment", "Kind of statement", "Segment", "Person", "Interview", "Stance", "Coder"}

// shownChoices is how many values of a facet are listed; the rest is found by typing.
const shownChoices = 6

// compactPad is the room inside a choice before its words.
const compactPad float32 = 5

// maxFound bounds the lines of a facet's picker.
const maxFound = 80

// facets is the side with what the table can be narrowed by, each value with its count.
type facets struct {
	model *Model
	box   *fyne.Container
	view  *kit.ScrollView

	choices map[string]*choice // by facet and value
	groups  []*fyne.Container
	more    []*kit.Button
	onWords func() // opens the words of opinion; nil where there are none
	painted string // the choices listed, to lay them out anew only when that changes
}

func newFacets(m *Model) *facets {
	f := &facets{model: m, box: kit.VStack(kit.Space4), choices: map[string]*choice{}}
	f.view = kit.Scroll(kit.Inset(f.box, kit.Space3, kit.Space3, kit.Space5, 20-compactPad))
	for range facetTitles {
		f.groups = append(f.groups, kit.VStack(2))
		f.more = append(f.more, nil)
	}
	return f
}

// choice is one value of a facet: pressed it filters, pressed again it does not.
type choice struct {
	card  *kit.TapCard
	label *kit.Text
	count *kit.Text
	check *kit.Icon
	row   *fyne.Container
	on    bool
	n     int
	about int // how many of n are estimates
}

func newChoice(label string, dot kit.Paint, tap func()) *choice {
	c := &choice{label: kit.NewElastic(label, kit.Control), count: kit.NewText("", kit.Small), check: kit.NewIconSized(icons.Check, kit.Accent, 14), n: -1}
	c.check.Hide()
	c.row = kit.HStack(kit.Space2)
	if !dot.IsZero() {
		c.row.Add(kit.NewDot(dot))
	}
	c.row.Objects = append(c.row.Objects, kit.Grow(c.label), c.count, c.check)
	c.card = kit.NewCompactEntry(c.row, tap)
	c.card.SetTip(label)
	return c
}

func (c *choice) set(n, about int, on bool) {
	if c.n == n && c.about == about && c.on == on {
		return
	}
	c.n, c.about, c.on = n, about, on
	style := kit.Control
	if n == 0 && !on {
		style = style.In(kit.Muted)
	}
	c.label.SetStyle(style)
	c.count.SetText(roughly(n, c.about))
	c.card.SetTip(c.tip())
	c.check.Hidden = !on
	c.card.SetSelected(on)
	c.row.Refresh()
	c.card.Refresh()
}

// roughly writes a count, with a sign where some of it is estimated.
func roughly(n, estimated int) string {
	if estimated > 0 {
		return "≈ " + app.Number(n)
	}
	return app.Number(n)
}

// tip is the whole label, and how much of the count is estimated.
func (c *choice) tip() string {
	switch {
	case c.about == 0:
		return c.label.Text()
	case c.about == c.n:
		return c.label.Text() + ": estimated from words"
	}
	return fmt.Sprintf("%s: %s decided by people, %s estimated", c.label.Text(), app.Number(c.n-c.about), app.Number(c.about))
}

// value returns the choice of a facet's value, made when first needed.
func (f *facets) value(key, label string, dot kit.Paint, tap func()) *choice {
	c := f.choices[key]
	if c == nil {
		c = newChoice(label, dot, tap)
		f.choices[key] = c
	}
	return c
}

// paint shows the model's facets.
func (f *facets) paint() {
	m := f.model
	flags := f.flags()
	groups := []fyne.CanvasObject{kit.VStack(2, flags...)}
	painted := ""
	for which := ByTag; which <= ByAuthor; which++ {
		if all := m.Choices(which); len(all) > 0 {
			painted += f.paintGroup(which, all)
			groups = append(groups, f.groups[which])
		}
	}
	if painted == f.painted {
		return
	}
	f.painted = painted
	for _, g := range f.groups {
		g.Refresh()
	}
	f.box.Objects = groups
	f.box.Refresh()
	f.view.Refresh()
}

func (f *facets) flags() []fyne.CanvasObject {
	m := f.model
	var out []fyne.CanvasObject
	for _, x := range []struct {
		name string
		n    int
		on   bool
		tap  func()
	}{
		{"Starred", m.Facets.Starred, m.Query.Starred, func() { m.SetStarred(!m.Query.Starred) }},
		{"Without tag", m.Facets.Untagged, m.Query.Untagged, func() { m.SetUntagged(!m.Query.Untagged) }},
		{"In no theme", m.Facets.Unsorted, m.Query.Unsorted, func() { m.SetUnsorted(!m.Query.Unsorted) }},
	} {
		c := f.value(x.name, x.name, kit.Paint{}, x.tap)
		c.set(x.n, 0, x.on)
		out = append(out, c.card)
	}
	return out
}

// paintGroup fills the group of a facet and returns what it lists.
func (f *facets) paintGroup(which Facet, all []app.Facet) string {
	m := f.model
	painted := fmt.Sprint(which, len(all))
	rows := []fyne.CanvasObject{kit.Inset(f.heading(which), 0, 0, 0, compactPad)}
	for i, c := range all {
		on := m.Chosen(which, c.Value)
		if i >= shownChoices && !on {
			continue
		}
		label, dot := f.words(which, c)
		key := fmt.Sprint(which, "\x00", c.Value, "\x00", label, "\x00", dot)
		row := f.value(key, label, dot, func() { m.Toggle(which, c.Value) })
		row.set(c.Count, c.Estimated, on)
		rows = append(rows, row.card)
		painted += key
	}
	if len(all) > shownChoices {
		if f.more[which] == nil {
			f.more[which] = kit.NewButton("", kit.Quiet, func() { f.pick(which) })
		}
		f.more[which].SetText("All " + app.Number(len(all)) + "…")
		rows = append(rows, kit.HStack(0, f.more[which], kit.Spacer()))
	}
	f.groups[which].Objects = rows
	return painted
}

// heading is the title of a facet, with the way to the words that estimates of sentiment heed.
func (f *facets) heading(which Facet) fyne.CanvasObject {
	title := kit.NewText(facetTitles[which], kit.Small.B())
	if which != BySound || f.onWords == nil {
		return title
	}
	return kit.HStack(0, title, kit.Spacer(), kit.NewTextButton("Words…", kit.Small, f.onWords))
}

// words says how a value is written.
func (f *facets) words(which Facet, c app.Facet) (label string, dot kit.Paint) {
	label = c.Label
	switch which {
	case ByTag:
		if t := f.model.TagNamed(app.TagID(c.Value)); t != nil {
			dot = kit.TagPaint(t.Color)
		}
	case ByStance:
		label = stanceWord(app.Stance(c.Value))
	case BySound:
		label = sentiment.Word(app.Sound(c.Value))
	case ByKind:
		label = sentiment.KindWord(app.StatementKind(c.Value))
	}
	if label == "" {
		label = "Unknown"
	}
	return label, dot
}

// pick lets the person find any value of a facet by typing.
func (f *facets) pick(which Facet) {
	m := f.model
	var items []kit.PickItem
	for _, c := range m.Choices(which) {
		label, dot := f.words(which, c)
		it := kit.PickItem{Text: label, Dot: dot, Detail: roughly(c.Count, c.Estimated), Run: func() { m.Toggle(which, c.Value) }}
		if m.Chosen(which, c.Value) {
			it.Icon, it.Dot = icons.Check, kit.Paint{}
		}
		items = append(items, it)
	}
	p := kit.NewPicker("Find a "+lower(facetTitles[which])+"…", 320, func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		return found[:min(len(found), maxFound)]
	})
	p.ShowBelow(f.more[which])
}
