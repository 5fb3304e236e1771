package recruit

import (
	"testing"

	"throughline/app"
	engine "throughline/app/recruit"
)

// A board is laid out by what surrounds it, also between the moment when candidates are gone and the moment when it hears of that.
func TestBoardPane_HasNothingWhereNobodyStandsAnyMore(t *testing.T) {
	p := &boardPane{s: &Screen{model: &Model{Deck: Deck{Columns: []Column{{Stage: app.StageScheduled, People: []engine.Person{{Candidacy: app.Candidacy{ID: "c1"}}}}, {}}}}}}
	for _, c := range []struct {
		name         string
		column, card int
		want         string
	}{
		{"somebody", 0, 0, "c1"}, {"nobody any more", 0, 1, ""}, {"an empty column", 1, 0, ""}, {"no column", 2, 0, ""}, {"a heading", 0, -1, ""},
	} {
		if got := p.CardKey(c.column, c.card); got != c.want {
			t.Errorf("%s: the key is %q, want %q", c.name, got, c.want)
		}
		if c.want == "" && p.Card(c.column, c.card).Ready {
			t.Errorf("%s: there is a card", c.name)
		}
	}
}
