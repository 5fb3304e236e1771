package people

import "throughline/ui/kit"

// UseMemos shows the memos on the chosen person in the inspector. Call it once, before the screen is used.
func (s *Screen) UseMemos(d *kit.MemoDesk) *kit.MemoRow {
	s.memos = kit.NewMemoRow(d, s.panel.Grow)
	return s.memos
}
