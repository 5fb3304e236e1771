package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestSplit_TheRightSideGivesWayToWhatTheMiddleNeeds(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name   string
		least  float32
		wide   float32
		shown  bool
		middle float32
	}{
		{"there is room", 440, 1100, true, 560},
		{"just", 440, 800, true, 440},
		{"too narrow", 440, 790, false, 550},
		{"the left side shrinks too", 440, 640, false, 440},
		{"nothing is asked for", 0, 640, true, 280},
	} {
		t.Run(c.name, func(t *testing.T) {
			left, middle, right := box(10, 10), box(10, 10), box(10, 10)
			s := NewSplit(left, middle, right, 240, 300)
			s.Least = c.least
			w := test.NewTempWindow(t, s)
			w.SetPadded(false)
			for range 2 { // laid out again it stays
				w.Resize(fyne.NewSize(c.wide, 500))
				s.Refresh()
				if right.Visible() != c.shown || !s.RightShown() {
					t.Errorf("the right side is in sight: %v, want %v", right.Visible(), c.shown)
				}
				if got := middle.Size().Width; got != c.middle {
					t.Errorf("the middle is %v wide, want %v", got, c.middle)
				}
			}
		})
	}
}
