package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"throughline/app/chart"
	"throughline/ui/kit"
)

func weeks() *chart.Chart {
	return &chart.Chart{Kind: chart.Bar, Title: "Themes", Unit: "people", Full: 12,
		Categories: []string{"Blocked by permission", "Price surprises"},
		Series:     []chart.Series{{Values: []float64{8, 5}, Labels: []string{"8 of 12", "5 of 12"}}}}
}

func TestChartView_DrawsTheLayoutAndTellsTheMarkUnderThePointer(t *testing.T) {
	test.NewTempApp(t)
	v := kit.NewChartView(weeks(), 0)
	s := kit.NewStage(kit.VStack(0, v))
	w := test.NewTempWindow(t, s)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(500, 200))
	got := strings.Join(words(v), "|")
	for _, want := range []string{"Blocked by permission", "8 of 12", "5 of 12"} {
		if !strings.Contains(got, want) {
			t.Errorf("drawn %q, want %q", got, want)
		}
	}
	for y := float32(1); y < v.Size().Height; y += 4 {
		e := &desktop.MouseEvent{}
		e.Position = fyne.NewPos(250, y)
		v.MouseMoved(e)
		if n := len(words(s)); n > len(words(v)) {
			return
		}
	}
	t.Error("no mark told its number")
}

func TestChartCard_ShowsTheSameNumbersAsATable(t *testing.T) {
	test.NewTempApp(t)
	card := kit.NewChartCard("Themes", "by people", kit.NewChartView(weeks(), 0))
	show(t, card, 500, 300)
	for _, o := range test.LaidOutObjects(card) {
		if b, ok := o.(*kit.IconButton); ok {
			test.Tap(b)
		}
	}
	got := strings.Join(words(card), "|")
	for _, want := range []string{"Price surprises", "5 of 12", "people"} {
		if !strings.Contains(got, want) {
			t.Errorf("table shows %q, want %q", got, want)
		}
	}
}
