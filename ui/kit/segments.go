package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// Segments is a row of choices of which one holds: "Board  Map  Table". Left and Right move while it has the
// keyboard.
type Segments struct {
	control
	// OnChange runs with the id when the person chooses another.
	OnChange func(id string)
	// OnSubmitted runs on Enter.
	OnSubmitted func()

	options  []Option
	selected string
	none     bool // nothing was chosen yet
	hover    int
}

// NewSegments makes a row of choices with the first one chosen.
func NewSegments(options []Option, onChange func(id string)) *Segments {
	s := &Segments{options: options, OnChange: onChange, hover: -1}
	if len(options) > 0 {
		s.selected = options[0].ID
	}
	s.extend(s, nil)
	return s
}

// Selected returns the id of the choice.
func (s *Segments) Selected() string { return s.selected }

// Select shows a choice without calling OnChange.
func (s *Segments) Select(id string) {
	if s.selected != id || s.none {
		s.selected, s.none = id, false
		s.Refresh()
	}
}

// Clear shows that nothing is chosen, without calling OnChange, and returns the segments.
func (s *Segments) Clear() *Segments {
	s.selected, s.none = "", true
	s.Refresh()
	return s
}

func (s *Segments) choose(i int) {
	if i < 0 || i >= len(s.options) || s.options[i].ID == s.selected && !s.none || s.disabled {
		return
	}
	s.Select(s.options[i].ID)
	if s.OnChange != nil {
		s.OnChange(s.selected)
	}
}

// index is the place of the choice, -1 for none.
func (s *Segments) index() int {
	if s.none {
		return -1
	}
	for i, o := range s.options {
		if o.ID == s.selected {
			return i
		}
	}
	return 0
}

func (s *Segments) width(i int) float32 {
	return Measure(s.options[i].Text, Control).Width + 20
}

func (s *Segments) at(x float32) int {
	for i := range s.options {
		if x < s.width(i) {
			return i
		}
		x -= s.width(i)
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (s *Segments) Tapped(e *fyne.PointEvent) { s.choose(s.at(e.Position.X)) }

// MouseMoved implements desktop.Hoverable.
func (s *Segments) MouseMoved(e *desktop.MouseEvent) {
	if i := s.at(e.Position.X); i != s.hover {
		s.hover = i
		s.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (s *Segments) MouseOut() {
	s.hover = -1
	s.control.MouseOut()
	s.Refresh()
}

// TypedKey implements fyne.Focusable.
func (s *Segments) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		s.choose(s.index() - 1)
	case fyne.KeyRight:
		s.choose(s.index() + 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.OnSubmitted != nil {
			s.OnSubmitted()
		}
	default:
		s.control.TypedKey(k)
	}
}

// Focus gives the row the keyboard.
func (s *Segments) Focus() {
	if c := CanvasOf(s); c != nil {
		c.Focus(s)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Segments) CreateRenderer() fyne.WidgetRenderer {
	pill, ring := &canvas.Rectangle{CornerRadius: chipHigh / 2, StrokeWidth: Hairline}, newRing()
	r := &painter{objects: []fyne.CanvasObject{pill, ring}}
	words := make([]*canvas.Text, len(s.options))
	for i := range words {
		words[i] = &canvas.Text{Text: s.options[i].Text, Alignment: fyne.TextAlignCenter}
		r.objects = append(r.objects, words[i])
	}
	r.min = func() fyne.Size {
		var w float32
		for i := range s.options {
			w += s.width(i)
		}
		return fyne.NewSize(w, MinTarget)
	}
	r.layout = func(size fyne.Size) {
		placeRing(ring, size)
		var x float32
		pill.Hidden = s.none
		for i := range s.options {
			place(words[i], x, 0, s.width(i), size.Height)
			if i == s.index() {
				place(pill, x, (size.Height-chipHigh)/2, s.width(i), chipHigh)
			}
			x += s.width(i)
		}
	}
	r.paint = func() {
		pill.FillColor, pill.StrokeColor = Color(Surface), Color(Line)
		for i, w := range words {
			st := Control.In(Muted)
			if i == s.index() || i == s.hover {
				st = Control
			}
			st.apply(w)
		}
		s.paintRing(ring)
	}
	r.attach(s)
	return r
}
