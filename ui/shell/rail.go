package shell

import (
	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Widths of the rail.
const (
	railWide   float32 = 183 // with the hairline 184
	railWidest float32 = 215 // for long names
	railBeside float32 = 95  // what a name has round it: icon, count, room
	railNarrow float32 = 52
)

// rail is the list of places at the left.
type rail struct {
	s        *Shell
	root     *fyne.Container
	items    map[kit.Screen]*kit.NavItem
	settings *kit.NavItem
}

func newRail(s *Shell) *rail {
	r := &rail{s: s, items: map[kit.Screen]*kit.NavItem{}, root: kit.Stack()}
	for _, p := range s.pages {
		if p.Under == "" {
			r.items[p.ID] = kit.NewNavItem(p.Icon, p.Title, func() { s.Go(kit.Route{Screen: p.ID}) })
		}
	}
	r.settings = kit.NewNavItem(icons.Settings, say.T("Settings"), func() { s.Go(kit.Route{Screen: kit.Settings}) })
	r.build()
	return r
}

// build lays the rail out, wide or narrow.
func (r *rail) build() {
	narrow := r.s.narrow || r.s.p.Settings.RailNarrow()
	width, list := railWide, []fyne.CanvasObject{}
	for _, p := range r.s.pages { // other languages have longer names
		if r.items[p.ID] != nil {
			width = max(width, min(railWidest, kit.Measure(p.Title, kit.Body.B()).Width+railBeside))
		}
	}
	if narrow {
		width = railNarrow
	}
	for _, p := range r.s.pages {
		if it := r.items[p.ID]; it != nil {
			it.SetCollapsed(narrow)
			list = append(list, it)
		}
	}
	r.settings.SetCollapsed(narrow)
	menu := kit.NewIconButton(icons.More, say.T("Menu"), nil)
	menu.OnTap = func() { r.s.showMenu(menu) }
	var brand fyne.CanvasObject = kit.Inset(kit.HStack(kit.Space2, kit.NewIcon(icons.Logo, kit.Ink),
		kit.Grow(kit.NewText(say.T("Throughline"), kit.Strong.Sized(kit.SizeReading))), menu), 0, 10, 0, kit.Space4)
	if narrow {
		brand = kit.Centered(menu)
	}
	places := kit.Scroll(kit.PadXY(kit.VStack(1, list...), kit.Space2, kit.Space2))
	foot := kit.PadXY(r.settings, kit.Space2, kit.Space2)
	column := kit.Dock(kit.Fixed(brand, 0, barHigh), nil, foot, nil, places)
	r.root.Objects = []fyne.CanvasObject{kit.NewFill(kit.Rail), kit.Dock(nil, kit.VLine(), nil, nil, kit.Fixed(column, width, 0))}
	r.root.Refresh()
}

// toggle makes the rail narrow or wide.
func (r *rail) toggle() {
	r.s.Fail(r.s.p.Settings.SetRailNarrow(!r.s.p.Settings.RailNarrow()))
	r.rebuild()
}

// LayRail lays the rail out as it is chosen.
func (s *Shell) LayRail() { s.rail.rebuild() }

// rebuild lays the rail out as it is chosen.
func (r *rail) rebuild() {
	r.build()
	r.s.stage.Content().Refresh()
	r.paint()
}

// paint lights up the present place and shows the counts.
func (r *rail) paint() {
	r.settings.SetSelected(r.s.page != nil && r.s.page.ID == kit.Settings)
	for _, p := range r.s.pages {
		it := r.items[p.ID]
		if it == nil {
			continue
		}
		here := r.s.page
		it.SetSelected(here != nil && (here.ID == p.ID || here.Under == p.ID))
		if p.Count != nil {
			text := ""
			if n := p.Count(r.s.counts); n > 0 {
				text = say.Number(n)
			}
			it.SetCount(text)
		}
	}
}
