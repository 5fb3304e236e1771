package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func box(w, h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(Color(Ink))
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

func TestHead_GoesOnInAFurtherLineWhereItIsNarrow(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name   string
		wide   float32
		y      []float32 // of title, line, act and hidden one
		height float32
	}{
		{"there is room", 500, []float32{0, 0, 0}, 40},
		{"just", 250, []float32{0, 0, 0}, 40},
		{"the act goes on below", 240, []float32{0, 0, 46}, 86},
		{"all below each other", 120, []float32{0, 46, 92}, 132},
	} {
		t.Run(c.name, func(t *testing.T) {
			title, line, act, hidden := box(100, 40), Grow(box(50, 40)), box(80, 40), box(500, 90)
			hidden.Hide()
			h := Head(10, title, line, act, hidden)
			if m := h.MinSize(); m.Width != 100 || m.Height != 40 {
				t.Errorf("before it is laid out it needs %v", m)
			}
			h.Resize(fyne.NewSize(c.wide, HeightFor(h, c.wide)))
			if got := HeightFor(h, c.wide); got != c.height || h.MinSize().Height != c.height {
				t.Errorf("it is %v high, its least height %v, want %v", got, h.MinSize().Height, c.height)
			}
			for i, o := range []fyne.CanvasObject{title, line, act} {
				if o.Position().Y != c.y[i] || o.Position().X+o.Size().Width > c.wide+0.5 {
					t.Errorf("part %d stands at %v, %v wide", i, o.Position(), o.Size().Width)
				}
			}
		})
	}
}

func TestHead_IsAsHighWhateverStandsInIt(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name string
		high float32
		want float32
	}{
		{"a line of words", 20, headLeast}, {"buttons", ControlHigh, headLeast}, {"a field", headLeast, headLeast}, {"what is higher", 50, 50},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := Head(10, box(100, c.high))
			if before := h.MinSize().Height; before != c.want {
				t.Errorf("before it is laid out it needs %v, want %v", before, c.want)
			}
			h.Resize(fyne.NewSize(300, HeightFor(h, 300)))
			if got := h.Size().Height; got != c.want {
				t.Errorf("it is %v high, want %v", got, c.want)
			}
		})
	}
}

func TestAlone_StandsInTheMiddleOfThePage(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name  string
		page  []fyne.CanvasObject
		wide  float32
		alone bool
	}{
		{"a state alone has all the width", []fyne.CanvasObject{Alone(EmptyState("", "Nothing yet", ""))}, 1100, true},
		{"words keep their column", []fyne.CanvasObject{box(10, 10)}, 800, false},
		{"also below a state", []fyne.CanvasObject{Alone(EmptyState("", "Nothing yet", "")), box(10, 10)}, 800, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := VStack(Space3, c.page...)
			all := AtMost(page, 800)
			all.Resize(fyne.NewSize(1100, 600))
			if got := page.Size().Width; got != c.wide {
				t.Errorf("the page is %v wide, want %v", got, c.wide)
			}
			if got := c.page[0].Size().Height; c.alone && got != 600 {
				t.Errorf("the state has a height of %v, want all of it", got)
			}
		})
	}
}

func TestSides_GiveWayInANarrowWindow(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name    string
		wide    float32
		list    float32
		page    float32
		below   bool
		noRight bool
		tools   float32 // of the list
	}{
		{name: "there is room", wide: 1300, list: 300, page: 700},
		{name: "the list gives way", wide: 950, list: 250, page: 400},
		{name: "the panel goes below", wide: 800, list: 220, page: 580, below: true},
		{name: "the tools of the list stay whole", wide: 800, list: 260, page: 540, below: true, tools: 260},
		{name: "no panel", wide: 800, list: 300, page: 500, noRight: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, page, panel := Fixed(box(max(10, c.tools), 10), 300, 0), box(400, 50), Fixed(box(10, 10), 300, 0)
			panel.Hidden = c.noRight
			s := Sides(list, page, panel)
			s.Resize(fyne.NewSize(c.wide, 500))
			if list.Size().Width != c.list || page.Size().Width != c.page {
				t.Errorf("list %v, page %v wide, want %v and %v", list.Size().Width, page.Size().Width, c.list, c.page)
			}
			if below := panel.Position().Y > 0; !c.noRight && below != c.below {
				t.Errorf("the panel stands at %v", panel.Position())
			}
			if m := s.MinSize().Width; m != leastList+leastPage {
				t.Errorf("at least %v wide", m)
			}
		})
	}
}
