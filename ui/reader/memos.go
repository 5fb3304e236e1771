package reader

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
)

// UseMemos shows the memos on the finding at hand, or on the interview, in the inspector. Call it once, before the screen is used.
func (s *Screen) UseMemos(d *kit.MemoDesk) { s.memos = kit.NewMemoRow(d, s.panel.view.Grow) }

// writeMemo writes a memo on the selection or the finding at hand, or on the interview while there is neither.
func (s *Screen) writeMemo() {
	m := s.model
	if m.Selection().Len() > 0 || m.Active() != nil {
		m.BeginNote()
	}
	s.tellMaybe(s.OnDetails)
	s.panel.paint()
	s.memos.Add()
}

// memoRow shows the memos on a record; blind to others' work, none, since there is no telling whose they are at a glance.
func (p *panel) memoRow(on app.Ref, name string) fyne.CanvasObject {
	if p.s.model.Whose() == Blind {
		return kit.VStack(0)
	}
	return p.s.memos.On(on, name)
}
