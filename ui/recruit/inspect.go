package recruit

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// inspect shows the chosen candidate, or what can be done with several.
func (p *boardPane) inspect() {
	m := p.s.model
	cur := m.Current()
	shown := fmt.Sprint(len(m.Chosen), m.Study)
	if cur != nil {
		shown = fmt.Sprint(cur.ID, cur.Modified.UnixNano(), len(m.Desk.Ledger), m.Desk.Recruitment.Modified.UnixNano(), m.Desk.Contact(cur.Participant), cur.Who != nil && cur.Who.Modified.IsZero())
	}
	if shown == p.shown {
		return
	}
	p.shown = shown
	switch {
	case cur != nil:
		p.inspectOne(cur)
	case len(m.Chosen) > 1:
		p.panel.Set(say.Count(len(m.Chosen), "candidate"), "", p.several()...)
	default:
		p.panel.Set(say.T("Candidate"), "", p.next()...)
	}
}

// several is what can be done with some candidates together.
func (p *boardPane) several() []fyne.CanvasObject {
	m := p.s.model
	if m.ReadOnly {
		return nil
	}
	return []fyne.CanvasObject{kit.VStack(kit.Space2,
		kit.NewIconTextButton(icons.Note, say.T("Write the invitations…"), kit.Secondary, p.s.AskInvite),
		kit.NewIconTextButton(icons.Forward, say.T("Invite"), kit.Secondary, func() { m.Move(m.Chosen, engine.Target{Stage: app.StageInvited}, nil) }),
		kit.NewIconTextButton(icons.Check, say.T("Judge by hand…"), kit.Secondary, p.s.AskJudge),
		kit.NewIconTextButton(icons.Trash, say.T("Remove"), kit.Quiet, m.Remove))}
}

// next says whom to invite next while nobody is chosen.
func (p *boardPane) next() []fyne.CanvasObject {
	m := p.s.model
	out := []fyne.CanvasObject{kit.NewParagraph(say.T("Choose somebody to see how they answered, and what comes next."), kit.Small)}
	if len(m.Meter.Next) > 0 && !m.ReadOnly {
		out = append(out, kit.NewText(say.T("Invite next"), kit.Label))
		out = append(out, p.s.suggestions()...)
	}
	return out
}

// suggestions are the candidates to invite next, each to be chosen.
func (s *Screen) suggestions() []fyne.CanvasObject {
	m := s.model
	var out []fyne.CanvasObject
	var all []app.CandidacyID
	for _, n := range m.Meter.Next {
		id := n.ID
		all = append(all, id)
		words := kit.VStack(2, kit.NewText(n.Who.Code, kit.Control.B()), kit.NewParagraph(say.Sentence(n.Why), kit.Small))
		out = append(out, kit.NewCompactEntry(words, func() {
			m.SetPart(Board)
			m.Choose([]app.CandidacyID{id})
			s.Shown()
		}))
	}
	choose := kit.NewIconTextButton(icons.People, say.T("Choose these %s", say.Number(len(all))), kit.Secondary, func() {
		m.SetPart(Board)
		m.Choose(all)
		s.panes[Board].(*boardPane).board.Pick(keysOf(all)...)
		s.Shown()
	})
	return append(out, kit.HStack(0, choose, kit.Spacer()))
}

func keysOf(ids []app.CandidacyID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

func (p *boardPane) inspectOne(c *engine.Person) {
	m := p.s.model
	title, line := say.T("Somebody who is gone"), stageOne(c.Stage)
	if c.Who != nil {
		title = c.Who.Code
		if c.Who.Segment != "" {
			line = c.Who.Segment + " · " + line
		}
	}
	details := p.acts(c)
	details = append(details, p.judgement(c))
	if k := m.Desk.Contact(c.Participant); !k.OK && c.Stage == app.StageCandidate {
		words := say.Sentence(k.Why) + "."
		if k.Next != "" {
			words += say.T(" Again from %s.", say.Date(k.Next.Time(), "2 Jan 2006"))
		}
		details = append(details, kit.NoticeBar(icons.Warning, kit.Caution, kit.NewParagraph(words, kit.Small.In(kit.WarnInk))))
	}
	if !c.Session.Start.IsZero() {
		details = append(details, kit.Detail(say.T("Session"), kit.NewParagraph(sessionWords(c.Session), kit.Body)))
	}
	if iv, ok := m.Desk.Interview(&c.Candidacy); ok {
		open := kit.NewIconTextButton(icons.Interviews, iv.Title, kit.Quiet, func() { p.s.doors.GoTo(kit.Route{Screen: kit.Reader, ID: string(iv.Interview)}) })
		details = append(details, kit.Detail(say.T("Interview"), kit.HStack(0, open, kit.Spacer())))
	}
	details = append(details, p.money(c)...)
	details = append(details, p.answers(c)...)
	details = append(details, p.noted(c), kit.Detail(say.T("Came to"), kit.NewParagraph(movesWords(c.Moves), kit.Small)))
	p.panel.Set(title, line, details...)
}

// stageOne is the stage of one candidate in words.
func stageOne(s app.Stage) string {
	if s == app.StageCandidate {
		return say.T("Candidate")
	}
	return say.Sentence(engine.StageName(s))
}

// acts is what comes next for a candidate, and their profile.
func (p *boardPane) acts(c *engine.Person) []fyne.CanvasObject {
	m := p.s.model
	profile := kit.NewIconButton(icons.People, say.T("Open the profile"), p.profile)
	if m.ReadOnly {
		return []fyne.CanvasObject{kit.HStack(0, profile, kit.Spacer())}
	}
	var first *kit.Button
	to := func(st app.Stage) func() { return func() { p.s.moveTo(m.Chosen, engine.Target{Stage: st}) } }
	second := kit.NewButton(say.T("Screener…"), kit.Secondary, p.s.AskAnswers)
	switch c.Stage {
	case app.StageCandidate:
		first = kit.NewIconTextButton(icons.Note, say.T("Invite…"), kit.Primary, p.s.AskInvite)
	case app.StageInvited:
		first = kit.NewIconTextButton(icons.Calendar, say.T("Schedule…"), kit.Primary, p.s.AskSchedule)
		second = kit.NewButton(say.T("Declined"), kit.Secondary, to(app.StageDeclined))
	case app.StageScheduled:
		first = kit.NewIconTextButton(icons.Done, say.T("Complete"), kit.Primary, to(app.StageCompleted))
		second = kit.NewButton(say.T("Reschedule…"), kit.Secondary, p.s.AskSchedule)
	case app.StageCompleted:
		first = kit.NewIconTextButton(icons.Link, say.T("Link interview…"), kit.Secondary, p.s.AskLink)
	default:
		first = kit.NewIconTextButton(icons.Calendar, say.T("Schedule anew…"), kit.Secondary, p.s.AskSchedule)
	}
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, first, second, kit.Spacer(), profile)}
	if c.Stage == app.StageScheduled {
		rows = append(rows, kit.HStack(kit.Space2, kit.NewButton(say.T("No-show"), kit.Quiet, to(app.StageNoShow)), kit.NewButton(say.T("Declined"), kit.Quiet, to(app.StageDeclined)), kit.Spacer()))
	}
	return rows
}

