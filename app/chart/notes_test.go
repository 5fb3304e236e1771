package chart_test

import (
	"image/color"
	"slices"
	"testing"

	"throughline/app/chart"
)

// words is a surface that keeps what is written on it.
type words struct{ at map[string]chart.Point }

func (w *words) Rect(chart.Rect, color.NRGBA, float64)               {}
func (w *words) Line(chart.Point, chart.Point, float64, color.NRGBA) {}
func (w *words) Area([]chart.Point, color.NRGBA)                     {}
func (w *words) Text(at chart.Point, s string, _ chart.Style)        { w.at[s] = at }

func TestNotes_StandAtTheirCategoryInRowsThatDoNotCoverEachOther(t *testing.T) {
	c := &chart.Chart{Kind: chart.Line, Series: []chart.Series{{Name: "Orders"}}, Notes: []chart.Note{{At: 1, Name: "Release 2.3"}, {At: 2, Name: "Release 2.4"}, {At: 9, Name: "Campaign"}, {At: 40, Name: "Nowhere"}}}
	for i := range 10 {
		c.Categories = append(c.Categories, string(rune('a'+i)))
		c.Series[0].Values = append(c.Series[0].Values, float64(i))
	}
	if err := c.Validate(); err != nil {
		t.Fatal(err)
	}
	w := &words{map[string]chart.Point{}}
	chart.Lay(c, 400, 200, evenType{}, chart.Light(12)).Draw(w, chart.Point{})
	a, b, last := w.at["Release 2.3"], w.at["Release 2.4"], w.at["Campaign"]
	if a.X == 0 || b.Y <= a.Y || last.Y != a.Y || last.X < b.X {
		t.Errorf("names stand at %v, %v and %v", a, b, last)
	}
	if _, there := w.at["Nowhere"]; there {
		t.Error("a note outside of the chart is written")
	}
	if !slices.Contains(c.Categories, "a") {
		t.Error("the chart was changed")
	}
}
