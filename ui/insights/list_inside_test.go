package insights

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/insight"
	"throughline/ui/kit"
)

func TestRoll_DrawsOnlyWhatIsInSight(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.NewTheme("light"))
	m := &Model{Selected: "i4000"}
	for i := range 5000 {
		title := "Short"
		if i%2 == 0 {
			title = "A claim that is so long that it needs the second line of its place in the list"
		}
		m.Rows = append(m.Rows, insight.Judged{InsightRow: app.InsightRow{Insight: app.Insight{ID: app.InsightID(fmt.Sprint("i", i)), Title: title}}, Level: app.Low})
	}
	m.lay()
	r := newRoll(&Screen{model: m})
	w := test.NewTempWindow(t, r.view)
	w.Resize(fyne.NewSize(280, 800))
	r.set(m.Lines, m.Rows)
	if n := len(r.page.Objects); n < 8 || n > 20 {
		t.Errorf("%d of 5,000 lines are objects, want those in sight", n)
	}
	r.reveal()
	r.draw()
	seen := false
	for _, e := range r.pool {
		seen = seen || e.id == "i4000"
	}
	if n := len(r.page.Objects); !seen || n > 20 {
		t.Errorf("the selected one is seen: %t; %d objects", seen, n)
	}
}

func TestRoll_KeepsWhatItShowsWhileOtherInsightsAreOnTheirWay(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.NewTheme("light"))
	m := &Model{Rows: []insight.Judged{{InsightRow: app.InsightRow{Insight: app.Insight{ID: "i", Title: "Prices are unclear"}}, Level: app.Low}}}
	m.lay()
	r := newRoll(&Screen{model: m})
	w := test.NewTempWindow(t, r.view)
	w.Resize(fyne.NewSize(280, 800))
	r.set(m.Lines, m.Rows)
	m.Rows, m.Lines = nil, nil // as when another study is opened
	w.Resize(fyne.NewSize(280, 700))
	r.reveal()
	if len(r.page.Objects) == 0 || len(r.pool) != 1 || r.pool[0].id != "i" {
		t.Errorf("%d insights are shown, want the one that is there", len(r.pool))
	}
}
