package reader

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// UsePast shows the history of the finding at hand, or of the interview, in the inspector. Call it once, before the screen is used.
func (s *Screen) UsePast(d *kit.PastDesk) {
	s.past = kit.NewPastRow(d, s.panel.view.Grow)
	s.past.OnReveal = s.panel.view.Reveal
}

// showPast opens or closes the history. What was just typed belongs to it. Blind to others' work there is none: it would tell.
func (s *Screen) showPast() {
	m := s.model
	if m.Whose() == Blind {
		if st := kit.StageOf(s.root); st != nil {
			st.Toast(kit.Toast{Text: say.T("The history would show the work of others. Show everyone's work to see it.")})
		}
		return
	}
	m.Flush()
	s.tellMaybe(s.OnDetails)
	s.panel.paint()
	s.past.Toggle()
}

// pastRow is the history of a record, none while others' work is hidden.
func (p *panel) pastRow(of app.Ref) fyne.CanvasObject {
	if p.s.model.Whose() == Blind {
		return kit.VStack(0)
	}
	return p.s.past.Of(of)
}
