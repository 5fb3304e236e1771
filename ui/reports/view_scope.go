package reports

import "throughline/ui/kit"

// paintScope shows what the report is about, and only the choices that count for it.
func (s *Screen) paintScope() {
	m := s.model
	var options []kit.Option
	for _, c := range m.Choices() {
		options = append(options, kit.Option{ID: string(c.Scope), Text: c.Name})
	}
	s.about.SetOptions(options)
	s.about.Select(string(m.Scope))
	if filtered := m.Scope == Filtered; s.asked.Visible() != filtered || s.chosen.Visible() == m.Fixed() {
		show(s.asked, filtered)
		show(s.chosen, !m.Fixed())
		s.choices.Refresh()
		s.side.Refresh()
	}
}

func show(o interface {
	Show()
	Hide()
}, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
