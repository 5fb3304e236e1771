package codebook

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
)

// inspect shows the chosen tag.
func (s *Screen) inspect() {
	m := s.model
	t := m.Current()
	switch {
	case t != nil:
		var details []fyne.CanvasObject
		for _, d := range []struct{ label, text string }{{"Definition", t.Definition}, {"Include", t.Include}, {"Exclude", t.Exclude}, {"Example", t.Example}} {
			if d.text != "" {
				details = append(details, kit.Detail(d.label, kit.NewParagraph(d.text, kit.Body)))
			}
		}
		s.panel.Set(t.Name, fmt.Sprintf("%s · %s", app.Count(t.Findings, "finding"), app.Count(t.Participants, "person")), details...)
	case len(m.Chosen) > 1:
		s.panel.Set(app.Count(len(m.Chosen), "tag"), "")
	default:
		s.panel.Set("Tag", "", kit.NewParagraph("Select a tag to see and change its entry. Shift or Ctrl selects several.", kit.Small))
	}
}
