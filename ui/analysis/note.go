package analysis

import (
	"throughline/ui/kit"
	"throughline/ui/say"
)

func (s *Screen) toggleNote() {
	s.noteBox.Hidden = !s.noteBox.Hidden
	s.middle.Refresh()
}

func (s *Screen) setNote(note []string) {
	s.note.Objects = nil
	for _, n := range note {
		s.note.Add(kit.NewParagraph(n, kit.Small))
	}
	if topic, ok := methods[s.model.Kind]; ok {
		s.note.Add(kit.HStack(0, kit.NewTextButton(say.T("In plain words, and when to doubt it"), kit.Small.In(kit.Accent), func() { s.goTo(topic.Route()) }), kit.Spacer()))
	}
}

// methods are what the guide says of an analysis.
var methods = map[Kind]kit.HelpTopic{Frequency: kit.MethodPeople, Segments: kit.MethodSegments, Together: kit.MethodTogether, Saturation: kit.MethodSaturation,
	Words: kit.MethodWords, Agreement: kit.MethodAgreement}
