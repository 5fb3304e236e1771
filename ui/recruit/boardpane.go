package recruit

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// boardPane is the pipeline: a column a stage, a card a candidate.
type boardPane struct {
	s      *Screen
	board  *kit.Board
	search *kit.SearchField
	fit    *kit.Dropdown
	order  *kit.Dropdown
	bulk   *kit.Button
	tools  *fyne.Container
	middle *fyne.Container
	panel  *kit.Inspector
	empty  fyne.CanvasObject
	split  *kit.SplitView
	root   *fyne.Container
	shown  string // what the inspector shows, to leave it alone while that stays
	note   *kit.Entry
	sent   *sent // whom a key takes elsewhere, nil for nobody
}

func newBoardPane(s *Screen) *boardPane {
	m := s.model
	p := &boardPane{s: s, middle: kit.Stack(), panel: kit.NewInspector()}
	p.board = kit.NewBoard(p)
	p.board.ColumnWide = columnWide
	b := p.board
	b.OnSelect = func() {
		p.sent = nil
		m.Choose(ids(b.Selected()))
	}
	b.OnOpen = func(at kit.BoardAt) { p.open(at) }
	b.OnMenu = p.menu
	b.OnToggle = func(column int) { m.Fold(m.Deck.Columns[column].Stage) }
	b.CanDrop = func(cards []string, to kit.BoardSpot) (string, bool) {
		if to.Column < 0 {
			return "", false
		}
		return m.CanMove(ids(cards), m.Deck.Columns[to.Column].Stage)
	}
	b.OnMove = p.moved
	b.OnRune, b.OnKey = p.typed, p.pressed
	p.search = kit.NewSearchField(say.T("Code, segment or field"), 210, m.SetText)
	p.search.OnSubmitted = func(string) { p.focus() }
	p.fit = kit.NewDropdown([]kit.Option{{Text: say.T("Everybody")}, {ID: string(app.FitQualified), Text: say.T("Qualified")}, {ID: "open", Text: say.T("Not screened")},
		{ID: string(app.FitNot), Text: say.T("Not qualified")}}, m.SetFit)
	p.order = kit.NewDropdown([]kit.Option{{Text: say.T("Best first")}, {ID: string(AsPut), Text: say.T("As arranged")}, {ID: string(ByCode), Text: say.T("By code")}},
		func(id string) { m.SetOrder(Order(id)) })
	p.bulk = kit.NewDropButton(say.T("Move"), kit.Paint{}, func() { kit.ShowMenu(p.bulk, p.moves()...) })
	p.tools = kit.Head(kit.Space3, p.search, p.fit, p.order, kit.Spacer())
	if !m.ReadOnly {
		for _, o := range []fyne.CanvasObject{p.bulk, kit.NewIconTextButton(icons.Import, say.T("Import answers…"), kit.Secondary, s.AskImport),
			kit.NewIconTextButton(icons.Plus, say.T("Add people…"), kit.Primary, s.AskAdd)} {
			p.tools.Add(o)
		}
		p.panel.SetHints(kit.Hint("I", say.T("invite")), kit.Hint("E", say.T("schedule")), kit.Hint("C", say.T("complete")))
	}
	p.empty = p.nobody()
	p.split = kit.NewSplit(nil, p.middle, p.panel, 0, panelWidth)
	p.root = kit.Dock(kit.Inset(p.tools, kit.Space3, kit.Space4, kit.Space3, 20), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, p.split))
	return p
}

// nobody is shown while a study has no candidates.
func (p *boardPane) nobody() fyne.CanvasObject {
	if p.s.model.ReadOnly {
		return kit.EmptyState(icons.People, say.T("No candidates"), say.T("Nobody was recruited for this study here."))
	}
	return kit.EmptyState(icons.People, say.T("No candidates yet"), say.T("Write the screener first, then add people of the panel: what is known of them answers it. Or import the answers of a form."),
		kit.NewButton(say.T("Add people…"), kit.Primary, p.s.AskAdd), kit.NewButton(say.T("Write the screener"), kit.Secondary, func() { p.s.model.SetPart(Screener) }))
}

