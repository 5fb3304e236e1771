package themes

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// boardTools is the line above the board: what is looked for, and how large the board is drawn.
type boardTools struct {
	p        *boardPane
	search   *kit.SearchField
	filter   *kit.Button
	how      *kit.Segments // dim or hide the others
	first    *kit.Button
	zoom     *kit.Text
	slider   *kit.Slider // how fine a proposal is cut
	count    *kit.Text
	root     *fyne.Container
	row      *fyne.Container
	facets   task.Latest[app.FindingFacets]
	counting bool
	narrow   string // what the filter is called, "" for none
}

func newBoardTools(p *boardPane) *boardTools {
	t := &boardTools{p: p, zoom: kit.NewText("100 %", kit.Small)}
	t.search = kit.NewSearchField(say.T("Find on the board"), 220, func(string) { t.look() })
	t.filter = kit.NewIconTextButton(icons.Filter, say.T("Filter"), kit.Quiet, t.choose)
	t.filter.SetTip(say.T("Only a tag, a segment, a stance or stars (F)"))
	t.how = kit.NewSegments([]kit.Option{{ID: "dim", Text: say.T("Dim others")}, {ID: "hide", Text: say.T("Hide others")}}, func(string) { t.look() })
	t.first = kit.NewButton("", kit.Quiet, func() { p.deck().PutUnsortedFirst(!p.deck().UnsortedFirst) })
	out := kit.NewIconButton(icons.Minus, say.T("Smaller (-, or Ctrl and the wheel)"), func() { p.board.TypedRune('-') })
	in := kit.NewIconButton(icons.Plus, say.T("Larger (+, or Ctrl and the wheel)"), func() { p.board.TypedRune('+') })
	t.slider, t.count = kit.NewSlider(say.T("Fewer"), say.T("More"), 300, p.s.model.CutAt), kit.NewText("", kit.Small)
	t.row = kit.HStack(kit.Space2, t.search, t.filter, t.how, t.slider, t.count, kit.Spacer(), t.first, out, t.zoom, in)
	t.root = kit.Inset(t.row, kit.Space2, kit.Space4, kit.Space2, 20)
	return t
}

// paint shows the model's state.
func (t *boardTools) paint() {
	d := t.p.deck()
	t.zoom.SetText(fmt.Sprintf("%.0f %%", t.p.board.Zoom()*100))
	words := say.T("Filter")
	if t.counting {
		words = say.T("Counting …")
	} else if t.narrow != "" {
		words = say.T("Filter: %s", t.narrow)
	}
	t.filter.SetText(words)
	if d.UnsortedFirst {
		t.first.SetText(say.T("Unsorted last"))
	} else {
		t.first.SetText(say.T("Unsorted first"))
	}
	o, offering := t.p.s.model.Offer, t.p.proposing()
	if offering {
		t.slider.Set(o.Least, o.Most, o.K, o.Suggested)
		t.count.SetText(o.CutSays())
	}
	if t.how.Hidden == (d.Looks() && !offering) || t.slider.Hidden == offering {
		t.how.Hidden = !d.Looks() || offering
		t.slider.Hidden, t.count.Hidden, t.search.Hidden, t.filter.Hidden = !offering, !offering, offering, offering
		t.row.Refresh()
	}
}

// look narrows the board to what the fields say.
func (t *boardTools) look() {
	d := t.p.deck()
	find := d.Find
	find.Text = t.search.Text()
	d.Look(find, t.how.Selected() == "hide")
}

// clear looks for nothing any more.
func (t *boardTools) clear() {
	t.narrow = ""
	t.p.deck().Find = app.FindingQuery{}
	t.search.SetText("")
	t.look()
}

// narrowTo filters by one thing besides the words.
func (t *boardTools) narrowTo(name string, q app.FindingQuery) {
	t.narrow = name
	q.Text = t.search.Text()
	t.p.deck().Look(q, t.how.Selected() == "hide")
}

// choose counts what there is to filter by and lets the person pick of it.
func (t *boardTools) choose() {
	m := t.p.s.model
	study := m.Study
	t.counting = true
	t.paint()
	t.facets.Load(func(ctx context.Context) (app.FindingFacets, error) {
		return m.Store.FindingFacets(ctx, app.FindingQuery{Study: study})
	}, func(f app.FindingFacets, err error) {
		t.counting = false
		t.paint()
		if err != nil {
			m.refuse(err)
			return
		}
		t.offer(&f)
	})
}

// offer lets the person pick what to filter by.
func (t *boardTools) offer(facets *app.FindingFacets) {
	m := t.p.s.model
	var items []kit.PickItem
	add := func(name, detail string, dot kit.Paint, q app.FindingQuery) {
		items = append(items, kit.PickItem{Text: name, Detail: detail, Dot: dot, Run: func() { t.narrowTo(name, q) }})
	}
	if t.narrow != "" {
		items = append(items, kit.PickItem{Text: say.T("No filter"), Muted: true, Run: func() { t.narrowTo("", app.FindingQuery{}) }})
	}
	add(say.As("Starred", "findings"), say.Number(facets.Starred), kit.Paint{}, app.FindingQuery{Starred: true})
	for _, s := range []struct {
		stance app.Stance
		name   string
	}{{app.Supports, say.T("Supports")}, {app.Contradicts, say.T("Contradicts")}, {app.Nuances, say.T("Nuances")}} {
		if i := slices.IndexFunc(facets.Stances, func(f app.Facet) bool { return f.Value == string(s.stance) }); i >= 0 {
			add(s.name, say.Number(facets.Stances[i].Count), kit.Paint{}, app.FindingQuery{Stances: []app.Stance{s.stance}})
		}
	}
	for _, f := range facets.Segments {
		add(f.Label, say.T("segment · %s", say.Number(f.Count)), kit.Paint{}, app.FindingQuery{Segments: []string{f.Value}})
	}
	for _, f := range facets.Tags {
		tag := app.TagID(f.Value)
		add(f.Label, say.T("tag · %s", say.Number(f.Count)), kit.TagPaint(m.Tags[tag].Color), app.FindingQuery{Tags: []app.TagID{tag}})
	}
	kit.NewPicker(say.T("Show only…"), 380, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowBelow(t.filter)
}
