package codebook

import "throughline/ui/kit"

// UseMemos shows the memos on the chosen tag in the inspector. Call it once, before the screen is used.
func (s *Screen) UseMemos(d *kit.MemoDesk) *kit.MemoRow {
	s.memos = kit.NewMemoRow(d, func() {
		s.panel.body.Refresh()
		s.panel.view.Refresh()
	})
	return s.memos
}
