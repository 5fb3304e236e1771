package themes

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// chosenWide is the width of the list beside the map.
const chosenWide float32 = 308

// chosenPane lists the findings of the chosen dots beside the map, with what can be done with them.
type chosenPane struct {
	s     *Screen
	head  *kit.Text
	list  *fyne.Container
	body  *kit.ScrollView
	more  *kit.Button
	root  *fyne.Container
	drawn string
}

func newChosenPane(s *Screen) *chosenPane {
	m := s.model
	p := &chosenPane{s: s, head: kit.NewElastic("", kit.Strong), list: kit.VStack(kit.Space1)}
	p.more = kit.NewButton(say.T("Show more"), kit.Secondary, m.MoreDots)
	p.body = kit.Scroll(kit.Inset(p.list, kit.Space1, kit.Space3, kit.Space4, kit.Space2))
	var move, tag *kit.Button
	fresh := kit.NewButton(say.T("New theme…"), kit.Primary, s.askNewFromDots)
	move = kit.NewButton(say.T("Move to…"), kit.Secondary, func() { s.pickTarget(move, m.DotIDs()) })
	tag = kit.NewButton(say.T("Tag…"), kit.Secondary, func() { s.pickTag(tag) })
	tag.Hidden = m.Tagger == nil
	none := kit.NewIconButton(icons.Close, say.T("Choose none (Esc)"), m.Unlight)
	top := kit.VStack(kit.Space2, kit.HStack(kit.Space2, kit.Grow(p.head), none), kit.Flow(kit.Space2, fresh, move, tag))
	p.root = kit.Dock(nil, nil, nil, kit.VLine(), kit.Fixed(kit.Dock(kit.Inset(top, kit.Space3, kit.Space3, kit.Space2, kit.Space4), nil, nil, nil, p.body), chosenWide, 0))
	return p
}

// paint shows the model's chosen dots; the pane is hidden while there are none.
func (p *chosenPane) paint() {
	m := p.s.model
	n := len(m.Dots)
	if p.root.Hidden = n == 0; n == 0 {
		p.drawn = ""
		return
	}
	p.head.SetText(say.T("%s chosen", say.Count(n, "finding")))
	drawn := fmt.Sprint(n, " ", len(m.Chosen.Rows))
	for i := range m.Chosen.Rows {
		drawn += fmt.Sprint(m.Chosen.Rows[i].ID, m.Chosen.Rows[i].Modified.UnixNano(), m.Chosen.Rows[i].Theme)
	}
	if drawn == p.drawn {
		return
	}
	p.drawn = drawn
	p.list.Objects = nil
	for i := range m.Chosen.Rows {
		f := m.Chosen.Rows[i]
		words := kit.VStack(2, kit.NewParagraph(f.Text(), kit.Control).Limit(3), p.s.withMark(&f, kit.NewElastic(p.about(&f), kit.Small)))
		e := kit.NewCompactEntry(words, func() { p.s.openFinding(&f) })
		e.SetTip(say.T("Open in the interview"))
		p.list.Add(e)
	}
	if left := n - len(m.Chosen.Rows); left > 0 && len(m.Chosen.Rows) > 0 {
		p.more.SetText(say.T("Show %d more", min(left, listedDots)))
		p.list.Add(kit.Centered(p.more))
	}
	p.list.Refresh()
	p.body.Refresh()
}

// about says who said a finding, and in which theme it is.
func (p *chosenPane) about(f *app.FindingRow) string {
	name := f.ThemeName
	if p.s.model.Study == "" || name == "" {
		name = say.T("Unsorted")
		if i := slices.Index(p.s.model.Plane.Findings, f.ID); i >= 0 {
			if n := p.s.nameOf(p.s.plane.themeOf(i)); n != "" {
				name = n
			}
		}
	}
	if f.Code != "" {
		return f.Code + " · " + name
	}
	return name
}

// askNewFromDots makes a theme of the chosen dots under a name that is asked for.
func (s *Screen) askNewFromDots() {
	m := s.model
	ids := m.DotIDs()
	if len(ids) == 0 {
		return
	}
	e := kit.NewEntry(say.T("What do these findings say?"))
	s.ask(say.T("New theme from %s", say.Count(len(ids), "finding")), say.T("Make theme"), &e.Entry.Text, e, func(name string, done func(error)) {
		if name == "" {
			done(app.Invalid(say.T("A theme needs a name."), say.T("Type a name for the theme.")))
			return
		}
		done(nil)
		m.MoveToNew(ids, name)
	})
}

// pickTag lets the person choose the tag that goes on the chosen dots.
func (s *Screen) pickTag(anchor fyne.CanvasObject) {
	m := s.model
	if m.Tagger == nil || len(m.Dots) == 0 {
		return
	}
	tags := make([]app.TagRow, 0, len(m.Tags))
	for _, t := range m.Tags {
		if t.Status == app.TagActive && (t.Study == "" || t.Study == m.Study) {
			tags = append(tags, t)
		}
	}
	slices.SortFunc(tags, func(a, b app.TagRow) int {
		if c := strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	items := make([]kit.PickItem, len(tags))
	for i, t := range tags {
		items[i] = kit.PickItem{Text: t.Name, Detail: say.Count(t.Findings, "finding"), Run: func() { m.TagDots(t.ID) }}
	}
	p := kit.NewPicker(say.T("Tag %s with…", say.Count(len(m.Dots), "finding")), 320, func(q string) []kit.PickItem { return kit.Match(q, items) })
	if anchor == nil {
		p.ShowTop(kit.CanvasOf(s.root))
		return
	}
	p.ShowBelow(anchor)
}
