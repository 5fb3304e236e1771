package history_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/history"
	"throughline/ui/kit"
)

// TestScreen_SaysSoWhenNoStepFits narrows a shown list to nothing: rows that are still painted then have no step any more.
func TestScreen_SaysSoWhenNoStepFits(t *testing.T) {
	b := newBench(t)
	test.NewTempApp(t)
	for _, name := range []string{"Onboarding", "Pricing"} {
		b.Study(name)
	}
	s := history.New(b.m, func(kit.Route) {})
	w := test.NewTempWindow(t, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(1100, 700))
	s.Open(kit.Route{})
	b.wait("the steps", func() bool { return len(b.m.Rows) > 0 })
	b.m.Filter(func(q *app.HistoryQuery) { q.Text = "zzz" })
	b.wait("no step", func() bool { return len(b.m.Rows) == 0 })
	s.Content().Refresh()
	var seen []string
	for _, o := range test.LaidOutObjects(s.Content()) {
		if x, ok := o.(*canvas.Text); ok {
			seen = append(seen, x.Text)
		}
	}
	if !strings.Contains(strings.Join(seen, "|"), "Show all steps") {
		t.Errorf("no way out of an empty list: %q", seen)
	}
}
