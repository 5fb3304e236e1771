package themes

import (
	"testing"

	"throughline/app"
	"throughline/ui/kit"
)

// newBoard is a booth with the board in sight: a theme of two findings, the unsorted behind it.
func newBoard(t *testing.T) (b *booth, p *boardPane, unsorted int) {
	t.Helper()
	b = newBooth(t, 8)
	m := b.s.model
	m.Show(BoardFace)
	d := m.Deck()
	there := func(columns int) func() bool {
		return func() bool {
			unsorted = d.at(string(Unsorted))
			return len(d.Columns) == columns && d.Columns[unsorted].State == ColumnThere
		}
	}
	b.until("the unsorted", there(1))
	d.PutNew(d.Columns[0].IDs[:2], "Prices")
	b.until("a theme", there(2))
	b.until("its cards", func() bool { return d.Columns[0].State == ColumnThere && len(d.Columns[0].IDs) == 2 })
	return b, b.s.panes[BoardFace].(*boardPane), unsorted
}

// A notice lays the whole screen out anew, and the board with it, which has to have heard by then that a card is gone.
func TestBoard_ACardLeavesItsColumnWhileANoticeStandsAbove(t *testing.T) {
	b, p, unsorted := newBoard(t)
	m, d := b.s.model, b.s.model.Deck()
	m.Err = app.Invalid("There are too few findings.", "Tag more passages.")
	m.changed()
	b.mustShow("the notice", "There are too few findings.")
	last := d.Columns[0].IDs[1]
	d.Put([]app.FindingID{last}, Place{Column: unsorted})
	if got := len(d.Columns[0].IDs); got != 1 {
		t.Errorf("%d cards are left, want 1", got)
	}
	if key, card := p.CardKey(0, 1), p.Card(0, 1); key != "" || card.Ready {
		t.Errorf("there is a card where none stands: %q, %v", key, card)
	}
}

// The menu of a card opens the card it was opened on, also when cards have gone meanwhile: somebody else writes, and this window reads.
func TestBoard_TheMenuOfACardOpensThatCard(t *testing.T) {
	b, p, unsorted := newBoard(t)
	d := b.s.model.Deck()
	at := kit.BoardAt{Column: 0, Card: 1}
	id := d.Columns[0].IDs[1]
	b.until("what it says", func() bool { return d.rows[id] != nil })
	open := p.cardMenu(at, d.Columns[0])[0]
	d.Put([]app.FindingID{id}, Place{Column: unsorted})
	open.Run()
	if len(b.went) != 1 || b.went[0].ID != string(id) {
		t.Errorf("went to %v, want %s", b.went, id)
	}
}
