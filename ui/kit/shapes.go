package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Fill is a coloured rectangle that follows the theme.
type Fill struct {
	widget.BaseWidget
	token  Token
	radius float32
	border Token
	min    fyne.Size
	shadow bool
}

// NewFill makes a plain ground.
func NewFill(t Token) *Fill { return newFill(t, "", 0) }

// NewBox makes a ground with a hairline edge and rounded corners.
func NewBox(ground, edge Token) *Fill { return newFill(ground, edge, Radius) }

func newFill(ground, edge Token, radius float32) *Fill {
	f := &Fill{token: ground, border: edge, radius: radius}
	f.ExtendBaseWidget(f)
	return f
}

// SetToken changes the ground.
func (f *Fill) SetToken(t Token) {
	if f.token != t {
		f.token = t
		f.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Fill) CreateRenderer() fyne.WidgetRenderer {
	rect := &canvas.Rectangle{}
	r := &painter{objects: []fyne.CanvasObject{rect}}
	r.min = func() fyne.Size { return f.min }
	r.layout = func(s fyne.Size) { rect.Resize(s) }
	r.paint = func() {
		rect.FillColor, rect.CornerRadius = Color(f.token), f.radius
		if f.border != "" {
			rect.StrokeColor, rect.StrokeWidth = Color(f.border), Hairline
		}
		if f.shadow {
			rect.Shadow = canvas.Shadow{Color: Color(Shade), BlurRadius: 14, Offset: fyne.NewPos(0, 4)}
		}
	}
	r.attach(f)
	return r
}

// HLine is a horizontal hairline.
func HLine() *Fill {
	f := newFill(Line, "", 0)
	f.min = fyne.NewSize(1, Hairline)
	return f
}

// VLine is a vertical hairline.
func VLine() *Fill {
	f := newFill(Line, "", 0)
	f.min = fyne.NewSize(Hairline, 1)
	return f
}

// Dot is a small disc in a colour of its own, such as a tag's. It always stands beside a word.
type Dot struct {
	widget.BaseWidget
	paint Paint
	size  float32
}

// NewDot makes a disc of 8 pixels.
func NewDot(p Paint) *Dot {
	d := &Dot{paint: p, size: 8}
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer implements fyne.Widget.
func (d *Dot) CreateRenderer() fyne.WidgetRenderer {
	c := &canvas.Circle{}
	r := &painter{objects: []fyne.CanvasObject{c}}
	r.min = func() fyne.Size { return fyne.NewSize(d.size, d.size) }
	r.layout = func(s fyne.Size) { place(c, (s.Width-d.size)/2, (s.Height-d.size)/2, d.size, d.size) }
	r.paint = func() { c.FillColor = d.paint.Color() }
	r.attach(d)
	return r
}
