package home

import "throughline/ui/kit"

// UseMemos shows the memos on the study that is open. Call it once, before the screen is used.
func (s *Screen) UseMemos(d *kit.MemoDesk) *kit.MemoRow {
	s.memos = kit.NewMemoRow(d, s.Refresh)
	return s.memos
}
