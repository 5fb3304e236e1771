package shell

import (
	"throughline/app"
	"throughline/ui/kit"
)

// ShowHistory goes to the list of all steps.
func (s *Shell) ShowHistory() {
	if s.p.Window.Canvas().Overlays().Top() == nil {
		s.Go(kit.HistoryOf(app.Ref{}))
	}
}

// Quiet keeps the steps that come until end is called from telling themselves one by one: they are parts of a walk through the
// history.
func (s *Shell) Quiet() (end func()) {
	s.walking++
	return func() { s.walking-- }
}
