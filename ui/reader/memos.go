package reader

import "throughline/ui/kit"

// UseMemos shows the memos on the finding at hand, or on the interview, in the inspector. Call it once, before the screen is used.
func (s *Screen) UseMemos(d *kit.MemoDesk) *kit.MemoRow {
	s.memos = kit.NewMemoRow(d, s.panel.view.Grow)
	return s.memos
}

// writeMemo writes a memo on the selection or the finding at hand, or on the interview while there is neither.
func (s *Screen) writeMemo() {
	m := s.model
	if m.Selection().Len() > 0 || m.Active() != nil {
		m.BeginNote()
	}
	s.panel.paint()
	s.memos.Add()
}
