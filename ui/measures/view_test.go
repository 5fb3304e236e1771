package measures_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/ui/kit"
	"throughline/ui/measures"
)

// choices are the lists to choose from that are in sight.
func choices(o fyne.CanvasObject) (all []*kit.Dropdown) {
	for _, c := range test.LaidOutObjects(o) {
		if d, ok := c.(*kit.Dropdown); ok && d.Visible() {
			all = append(all, d)
		}
	}
	return all
}

// Between the choice of another study and the moment when it is there, nothing of what was shown may be asked for.
func TestScreen_ForgetsWhatItShowedOnceAnotherStudyIsChosen(t *testing.T) {
	for _, part := range measures.Parts() {
		t.Run(string(part), func(t *testing.T) {
			test.NewTempApp(t)
			r := newRoom(t)
			r.open(measures.Entry)
			for _, release := range []string{"1", "2"} {
				r.m.SetRelease(release)
				if err := r.m.Type("80"); err != nil {
					t.Fatal(err)
				}
				r.until("the cell", func() bool { return r.m.Cell(0, 0) == "80" })
			}
			s := measures.New(r.m, measures.Doors{})
			w := test.NewTempWindow(t, kit.NewStage(s.Content()))
			w.Resize(fyne.NewSize(1280, 800))
			r.m.Choose(part)
			r.until("two groups", func() bool { return len(r.m.Page.Groups) == 2 })
			s.Shown()
			s.Open(kit.Route{Screen: kit.Measures, Study: r.Study("Billing").ID})
			s.Shown()
			if has := w.Canvas().Focused(); has != nil {
				t.Errorf("%T hears keys, which is out of sight", has)
			}
			w.Resize(fyne.NewSize(1200, 700))
			s.Content().Refresh()
			for _, d := range choices(s.Content()) {
				d.OnChange("1")
			}
			for _, letter := range "[]m" {
				s.Rune(letter)
			}
			if _, ok := r.m.Figure(); ok {
				t.Error("there is a figure of nothing")
			}
			r.until("the other study", func() bool { return r.m.Page != nil })
		})
	}
}
