package findings

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/sentiment"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// menu is what can be done with what is chosen.
func (s *Screen) menu() []kit.MenuItem {
	m := s.model
	of := s.target()
	stance := func(word string, st app.Stance) kit.MenuItem {
		return kit.MenuItem{Text: word, Run: func() { m.SetStance(of, st) }}
	}
	sound := func(to app.Sound) kit.MenuItem {
		word := say.T("Sentiment: %s", lower(say.Sentence(sentiment.Word(to))))
		if to == "" {
			word = say.T("Sentiment as estimated")
		}
		return kit.MenuItem{Text: word, Run: func() { m.SetSentiment(of, to.Sentiment()) }}
	}
	words := say.T("Delete")
	if of.Len() > 1 {
		words = say.T("Delete %s", findings(of.Len()))
	}
	return []kit.MenuItem{
		{Text: say.T("Open in the interview"), Icon: icons.Interviews, Key: "Enter", Disabled: of.Len() != 1, Run: s.openChosen},
		{Text: say.T("Look at it in the text"), Icon: icons.Search, Key: "Space", Disabled: of.Len() != 1, Run: s.preview.toggle},
		{Text: say.T("Copy the quote"), Icon: icons.Copy, Disabled: s.one() == nil, Run: s.copyQuote},
		{Text: say.T("Tag…"), Icon: icons.Tag, Key: "T", Run: func() { s.pickTag(s.table) }},
		{Text: say.T("Untag…"), Icon: icons.Minus, Key: "U", Disabled: len(s.carried()) == 0, Run: func() { s.pickUntag(s.table) }},
		{Text: say.T("Replace a tag…"), Icon: icons.Split, Key: "R", Disabled: len(s.carried()) == 0, Run: func() { s.pickRetag(s.table) }},
		{Text: say.T("Move to theme…"), Icon: icons.Move, Key: "M", Run: func() { s.pickTheme(s.table) }},
		{Text: say.T("Note…"), Icon: icons.Note, Key: "N", Run: s.askNote},
		{Text: say.T("Add to insight…"), Icon: icons.Insights, Key: "I", Disabled: s.insights == nil, Run: s.addToInsight},
		{Text: say.T("Star"), Icon: icons.Star, Key: "S", Run: func() { m.Star(of, true) }},
		{Text: say.T("Remove star"), Icon: icons.StarFull, Run: func() { m.Star(of, false) }},
		kit.Separator,
		stance(say.T("Supports"), app.Supports), stance(say.T("Contradicts"), app.Contradicts), stance(say.T("Nuances"), app.Nuances), stance(say.T("No stance"), ""),
		kit.Separator,
		sound(app.Positive), sound(app.Negative), sound(app.Neutral), sound(app.Mixed), sound(""),
		kit.Separator,
		{Text: words, Icon: icons.Trash, Key: "Del", Danger: true, Run: func() { m.Delete(of) }},
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down, J, K", Does: say.T("Go through the table; Shift selects")}, {Keys: "X", Does: say.T("Select this one too, and go on")}, {Keys: "Ctrl A", Does: say.T("Select all that match")},
		{Keys: "Space", Does: say.T("Look at it in the text; again closes")}, {Keys: "Enter", Does: say.T("Open in the interview")},
		{Keys: "T", Does: say.T("Tag what is selected")}, {Keys: "U", Does: say.T("Take a tag off")}, {Keys: "R", Does: say.T("Replace a tag it carries")}, {Keys: "M", Does: say.T("Move it to a theme")}, {Keys: "S", Does: say.T("Star it, or not")},
		{Keys: "N", Does: say.T("Note on it")}, {Keys: "I", Does: say.T("Add it to an insight, as evidence")}, {Keys: "H", Does: say.T("Its history")}, {Keys: "+  −  =", Does: say.T("Supports, contradicts, nuances; again takes it back")}, {Keys: "Delete", Does: say.T("Delete")},
		{Keys: "/", Does: say.T("Search in passages and notes")}, {Keys: "F", Does: say.T("Filter by any value")}, {Keys: "Q", Does: say.T("Build a query, or close it")}, {Keys: "V", Does: say.T("Choose a view")},
		{Keys: "D", Does: say.T("Find duplicates; Escape goes back")}}
}

// Key acts on what is chosen.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if s.model.Pairing {
		if k.Name == fyne.KeyEscape {
			s.endPairs()
		}
		return
	}
	switch k.Name {
	case fyne.KeySpace:
		s.preview.toggle()
	case fyne.KeyEscape:
		s.preview.hide()
	case fyne.KeyDelete:
		if of := s.target(); of.Len() > 0 {
			s.model.Delete(of)
		}
	}
}

// Rune acts on what is chosen, or goes through the table.
func (s *Screen) Rune(r rune) {
	if s.runeAnywhere(r) || s.table.SelectedLen() == 0 {
		return
	}
	switch r {
	case 't', 'T':
		s.pickTag(s.table)
	case 'u', 'U':
		s.pickUntag(s.table)
	case 'r', 'R':
		s.pickRetag(s.table)
	case 'm', 'M':
		s.pickTheme(s.table)
	case 'n', 'N':
		s.askNote()
	case 'i', 'I':
		s.addToInsight()
	case 'h', 'H':
		s.showPast()
	case 's', 'S':
		on := false
		for _, f := range s.rows() {
			on = on || !f.Star
		}
		s.model.Star(s.target(), on)
	default:
		if st, ok := stanceSigns[r]; ok {
			s.stance(st)
		}
	}
}

// stanceSigns are the keys that give a stance.
var stanceSigns = map[rune]app.Stance{'+': app.Supports, '-': app.Contradicts, '=': app.Nuances}

// runeAnywhere acts on letters that need nothing chosen.
func (s *Screen) runeAnywhere(r rune) bool {
	switch r {
	case '/':
		s.head.search.Focus()
	case 'd', 'D':
		s.ShowDuplicates()
	case 'f', 'F':
		s.facets.pickAny()
	case 'q', 'Q':
		s.toggleBuilder()
	case 'v', 'V':
		s.showViews(s.head.view)
	case 'j', 'J':
		s.table.MoveBy(1)
	case 'k', 'K':
		s.table.MoveBy(-1)
	case 'x', 'X':
		s.table.ToggleCursor()
	default:
		return false
	}
	return true
}

// stance gives what is chosen a stance, or takes it away when all have it.
func (s *Screen) stance(st app.Stance) {
	all := true
	for _, f := range s.rows() {
		all = all && f.Stance == st
	}
	if all {
		st = ""
	}
	s.model.SetStance(s.target(), st)
}
