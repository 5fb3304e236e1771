package shell

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// TourStep is one place of a guided tour and what is said of it.
type TourStep struct {
	Title string
	Text  string
	Keys  []kit.KeyHelp
	To    kit.Route
}

// TourHint is the name under which it is kept that the tour was begun.
const TourHint = "tour"

// tour is the tour under way. The zero value is none.
type tour struct {
	steps []TourStep
	at    int
}

// BeginTour leads through places, one card at a time, from the first. Nothing is blocked: a person can use what they see, go elsewhere, and leave by Escape or the cross.
func (s *Shell) BeginTour(steps []TourStep) {
	if len(steps) == 0 {
		return
	}
	s.p.Settings.Saw(TourHint)
	s.tour = tour{steps: steps}
	s.step(0)
	s.refreshMenu() // Ctrl . goes on
}

// NextStep goes to the next place of the tour that is under way.
func (s *Shell) NextStep() {
	if s.Touring() {
		s.step(s.tour.at + 1)
	}
}

// Touring reports whether a tour is under way.
func (s *Shell) Touring() bool { return s.tour.steps != nil }

// step goes to a place of the tour; beyond the last the tour ends.
func (s *Shell) step(i int) {
	t := &s.tour
	if i < 0 || i >= len(t.steps) {
		s.p.Events.Log("tour", "done")
		s.endTour()
		return
	}
	t.at = i
	at := t.steps[i]
	s.Go(at.To)
	s.p.Settings.Saw(string(at.To.Screen)) // the tour says what the hint there would
	next := kit.NewButton(say.T("Next"), kit.Primary, func() { s.step(i + 1) })
	if i == len(t.steps)-1 {
		next.SetText(say.T("Done"))
	}
	var acts []fyne.CanvasObject
	if i > 0 {
		acts = append(acts, kit.NewButton(say.T("Back"), kit.Quiet, func() { s.step(i - 1) }))
	}
	s.coach(kit.Coach{Title: at.Title, Place: say.T("%d of %d", i+1, len(t.steps)), Text: at.Text, Keys: append(slices.Clone(s.asChosen(at.Keys)), kit.KeyHelp{Keys: s.KeysOf("next-step-of-the-tour"), Does: say.T("the next step; Esc leaves")}), Acts: append(acts, next), Close: s.leaveTour})
	s.p.Events.Log("tour", fmt.Sprint(i+1))
	if c := s.p.Window.Canvas(); c.Overlays().Top() == nil {
		c.Focus(next) // Enter goes on, Escape leaves
	}
}

// leaveTour takes the card away, of a tour before its end or of a hint.
func (s *Shell) leaveTour() {
	if s.Touring() {
		s.p.Events.Log("tour", "left")
	}
	s.endTour()
}

func (s *Shell) endTour() {
	was := s.Touring()
	s.tour = tour{}
	s.dropCoach()
	if was {
		s.refreshMenu()
	}
}

// coach shows a card in place of the one before.
func (s *Shell) coach(c kit.Coach) {
	s.dropCoach()
	s.hideCoach = s.stage.Coach(c)
}

// dropCoach takes the card away, and the keyboard with it where the card had it.
func (s *Shell) dropCoach() {
	if s.hideCoach == nil {
		return
	}
	s.hideCoach()
	s.hideCoach = nil
	if c := s.p.Window.Canvas(); c.Overlays().Top() == nil {
		if _, button := c.Focused().(*kit.Button); button {
			c.Unfocus()
			if s.page != nil && s.page.Shown != nil {
				s.page.Shown()
			}
		}
	}
}

// escape leaves the tour or closes the hint; false where there is none.
func (s *Shell) escape() bool {
	if s.hideCoach == nil {
		return false
	}
	s.leaveTour()
	return true
}
