package themes

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// dotPane is a map with its caption, and the words of the dot under the pointer.
type dotPane struct {
	dots    *kit.DotMap
	shown   *kit.Dots
	caption *kit.Paragraph
	foot    *fyne.Container
	hide    func() // takes the words away
	root    *fyne.Container
}

func newDotPane(caption string) *dotPane {
	d := &dotPane{dots: kit.NewDotMap(), shown: &kit.Dots{}, caption: kit.NewParagraph(caption, kit.Small), foot: kit.HStack(kit.Space2)}
	foot := kit.HStackTop(kit.Space3, kit.Grow(d.caption), d.foot)
	d.root = kit.Dock(nil, nil, kit.Inset(foot, kit.Space2, kit.Space5, kit.Space3, kit.Space4), nil, kit.Inset(d.dots, kit.Space3, kit.Space5, 0, kit.Space4))
	return d
}

// set gives the map other dots.
func (d *dotPane) set(places []analysis.Place, of []int32, groups []kit.DotGroup) {
	if len(d.shown.X) != len(places) || len(places) > 0 && (d.shown.X[0] != places[0].X || d.shown.Y[0] != places[0].Y) {
		d.shown = &kit.Dots{X: make([]float32, len(places)), Y: make([]float32, len(places))}
		for i, p := range places {
			d.shown.X[i], d.shown.Y[i] = p.X, p.Y
		}
	}
	d.shown = &kit.Dots{X: d.shown.X, Y: d.shown.Y, Of: of, Groups: groups}
}

// show draws the dots with one group standing out and some chosen.
func (d *dotPane) show(focus int, picked map[int]bool) { d.dots.Set(d.shown, focus, picked) }

// tell shows the words of a dot beside it.
func (d *dotPane) tell(g Glance, theme string, at fyne.Position) {
	if d.hide != nil {
		d.hide()
		d.hide = nil
	}
	stage := kit.StageOf(d.dots)
	if g.Dot < 0 || stage == nil {
		return
	}
	drv := fyne.CurrentApp().Driver()
	from := drv.AbsolutePositionForObject(d.dots).Subtract(drv.AbsolutePositionForObject(stage)).Add(at)
	words := kit.VStack(kit.Space1, kit.NewElastic(theme, kit.Small), kit.NewParagraph(g.Row.Text(), kit.Body).Limit(5))
	if s := source(&g.Row); s != "" {
		words.Add(kit.NewElastic(s, kit.Small))
	}
	card := kit.Fixed(kit.NewCard(words), 300, 0)
	d.hide = stage.Float(card, func(room, min fyne.Size) fyne.Position {
		x, y := from.X+14, from.Y+14
		if x+min.Width > room.Width-kit.Space2 {
			x = from.X - min.Width - 14
		}
		if y+min.Height > room.Height-kit.Space2 {
			y = from.Y - min.Height - 14
		}
		return fyne.NewPos(max(kit.Space2, x), max(kit.Space2, y))
	})
}

// plane shows the board as a map.
type plane struct {
	s     *Screen
	dots  *dotPane
	wait  fyne.CanvasObject // while there is no map
	again *kit.Button
	side  *chosenPane
	full  *fyne.Container // the map, with the chosen findings beside it
	root  *fyne.Container

	drawn string // which dots are set
	note  string
}

var planeCaption = say.T("Each dot is a finding. Near dots say alike things; the directions mean nothing. Drag round dots to choose them, with Shift to add. Ctrl and drag moves, the wheel zooms.")

