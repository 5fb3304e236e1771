package themes

import "throughline/ui/kit"

// UseMemos shows the memos on the selected theme on its page. Call it once, before the screen is used.
func (s *Screen) UseMemos(d *kit.MemoDesk) *kit.MemoRow {
	s.memos = kit.NewMemoRow(d, func() {
		s.main.Refresh()
		s.body.Refresh()
	})
	return s.memos
}
