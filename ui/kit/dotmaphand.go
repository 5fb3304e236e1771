package kit

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// MouseIn implements desktop.Hoverable.
func (m *DotMap) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (m *DotMap) MouseMoved(e *desktop.MouseEvent) {
	if m.lasso == nil && !m.moving {
		m.setHover(m.dotAt(e.Position))
	}
}

// MouseOut implements desktop.Hoverable.
func (m *DotMap) MouseOut() { m.setHover(-1) }

// MouseDown implements desktop.Mouseable.
func (m *DotMap) MouseDown(e *desktop.MouseEvent) {
	m.Focus()
	m.shift = e.Modifier&fyne.KeyModifierShift != 0
	m.ctrl = e.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0
}

// MouseUp implements desktop.Mouseable.
func (m *DotMap) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable.
func (m *DotMap) Tapped(e *fyne.PointEvent) {
	if m.OnTap != nil {
		m.OnTap(m.dotAt(e.Position))
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (m *DotMap) TappedSecondary(e *fyne.PointEvent) {
	if m.OnMenu != nil {
		m.OnMenu(m.dotAt(e.Position), e.AbsolutePosition)
	}
}

// lassoStep is how far the pointer goes between two corners of the line.
const lassoStep float32 = 4

// Dragged implements fyne.Draggable: draws a line round dots, or moves the plane while Ctrl is held.
func (m *DotMap) Dragged(e *fyne.DragEvent) {
	if m.ctrl {
		m.moving = true
		s := m.Size()
		m.view.X -= e.Dragged.DX / (s.Width - 2*dotEdge) / m.view.Zoom
		m.view.Y -= e.Dragged.DY / (s.Height - 2*dotEdge) / m.view.Zoom
		m.view = m.view.held()
		m.Refresh()
		return
	}
	m.setHover(-1)
	if m.lasso == nil {
		m.lasso = []fyne.Position{e.Position.Subtract(e.Dragged)}
	}
	last := m.lasso[len(m.lasso)-1]
	if dx, dy := e.Position.X-last.X, e.Position.Y-last.Y; dx*dx+dy*dy >= lassoStep*lassoStep {
		m.lasso = append(m.lasso, e.Position)
		m.Refresh()
	}
}

// DragEnd implements fyne.Draggable.
func (m *DotMap) DragEnd() {
	m.moving = false
	line := m.lasso
	m.lasso = nil
	m.Refresh()
	if len(line) < 4 || m.OnPick == nil && m.OnLasso == nil {
		return
	}
	dots, view, size, add := m.dots, m.view, m.Size(), m.shift
	m.find.Load(func(context.Context) ([]int, error) { return inside(dots, view, size, line), nil },
		func(found []int, _ error) {
			if m.OnLasso != nil {
				m.OnLasso(found, add)
			} else {
				m.OnPick(found)
			}
		})
}

// inside lists the dots within a closed line, by the even-odd rule.
func inside(d *Dots, v dotView, s fyne.Size, line []fyne.Position) (found []int) {
	lo, hi := line[0], line[0]
	for _, p := range line {
		lo, hi = fyne.NewPos(min(lo.X, p.X), min(lo.Y, p.Y)), fyne.NewPos(max(hi.X, p.X), max(hi.Y, p.Y))
	}
	for i := range d.X {
		p := v.spot(d.X[i], d.Y[i], s)
		if p.X < lo.X || p.X > hi.X || p.Y < lo.Y || p.Y > hi.Y {
			continue
		}
		in := false
		for a, b := len(line)-1, 0; b < len(line); a, b = b, b+1 {
			q, r := line[a], line[b]
			if (q.Y > p.Y) != (r.Y > p.Y) && p.X < (r.X-q.X)*(p.Y-q.Y)/(r.Y-q.Y)+q.X {
				in = !in
			}
		}
		if in {
			found = append(found, i)
		}
	}
	return found
}

// Scrolled implements fyne.Scrollable: zooms round the pointer.
func (m *DotMap) Scrolled(e *fyne.ScrollEvent) {
	by := float32(1.2)
	if e.Scrolled.DY < 0 {
		by = 1 / by
	}
	m.zoom(by, e.Position)
}

// FocusGained implements fyne.Focusable.
func (m *DotMap) FocusGained() {
	m.focused = true
	m.Refresh()
	Announce(m)
}

// FocusLost implements fyne.Focusable.
func (m *DotMap) FocusLost() {
	m.focused = false
	m.Refresh()
}

// arrows are the directions of the arrow keys.
var arrows = map[fyne.KeyName][2]float32{fyne.KeyLeft: {-1, 0}, fyne.KeyRight: {1, 0}, fyne.KeyUp: {0, -1}, fyne.KeyDown: {0, 1}}

// TypedKey implements fyne.Focusable.
func (m *DotMap) TypedKey(k *fyne.KeyEvent) {
	dir, arrow := arrows[k.Name]
	switch {
	case k.Name == fyne.KeyEscape && m.lasso != nil:
		m.lasso = nil
		m.Refresh()
	case arrow && len(m.dots.X) > 0:
		m.setHover(m.next(m.hover, dir[0], dir[1]))
		m.follow()
	case (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) && m.hover >= 0 && m.OnTap != nil:
		m.OnTap(m.hover)
	case k.Name == fyne.KeySpace && m.hover >= 0 && m.OnPick != nil:
		m.OnPick([]int{m.hover})
	case WantsMenu(k) && m.menu():
	case m.OnKey != nil && m.OnKey(k):
	default:
		unwantedKey(m, k)
	}
}

// menu opens the menu of the dot that has the keyboard. Returns false where there is none.
func (m *DotMap) menu() bool {
	if m.OnMenu == nil || m.hover < 0 {
		return false
	}
	at := m.view.spot(m.dots.X[m.hover], m.dots.Y[m.hover], m.Size())
	m.OnMenu(m.hover, fyne.CurrentApp().Driver().AbsolutePositionForObject(m).Add(at))
	return true
}

// follow moves the plane so that the dot of the keyboard is in sight.
func (m *DotMap) follow() {
	if m.hover < 0 || m.view.Zoom <= 1 {
		return
	}
	side := 1 / m.view.Zoom
	x, y := m.dots.X[m.hover], m.dots.Y[m.hover]
	if x < m.view.X || x > m.view.X+side || y < m.view.Y || y > m.view.Y+side {
		m.view.X, m.view.Y = x-side/2, y-side/2
		m.view = m.view.held()
		m.Refresh()
	}
}

// TypedRune implements fyne.Focusable.
func (m *DotMap) TypedRune(r rune) {
	middle := fyne.NewPos(m.Size().Width/2, m.Size().Height/2)
	switch {
	case r == '+' || r == '=':
		m.zoom(1.4, middle)
	case r == '-':
		m.zoom(1/1.4, middle)
	case r == '0':
		m.Whole()
	case r == ' ' || m.OnRune != nil && m.OnRune(r):
	default:
		unwantedRune(m, r)
	}
}