func ids(keys []string) []app.CandidacyID {
	out := make([]app.CandidacyID, len(keys))
	for i, k := range keys {
		out[i] = app.CandidacyID(k)
	}
	return out
}

func (p *boardPane) content() fyne.CanvasObject { return p.root }

func (p *boardPane) focus() {
	if len(p.middle.Objects) == 1 && p.middle.Objects[0] == p.board {
		p.board.Focus()
		return
	}
	p.s.unfocus()
}

// take gives the board the keyboard where nothing else has it: the first candidates have come.
func (p *boardPane) take() {
	if c := p.s.canvas(); c != nil && c.Focused() == nil {
		p.focus()
	}
}

func (p *boardPane) paint() {
	m := p.s.model
	var show fyne.CanvasObject = p.board
	if len(m.Desk.People) == 0 {
		show = p.empty
	}
	p.split.ShowRight(show == p.board)
	if len(p.middle.Objects) != 1 || p.middle.Objects[0] != show {
		p.middle.Objects = []fyne.CanvasObject{show}
		p.middle.Refresh()
		defer p.take()
	}
	if p.search.Text() != m.Deck.Text {
		p.search.SetText(m.Deck.Text)
	}
	p.board.Reload()
	p.board.KeepThere()
	p.goOn()
	if len(m.Chosen) == 1 && len(p.board.Selected()) != 1 {
		p.board.Pick(string(m.Chosen[0]))
	}
	if len(m.Chosen) > 0 && !m.ReadOnly {
		p.bulk.SetText(say.T("Move %s", say.Number(len(m.Chosen))))
		p.bulk.Enable()
	} else {
		p.bulk.SetText(say.T("Move"))
		p.bulk.Disable()
	}
	p.inspect()
}

// Columns implements kit.BoardData.
func (p *boardPane) Columns() int { return len(p.s.model.Deck.Columns) }

// Column implements kit.BoardData.
func (p *boardPane) Column(i int) kit.BoardColumn {
	m := p.s.model
	c := &m.Deck.Columns[i]
	out := kit.BoardColumn{Key: string(c.Stage), Name: say.Sentence(engine.StageName(c.Stage)), Line: columnLine(m, c), Share: -1, Fixed: true, Cards: len(c.People),
		Collapsed: m.Deck.Folded[c.Stage], Empty: emptyWords(c)}
	if want := m.Wanted(); c.Stage == app.StageCompleted && want > 0 {
		out.Share, out.Paint = min(1, float64(c.All)/float64(want)), kit.PaintOf(kit.Good)
	}
	if out.Collapsed {
		out.Line = say.Count(c.All, "person")
	}
	return out
}

func columnLine(m *Model, c *Column) string {
	words := say.Count(c.All, "person")
	switch want := m.Wanted(); {
	case len(c.People) < c.All:
		return say.T("%s of %s", say.Number(len(c.People)), words)
	case c.Stage == app.StageCandidate && c.All > 0:
		return say.T("%s · %s qualified", words, say.Number(c.Fit))
	case c.Stage == app.StageCompleted && want > 0:
		return say.T("%s of %s wanted", say.Number(c.All), say.Number(want))
	case c.Stage == app.StageNoShow && c.All > 0:
		share, of := m.Meter.Funnel.ShowRate()
		return say.T("%s · %s of %s came", words, say.Number(int(share*float64(of)+0.5)), say.Number(of))
	}
	return words
}

func emptyWords(c *Column) string {
	if c.All > 0 {
		return say.T("None of them is what you look for.")
	}
	switch c.Stage {
	case app.StageCandidate:
		return say.T("Everybody is under way.")
	case app.StageInvited:
		return say.T("Drop candidates here, or press I.")
	case app.StageScheduled:
		return say.T("Press E to give somebody a date.")
	}
	return say.T("Nobody.")
}