// judgement is what the screener says.
func (p *boardPane) judgement(c *engine.Person) fyne.CanvasObject {
	word, tone := say.T("Not screened"), kit.Plain
	switch c.Fit {
	case app.FitQualified:
		word, tone = say.T("Qualified"), kit.Positive
	case app.FitNot:
		word, tone = say.T("Not qualified"), kit.Negative
	}
	row := kit.HStack(kit.Space2, kit.NewBadge(word, tone), kit.Spacer())
	if !p.s.model.ReadOnly {
		row.Add(kit.NewIconButton(icons.Check, say.T("Judge by hand (J)"), p.s.AskJudge))
	}
	why := say.Sentence(c.Why)
	if c.ByHand {
		why += say.T(" (by hand)")
	}
	if why == "" {
		return row
	}
	return kit.VStack(kit.Space1, row, kit.NewParagraph(why, kit.Small))
}

// money says what a candidate got this year, and what the study gives would mean.
func (p *boardPane) money(c *engine.Person) []fyne.CanvasObject {
	d := p.s.model.Desk
	currency := d.Currency()
	got := d.Got(c.Participant, currency)
	var out []fyne.CanvasObject
	if got != 0 {
		out = append(out, kit.Detail(say.T("Incentives this year"), kit.NewParagraph(say.Money(got, currency), kit.Body)))
	}
	if a, over := d.Alert(c.Participant, d.Recruitment.Incentive, currency); over && c.Stage != app.StageCompleted {
		out = append(out, kit.NoticeBar(icons.Warning, kit.Caution, kit.NewParagraph(say.T("With this study %s", say.Sentence(a.Text())), kit.Small.In(kit.WarnInk))))
	}
	return out
}

// answers are the answers to the screener in the order asked.
func (p *boardPane) answers(c *engine.Person) []fyne.CanvasObject {
	w := engine.Take(p.s.model.screener(), c.Answers)
	var out []fyne.CanvasObject
	for _, a := range w.Asked {
		if a.Values == nil {
			continue
		}
		words := strings.Join(a.Values, "; ")
		switch {
		case a.Out:
			words += say.T("  (rules out)")
		case a.Score != 0:
			words += fmt.Sprintf("  (%+g)", a.Score)
		}
		out = append(out, kit.Detail(a.Question.Text, kit.NewParagraph(words, kit.Body)))
	}
	return out
}

// noted is the note on a candidate, kept when the field is left.
func (p *boardPane) noted(c *engine.Person) fyne.CanvasObject {
	if p.s.model.ReadOnly {
		return kit.Detail(say.T("Note"), kit.NewParagraph(c.Note, kit.Body))
	}
	id, was := c.ID, c.Note
	e := kit.NewEntry(say.T("What to keep in mind"))
	e.SetText(was)
	keep := func() {
		if strings.TrimSpace(e.Text) != was {
			was = strings.TrimSpace(e.Text)
			p.s.model.Note(id, was)
		}
	}
	e.OnSubmitted = func(string) { keep() }
	e.OnFocus = func(on bool) {
		if !on {
			keep()
		}
	}
	p.note = e
	return kit.FormRow(say.T("Note"), e)
}

func sessionWords(s app.Session) string {
	zone := s.Zone
	if zone == "" {
		zone = say.T("UTC")
	}
	words := say.T("%s %s, %s min", say.Date(s.Local(), "Monday, 2 January 2006, 15:04"), zone, say.Number(s.Minutes))
	for _, more := range []string{s.Place, s.Moderator} {
		if more != "" {
			words += "\n" + more
		}
	}
	return words
}

func movesWords(moves []app.Move) string {
	var lines []string
	for _, m := range moves {
		lines = append(lines, stageOne(m.Stage)+": "+say.Date(m.At.Local(), "2 Jan 2006, 15:04"))
	}
	return strings.Join(lines, "\n")
}
