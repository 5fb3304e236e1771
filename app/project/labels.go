package project

import (
	"strings"

	"throughline/app/format/speech"
)

// lineLabels knows which lines of a text name their speaker.
type lineLabels struct{ speakers *speech.Speakers }

// labels looks for speakers in a text: names that lines begin with, again and again.
func labels(text string) lineLabels {
	var c speech.Census
	for l := range strings.Lines(text) {
		if l = strings.TrimSuffix(l, "\n"); l != "" {
			c.Add(speech.Parse(speech.Line{Text: l}))
		}
	}
	return lineLabels{c.Decide()}
}

func (l lineLabels) some() bool { return l.speakers.Any() }

// of is the speaker that a line names, and where what they say begins; "" for none.
func (l lineLabels) of(line string) (label string, from int) {
	if !l.some() {
		return "", 0
	}
	m := speech.Parse(speech.Line{Text: line})
	label, ok := l.speakers.Believes(m)
	rest := strings.TrimSpace(m.Rest())
	if !ok || label == "" || rest == "" || !strings.HasSuffix(line, rest) {
		return "", 0
	}
	return label, len(line) - len(rest)
}

// moderates reports whether a label is one that moderators go by.
func moderates(label string) bool {
	switch strings.ToLower(strings.Trim(label, " .:")) {
	case "i", "int", "interviewer", "moderator", "mod", "facilitator", "researcher", "q":
		return true
	}
	return false
}
