package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// hint is something worth knowing at a place, said once: the first time somebody stays there and can make use of it.
type hint struct {
	title, text string
	keys        []kit.KeyHelp
	due         func(app.Counts) bool // there is something to use it on
}

func some(n func(app.Counts) int) func(app.Counts) bool {
	return func(c app.Counts) bool { return n(c) > 0 }
}

// hints are those of screens, by the name of the screen.
var hints = map[kit.Screen]hint{
	kit.Interviews: {say.T("Files can be dropped anywhere"), say.T("Drop transcripts, notes or tables on the window, on any screen. You see what was recognised before anything is stored."),
		[]kit.KeyHelp{{Keys: "Ctrl I", Does: say.T("choose files to import")}}, some(func(c app.Counts) int { return c.Interviews })},
	kit.Reader: {say.T("Two keys tag a passage"), say.T("Select words with the mouse or with Shift and the arrows, press T, type a few letters of a tag and Enter."),
		[]kit.KeyHelp{{Keys: "T", Does: say.T("tag the selection")}, {Keys: "1–9", Does: say.T("one of the nine pinned or recent tags")}, {Keys: "?", Does: say.T("all keys of this screen")}},
		some(func(c app.Counts) int { return c.Interviews })},
	kit.Codebook: {say.T("A tag needs a definition"), say.T("What is in and what is out, in a sentence: it keeps two people tagging alike. Drag tags onto each other to order them."), nil,
		some(func(c app.Counts) int { return c.Tags })},
	kit.Findings: {say.T("Every passage is a row"), say.T("Filters at the left narrow the table, and several rows can be tagged at once. A view keeps filters under a name."),
		nil, some(func(c app.Counts) int { return c.Findings })},
	kit.Themes: {say.T("Propose, then decide"), say.T("Propose themes groups what was tagged, six passages or more, and shows it beside what you have. Nothing changes until you accept it; what you named or locked stays."),
		nil, some(func(c app.Counts) int { return c.Findings })},
	kit.Insights: {say.T("A claim keeps its evidence"), say.T("How sure it is, and why, is worked out from the findings and themes behind it, for and against."), nil, some(func(c app.Counts) int { return c.Insights + c.Themes })},
	kit.Reports:  {say.T("What people allowed decides"), say.T("The report leaves out what nobody may quote, and says how much that is. Choose who will read it first."), nil, some(func(c app.Counts) int { return c.Interviews })},
}

// againHint follows the first passage that somebody tags.
const againHint = "reader.again"

// namesHint follows the first themes that somebody accepts.
const namesHint = "themes.named"

// hintPause is how long somebody stays at a place until its hint is shown: whoever only passes through keeps it for another time.
const hintPause = 1500 * time.Millisecond

// hintSoon shows the hint of the page in sight after a moment, if it was never shown.
func (s *Shell) hintSoon() {
	if s.hintWaits != nil {
		s.hintWaits()
		s.hintWaits = nil
	}
	if s.Touring() {
		return
	}
	s.dropCoach() // it was about another place
	page := s.page.ID
	h, ok := hints[page]
	if !ok || s.p.Settings.Seen(string(page)) || s.p.Services.ReadOnly {
		return
	}
	s.hintWaits = s.stage.After(hintPause, func() {
		if s.page.ID == page && h.due(s.counts) {
			s.tell(string(page), h)
		}
	})
}

// tell shows a hint, once for ever. While a dialog is open, or another card is, it waits for another time.
func (s *Shell) tell(name string, h hint) {
	if s.closed || s.hideCoach != nil || s.p.Settings.Seen(name) || s.p.Window.Canvas().Overlays().Top() != nil {
		return
	}
	s.p.Settings.Saw(name)
	s.p.Events.Log("hint", name)
	none := kit.NewButton(say.T("No more hints"), kit.Quiet, func() {
		s.dropCoach()
		s.Fail(s.p.Settings.SetHints(false))
	})
	s.coach(kit.Coach{Title: h.title, Text: h.text, Keys: s.asChosen(h.keys), Close: s.dropCoach, Acts: []fyne.CanvasObject{none, kit.NewButton(say.T("Got it"), kit.Secondary, s.dropCoach)}})
}

// proposed reports whether a record is a theme as the machine made it.
func proposed(r app.Record) bool {
	t, ok := r.(*app.Theme)
	return ok && t.Proposed
}

// hintOn says after the first passage that somebody tagged, and the first themes they accepted, how to go on.
func (s *Shell) hintOn(cs *app.ChangeSet) {
	if s.page == nil || s.Touring() {
		return
	}
	for _, c := range cs.Changes {
		if c.Before != nil || c.After == nil {
			continue
		}
		switch kind := c.Ref().Kind; {
		case kind == app.KindFinding && s.page.ID == kit.Reader && !s.p.Settings.Seen(againHint):
			s.dropCoach() // the first card told how, and it is done
			s.tell(againHint, hint{title: say.T("The same tag again"), text: say.T("Select the next words and press the full stop: they get the tag you used last. From six passages on, Themes can group them."),
				keys: []kit.KeyHelp{{Keys: ".", Does: say.T("tag again")}, {Keys: "Ctrl Z", Does: say.T("undo")}}})
			return
		case kind == app.KindTheme && s.page.ID == kit.Themes && proposed(c.After) && !s.p.Settings.Seen(namesHint):
			s.dropCoach()
			s.tell(namesHint, hint{title: say.T("Give the themes names"), text: say.T("They are called by words that stand out. Double-click a heading to name it: a theme you named stays as it is. What themes mean is written under Insights."),
				keys: []kit.KeyHelp{{Keys: "F2", Does: say.T("name the theme")}, {Keys: "Ctrl Z", Does: say.T("undo")}}})
			return
		}
	}
}
