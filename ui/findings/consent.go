package findings

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// UseConsents lets marks say what was allowed. Call it once, before the screen is used.
func (s *Screen) UseConsents(c *kit.Consents) { s.consents = c }

// consentCell says who is heard with a small mark where the words may not go out, or how the consent stands in a column of its own.
func (s *Screen) consentCell(f *app.FindingRow, id ColumnID) kit.Cell {
	sign, ok := kit.SignOf(f.Consent)
	if id == ColConsent {
		if !ok {
			return kit.Cell{}
		}
		return kit.Cell{Text: sign.Word, Icon: sign.Icon, IconInk: sign.Ink, Style: kit.Control.In(sign.Ink)}
	}
	c := kit.Cell{Text: f.Code, Style: kit.Control.In(kit.Muted)}
	if ok && sign.Held {
		c.Mark, c.MarkInk = sign.Icon, sign.Ink
	}
	return c
}

// tip says of the columns about a person what they allowed.
func (s *Screen) tip(row, col int) string {
	f := s.model.Row(row)
	if f == nil || col >= len(s.columns) {
		return ""
	}
	id := ColumnID(s.columns[col].ID)
	sign, ok := kit.SignOf(f.Consent)
	if !ok || id != ColPerson && id != ColConsent {
		return ""
	}
	return sign.Word + ". " + s.consents.TellOf(f)
}

// copyQuote copies the words of the chosen finding as far as consent goes.
func (s *Screen) copyQuote() {
	if f := s.one(); f != nil {
		kit.CopyQuote(s.root, kit.QuotationOf(f), f.Consent, s.goTo)
	}
}

// unreadRow says how many findings the machine may not read for want of consent; a press shows them.
func (f *facets) unreadRow(n int) fyne.CanvasObject {
	row := kit.HStack(kit.Space1, kit.NewIconSized(icons.Lock, kit.Muted, 12), kit.Grow(kit.NewElastic(say.T("%s may not be read", say.Number(n)), kit.Small)))
	card := kit.NewCompactEntry(row, func() { f.model.Bar(ByConsent, "machine") })
	card.SetTip(say.T("Their people did not allow analysis by the machine: nothing is estimated of them, and an earlier estimate is not shown beside them. A press shows them."))
	return card
}
