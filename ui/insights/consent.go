package insights

import (
	"throughline/app"
	"throughline/ui/kit"
)

// UseConsents lets marks beside evidence say what was allowed. Call it once, before the screen is used.
func (s *Screen) UseConsents(c *kit.Consents) { s.consents = c }

// consentMark says how the consent of those who are heard in a piece of evidence stands; nil where nobody is asked and for a theme.
func (s *Screen) consentMark(f *app.FindingRow, word bool) *kit.ConsentMark {
	if f == nil {
		return nil
	}
	return s.consents.MarkOf(f, word, func() { s.goTo(kit.PrivacyAt("consent", string(f.Participant))) })
}

// proofAt is the finding of a piece of evidence; nil for a theme or one that is gone.
func (s *Screen) proofAt(i int) *app.FindingRow {
	m := s.model
	if !m.Ready() || i >= len(m.Page.Proofs) {
		return nil
	}
	return m.Page.Proofs[i].Finding
}

// copyProof copies the words of a piece of evidence as far as consent goes.
func (s *Screen) copyProof(i int) {
	if f := s.proofAt(i); f != nil {
		kit.CopyQuote(s.root, kit.QuotationOf(f), f.Consent, s.goTo)
	}
}
