package reader

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/guide"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// askWidth is the width of the list of questions.
const askWidth float32 = 460

// asksTurn is the turn that a question would be linked to: of the selection, else of the caret.
func (s *Screen) asksTurn() (app.Span, bool) {
	m := s.model
	at := s.from()
	if sel := m.Selection(); sel.Len() > 0 {
		at = sel.Start
	}
	n := m.Transcript.TurnAt(at)
	if n >= len(m.Transcript.Turns) {
		return app.Span{}, false
	}
	return m.Transcript.Turns[n].Span, true
}

// askWhich opens the list of the guide's questions at the turn: choosing one says that the turn asks it.
func (s *Screen) askWhich() {
	m := s.model
	switch {
	case m.Guide == nil:
		return
	case len(m.asks.guide) == 0:
		s.toast(kit.Toast{Text: say.T("The study has no guide yet"), Icon: icons.Info, Action: say.T("Write it"), Run: func() { s.goTo(kit.Route{Screen: kit.StudySheet, Study: m.Interview.Study}) }})
		return
	}
	turn, ok := s.asksTurn()
	c := kit.CanvasOf(s.text)
	if !ok || c == nil {
		return
	}
	s.bar.hide()
	s.text.Reveal(turn)
	r := s.roomBeside(c, app.Span{Start: turn.Start, End: min(turn.End, turn.Start+1)})
	p := kit.NewPicker(say.T("Which question does this turn ask?"), askWidth, func(query string) []kit.PickItem { return s.questionItems(query, turn) })
	p.ShowAt(c, r.place(p.MinSize().Add(fyne.NewSquareSize(2*kit.Space2))))
	c.Focus(p.Entry)
}

// questionItems are the questions of the guide for the words typed.
func (s *Screen) questionItems(query string, turn app.Span) []kit.PickItem {
	m := s.model
	var items []kit.PickItem
	for _, q := range m.Questions() {
		it := kit.PickItem{Text: fmt.Sprintf("%d  %s", q.Number, q.Text), Run: func() { m.Ask(turn.Start, q.Text) }}
		switch here := m.LinksAt(turn.Start, q.Text); {
		case len(here) > 0:
			it.Icon, it.Detail, it.Run = icons.Check, say.T("take back"), func() { m.Unask(here...) }
		case q.Asked:
			it.Detail = say.T("asked %s", shortClock(q.At))
		case q.Skipped:
			it.Detail = say.T("left out")
		}
		items = append(items, it)
	}
	return kit.Match(query, items)
}

// shortClock is a time without hours that are none.
func shortClock(at string) string {
	if len(at) > 3 && at[:3] == "00:" {
		return at[3:]
	}
	return at
}

// session says how the interview was led: shares, questions, wordings to look at.
func (p *panel) session() fyne.CanvasObject {
	m := p.s.model
	x := m.Session()
	if x == nil {
		return nil
	}
	rows := kit.VStack(kit.Space1, kit.NewText(say.T("Session"), kit.Small), kit.NewParagraph(shareWords(x), kit.Body))
	asked := say.T("%d open and %d closed questions", x.Open, x.Closed)
	if x.Pace() > 0 {
		asked += say.T(", %.0f in ten minutes", x.Pace())
	}
	rows.Add(kit.NewParagraph(asked+".", kit.Body))
	if x.Longest > 0 {
		rows.Add(p.goRow(say.T("Longest turn of the moderator: %s", say.Count(x.Longest, "word")), x.LongestSpan))
	}
	if x.Interruptions > 0 {
		rows.Add(kit.NewParagraph(say.T("Began %s before the guest had ended.", times(x.Interruptions)), kit.Body))
	}
	if len(x.Hints) > 0 {
		rows.Add(kit.Inset(kit.NewParagraph(say.T("Worth listening to again"), kit.Small), kit.Space1, 0, 0, 0))
	}
	for i := range x.Hints {
		h := &x.Hints[i]
		words := kit.NewRuns(kit.Run{Text: "“" + h.Text + "” ", Style: kit.Body}, kit.Run{Text: say.Sentence(h.Why) + ". " + say.Sentence(h.Kind.Instead()), Style: kit.Small})
		rows.Add(kit.NewCompactEntry(words, func() { p.s.reveal(h.Span) }))
	}
	return rows
}

func times(n int) string {
	if n == 1 {
		return say.As("once", "how often")
	}
	return say.T("%s times", say.Number(n))
}

// shareWords hold the moderator's share against the guideline, without a verdict.
func shareWords(x *guide.Session) string {
	share := x.Talk.Moderator
	words := say.T("The moderator talks %.0f %%", 100*share)
	switch {
	case share > guide.TalkTo:
		return say.T("%s; 20 to 30 %% leaves the guest more room.", words)
	case share < guide.TalkFrom:
		return say.T("%s, less than the usual 20 to 30 %%.", words)
	}
	return say.T("%s, within the usual 20 to 30 %%.", words)
}

// goRow is a line that goes to a place of the text.
func (p *panel) goRow(text string, span app.Span) fyne.CanvasObject {
	return kit.Inset(kit.NewCompactEntry(kit.NewParagraph(text, kit.Body), func() { p.s.reveal(span) }), -5, -5, -5, -5)
}

// questions lists the guide: which questions are linked, and where.
func (p *panel) questions() fyne.CanvasObject {
	m := p.s.model
	all := m.Questions()
	if len(all) == 0 {
		return nil
	}
	asked := 0
	rows := kit.VStack(0)
	for _, q := range all {
		if q.Asked {
			asked++
		}
		rows.Add(p.question(q))
	}
	return kit.VStack(kit.Space1, kit.NewText(say.T("Guide, %d of %d asked", asked, len(all)), kit.Small), rows)
}

func (p *panel) question(q Question) fyne.CanvasObject {
	m := p.s.model
	state, style := "", kit.Body
	switch {
	case q.Asked && q.At != "":
		state = shortClock(q.At)
	case q.Asked && q.Span.Len() > 0:
		state = "asked"
	case q.Asked:
		state = say.T("asked, place lost")
	case q.Skipped:
		state, style = say.T("left out"), kit.Body.In(kit.Muted)
	default:
		style = kit.Body.In(kit.Muted)
	}
	line := kit.HStackTop(kit.Space2, kit.Fixed(kit.NewText(fmt.Sprint(q.Number), kit.Small), 16, 0), kit.Grow(kit.NewParagraph(q.Text, style).Limit(2)), kit.NewText(state, kit.Small))
	var e *kit.TapCard
	e = kit.NewCompactEntry(line, func() {
		if q.Span.Len() > 0 {
			p.s.reveal(q.Span)
			return
		}
		if m.Guide != nil {
			kit.ShowMenu(e, p.questionMenu(q)...)
		}
	})
	return e
}

// questionMenu is what can be said of a question that has no place here.
func (p *panel) questionMenu(q Question) []kit.MenuItem {
	m := p.s.model
	var items []kit.MenuItem
	if turn, ok := p.s.asksTurn(); ok {
		items = append(items, kit.MenuItem{Text: say.T("Asked by the turn at the caret"), Key: "Q", Icon: icons.Link, Run: func() { m.Ask(turn.Start, q.Text) }})
	}
	if len(q.Links) > 0 {
		return append(items, kit.MenuItem{Text: say.T("Take back that it was asked"), Icon: icons.Close, Run: func() { m.Unask(q.Links...) }})
	}
	return append(items, kit.MenuItem{Text: say.T("Left out on purpose"), Checked: q.Skipped, Run: func() { m.SkipQuestion(q.Text, !q.Skipped) }})
}
