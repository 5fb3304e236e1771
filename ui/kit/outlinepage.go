package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// outlinePage is the lines of an outline: as tall as all of them, drawing those in sight.
type outlinePage struct {
	widget.BaseWidget
	outline   *Outline
	hover     int
	focused   bool
	lastClick time.Time
	lastRow   int
	mods      fyne.KeyModifier
	draw      *outlinePainter
	later     int          // line to choose alone when the button is let go without a drag, -1 for none
	drag      *outlineDrag // lines on the way, nil for none
	editing   int          // line whose words are edited, -1 for none
	field     *Entry
}

func (p *outlinePage) rowAt(y float32) int {
	row := int(y / outlineRow)
	if y < 0 || row >= p.outline.rows {
		return -1
	}
	return row
}

// first is the first line that is no heading, 0 where all are.
func (p *outlinePage) first() int {
	for i := range p.outline.rows {
		if !p.outline.Row(i).Head {
			return i
		}
	}
	return 0
}

// MouseDown implements desktop.Mouseable.
func (p *outlinePage) MouseDown(e *desktop.MouseEvent) {
	o := p.outline
	o.Focus()
	p.later = -1
	row := p.rowAt(e.Position.Y)
	if row < 0 || o.Row(row).Head {
		return
	}
	if e.Button == desktop.MouseButtonSecondary {
		if !o.sel.Has(row) {
			o.pick(row, 0)
		}
		return
	}
	r := o.Row(row)
	if x := e.Position.X - outlinePad - float32(r.Depth)*outlineIndent; r.Parent && x >= -4 && x < 18 {
		p.lastClick = time.Time{}
		o.toggle(row)
		return
	}
	twice := row == p.lastRow && time.Since(p.lastClick) < doubleClick && e.Modifier == 0
	p.lastRow, p.lastClick = row, time.Now()
	switch {
	case twice:
		p.lastClick = time.Time{}
		if o.OnOpen != nil {
			o.OnOpen(row)
		}
	case e.Modifier == 0 && o.sel.Has(row) && o.sel.Len() > 1:
		p.later = row // perhaps all of them are about to be dragged
	default:
		o.pick(row, e.Modifier)
	}
}

// MouseUp implements desktop.Mouseable.
func (p *outlinePage) MouseUp(*desktop.MouseEvent) {
	if p.later >= 0 && p.drag == nil {
		p.outline.pick(p.later, 0)
	}
	p.later = -1
}

// Tapped implements fyne.Tappable. The work is done in MouseDown, which knows the modifiers.
func (p *outlinePage) Tapped(*fyne.PointEvent) {}

// TappedSecondary implements fyne.SecondaryTappable.
func (p *outlinePage) TappedSecondary(e *fyne.PointEvent) {
	if row := p.rowAt(e.Position.Y); row >= 0 && p.outline.OnMenu != nil && !p.outline.Row(row).Head {
		p.outline.OnMenu(row, e.AbsolutePosition)
	}
}

// MouseIn implements desktop.Hoverable.
func (p *outlinePage) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (p *outlinePage) MouseMoved(e *desktop.MouseEvent) {
	if row := p.rowAt(e.Position.Y); row != p.hover {
		p.hover = row
		p.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (p *outlinePage) MouseOut() {
	p.hover = -1
	p.Refresh()
}

// FocusGained implements fyne.Focusable.
func (p *outlinePage) FocusGained() {
	p.focused = true
	p.Refresh()
	Announce(p)
}

// FocusLost implements fyne.Focusable.
func (p *outlinePage) FocusLost() {
	p.focused, p.mods = false, 0
	p.Refresh()
}

// KeyDown implements desktop.Keyable: key events carry no modifiers, so Shift is followed here.
func (p *outlinePage) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		p.mods |= fyne.KeyModifierShift
	}
}

// KeyUp implements desktop.Keyable.
func (p *outlinePage) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		p.mods &^= fyne.KeyModifierShift
	}
}

// TypedKey implements fyne.Focusable.
func (p *outlinePage) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && p.drag != nil:
		p.cancelDrag()
	case WantsMenu(k) && p.menu():
	case p.outline.key(k.Name, p.mods&fyne.KeyModifierShift != 0):
	case p.outline.OnKey != nil && (!functionKey(k.Name) || k.Name == fyne.KeyF2):
		p.outline.OnKey(k)
	default:
		unwantedKey(p, k)
	}
}

// menu opens the menu of the line that has the keyboard. Returns false where there is none.
func (p *outlinePage) menu() bool {
	o := p.outline
	at := o.sel.Cursor()
	if o.OnMenu == nil || at < 0 || at >= o.rows || o.Row(at).Head {
		return false
	}
	if !o.sel.Has(at) {
		o.pick(at, 0)
	}
	o.OnMenu(at, fyne.CurrentApp().Driver().AbsolutePositionForObject(p).AddXY(Space4, float32(at+1)*outlineRow))
	return true
}

// TypedRune implements fyne.Focusable.
func (p *outlinePage) TypedRune(r rune) {
	if p.outline.OnRune != nil && r != '?' {
		p.outline.OnRune(r)
		return
	}
	unwantedRune(p, r)
}

// TypedShortcut implements fyne.Shortcutable: Ctrl+A chooses all lines.
func (p *outlinePage) TypedShortcut(s fyne.Shortcut) {
	o := p.outline
	if _, ok := s.(*fyne.ShortcutSelectAll); ok {
		o.sel.All(o.rows)
		o.changed()
		return
	}
	if o.OnShortcut != nil {
		o.OnShortcut(s)
	}
}

// edit puts a field over the words of a line.
func (p *outlinePage) edit(row int, text string, done func(string, bool)) {
	p.endEdit()
	f := NewEntry("")
	f.SetText(text)
	p.field, p.editing = f, row
	ended := false
	end := func(keep bool) {
		if ended {
			return
		}
		ended = true
		had := f.focused
		if p.field == f {
			p.field, p.editing = nil, -1
			p.Refresh()
		}
		if had {
			p.outline.Focus()
		}
		done(f.Text, keep)
	}
	f.OnSubmitted = func(string) { end(true) }
	f.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyEscape {
			end(false)
			return true
		}
		return false
	}
	f.OnFocus = func(on bool) {
		if !on {
			end(true)
		}
	}
	p.Refresh()
	f.Focus()
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// endEdit finishes the edit that is under way and keeps its words.
func (p *outlinePage) endEdit() {
	if f := p.field; f != nil && f.OnSubmitted != nil {
		f.OnSubmitted(f.Text)
	}
}

// CreateRenderer implements fyne.Widget.
func (p *outlinePage) CreateRenderer() fyne.WidgetRenderer {
	p.draw = &outlinePainter{}
	r := &painter{}
	// One line of room stays below the last, where lines can be dropped to stand at the end.
	r.min = func() fyne.Size { return fyne.NewSize(0, float32(p.outline.rows+1)*outlineRow) }
	r.layout = func(size fyne.Size) {
		r.objects = p.draw.rows(p, size.Width)
		if p.field != nil && p.editing < p.outline.rows {
			row := p.outline.Row(p.editing)
			x := wordsAt(row) - Space2
			high := outlineRow - 2
			place(p.field, x, float32(p.editing)*outlineRow+1, max(120, min(360, size.Width-x-outlinePad)), high)
			r.objects = append(r.objects, p.field)
		}
		if p.focused && p.outline.rows == 0 {
			r.objects = append(r.objects, focusBar(size.Height))
		}
	}
	r.attach(p)
	return r
}
