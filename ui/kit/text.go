package kit

import (
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Style is how a run of text looks. The zero Color means Ink, the zero Size SizeBody.
type Style struct {
	Size   float32
	Bold   bool
	Italic bool
	Mono   bool
	Color  Token
}

// The styles of the house.
var (
	Body    = Style{Size: SizeBody}
	Strong  = Style{Size: SizeBody, Bold: true} // headings of cards and panels
	Control = Style{Size: SizeControl}          // buttons, chips, table cells
	Small   = Style{Size: SizeSmall, Color: Muted}
	Label   = Style{Size: SizeControl, Color: Muted} // above a field or value
	Reading = Style{Size: SizeReading}
	Title   = Style{Size: SizeTitle, Bold: true}   // of a screen
	Display = Style{Size: SizeDisplay, Bold: true} // an insight's claim, a big number
)

// In returns the style in another colour.
func (s Style) In(c Token) Style { s.Color = c; return s }

// B returns the style in bold.
func (s Style) B() Style { s.Bold = true; return s }

// Sized returns the style in another size.
func (s Style) Sized(px float32) Style { s.Size = px; return s }

// Token returns the colour token, Ink when none is set.
func (s Style) Token() Token {
	if s.Color == "" {
		return Ink
	}
	return s.Color
}

// Px returns the size in pixels, SizeBody when none is set.
func (s Style) Px() float32 {
	if s.Size == 0 {
		return SizeBody
	}
	return s.Size
}

// LineHeight is the distance between two lines of wrapped text in this style: 1.5 for reading sizes, tighter for
// headings.
func (s Style) LineHeight() float32 {
	f := float32(1.45)
	switch px := s.Px(); {
	case px >= SizeTitle:
		f = 1.2
	case px >= SizeReading:
		f = 1.5
	}
	return roundUp(s.Px() * f)
}

func roundUp(f float32) float32 {
	if n := float32(int(f)); n < f {
		return n + 1
	}
	return f
}

func (s Style) fyne() fyne.TextStyle {
	return fyne.TextStyle{Bold: s.Bold, Italic: s.Italic, Monospace: s.Mono}
}

// apply paints a canvas text in the style.
func (s Style) apply(t *canvas.Text) {
	t.TextSize, t.TextStyle, t.Color = s.Px(), s.fyne(), Color(s.Token())
}

type measureKey struct {
	text               string
	px                 float32
	bold, italic, mono bool
}

// measured remembers sizes of strings: Fyne's own cache costs microseconds a hit, this one nanoseconds. It holds two generations: when the young one has
// maxMeasured strings the old one is forgotten, and what is asked for again becomes young again. So what is in sight is never measured all anew, and
// what was seen hours ago takes no memory.
var measured = struct {
	sync.Mutex
	young, old map[measureKey]fyne.Size
}{young: map[measureKey]fyne.Size{}}

const maxMeasured = 10_000

// Measure returns the size of one line of text in a style.
func Measure(text string, s Style) fyne.Size {
	k := measureKey{text, s.Px(), s.Bold, s.Italic, s.Mono}
	measured.Lock()
	defer measured.Unlock()
	size, ok := measured.young[k]
	if ok {
		return size
	}
	if size, ok = measured.old[k]; !ok {
		size = fyne.MeasureText(text, s.Px(), s.fyne())
		k.text = strings.Clone(text) // a part would keep the whole text alive
	}
	if len(measured.young) >= maxMeasured {
		measured.young, measured.old = make(map[measureKey]fyne.Size, maxMeasured), measured.young
	}
	measured.young[k] = size
	return size
}

// Text is one line of text. It is cut with an ellipsis when it gets less room than it needs; set Elastic to let
// layouts give it less.
type Text struct {
	widget.BaseWidget
	text    string
	style   Style
	align   fyne.TextAlign
	elastic bool
	whole   bool // shown whole or not at all
}

// NewText makes a line of text.
func NewText(text string, s Style) *Text {
	t := &Text{text: text, style: s}
	t.ExtendBaseWidget(t)
	return t
}

// NewElastic makes a line of text that asks for little room and is cut to what it gets; an HStack gives it what is to
// spare, up to its whole length.
func NewElastic(text string, s Style) *Text {
	t := &Text{text: text, style: s, elastic: true}
	t.ExtendBaseWidget(t)
	return t
}

// NewAside makes a line of text like NewElastic that is shown whole or not at all: a few letters of it say nothing, and what it says stands elsewhere, too.
func NewAside(text string, s Style) *Text {
	t := NewElastic(text, s)
	t.whole = true
	return t
}

// NewTextAt makes a line of text aligned in the room it gets.
func NewTextAt(text string, s Style, a fyne.TextAlign) *Text {
	t := &Text{text: text, style: s, align: a}
	t.ExtendBaseWidget(t)
	return t
}

// likes implements elastic; text that is not elastic wants no more than it has.
func (t *Text) likes() float32 {
	if !t.elastic {
		return 0
	}
	return Measure(t.text, t.style).Width + 1
}

// Text returns what is shown.
func (t *Text) Text() string { return t.text }

// SetText shows another text.
func (t *Text) SetText(s string) {
	if t.text != s {
		t.text = s
		t.Refresh()
	}
}

// SetStyle shows the text in another style.
func (t *Text) SetStyle(s Style) {
	if t.style != s {
		t.style = s
		t.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := &canvas.Text{}
	r := &painter{objects: []fyne.CanvasObject{line}}
	r.min = func() fyne.Size {
		size := Measure(t.text, t.style)
		if t.text == "" {
			size.Height = Measure("x", t.style).Height
		}
		if t.elastic {
			size.Width = min(size.Width, 3*t.style.Px())
		}
		return size
	}
	r.layout = func(size fyne.Size) {
		line.Text = t.text
		if size.Width > 0 && Measure(t.text, t.style).Width > size.Width+0.5 {
			line.Text = ""
			if !t.whole {
				line.Text = Fit(t.text, t.style, size.Width)
			}
		}
		line.Alignment = t.align
		line.Move(fyne.NewPos(0, 0))
		line.Resize(size)
	}
	r.paint = func() { t.style.apply(line) }
	r.attach(t)
	return r
}
