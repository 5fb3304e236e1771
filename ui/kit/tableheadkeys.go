package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/ui/say"
)

// The headings have the keyboard as one: Left and Right choose a heading, Enter sorts by it, + and - give it another width, Ctrl with an arrow another place, the
// menu key opens the choice of columns, Down leads to the rows.

// Inert implements Inert: headings that do nothing.
func (h *tableHead) Inert() bool {
	t := h.table
	sorts := t.OnSort != nil && slices.ContainsFunc(t.columns, func(c Column) bool { return c.Sortable })
	return !sorts && t.OnColumns == nil && t.OnHeadMenu == nil
}

// Enable implements fyne.Disableable.
func (h *tableHead) Enable() {}

// Disable implements fyne.Disableable.
func (h *tableHead) Disable() {}

// Disabled implements fyne.Disableable: the keyboard passes headings that do nothing.
func (h *tableHead) Disabled() bool { return h.Inert() }

// AccessibilityLabel implements fyne.Accessible: the heading that has the keyboard, and whether it sorts.
func (h *tableHead) AccessibilityLabel() string {
	t := h.table
	if h.at >= len(t.columns) {
		return ""
	}
	c := t.columns[h.at]
	name := say.T("Heading %s", strings.TrimSpace(c.Title))
	switch {
	case c.ID != t.sortBy || !c.Sortable:
		return name
	case t.desc:
		return say.T("%s, sorted downwards", name)
	}
	return say.T("%s, sorted upwards", name)
}

// AccessibilityRole implements fyne.Accessible.
func (h *tableHead) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// FocusGained implements fyne.Focusable.
func (h *tableHead) FocusGained() {
	h.focus = true
	h.at = min(h.at, max(0, len(h.table.columns)-1))
	h.Refresh()
	Announce(h)
}

// FocusLost implements fyne.Focusable.
func (h *tableHead) FocusLost() {
	h.focus = false
	h.Refresh()
}

// widthStep is by how much + and - change the width of a column.
const widthStep float32 = 16

// TypedRune implements fyne.Focusable.
func (h *tableHead) TypedRune(r rune) {
	t := h.table
	switch {
	case (r == '+' || r == '-') && t.OnColumns != nil:
		by := widthStep
		if r == '-' {
			by = -widthStep
		}
		t.widen(h.at, by)
		t.OnColumns(slices.Clone(t.columns))
	case r == ' ':
	case t.OnRune != nil && r != '?':
		t.OnRune(r)
	default:
		unwantedRune(h, r)
	}
}

// TypedKey implements fyne.Focusable.
func (h *tableHead) TypedKey(k *fyne.KeyEvent) {
	t := h.table
	switch {
	case k.Name == fyne.KeyLeft:
		h.step(-1)
	case k.Name == fyne.KeyRight:
		h.step(1)
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter || k.Name == fyne.KeySpace:
		t.sort(h.at)
	case k.Name == fyne.KeyDown:
		t.Focus()
	case WantsMenu(k) && t.OnHeadMenu != nil:
		t.OnHeadMenu(footOf(h))
	case k.Name == fyne.KeyEscape && dismissTop(h):
	default:
		unwantedKey(h, k)
	}
}

// step chooses the next heading that is shown.
func (h *tableHead) step(by int) {
	for i := h.at + by; i >= 0 && i < len(h.table.widths); i += by {
		if h.table.widths[i] > 0 {
			h.at = i
			h.Refresh()
			Announce(h)
			return
		}
	}
}

// TypedShortcut implements fyne.Shortcutable: Ctrl with an arrow takes the column one place on.
func (h *tableHead) TypedShortcut(s fyne.Shortcut) {
	t := h.table
	k, ok := s.(*desktop.CustomShortcut)
	by := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}
	if !ok || k.Modifier != fyne.KeyModifierShortcutDefault || by[k.KeyName] == 0 || t.OnColumns == nil {
		unwantedShortcut(h, s)
		return
	}
	to := h.at + by[k.KeyName]
	if to < 0 || to >= len(t.columns) {
		return
	}
	columns := slices.Clone(t.columns)
	columns[h.at], columns[to] = columns[to], columns[h.at]
	t.columns, h.at = columns, to
	t.Refresh()
	t.OnColumns(slices.Clone(columns))
}

// ringInside is the focus ring of a heading.
func ringInside(x, w, high float32) *canvas.Rectangle {
	ring := &canvas.Rectangle{FillColor: Alpha(Color(Accent), 1.0/255), StrokeColor: Color(Accent), StrokeWidth: 2, CornerRadius: 4}
	place(ring, x+2, 2, w-4, high-4)
	return ring
}
