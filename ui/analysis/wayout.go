package analysis

import (
	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// wayOut leads from an analysis that lacks something to where that can be had, nil where there is no such place.
func (s *Screen) wayOut(to Where) fyne.CanvasObject {
	way := func(word string, run func()) fyne.CanvasObject { return kit.NewButton(word, kit.Primary, run) }
	page := func(screen kit.Screen) func() { return func() { s.goTo(kit.Route{Screen: screen}) } }
	switch to {
	case AtInterviews:
		return way(say.T("Open interviews"), page(kit.Interviews))
	case AtFindings:
		return way(say.T("Open findings"), page(kit.Findings))
	case AtThemes:
		return way(say.T("Open themes"), page(kit.Themes))
	case AtPeople:
		return way(say.T("Open people"), page(kit.People))
	case AtStudy:
		if !s.model.ReadOnly {
			return way(say.T("Edit the study and its guide"), page(kit.StudySheet))
		}
	case AtGuide:
		return way(say.T("Look for the questions"), func() { s.model.Choose(Guide) })
	case AtSwitcher:
		if s.OnChooseStudy != nil {
			return way(say.T("Choose a study…"), s.OnChooseStudy)
		}
	}
	return nil
}
