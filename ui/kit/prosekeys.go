package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Text with links has the keyboard as one: the arrow keys go from link to link, Enter follows the one that is outlined.

// Inert implements Inert: text without links that does nothing when pressed.
func (p *Prose) Inert() bool { return p.OnTap == nil && p.nextLink(-1, 1) < 0 }

// Enable implements fyne.Disableable.
func (p *Prose) Enable() {}

// Disable implements fyne.Disableable.
func (p *Prose) Disable() {}

// Disabled implements fyne.Disableable: the keyboard passes plain text.
func (p *Prose) Disabled() bool { return p.Inert() }

// FocusGained implements fyne.Focusable.
func (p *Prose) FocusGained() {
	p.focused = true
	if p.at < 0 && p.OnTap == nil {
		p.at = p.nextLink(-1, 1)
	}
	p.Refresh()
	follow(p, false)
	Announce(p)
}

// FocusLost implements fyne.Focusable.
func (p *Prose) FocusLost() {
	p.focused = false
	p.Refresh()
}

// TypedRune implements fyne.Focusable.
func (p *Prose) TypedRune(r rune) {
	if r != ' ' {
		unwantedRune(p, r)
	}
}

// TypedKey implements fyne.Focusable.
func (p *Prose) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyRight, fyne.KeyDown:
		p.goTo(p.nextLink(p.at, 1), k)
	case fyne.KeyLeft, fyne.KeyUp:
		p.goTo(p.nextLink(p.at, -1), k)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if p.at >= 0 && p.at < len(p.goes) && p.goes[p.at] != nil {
			p.goes[p.at]()
		} else if p.OnTap != nil {
			p.OnTap(fyne.Position{})
		}
	default:
		pageKey(p, k)
	}
}

// goTo gives the keyboard to a link; where there is none in that direction the key goes on to the window.
func (p *Prose) goTo(run int, k *fyne.KeyEvent) {
	if run < 0 {
		unwantedKey(p, k)
		return
	}
	p.at = run
	p.Refresh()
	Announce(p)
}

// nextLink is the next run with a link from a run on, in a direction, -1 for none.
func (p *Prose) nextLink(from, by int) int {
	for i := from + by; i >= 0 && i < len(p.goes); i += by {
		if p.goes[i] != nil && (from < 0 || p.goes[from] == nil || p.runs[i].Text != "") {
			return i
		}
	}
	return -1
}

// ringRound is the outline of the place that has the keyboard.
func (p *Prose) ringRound(x, y, w, high float32) *canvas.Rectangle {
	ring := &canvas.Rectangle{FillColor: Alpha(Color(Accent), 1.0/255), StrokeColor: Color(Accent), StrokeWidth: 2, CornerRadius: 4}
	place(ring, x-2, y, w+4, high)
	return ring
}