// CardKey implements kit.BoardData.
func (p *boardPane) CardKey(column, card int) string {
	if c := p.at(column, card); c != nil {
		return string(c.ID)
	}
	return ""
}

// at is a candidate by their place, nil where nobody stands any more: the board may be laid out before it has heard of that.
func (p *boardPane) at(column, card int) *engine.Person {
	all := p.s.model.Deck.Columns
	if column >= len(all) || card < 0 || card >= len(all[column].People) {
		return nil
	}
	return &all[column].People[card]
}

// Card implements kit.BoardData.
func (p *boardPane) Card(column, card int) kit.BoardCard {
	d := p.s.model.Desk
	c := p.at(column, card)
	if c == nil {
		return kit.BoardCard{}
	}
	out := kit.BoardCard{Key: string(c.ID), Ready: true, Text: say.T("Somebody who is gone"), Who: fitWords(&c.Candidacy)}
	if c.Who != nil {
		out.Text = c.Who.Code
		if c.Who.Segment != "" {
			out.Text += " · " + c.Who.Segment
		}
		out.Note = cellValues(&p.s.model.Meter.Matrix, c.Who)
	}
	switch c.Fit {
	case app.FitQualified:
		out.Sign, out.Tone = "+", kit.Positive
	case app.FitNot:
		out.Sign, out.Tone = "−", kit.Negative
	}
	if c.Stage == app.StageScheduled && !c.Session.Start.IsZero() {
		out.Mark = say.Date(c.Session.Local(), "Mon 2 Jan, 15:04")
	}
	if c.Stage == app.StageScheduled && c.Session.Start.IsZero() {
		out.Mark = say.T("No date yet")
	}
	if k := d.Contact(c.Participant); c.Stage == app.StageCandidate && !k.OK {
		out.Mark, out.Faint = say.Sentence(k.Why), true
	}
	return out
}

// cellValues are the values of the fields that quotas are about, but the segment, which stands beside the code.
func cellValues(x *engine.Matrix, p *app.Participant) string {
	var parts []string
	for _, f := range []string{x.RowField, x.ColField} {
		v := p.Attribute(f)
		if f == "" || v == "" {
			continue
		}
		if len(v) <= 3 {
			v = f + ": " + v // yes and no say nothing alone
		}
		parts = append(parts, v)
	}
	return strings.Join(parts, " · ")
}

func fitWords(c *app.Candidacy) string {
	switch {
	case c.Why != "":
		return say.Sentence(c.Why)
	case c.Fit == app.FitUnknown && len(c.Answers) > 0:
		return say.T("screener begun")
	case c.Fit == app.FitUnknown:
		return say.T("not screened")
	}
	return say.Sentence(string(c.Fit))
}

// moved takes cards to where they were let go.
func (p *boardPane) moved(cards []string, to kit.BoardSpot) {
	m := p.s.model
	c := &m.Deck.Columns[to.Column]
	target := engine.Target{Stage: c.Stage}
	if m.Deck.Order == AsPut && to.Before < len(c.People) && !to.Head {
		target.Before = c.People[to.Before].ID
	} else if m.Deck.Order == AsPut && to.Head && len(c.People) > 0 {
		target.Before = c.People[0].ID
	}
	p.s.moveTo(ids(cards), target)
}

// moveTo moves candidates; a single one to scheduled is asked for the date first.
func (s *Screen) moveTo(who []app.CandidacyID, to engine.Target) {
	if to.Stage == app.StageScheduled && len(who) == 1 {
		if c := s.model.Desk.Candidate(who[0]); c != nil && c.Stage != app.StageScheduled && c.Session.Start.IsZero() {
			s.AskSchedule()
			return
		}
	}
	s.model.Move(who, to, nil)
}
