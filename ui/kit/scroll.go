package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// ScrollView scrolls content that is taller than its room. It knows height for width, so wrapped text neither clips
// nor jumps. What gets the keyboard in it comes into sight.
type ScrollView struct {
	widget.BaseWidget
	scroll *container.Scroll
	body   *scrollBody
}

// Scroll makes a vertical scroller round o.
func Scroll(o fyne.CanvasObject) *ScrollView {
	b := &scrollBody{content: o}
	b.ExtendBaseWidget(b)
	v := &ScrollView{body: b, scroll: container.NewVScroll(b)}
	v.ExtendBaseWidget(v)
	return v
}

// ScrollTo brings y of the content to the top of the view, as far as the content allows.
func (v *ScrollView) ScrollTo(y float32) {
	before := v.scroll.Offset
	v.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(y, v.body.Size().Height-v.Size().Height))))
	if f := v.scroll.OnScrolled; f != nil && v.scroll.Offset != before {
		f(v.scroll.Offset) // the toolkit tells only of wheel and bar
	}
}

// Offset is how far the content is scrolled.
func (v *ScrollView) Offset() float32 { return v.scroll.Offset.Y }

// Reveal scrolls just so far that the stretch from y, high tall, is seen.
func (v *ScrollView) Reveal(y, high float32) {
	switch top := v.Offset(); {
	case y < top:
		v.ScrollTo(y)
	case y+high > top+v.Size().Height:
		v.ScrollTo(y + high - v.Size().Height)
	}
}

// OnScrolled calls f with the offset whenever the content moves.
func (v *ScrollView) OnScrolled(f func(y float32)) {
	v.scroll.OnScrolled = func(p fyne.Position) { f(p.Y) }
}

// CreateRenderer implements fyne.Widget.
func (v *ScrollView) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{objects: []fyne.CanvasObject{v.scroll}, gone: func() { v.follow(false) }}
	v.follow(true)
	r.min = func() fyne.Size { return fyne.NewSize(leastWidth(v.body.content), 32) }
	r.layout = func(s fyne.Size) {
		v.body.width = s.Width
		place(v.scroll, 0, 0, s.Width, s.Height)
		v.scroll.Refresh()
	}
	r.attach(v)
	return r
}

// scrollBody is scrolled content that takes its height from the width it gets.
type scrollBody struct {
	widget.BaseWidget
	content fyne.CanvasObject
	width   float32
}

// CreateRenderer implements fyne.Widget.
func (b *scrollBody) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{objects: []fyne.CanvasObject{b.content}}
	r.min = func() fyne.Size {
		if b.width > 0 {
			return fyne.NewSize(min(leastWidth(b.content), b.width), HeightFor(b.content, b.width))
		}
		return b.content.MinSize()
	}
	r.layout = func(s fyne.Size) { place(b.content, 0, 0, s.Width, s.Height) }
	r.attach(b)
	return r
}
