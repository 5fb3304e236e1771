package recruit

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// open does what comes next for a candidate.
func (p *boardPane) open(at kit.BoardAt) {
	m := p.s.model
	c := &m.Deck.Columns[at.Column].People[at.Card]
	m.Choose([]app.CandidacyID{c.ID})
	switch {
	case c.Interview != "":
		p.s.doors.GoTo(kit.Route{Screen: kit.Reader, ID: string(c.Interview)})
	case m.ReadOnly:
	case c.Stage == app.StageCandidate && c.Fit == app.FitUnknown:
		p.s.AskAnswers()
	case c.Stage == app.StageCandidate:
		p.s.AskInvite()
	case c.Stage == app.StageInvited || c.Stage == app.StageScheduled:
		p.s.AskSchedule()
	}
}

// moves are the stages the chosen candidates can go to.
func (p *boardPane) moves() []kit.MenuItem {
	m := p.s.model
	keyOf := map[app.Stage]string{app.StageInvited: "I", app.StageScheduled: "E", app.StageCompleted: "C", app.StageNoShow: "X", app.StageDeclined: "D", app.StageCandidate: "B"}
	var items []kit.MenuItem
	for _, st := range app.Stages() {
		words, ok := m.CanMove(m.Chosen, st)
		stays := !slices.ContainsFunc(m.Chosen, func(id app.CandidacyID) bool {
			c := m.Desk.Candidate(id)
			return c != nil && c.Stage != st
		})
		item := kit.MenuItem{Text: say.T("To %s", say.Sentence(engine.StageName(st))), Key: keyOf[st], Disabled: stays || !ok, Run: func() { p.s.moveTo(m.Chosen, engine.Target{Stage: st}) }}
		if !ok && !stays && words != "" {
			item.Key, item.Detail = "", words
		}
		items = append(items, item)
	}
	return items
}

// menu is shown on a right click or by a heading's button.
func (p *boardPane) menu(at kit.BoardAt, pos fyne.Position) {
	m := p.s.model
	if at.Card < 0 {
		st := m.Deck.Columns[at.Column].Stage
		word := say.T("Collapse")
		if m.Deck.Folded[st] {
			word = say.T("Open")
		}
		items := []kit.MenuItem{{Text: say.T("%s the column", word), Key: "Space", Run: func() { m.Fold(st) }},
			{Text: say.T("Choose everybody in it"), Key: "Ctrl A", Run: func() { p.chooseColumn(at.Column) }}}
		kit.ShowMenuAt(p.s.canvas(), pos, items...)
		return
	}
	m.Choose(ids(p.board.Selected()))
	one := len(m.Chosen) == 1
	items := []kit.MenuItem{{Text: say.T("Open the profile"), Icon: icons.People, Disabled: !one, Run: p.profile}}
	if !m.ReadOnly {
		items = append(items, kit.MenuItem{Text: say.T("Answer the screener…"), Icon: icons.Edit, Key: "A", Disabled: !one, Run: p.s.AskAnswers},
			kit.MenuItem{Text: say.T("Write the invitation…"), Icon: icons.Note, Key: "M", Run: p.s.AskInvite}, kit.MenuItem{Text: say.T("Judge by hand…"), Icon: icons.Check, Key: "J", Run: p.s.AskJudge},
			kit.Separator)
		items = append(items, p.moves()...)
		items = append(items, kit.Separator, kit.MenuItem{Text: say.T("Remove from the candidates"), Icon: icons.Trash, Key: "Del", Run: m.Remove})
	}
	kit.ShowMenuAt(p.s.canvas(), pos, items...)
}

func (p *boardPane) chooseColumn(column int) {
	var keys []string
	for _, c := range p.s.model.Deck.Columns[column].People {
		keys = append(keys, string(c.ID))
	}
	p.board.Pick(keys...)
	p.s.model.Choose(ids(keys))
}

