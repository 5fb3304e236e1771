package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/ui/say"
)

// Slider chooses a whole number from a range, on a scale on which equal ways are equal factors: from 2 to 4 is as far as from 50 to
// 100. A mark can show a number that is proposed. Left and Right go by one, PageUp and PageDown by a tenth of the way, Home
// and End to the ends; other keys, Up, Down and Space among them, go to the screen, for a hand that just dragged goes on in its list.
type Slider struct {
	control
	// OnChange runs with each number the person moves to, also while dragging.
	OnChange func(n int)

	least, most int
	value       int
	mark        int // 0 for none
	width       float32
	high        string // words for the ends
	low         string
}

// NewSlider makes a slider at least width wide, with words at its ends.
func NewSlider(low, high string, width float32, onChange func(n int)) *Slider {
	s := &Slider{OnChange: onChange, least: 1, most: 1, value: 1, width: width, low: low, high: high}
	s.extend(s, nil)
	return s
}

// Set shows a range from at least 1, a number in it and a mark at another, 0 for none, without calling OnChange.
func (s *Slider) Set(least, most, value, mark int) {
	least = max(1, least)
	most = max(least, most)
	value = max(least, min(most, value))
	if s.least != least || s.most != most || s.value != value || s.mark != mark {
		s.least, s.most, s.value, s.mark = least, most, value, mark
		s.Refresh()
	}
}

// Value is the number chosen.
func (s *Slider) Value() int { return s.value }

func (s *Slider) choose(n int) {
	n = max(s.least, min(s.most, n))
	if n == s.value || s.disabled {
		return
	}
	s.value = n
	s.Refresh()
	if s.OnChange != nil {
		s.OnChange(n)
	}
}

// sliderKnob is the side of the knob, sliderGap the room between the track and the words.
const sliderKnob, sliderGap float32 = 14, 8

// track is where the middle of the knob can be.
func (s *Slider) track(width float32) (from, long float32) {
	from = sliderKnob / 2
	if s.low != "" {
		from += roundUp(Measure(s.low, Small).Width) + sliderGap
	}
	long = width - from - sliderKnob/2
	if s.high != "" {
		long -= roundUp(Measure(s.high, Small).Width) + sliderGap
	}
	return from, max(1, long)
}

// share is how far along the track a number lies, 0 to 1.
func (s *Slider) share(n int) float32 {
	if s.most == s.least {
		return 0
	}
	return float32(math.Log(float64(n)/float64(s.least)) / math.Log(float64(s.most)/float64(s.least)))
}

// at is the number at a place of the slider.
func (s *Slider) at(x float32) int {
	from, long := s.track(s.Size().Width)
	share := float64(max(0, min(1, (x-from)/long)))
	n := float64(s.least) * math.Pow(float64(s.most)/float64(s.least), share)
	if s.mark > 0 && math.Abs(float64(from+s.share(s.mark)*long-x)) < 5 {
		return s.mark // a hand need not aim at it
	}
	return int(math.Round(n))
}

// Tapped implements fyne.Tappable.
func (s *Slider) Tapped(e *fyne.PointEvent) { s.choose(s.at(e.Position.X)) }

// MouseDown implements desktop.Mouseable: the knob comes to the pointer at once, and the slider takes the keyboard.
func (s *Slider) MouseDown(e *desktop.MouseEvent) {
	s.control.MouseDown(e)
	if c := CanvasOf(s); c != nil && !s.disabled {
		c.Focus(s)
	}
	s.choose(s.at(e.Position.X))
}

// Dragged implements fyne.Draggable.
func (s *Slider) Dragged(e *fyne.DragEvent) { s.choose(s.at(e.Position.X)) }

// DragEnd implements fyne.Draggable.
func (s *Slider) DragEnd() { s.MouseUp(nil) }

// TypedKey implements fyne.Focusable.
func (s *Slider) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		s.choose(s.value - 1)
	case fyne.KeyRight:
		s.choose(s.value + 1)
	case fyne.KeyPageDown:
		s.choose(s.leap(-0.1))
	case fyne.KeyPageUp:
		s.choose(s.leap(0.1))
	case fyne.KeyHome:
		s.choose(s.least)
	case fyne.KeyEnd:
		s.choose(s.most)
	case fyne.KeySpace:
		unwantedKey(s.outer, k)
	default:
		s.control.TypedKey(k)
	}
}

// leap is the number a part of the way further along, at least one further.
func (s *Slider) leap(by float64) int {
	n := int(math.Round(float64(s.value) * math.Pow(float64(s.most)/float64(s.least), by)))
	if n == s.value && by > 0 {
		return n + 1
	} else if n == s.value {
		return n - 1
	}
	return n
}

// likes implements elastic.
func (s *Slider) likes() float32 { return s.width }

// AccessibilityLabel implements fyne.Accessible.
func (s *Slider) AccessibilityLabel() string {
	return withLabel(s.label, say.T("%s to %s", s.low, s.high))
}

// AccessibilityRole implements fyne.Accessible.
func (s *Slider) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	rail, bar := &canvas.Rectangle{CornerRadius: 2}, &canvas.Rectangle{CornerRadius: 2}
	mark, knob, ring := &canvas.Rectangle{CornerRadius: 1}, &canvas.Circle{StrokeWidth: 2}, newRing()
	low, high := &canvas.Text{Text: s.low}, &canvas.Text{Text: s.high}
	r := &painter{objects: []fyne.CanvasObject{rail, bar, mark, knob, low, high, ring}}
	r.min = func() fyne.Size { return fyne.NewSize(min(s.width, 160), MinTarget) }
	r.layout = func(size fyne.Size) {
		from, long := s.track(size.Width)
		mid := size.Height / 2
		place(rail, from, mid-2, long, 4)
		place(bar, from, mid-2, long*s.share(s.value), 4)
		place(mark, from+long*s.share(max(s.least, s.mark))-1.5, mid-9, 3, 18)
		place(knob, from+long*s.share(s.value)-sliderKnob/2, mid-sliderKnob/2, sliderKnob, sliderKnob)
		place(low, 0, 0, from, size.Height)
		place(high, from+long+sliderKnob/2+sliderGap, 0, size.Width-from-long, size.Height)
		place(ring, -sliderGap, 0, size.Width+2*sliderGap, size.Height) // clear of the words
	}
	r.paint = func() {
		rail.FillColor, bar.FillColor, mark.FillColor = Color(Track), Color(Accent), Color(Edge)
		knob.FillColor, knob.StrokeColor = Over(s.tint(), Color(Surface)), Color(Accent)
		if s.disabled {
			bar.FillColor, knob.StrokeColor = Color(Faint), Color(Faint)
		}
		mark.Hidden = s.mark < s.least || s.mark > s.most || s.most == s.least
		Small.apply(low)
		Small.apply(high)
		s.paintRing(ring)
	}
	r.attach(s)
	return r
}
