package playbook

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"throughline/app"
)

func TestRulesForm_ReadsRangesAndWords(t *testing.T) {
	test.NewTempApp(t)
	low, high := 10., 20.5
	q := app.ScreenerQuestion{ID: "q1", Type: app.AskNumber, Rules: []app.ScreenerRule{{Min: &low, Max: &high, Score: 2, Goto: "end"}}}
	f := newRulesForm(app.Screener{Questions: []app.ScreenerQuestion{q}}, q)
	empty := f.add(app.ScreenerRule{})
	got, err := f.read()
	if err != nil || len(got) != 1 || *got[0].Min != 10 || *got[0].Max != 20.5 || got[0].Score != 2 || got[0].Goto != "end" {
		t.Fatalf("what was there reads as %+v, %v", got, err)
	}
	empty.most.SetText("4,5")
	empty.out.Set(true)
	if got, err = f.read(); err != nil || len(got) != 2 || got[1].Min != nil || *got[1].Max != 4.5 || !got[1].Out {
		t.Errorf("a range without a lower bound reads as %+v, %v", got, err)
	}
	empty.least.SetText("9")
	if _, err := f.read(); app.CodeOf(err) != app.EInvalid {
		t.Errorf("9 to 4.5: %v", err)
	}
	empty.least.SetText("many")
	if _, err := f.read(); app.CodeOf(err) != app.EInvalid {
		t.Errorf("at least many: %v", err)
	}
	f.ask(app.AskText)
	empty.word.SetText(" shifts ")
	if got, err = f.read(); err != nil || len(got) != 1 || got[0].Word != "shifts" || got[0].Min != nil {
		t.Errorf("words read as %+v, %v", got, err)
	}
	if f.ask(app.AskSingle); !f.root.Hidden {
		t.Error("a choice shows rules")
	}
}
