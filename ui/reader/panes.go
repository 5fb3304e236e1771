package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"throughline/ui/kit"
)

// panes shows one text, or two beside each other. Of two, the one that has the keyboard has a line in the accent's colour
// over it, and the other's heading is muted.
type panes struct {
	widget.BaseWidget
	left, right *Screen
	onRight     bool // the right one has the keyboard
	lone        bool // only the one that has the keyboard shows, for the moment
	bars        [2]*kit.Fill
	line        *kit.Fill
	empty       fyne.CanvasObject // shows while none is open
}

func newPanes(empty fyne.CanvasObject) *panes {
	p := &panes{empty: empty, line: kit.NewFill(kit.Line), bars: [2]*kit.Fill{kit.NewFill(kit.Accent), kit.NewFill(kit.Accent)}}
	p.ExtendBaseWidget(p)
	return p
}

// set shows one or two texts.
func (p *panes) set(left, right *Screen, onRight bool) {
	p.left, p.right, p.onRight = left, right, onRight
	if left != nil {
		left.head.setQuiet(right != nil && onRight)
	}
	if right != nil {
		right.head.setQuiet(!onRight)
	}
	p.Refresh()
}

// alone shows only the text that has the keyboard, or both again.
func (p *panes) alone(on bool) {
	if p.lone != on {
		p.lone = on
		p.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (p *panes) CreateRenderer() fyne.WidgetRenderer { return &panesRenderer{p: p} }

type panesRenderer struct {
	p       *panes
	objects []fyne.CanvasObject
}

func (r *panesRenderer) Destroy()                     {}
func (r *panesRenderer) MinSize() fyne.Size           { return fyne.NewSize(320, 160) }
func (r *panesRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *panesRenderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

// paneBar is the height of the line over the text that has the keyboard.
const paneBar float32 = 2

// Layout implements fyne.WidgetRenderer.
func (r *panesRenderer) Layout(size fyne.Size) {
	p := r.p
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		r.objects = append(r.objects, o)
	}
	r.objects = r.objects[:0]
	switch {
	case p.left == nil:
		put(p.empty, 0, 0, size.Width, size.Height)
	case p.right == nil:
		put(p.left.middle, 0, 0, size.Width, size.Height)
	case p.lone:
		s := p.left
		if p.onRight {
			s = p.right
		}
		put(s.middle, 0, 0, size.Width, size.Height)
	default:
		half := float32(int(size.Width / 2))
		put(p.left.middle, 0, 0, half, size.Height)
		put(p.right.middle, half+1, 0, size.Width-half-1, size.Height)
		put(p.line, half, 0, 1, size.Height)
		if p.onRight {
			put(p.bars[1], half+1, 0, size.Width-half-1, paneBar)
		} else {
			put(p.bars[0], 0, 0, half, paneBar)
		}
	}
}
