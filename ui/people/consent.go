package people

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// extraBadge is what others know of somebody, beside whether they may be contacted. Where there is more to tell it is a mark with a tooltip.
func (s *Screen) extraBadge(x Extra, cur *app.ParticipantRow, text string, warn bool) fyne.CanvasObject {
	if x.Tip == nil {
		tone := kit.Plain
		if warn {
			tone = kit.Caution
		}
		return kit.NewBadge(text, tone)
	}
	sign := kit.ConsentSign{Icon: icons.Done, Word: x.Title + ": " + strings.ToLower(text), Ink: kit.Muted}
	if warn {
		sign.Icon, sign.Ink, sign.Held = icons.Lock, kit.WarnInk, true
	}
	id := cur.ID
	return kit.NewConsentMark(sign, true, x.Tip(cur), func() { s.goTo(kit.PrivacyAt("consent", string(id))) })
}

// UseConsents lets what somebody said be marked by what they allowed. Call it once, before the screen is used.
func (s *Screen) UseConsents(c *kit.Consents) { s.consents = c }
