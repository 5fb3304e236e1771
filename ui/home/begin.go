package home

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// empty is the screen before the first interview: how to begin, and what the study's checklists ask.
func (s *Screen) empty() []fyne.CanvasObject {
	acts := []fyne.CanvasObject{kit.NewButton(say.T("Import files…"), kit.Primary, s.begin.Import), kit.NewButton(say.T("Add the sample study"), kit.Secondary, s.begin.Sample)}
	if s.begin.Templates != nil && len(s.model.Studies) == 0 {
		acts = append(acts, kit.NewButton(say.T("Start a study from templates…"), kit.Secondary, s.begin.Templates))
	}
	rows := []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Interviews, say.T("Bring in your first interviews"),
		say.T("Drop transcripts, notes or a survey table on this window. Throughline reads Word, PDF, OpenDocument, rich text, web pages, books, subtitles, plain text and tables."), acts...))}
	if len(s.model.Checks) > 0 {
		rows = append(rows, kit.Inset(kit.AtMost(s.checks(), 560), kit.Space5, 0, 0, 0))
	}
	return rows
}

// mostChecks is how many checklists are listed.
const mostChecks = 6

// checks lists the checklists with something left to do.
func (s *Screen) checks() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	all := s.model.Checks
	for i := range all[:min(mostChecks, len(all))] {
		c := &all[i]
		done := c.Done()
		line := say.T("%d of %d", done, len(c.Items))
		study := c.Study
		row := kit.HStack(kit.Space3, kit.Grow(kit.NewElastic(c.Name+s.of(study), kit.Body)),
			kit.NewMeter(float64(done)/float64(len(c.Items)), kit.PaintOf(kit.Good), 80), kit.NewText(line, kit.Small))
		card := kit.NewCompactEntry(row, func() { s.goTo(kit.OpenUses(study)) })
		card.SetTip(say.T("See what is left to do"))
		rows = append(rows, card)
	}
	return card(say.T("Checklists"), rows...)
}

// of names a study behind what is of it, when several are shown.
func (s *Screen) of(study app.StudyID) string {
	if s.model.Study != "" {
		return ""
	}
	for _, st := range s.model.Studies {
		if st.ID == study {
			return " · " + st.Name
		}
	}
	return ""
}