func newPlane(s *Screen) *plane {
	p := &plane{s: s, dots: newDotPane(planeCaption)}
	m := s.model
	p.again = kit.NewButton(say.T("Draw again"), kit.Secondary, m.DrawMap)
	p.dots.foot.Objects = []fyne.CanvasObject{p.again}
	p.wait = mapWaits()
	p.side = newChosenPane(s)
	p.full = kit.Dock(nil, p.side.root, nil, nil, p.dots.root)
	p.dots.dots.OnHover = p.hovered
	p.dots.dots.OnPick, p.dots.dots.OnLasso = m.PickDots, m.Lasso
	p.dots.dots.OnRune = func(r rune) bool {
		at := p.dots.dots.Hovered()
		switch {
		case (r == 'a' || r == 'A') && at >= 0:
			m.PickGroup(p.themeOf(at))
		case r == 'a' || r == 'A':
			m.PickGroup(m.Selected)
		case (r == 't' || r == 'T') && len(m.Dots) > 0:
			s.pickTag(nil)
		default:
			return false
		}
		return true
	}
	p.dots.dots.OnTap = func(i int) {
		switch {
		case i < 0:
			m.Unlight()
		default:
			p.open(m.Plane.Findings[i])
		}
	}
	p.dots.dots.OnMenu = func(i int, at fyne.Position) {
		if i < 0 {
			return
		}
		id, ids := m.Plane.Findings[i], m.DotIDs()
		if !m.Dots[i] {
			ids = []app.FindingID{id}
		}
		kit.ShowMenuAt(kit.CanvasOf(p.root), at,
			kit.MenuItem{Text: say.T("Open in the interview"), Icon: icons.Interviews, Run: func() { p.open(id) }},
			kit.MenuItem{Text: say.T("Show its theme"), Icon: icons.Themes, Run: func() { m.Select(p.themeOf(i)) }},
			kit.MenuItem{Text: say.T("Choose all of its theme"), Icon: icons.Check, Key: "A", Run: func() { m.PickGroup(p.themeOf(i)) }},
			kit.MenuItem{Text: say.T("Move %s to…", say.Count(len(ids), "finding")), Icon: icons.Move, Run: func() { s.pickTarget(nil, ids) }})
	}
	p.root = kit.Stack(p.wait)
	return p
}

// mapWaits stands where a map will be.
func mapWaits() fyne.CanvasObject {
	return kit.EmptyState(icons.Map, say.T("Drawing the map"), say.T("Findings are compared and placed, so that alike ones come to stand near each other."))
}

// themeOf is the theme of a dot.
func (p *plane) themeOf(i int) app.ThemeID {
	if pl := p.s.model.Plane; pl != nil && i < len(pl.Of) && pl.Of[i] >= 0 {
		return pl.Themes[pl.Of[i]]
	}
	return Unsorted
}

// open goes to a finding in its interview.
func (p *plane) open(id app.FindingID) {
	p.s.model.GlanceAt(0, id, func(g Glance) { p.s.openFinding(&g.Row) })
}

func (p *plane) hovered(dot int, at fyne.Position) {
	m := p.s.model
	if m.Plane == nil || dot >= len(m.Plane.Findings) {
		return
	}
	var id app.FindingID
	name := say.T("Unsorted")
	if dot >= 0 {
		id = m.Plane.Findings[dot]
		if n := p.s.nameOf(p.themeOf(dot)); n != "" {
			name = n
		}
	}
	m.GlanceAt(dot, id, func(g Glance) { p.dots.tell(g, name, at) })
}

// paint shows the model's map.
func (p *plane) paint() {
	m := p.s.model
	show := p.wait
	if pl := m.Plane; pl != nil && pl.Of != nil {
		show = p.full
		had := p.side.root.Hidden
		p.side.paint()
		if had != p.side.root.Hidden {
			p.full.Refresh()
		}
		p.paintDots(pl)
	}
	if p.root.Objects[0] != show {
		p.root.Objects[0] = show
		p.root.Refresh()
	}
}

func (p *plane) paintDots(pl *Plane) {
	m := p.s.model
	drawn := ""
	if len(pl.Of) > 0 {
		drawn = fmt.Sprintf("%p ", &pl.Of[0])
	}
	for i := range m.Themes {
		drawn += m.Themes[i].Name + "\x00"
	}
	if drawn != p.drawn {
		p.drawn = drawn
		groups := make([]kit.DotGroup, len(pl.Themes))
		for i, id := range pl.Themes {
			if at := m.at(id); at >= 0 {
				groups[i] = kit.DotGroup{Name: m.Themes[at].Name, Paint: kit.TagPaint(m.Themes[at].Color)}
			} else {
				groups[i].Faint = true // gone since
			}
		}
		p.dots.set(pl.Places, pl.Of, groups)
	}
	at := slices.Index(pl.Themes, app.ThemeID(m.Lit))
	p.dots.show(litGroup(m.Lit, string(Unsorted), at), m.Dots)
	note := planeCaption
	if pl.Stale {
		note = say.T("Findings were added or changed since this map was drawn; new ones are not on it. %s", note)
	}
	p.again.Hidden = !pl.Stale
	if note != p.note {
		p.note = note
		p.dots.caption.SetText(note)
		p.dots.root.Refresh()
	}
	able(p.again, !m.Mapping())
}
