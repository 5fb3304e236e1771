package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func sliderOf(t *testing.T, told *[]int) *Slider {
	t.Helper()
	test.NewTempApp(t)
	s := NewSlider("Broad", "Fine", 400, func(n int) { *told = append(*told, n) })
	s.Set(2, 200, 14, 14)
	w := test.NewTempWindow(t, s)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, MinTarget))
	return s
}

func TestSlider_KeysMoveAndStayInRange(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []fyne.KeyName
		want []int
	}{
		{"by one", []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft}, []int{15, 16, 15}},
		{"to the ends, and no further", []fyne.KeyName{fyne.KeyHome, fyne.KeyLeft, fyne.KeyEnd, fyne.KeyRight}, []int{2, 200}},
		{"by a tenth of the way", []fyne.KeyName{fyne.KeyPageUp, fyne.KeyPageDown}, []int{22, 14}},
		{"at least by one", []fyne.KeyName{fyne.KeyHome, fyne.KeyPageUp, fyne.KeyPageDown}, []int{2, 3, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var told []int
			s := sliderOf(t, &told)
			for _, k := range c.keys {
				s.TypedKey(&fyne.KeyEvent{Name: k})
			}
			if !slices.Equal(told, c.want) {
				t.Errorf("told %v, want %v", told, c.want)
			}
		})
	}
}

func TestSlider_TheMouseReachesTheEndsAndTheMark(t *testing.T) {
	var told []int
	s := sliderOf(t, &told)
	from, long := s.track(400)
	press := func(x float32) {
		e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
		e.Position = fyne.NewPos(x, 10)
		s.MouseDown(e)
	}
	press(from - 20)
	press(from + long + 20)
	press(from + long*s.share(14) + 4) // beside the mark
	drag := &fyne.DragEvent{}
	drag.Position = fyne.NewPos(from+long/2, 10)
	s.Dragged(drag)
	if want := []int{2, 200, 14, 20}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	s.Set(2, 30, 100, 0)
	if s.Value() != 30 || len(told) != 4 {
		t.Errorf("set beyond its range it stands at %d and told %v", s.Value(), told)
	}
	s.Disable()
	press(from)
	if s.Value() != 30 {
		t.Error("a slider that is off moves")
	}
}

func TestSlider_OneNumberIsNoRange(t *testing.T) {
	var told []int
	s := sliderOf(t, &told)
	s.Set(1, 1, 1, 1)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	if len(told) != 0 || s.share(1) != 0 {
		t.Errorf("told %v", told)
	}
}

func TestSlider_LeavesTheKeysOfListsToTheScreen(t *testing.T) {
	var told []int
	s := sliderOf(t, &told)
	stage := NewStage(s)
	var got []fyne.KeyName
	stage.OnKey = func(k *fyne.KeyEvent) { got = append(got, k.Name) }
	w := test.NewTempWindow(t, stage)
	w.Canvas().Focus(s)
	keys := []fyne.KeyName{fyne.KeyDown, fyne.KeyUp, fyne.KeySpace}
	for _, k := range keys {
		s.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if len(told) != 0 || !slices.Equal(got, keys) {
		t.Errorf("the slider moved to %v; the screen got %v, want %v", told, got, keys)
	}
}
