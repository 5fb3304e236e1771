package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// FocusGained implements fyne.Focusable.
func (p *page) FocusGained() {
	p.focused = true
	p.sync()
	kit.Announce(p)
	if p.v.OnFocus != nil {
		p.v.OnFocus()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (p *page) AccessibilityLabel() string { return say.T("Text of the interview") }

// AccessibilityRole implements fyne.Accessible.
func (p *page) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// FocusLost implements fyne.Focusable.
func (p *page) FocusLost() { p.focused = false; p.sync() }

// AcceptsTab implements fyne.Tabbable: Tab accepts a suggestion that is shown, else it goes on to the next control.
func (p *page) AcceptsTab() bool { return p.v.ghost >= 0 }

// TypedRune implements fyne.Focusable.
func (p *page) TypedRune(r rune) {
	if c, ok := commandOf(r); ok {
		p.v.send(c)
		return
	}
	if s := kit.StageOf(p); s != nil && s.OnRune != nil {
		s.OnRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (p *page) TypedKey(e *fyne.KeyEvent) {
	if s := kit.StageOf(p); e.Name == fyne.KeyEscape && s != nil && s.OnEscape != nil && s.OnEscape() {
		return
	}
	if kit.WantsMenu(e) {
		p.menuAtCaret()
		return
	}
	if p.key(e.Name, p.mods()) {
		return
	}
	if s := kit.StageOf(p); s != nil && s.OnKey != nil {
		s.OnKey(e)
	}
}

var keySteps = map[fyne.KeyName]step{
	fyne.KeyLeft: stepLeft, fyne.KeyRight: stepRight, fyne.KeyUp: stepUp, fyne.KeyDown: stepDown,
	fyne.KeyPageUp: stepPageUp, fyne.KeyPageDown: stepPageDown, fyne.KeyHome: stepLineStart, fyne.KeyEnd: stepLineEnd,
}

// ctrlSteps are what the same keys do with Ctrl.
var ctrlSteps = map[fyne.KeyName]step{
	fyne.KeyLeft: stepWordLeft, fyne.KeyRight: stepWordRight, fyne.KeyHome: stepTop, fyne.KeyEnd: stepBottom,
	fyne.KeyUp: stepTurnUp, fyne.KeyDown: stepTurnDown,
}

// altSteps extend the selection with Shift and Alt: by sentences and by turns.
var altSteps = map[fyne.KeyName]step{
	fyne.KeyLeft: stepSentenceLeft, fyne.KeyRight: stepSentenceRight, fyne.KeyUp: stepTurnUp, fyne.KeyDown: stepTurnEnd,
}

var keyActs = map[fyne.KeyName]Act{fyne.KeyDelete: ActDelete, fyne.KeyEscape: ActEscape}

// key does what a key means here; false when it means nothing.
func (p *page) key(name fyne.KeyName, mods fyne.KeyModifier) bool {
	shift := mods&fyne.KeyModifierShift != 0
	if a, ok := keyActs[name]; ok {
		p.v.command(a)
		return true
	}
	if s, ok := keySteps[name]; ok {
		p.step(s, shift)
		return true
	}
	switch {
	case name == fyne.KeyTab && p.v.ghost >= 0 && !shift:
		p.v.command(ActAccept)
	case name == fyne.KeyTab:
		if c := kit.CanvasOf(p); c != nil {
			c.FocusPrevious()
		}
	case name == fyne.KeyBackspace && p.v.ghost >= 0:
		p.v.command(ActReject)
	default:
		return false
	}
	return true
}

// step moves the caret and keeps it in sight. A caret that was scrolled out of sight comes along first: who reads on with the
// wheel does not want to be thrown back.
func (p *page) step(s step, extend bool) {
	v := p.v
	if at := v.caret.at; !extend && v.caret.selection().Len() == 0 && (at < v.at.Start || at > v.at.End) && s != stepTop && s != stepBottom {
		v.caret.put(v.at.Start, false)
	}
	view := v.high()
	line := v.doc.Metrics().Line
	before := v.doc.RowOf(v.caret.at, v.caret.up).Y
	v.caret.move(v.doc, s, extend, max(line, view-2*line))
	r := v.doc.RowOf(v.caret.at, v.caret.up)
	switch {
	case s == stepPageUp || s == stepPageDown:
		v.scrollTo(v.top + r.Y - before)
	case r.Y < v.top+line:
		v.scrollTo(r.Y - 2*line)
	case r.Y+2*line > v.top+view:
		v.scrollTo(r.Y + 3*line - view)
	default:
		p.sync()
	}
	v.selected(false)
}

// TypedShortcut implements fyne.Shortcutable: keys with Ctrl or Alt come here, not to TypedKey. What the text does not
// know goes on to the window.
func (p *page) TypedShortcut(s fyne.Shortcut) {
	v := p.v
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		v.command(ActCopy)
		return
	case *fyne.ShortcutSelectAll:
		v.caret.anchor, v.caret.at, v.caret.up = v.doc.Turn(0).Start, v.doc.Turn(v.doc.Turns()-1).End, true
		p.sync()
		v.selected(false)
		return
	case *desktop.CustomShortcut:
		if p.chord(s) {
			return
		}
	}
	if c, ok := kit.CanvasOf(p).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// chord does what a key with Ctrl or Alt means here; false when it means nothing.
func (p *page) chord(s *desktop.CustomShortcut) bool {
	shift := s.Modifier&fyne.KeyModifierShift != 0
	switch s.Modifier &^ fyne.KeyModifierShift {
	case fyne.KeyModifierShortcutDefault:
		if st, ok := ctrlSteps[s.KeyName]; ok {
			if st == stepTurnDown && shift {
				st = stepTurnEnd
			}
			p.step(st, shift)
			return true
		}
		if s.KeyName == fyne.KeyE && !shift {
			p.v.command(ActEdit)
			return true
		}
		if s.KeyName == fyne.KeyF && !shift {
			p.v.command(ActFind)
			return true
		}
	case fyne.KeyModifierAlt:
		if st, ok := altSteps[s.KeyName]; ok && shift {
			p.step(st, true)
			return true
		}
	}
	return false
}

func (v *TextView) command(a Act) { v.send(Command{Act: a}) }

func (v *TextView) send(c Command) {
	if v.OnCommand != nil {
		v.OnCommand(c)
	}
}

// Focus gives the text the keyboard.
func (v *TextView) Focus() {
	if c := kit.CanvasOf(v); c != nil {
		c.Focus(v.page)
	}
}

// Focused reports whether the text has the keyboard.
func (v *TextView) Focused() bool { return v.page.focused }