func (p *boardPane) profile() {
	if c := p.s.model.Current(); c != nil {
		p.s.doors.GoTo(kit.Route{Screen: kit.People, ID: string(c.Participant)})
	}
}

// typed acts on the chosen candidates.
func (p *boardPane) typed(r rune) bool {
	if r == '/' {
		p.search.Focus()
		return true
	}
	if r >= '1' && r <= '5' {
		p.s.Rune(r)
		return true
	}
	act, ok := p.letters()[r|0x20]
	if ok && !p.s.model.Refuses() {
		if m := p.s.model; len(m.Chosen) == 0 {
			m.Choose(ids(p.board.Selected())) // the one under the keyboard
		}
		act()
	}
	return ok
}

// sent is whom a key takes elsewhere: the candidates chosen then, as the desk was.
type sent struct {
	who  []app.CandidacyID
	desk *engine.Desk
}

// leave remembers the chosen candidates before a key takes them elsewhere.
func (p *boardPane) leave() { p.sent = &sent{p.s.model.Chosen, p.s.model.Desk} }

// left reports whether somebody is not any more where they stood.
func (x *sent) left(now *engine.Desk) bool {
	return slices.ContainsFunc(x.who, func(id app.CandidacyID) bool {
		was, is := x.desk.Candidate(id), now.Candidate(id)
		return was != nil && (is == nil || is.Stage != was.Stage)
	})
}

// goOn chooses who took the place of those whom a key took elsewhere, so that the next key acts on the next one.
func (p *boardPane) goOn() {
	m := p.s.model
	if p.sent == nil || p.sent.desk == m.Desk {
		return
	}
	gone := p.sent.left(m.Desk)
	p.sent = nil
	if !gone {
		return
	}
	p.board.Pick()
	p.board.Go(p.board.Cursor())
	m.Chosen = ids(p.board.Selected())
}

// letters are what keys do with the chosen candidates.
func (p *boardPane) letters() map[rune]func() {
	m := p.s.model
	to := func(st app.Stage) func() {
		return func() {
			if len(m.Chosen) > 0 {
				p.leave()
				p.s.moveTo(m.Chosen, engine.Target{Stage: st})
			}
		}
	}
	sheet := func(ask func()) func() {
		return func() {
			p.leave()
			ask()
		}
	}
	return map[rune]func(){'n': p.s.AskAdd, 'a': p.s.AskAnswers, 'm': sheet(p.s.AskInvite), 'e': sheet(p.s.AskSchedule), 'j': p.s.AskJudge,
		'i': to(app.StageInvited), 'c': to(app.StageCompleted), 'x': to(app.StageNoShow), 'd': to(app.StageDeclined), 'b': to(app.StageCandidate)}
}

func (p *boardPane) pressed(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyDelete {
		if p.s.model.Refuses() {
			return true
		}
		p.leave()
		p.s.model.Remove()
		return true
	}
	return false
}

func (p *boardPane) key(k *fyne.KeyEvent) { p.pressed(k) }

func (p *boardPane) rune(r rune) { p.typed(r) }

func (p *boardPane) keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Arrows", Does: say.T("Go through the board")}, {Keys: "Ctrl Left, Right", Does: say.T("Move the chosen to the stage beside")},
		{Keys: "Enter", Does: say.T("Do what comes next: screen, invite, schedule, read")}, {Keys: "N", Does: say.T("Add people of the panel")}, {Keys: "A", Does: say.T("Answer the screener for somebody")},
		{Keys: "I, E, C", Does: say.T("Invite, schedule, complete")}, {Keys: "X, D, B", Does: say.T("No-show, declined, back to the candidates")}, {Keys: "M", Does: say.T("Write the invitation")},
		{Keys: "J", Does: say.T("Judge by hand")}, {Keys: "Delete", Does: say.T("Remove from the candidates")}, {Keys: "/", Does: say.T("Search")}}
}
