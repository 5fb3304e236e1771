package insights

import "throughline/ui/kit"

// UseMemos shows the memos on the shown insight beside its confidence. Call it once, before the screen is used.
func (s *Screen) UseMemos(d *kit.MemoDesk) *kit.MemoRow {
	s.memos = kit.NewMemoRow(d, func() {
		s.panel.Refresh()
		s.judged.Refresh()
	})
	return s.memos
}
