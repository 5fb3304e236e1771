package reader

import (
	"throughline/ui/kit"
)

// maxFindWords is the longest selection, in bytes, that is taken over as words to look for; a longer one is no phrase.
const maxFindWords = 200

// FindRoute is where to go to look for the words selected in the interview that has the keyboard.
func (d *Desk) FindRoute() kit.Route {
	if s := d.Screen(); s != nil {
		return s.FindRoute()
	}
	return kit.FindIn("", "")
}

// FindRoute is where to go to look for the selected words in the open interview, or for anything in it.
func (s *Screen) FindRoute() kit.Route {
	m := s.model
	if m.Transcript == nil {
		return kit.FindIn("", "")
	}
	words := ""
	if sel := m.Selection(); sel.Len() > 0 && sel.Len() <= maxFindWords {
		words, _ = m.Transcript.Quote(sel) // a selection lies in the text; otherwise there are no words
	}
	return kit.FindIn(m.Transcript.Interview, words)
}
