package themes

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
)

// UseConsents lets marks on cards say what was allowed. Call it once, before the screen is used.
func (s *Screen) UseConsents(c *kit.Consents) { s.consents = c }

// withMark puts the mark of a finding behind a line about it, where anybody is asked.
func (s *Screen) withMark(f *app.FindingRow, line fyne.CanvasObject) fyne.CanvasObject {
	mark := s.consents.MarkOf(f, false, nil)
	if mark == nil {
		return line
	}
	return kit.HStack(kit.Space2, kit.Grow(line), mark)
}
