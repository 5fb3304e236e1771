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
