package reader

import (
	"throughline/ui/kit"
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
