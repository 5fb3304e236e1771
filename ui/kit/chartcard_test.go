package kit

import (
	"bytes"
	"image/png"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app/chart"
)

// shownChart is a chart on a stage that keeps what is saved.
func shownChart(t *testing.T, c *chart.Chart) (*ChartView, map[string]string) {
	t.Helper()
	test.NewTempApp(t)
	v := NewChartView(c, 0)
	s := NewStage(VStack(0, v))
	saved := map[string]string{}
	s.Save = func(name string, write func(io.Writer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Error(err)
		}
		saved[name] = b.String()
	}
	w := test.NewTempWindow(t, s)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(500, 300))
	return v, saved
}

func choose(t *testing.T, items []MenuItem, text string) {
	t.Helper()
	for _, i := range items {
		if i.Text == text {
			i.Run()
			return
		}
	}
	t.Fatalf("the menu lacks %q", text)
}

func TestChartMenu_SavesWhatIsShown(t *testing.T) {
	v, saved := shownChart(t, &chart.Chart{Kind: chart.Bar, Unit: "people", Categories: []string{"=cmd()", "Trust & care"},
		Series: []chart.Series{{Values: []float64{-8, 5}}}})
	menu := ChartMenu(v, "Tags: by people?")
	for _, act := range []string{"Save as PNG…", "Save as SVG…", "Save as CSV…", "Copy table"} {
		choose(t, menu, act)
	}
	img, err := png.Decode(strings.NewReader(saved["Tags by people.png"]))
	if err != nil || img.Bounds().Dx() != 1064 {
		t.Errorf("PNG: %v, want (500 + 2 x 16) x 2 pixels across", err)
	}
	if got := saved["Tags by people.svg"]; !strings.Contains(got, "Trust &amp; care</text>") {
		t.Errorf("SVG %q lacks the name", got)
	}
	if got, want := saved["Tags by people.csv"], ",people\n'=cmd(),-8\nTrust & care,5\n"; got != want {
		t.Errorf("CSV %q, want %q", got, want)
	}
	if got, want := fyne.CurrentApp().Clipboard().Content(), "\tpeople\n=cmd()\t-8\nTrust & care\t5\n"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

func TestChartMenu_WithoutAStageOnlyCopies(t *testing.T) {
	test.NewTempApp(t)
	v := NewChartView(&chart.Chart{Kind: chart.Bar}, 0)
	test.NewTempWindow(t, v)
	if got := len(ChartMenu(v, "x")); got != 2 {
		t.Errorf("%d acts, want copy image and copy table", got)
	}
}
