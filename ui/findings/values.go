package findings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// eachFacet bounds the values of one facet among those of all, and firstOfEach those shown before anything is typed.
const (
	eachFacet   = 40
	firstOfEach = 5
)

// values is a picker of values to filter by. There may be twenty thousand: their words are gathered once for all letters that are typed.
type values struct {
	f     *facets
	of    func() []Facet
	each  int  // values of a facet that are listed
	named bool // facets are told apart by headings

	picker *kit.Picker
	open   *kit.Popover
	lists  []valueList
	state  valueState // of the model, when the lists were made
}

// valueList is the values of a facet in their order.
type valueList struct {
	which  Facet
	values []string
	words  []string
	counts []string
}

// valueState tells whether lists are those of the model as it is.
type valueState struct{ counts, tags, turns int }

// pick lets the person find any values of a facet by typing; several, one after another.
func (f *facets) pick(which Facet, anchor fyne.CanvasObject) {
	v := &values{f: f, of: func() []Facet { return []Facet{which} }, each: maxFound}
	v.make(say.T("Find a %s…", lower(FacetTitle(which))), 320)
	v.open = v.picker.ShowBelow(anchor)
}

// pickAny lets the person filter by any value of any facet.
func (f *facets) pickAny() {
	v := &values{f: f, of: f.model.FacetsShown, each: eachFacet, named: true}
	v.make(say.T("Filter by…"), 400)
	v.open = v.picker.ShowTop(kit.CanvasOf(f.root))
}

func (v *values) make(hint string, width float32) {
	v.f.values = v
	v.picker = kit.NewPicker(hint, width, v.find)
	v.picker.Keep, v.picker.Waiting = true, say.T("Counting what can be chosen…")
	v.picker.SetBusy(!v.f.model.Counted)
}

// renew shows counts that have come, in a picker that is open.
func (v *values) renew() {
	if v == nil || v.open == nil || !v.open.Shown() {
		return
	}
	v.picker.SetBusy(!v.f.model.Counted)
	if v.state != v.f.valueState() {
		v.picker.Renew()
	}
}

func (f *facets) valueState() valueState {
	m := f.model
	return valueState{m.counts, len(m.Tags), m.turns}
}

// find returns the values that match, facets with a value that has the words as typed first. The name of a facet lists its values, and with words
// behind it those of its values that match them: "segment", "segment small teams".
func (v *values) find(q string) []kit.PickItem {
	if s := v.f.valueState(); v.lists == nil || v.state != s {
		v.gather()
		v.state = s
	}
	matcher, most := kit.NewMatcher(q), v.each
	if q == "" && v.named {
		most = firstOfEach
	}
	type group struct {
		list *valueList
		best []int
		q    string
	}
	var by [4][]group // facets whose name is typed, with the words as typed, whose name is begun, others
	for i := range v.lists {
		g := group{&v.lists[i], nil, q}
		g.best = matcher.Best(g.list.words, most)
		rank := 3
		if rest, whole := named(FacetTitle(g.list.which), q); v.named && whole {
			g.q, rank = rest, 0
			g.best = each(kit.NewMatcher(rest).Best(g.list.words, most), g.best, most)
		} else if slices.ContainsFunc(g.best, func(at int) bool { return strings.Contains(lower(g.list.words[at]), lower(q)) }) {
			rank = 1
		} else if v.named && begun(FacetTitle(g.list.which), q) {
			g.q, rank = "", 2
			g.best = kit.NewMatcher("").Best(g.list.words, most)
		}
		by[rank] = append(by[rank], g)
	}
	var out []kit.PickItem
	for _, g := range slices.Concat(by[0], by[1], by[2], by[3]) {
		for _, at := range g.best {
			if len(out) == 2*maxFound {
				return out
			}
			out = append(out, v.item(g.list, at, g.q))
		}
	}
	return out
}

// named reports whether what is typed begins with the whole name of a facet, one or several of it, and what stands behind it.
func named(title, q string) (rest string, whole bool) {
	rest, ok := strings.CutPrefix(lower(q), lower(title))
	if !ok {
		return "", false
	}
	rest = strings.TrimPrefix(rest, "s")
	if rest != "" && rest[0] != ' ' && rest[0] != ':' {
		return "", false
	}
	return strings.TrimLeft(rest, " :"), true
}

// leastBegun is from how many letters on a name is begun rather than met by chance.
const leastBegun = 3

// begun reports whether what is typed begins the name of a facet.
func begun(title, q string) bool {
	return len(q) >= leastBegun && strings.HasPrefix(lower(title), lower(q))
}

// each is the places of two lists, each once, at most n.
func each(some, more []int, n int) (all []int) {
	for _, at := range slices.Concat(some, more) {
		if len(all) < n && !slices.Contains(all, at) {
			all = append(all, at)
		}
	}
	return all
}

// gather reads the words of all values.
func (v *values) gather() {
	m := v.f.model
	v.lists = []valueList{}
	for _, which := range v.of() {
		choices := m.Choices(which)
		l := valueList{which: which, values: make([]string, len(choices)), words: make([]string, len(choices)), counts: make([]string, len(choices))}
		for i, c := range choices {
			l.values[i], l.words[i], l.counts[i] = c.Value, m.ChoiceWords(which, c), roughly(c.Count, c.Estimated)
		}
		v.lists = append(v.lists, l)
	}
}

// item is the line of a value.
func (v *values) item(l *valueList, at int, q string) kit.PickItem {
	m, value := v.f.model, l.values[at]
	_, marks, _ := kit.Fuzzy(q, l.words[at])
	it := kit.PickItem{Text: l.words[at], Marks: marks, Detail: l.counts[at], Run: func() { m.Toggle(l.which, value) }}
	if v.named {
		it.Group = FacetTitle(l.which)
	}
	if l.which == ByTag {
		if i := slices.IndexFunc(m.Tags, func(t app.TagRow) bool { return string(t.ID) == value }); i >= 0 {
			it.Dot = kit.TagPaint(m.Tags[i].Color)
		}
	}
	switch m.stateOf(l.which, value) {
	case picked:
		it.Icon, it.Dot = icons.Check, kit.Paint{}
	case leftOut:
		it.Icon, it.Dot = icons.Minus, kit.Paint{}
	}
	return it
}
