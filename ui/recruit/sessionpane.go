package recruit

import (
	"bytes"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// sessionPane lists the sessions of a study by date.
type sessionPane struct {
	s     *Screen
	rows  []engine.Person
	table *kit.DataTable
	tools *fyne.Container
	line  *kit.Text
	one   *kit.Button
	all   *kit.Button
	empty fyne.CanvasObject
	body  *fyne.Container
	root  *fyne.Container
}

func newSessionPane(s *Screen) *sessionPane {
	p := &sessionPane{s: s, line: kit.NewElastic("", kit.Small), body: kit.Stack()}
	p.table = kit.NewDataTable([]kit.Column{{ID: "when", Title: say.T("When"), Width: 190, Grow: 1}, {ID: "code", Title: say.T("Person"), Width: 90}, {ID: "segment", Title: say.T("Segment"), Width: 110, Grow: 1},
		{ID: "minutes", Title: say.T("Minutes"), Width: 76, Trailing: true}, {ID: "place", Title: say.T("Place"), Width: 150, Grow: 1.5}, {ID: "moderator", Title: say.T("Moderator"), Width: 130, Grow: 1},
		{ID: "stage", Title: say.T("Stage"), Width: 110}}, p.cell)
	p.table.OnSelect = func(rows []int) { p.choose(rows) }
	p.table.OnOpen = func(row int) {
		p.choose([]int{row})
		s.AskSchedule()
	}
	p.table.OnRune = p.rune
	p.one = kit.NewIconTextButton(icons.Calendar, say.T("Save this one as .ics…"), kit.Secondary, p.saveOne)
	p.all = kit.NewIconTextButton(icons.Calendar, say.T("Save all as .ics…"), kit.Primary, p.saveAll)
	p.tools = kit.Head(kit.Space3, kit.Grow(p.line), p.one, p.all)
	if s.doors.Save == nil {
		p.one.Hide()
		p.all.Hide()
	}
	p.empty = kit.EmptyState(icons.Calendar, say.T("No sessions yet"), say.T("Give candidates a date on the board, with E. The sessions can be saved for any calendar then."),
		kit.NewButton(say.T("Open the board"), kit.Secondary, func() {
			s.model.SetPart(Board)
			s.Shown()
		}))
	p.root = kit.Dock(kit.Inset(p.tools, kit.Space3, kit.Space4, kit.Space3, 20), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, p.body))
	return p
}

func (p *sessionPane) content() fyne.CanvasObject { return p.root }

func (p *sessionPane) paint() {
	m := p.s.model
	p.rows = p.rows[:0]
	today, ahead := 0, 0
	for _, c := range m.Desk.People {
		if c.Session.Start.IsZero() {
			continue
		}
		p.rows = append(p.rows, c)
		if c.Stage == app.StageScheduled {
			ahead++
			if app.DateOf(c.Session.Start.In(m.Now().Location())) == m.Today() {
				today++
			}
		}
	}
	slices.SortStableFunc(p.rows, toComeFirst)
	words := say.T("%s to come", say.Count(ahead, "session"))
	if today > 0 {
		words += say.T(", %s today", say.Number(today))
	}
	p.line.SetText(words)
	p.table.SetRows(len(p.rows))
	show := fyne.CanvasObject(p.table)
	if len(p.rows) == 0 {
		show = p.empty
		p.all.Disable()
	} else {
		p.all.Enable()
	}
	if len(p.table.Selected()) == 1 {
		p.one.Enable()
	} else {
		p.one.Disable()
	}
	if len(p.body.Objects) != 1 || p.body.Objects[0] != show {
		p.body.Objects = []fyne.CanvasObject{show}
		p.body.Refresh()
	}
}

// toComeFirst puts the sessions that are to come first, the next at the top, and the others after them, the last one first.
func toComeFirst(a, b engine.Person) int {
	x, y := a.Stage == app.StageScheduled, b.Stage == app.StageScheduled
	switch {
	case x && y:
		return a.Session.Start.Compare(b.Session.Start)
	case x != y && x:
		return -1
	case x != y:
		return 1
	}
	return b.Session.Start.Compare(a.Session.Start)
}

func (p *sessionPane) choose(rows []int) {
	var ids []app.CandidacyID
	for _, i := range rows {
		if i < len(p.rows) {
			ids = append(ids, p.rows[i].ID)
		}
	}
	p.s.model.Choose(ids)
}

func (p *sessionPane) focus() {
	if len(p.rows) > 0 {
		p.table.Focus()
		return
	}
	p.s.unfocus()
}

func (p *sessionPane) key(*fyne.KeyEvent) {}

func (p *sessionPane) rune(r rune) {
	switch {
	case r >= '1' && r <= '5':
		p.s.Rune(r)
	case r == 'e' || r == 'E':
		if !p.s.model.Refuses() {
			p.s.AskSchedule()
		}
	case r == 's' || r == 'S':
		p.saveAll()
	}
}

func (p *sessionPane) keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "S", Does: say.T("Sessions: save all for a calendar")}, {Keys: "E", Does: say.T("Sessions: change the chosen one")}}
}

func (p *sessionPane) cell(row, col int) kit.Cell {
	if row >= len(p.rows) {
		return kit.Cell{}
	}
	c := &p.rows[row]
	out := c.Stage != app.StageScheduled && c.Stage != app.StageCompleted
	switch col {
	case 0:
		return kit.Cell{Text: say.Date(c.Session.Local(), "Mon 2 Jan 2006, 15:04"), Style: kit.Control.B(), Struck: out}
	case 1:
		return kit.Cell{Text: codeOf(c)}
	case 2:
		if c.Who != nil {
			return kit.Cell{Text: c.Who.Segment}
		}
		return kit.Cell{}
	case 3:
		return kit.Cell{Text: say.Number(c.Session.Minutes)}
	case 4:
		return kit.Cell{Text: c.Session.Place, Style: kit.Control.In(kit.Muted)}
	case 5:
		return kit.Cell{Text: c.Session.Moderator}
	}
	return kit.Cell{Text: say.Sentence(engine.StageName(c.Stage)), Style: kit.Small}
}

func (p *sessionPane) saveAll() {
	m := p.s.model
	if p.s.doors.Save != nil && len(p.rows) > 0 {
		p.save(m.Desk.Study.Name, m.Desk.Appointments())
	}
}

func (p *sessionPane) saveOne() {
	m := p.s.model
	c := m.Current()
	if c == nil {
		return
	}
	if a, ok := m.Desk.Appointment(*c); ok {
		p.save(m.Desk.Study.Name+" "+a.Code, []engine.Appointment{a})
	}
}

func (p *sessionPane) save(name string, all []engine.Appointment) {
	var b bytes.Buffer
	if err := engine.WriteCalendar(&b, p.s.model.Desk.Study.Name, all, p.s.model.Now()); err != nil {
		p.s.model.fail(err)
		return
	}
	p.s.doors.Save(app.FileName(name+".ics", say.T("Sessions.ics")), func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	})
}

// Write fills a file.
type Write = func(io.Writer) error
