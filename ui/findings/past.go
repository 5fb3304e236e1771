package findings

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
)

// UsePast shows the history of the chosen finding in the inspector. Call it once, before the screen is used.
func (s *Screen) UsePast(d *kit.PastDesk) *kit.PastRow {
	s.past = kit.NewPastRow(d, s.panel.Grow)
	s.past.OnReveal = s.panel.Reveal
	return s.past
}

// belongings are what hangs on a finding: memos and history.
func (s *Screen) belongings(f *app.FindingRow) fyne.CanvasObject {
	return kit.VStack(kit.Space2, s.memos.On(f.Ref(), f.Text()), s.past.Of(f.Ref()))
}

// showPast opens or closes the history of the one chosen finding.
func (s *Screen) showPast() {
	if len(s.rows()) == 1 {
		s.past.Toggle()
	}
}
