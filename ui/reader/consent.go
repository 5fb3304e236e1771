package reader

import (
	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// UseConsents lets the head of each interview say what those who speak in it allowed. Call it once, before an interview is opened.
func (d *Desk) UseConsents(c *kit.Consents) {
	d.consents = c
	c.Listen(func() {
		for _, s := range d.seats {
			s.screen.head.paint()
		}
	})
}

// paintConsent shows how the consent of all who speak stands together, none where nobody is asked.
func (h *header) paintConsent() {
	m := h.s.model
	hidden := true
	if m.Transcript != nil && m.Err == nil {
		a, people := h.s.consents.Speaks(&m.Interview)
		sign, ok := kit.SignOf(a)
		if hidden = !ok; ok {
			h.consent.Set(sign, sign.Held, h.s.consents.Tell(m.Interview.Study, people...))
		}
	}
	if h.consent.Hidden != hidden {
		h.consent.Hidden = hidden
		h.chips.Refresh()
	}
}

// asked is whose consent is opened: the first who speaks.
func (h *header) asked() string {
	if _, people := h.s.consents.Speaks(&h.s.model.Interview); len(people) > 0 {
		return string(people[0].ID)
	}
	return ""
}

// unread says that nothing is suggested in what some say, because they did not allow the machine to read it; false when it may read all.
func (s *Screen) unread(suggested int) bool {
	people := s.consents.Unread(&s.model.Interview)
	if len(people) == 0 {
		return false
	}
	who := people[0].Code
	if n := len(people) - 1; n > 0 {
		who += say.T(" and %s", say.Count(n, "other"))
	}
	words := say.T("%s did not allow analysis by the machine: nothing is suggested in what they say.", who)
	if suggested > 0 {
		words = say.Count(suggested, "suggestion") + ". " + words
	}
	to := kit.PrivacyAt("consent", string(people[0].ID))
	s.toast(kit.Toast{Text: words, Icon: icons.Lock, Action: say.T("Consent"), Run: func() { s.goTo(to) }})
	return true
}

// copyGated puts a quote on the clipboard as far as those who are heard in it allowed: as it is, marked for the team, or not at all.
func (s *Screen) copyGated(words string, span app.Span) {
	kit.CopyQuote(s.root, words, s.allowedIn(span), s.goTo)
}

// allowedIn is what those allowed who speak in a span of the text, together.
func (s *Screen) allowedIn(span app.Span) (a app.Allowed) {
	m, perms := s.model, s.consents.Permissions()
	if perms == nil || m.Transcript == nil {
		return a
	}
	var v app.Voices
	for i := m.Transcript.TurnAt(span.Start); i < len(m.Transcript.Turns) && m.Transcript.Turns[i].Start < max(span.End, span.Start+1); i++ {
		v.Add(m.Interview.Speaker(m.Transcript.Turns[i].Speaker))
	}
	return perms.Heard(m.Interview.Study, v)
}
