package themes

import (
	"throughline/app"
	"throughline/ui/kit"
)

// UseInsights lets findings and themes be added to insights. Call it once, before the screen is used.
func (s *Screen) UseInsights(d *kit.EvidenceDesk) { s.proofs = d }

// addFindings lets the person choose the insight that findings are evidence of.
func (s *Screen) addFindings(ids []app.FindingID) {
	s.proofs.Offer(s.root, kit.OfferOfFindings(s.model.Study, ids))
}

// addTheme lets the person choose the insight that a theme is evidence of.
func (s *Screen) addTheme(t *app.Theme) {
	s.proofs.Offer(s.root, kit.OfferOf(t.Study, "“"+t.Name+"”", t.Ref()))
}

// addActing adds the chosen cards, or the selected theme while none is chosen.
func (s *Screen) addActing() {
	if ids := s.acting(); len(ids) > 0 {
		s.addFindings(ids)
	} else if t := s.model.Theme(); t != nil {
		s.addTheme(&t.Theme)
	}
}

// addHere adds the chosen cards of the board, or on a heading its theme.
func (p *boardPane) addHere() {
	at := p.board.Cursor()
	if at.Card >= 0 || p.board.Picked() > 0 {
		p.s.addFindings(p.chosen())
	} else if c := p.at(); c != nil && c.Theme != nil {
		p.s.addTheme(&c.Theme.Theme)
	}
}
