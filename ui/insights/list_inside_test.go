package insights

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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

// A claim is read whole in the list, in a narrow window as well, and the chosen one with its bolder letters.
func TestRoll_ShowsClaimsWhole(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.NewTheme("light"))
	claims := []string{"Pay rules belong to whoever signed, not to whoever knows them", "The invitation fails as a message and works as an introduction", "Short"}
	m := &Model{Selected: "i1"}
	for i, c := range claims {
		m.Rows = append(m.Rows, insight.Judged{InsightRow: app.InsightRow{Insight: app.Insight{ID: app.InsightID(fmt.Sprint("i", i)), Title: c}}, Level: app.Low})
	}
	m.lay()
	r := newRoll(&Screen{model: m})
	w := test.NewTempWindow(t, r.view)
	w.SetPadded(false)
	r.set(m.Lines, m.Rows)
	for _, width := range []float32{279, 220} {
		w.Resize(fyne.NewSize(width, 800))
		words := ""
		for _, o := range test.LaidOutObjects(r.view) {
			if text, ok := o.(*canvas.Text); ok {
				words += strings.TrimSpace(text.Text) + " "
			}
		}
		for _, c := range claims {
			if !strings.Contains(words, c+" ") {
				t.Errorf("in a list of %v, %q is not read whole: %q", width, c, words)
			}
		}
		for i, e := range r.pool {
			if need := e.card.HeightForWidth(r.width); need > e.card.Size().Height+1 {
				t.Errorf("in a list of %v, line %d needs %v of %v", width, i, need, e.card.Size().Height)
			}
		}
	}
}
