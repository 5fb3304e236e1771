package themes

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// makeList makes the list of themes, with the unsorted findings as its last line.
func (s *Screen) makeList() {
	m := s.model
	s.list = kit.NewGroupList(s.row)
	s.list.Side, s.list.Long = true, true
	s.list.OnSelect = func(i int) { m.Select(s.idAt(i)) }
	s.list.OnMenu = func(_ int, at fyne.Position) {
		if m.Theme() != nil {
			kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.themeMenu()...)
		}
	}
}

// idAt is the theme of a line, or Unsorted.
func (s *Screen) idAt(i int) app.ThemeID {
	if i < len(s.model.Themes) {
		return s.model.Themes[i].ID
	}
	return Unsorted
}

// row is a line of the list.
func (s *Screen) row(i int) kit.GroupRow {
	m := s.model
	r := kit.GroupRow{Dot: kit.PaintOf(kit.Faint), Title: say.T("Unsorted"), Line: say.Count(m.Unsorted, "finding")}
	if i < len(m.Themes) {
		t := &m.Themes[i]
		r = kit.GroupRow{Dot: kit.TagPaint(t.Color), Title: t.Name, Lock: t.Locked, Meter: true, Share: share(t.Participants, m.People),
			Line: say.T("%s · %d of %s", say.Count(t.Findings, "finding"), t.Participants, say.Count(m.People, "person"))}
		if t.Proposed {
			r.Badge = say.T("proposed")
		}
	}
	if m.Offer != nil && m.Viewing {
		r.Line += s.fate(s.idAt(i))
	}
	return r
}

// paintList shows the themes. It asks for lines in sight only, and leaves the list alone where nothing of it changed.
func (s *Screen) paintList() {
	m := s.model
	n := len(m.Themes)
	if m.Total > 0 {
		n++
	}
	at := -1
	if !m.Viewing {
		at = m.at(m.Selected)
		if m.Selected == Unsorted && m.Total > 0 {
			at = len(m.Themes)
		}
	}
	listed := fmt.Sprintf("%d %d %d %v", m.reads, n, m.Unsorted, m.Viewing)
	if m.Offer != nil && m.Viewing {
		listed += fmt.Sprintf(" %p %p", m.Offer, m.Offer.Proposal)
	}
	if listed != s.listed || at != s.list.Selected() {
		s.listed = listed
		s.list.SetRows(n, at)
	}
}

func share(part, of int) float64 {
	if of <= 0 {
		return 0
	}
	return float64(part) / float64(of)
}

// fate says what the proposal would do to a theme.
func (s *Screen) fate(id app.ThemeID) string {
	o := s.model.Offer
	switch g := o.of(id); {
	case id == Unsorted:
		return say.T(" · would hold %s", say.Number(o.unsortedThen(s.model.Unsorted)))
	case g != nil && (g.Left || g.Locked):
		return " · " + Fate(g)
	case g != nil:
		return say.T(" · would hold %s", say.Number(len(g.Findings)))
	case o.goes(id):
		return say.T(" · would go")
	}
	return say.T(" · stays")
}
