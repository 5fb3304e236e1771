package shell

import (
	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// WithStudy does something with the study in force. While all studies are shown it asks for one, in the words of ask, goes to it and does it there; where there
// is only one, that is it, and where there is none, it says so and offers to make one.
func (s *Shell) WithStudy(ask string, do func(app.StudyID)) {
	choose := func(id app.StudyID) {
		if s.study != id {
			s.Go(kit.Route{Study: id})
		}
		do(id)
	}
	switch {
	case s.study != "":
		do(s.study)
	case len(s.studies) == 1:
		choose(s.studies[0].ID)
	case len(s.studies) == 0:
		t := kit.Toast{Text: say.T("There is no study yet"), Icon: icons.Info}
		if s.p.Services.NewStudy != nil && !s.p.Services.ReadOnly {
			t.Action, t.Run = say.T("New study…"), s.AskNewStudy
		}
		s.Toast(t)
	default:
		var items []kit.PickItem
		for _, st := range s.studies {
			items = append(items, kit.PickItem{Text: st.Name, Dot: kit.TagPaint(st.Color), Detail: say.Sentence(st.Status), Run: func() { choose(st.ID) }})
		}
		kit.NewPicker(ask, 560, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(s.p.Window.Canvas())
	}
}
