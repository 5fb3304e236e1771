package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"throughline/ui/say"
)

// splitKey stands for a hairline where the keyboard comes by: Left and Right move it. The grip itself lies above the sides, which would be the wrong order.
type splitKey struct {
	widget.BaseWidget
	grip *splitGrip
}

func newSplitKey(g *splitGrip) *splitKey {
	k := &splitKey{grip: g}
	k.ExtendBaseWidget(k)
	return k
}

// FocusGained implements fyne.Focusable.
func (k *splitKey) FocusGained() {
	k.show(true)
	Announce(k)
}

// FocusLost implements fyne.Focusable.
func (k *splitKey) FocusLost() { k.show(false) }

func (k *splitKey) show(on bool) {
	k.grip.focus = on
	k.grip.Refresh()
	k.Refresh()
}

// TypedRune implements fyne.Focusable.
func (k *splitKey) TypedRune(r rune) { unwantedRune(k, r) }

// gripStep is how far an arrow key moves the hairline, in pixels.
const gripStep float32 = 16

// TypedKey implements fyne.Focusable: Left and Right move the hairline.
func (k *splitKey) TypedKey(e *fyne.KeyEvent) {
	g := k.grip
	switch e.Name {
	case fyne.KeyLeft:
		g.split.drag(g.left, -gripStep)
	case fyne.KeyRight:
		g.split.drag(g.left, gripStep)
	default:
		unwantedKey(k, e)
		return
	}
	g.DragEnd()
}

// AccessibilityLabel implements fyne.Accessible.
func (k *splitKey) AccessibilityLabel() string {
	if k.grip.left {
		return say.T("Width of the left side: Left, Right")
	}
	return say.T("Width of the right side: Left, Right")
}

// AccessibilityRole implements fyne.Accessible.
func (k *splitKey) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (k *splitKey) CreateRenderer() fyne.WidgetRenderer {
	line := NewFill(Clear)
	r := &painter{objects: []fyne.CanvasObject{line}}
	r.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	r.layout = func(s fyne.Size) { line.Resize(s) }
	r.paint = func() {
		line.SetToken(Clear)
		if k.grip.focus {
			line.SetToken(Accent)
		}
	}
	r.attach(k)
	return r
}
