package history

import (
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

const inspectorWidth float32 = 300

// The columns of the table.
const (
	colStep = iota
	colWhat
	colWho
	colTime
)

var columns = []kit.Column{
	{ID: "step", Title: say.T("Step"), Width: 260, Grow: 6},
	{ID: "what", Title: say.T("What it changed"), Width: 140, Grow: 2, From: 500},
	{ID: "who", Title: say.T("Who"), Width: 110, Grow: 1},
	{ID: "time", Title: say.As("Time", "of day"), Width: 76, Trailing: true},
}

// Screen paints a Model: filters, the table of steps, and the chosen step in the inspector.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	head    *fyne.Container
	line    *kit.Text
	clear   *kit.Button
	who     *kit.Dropdown
	kind    *kit.Dropdown
	search  *kit.SearchField
	warning *fyne.Container
	table   *kit.DataTable
	middle  *fyne.Container
	panel   *kit.Inspector
	split   *kit.SplitView
	root    fyne.CanvasObject

	at      int    // the row chosen last, to know which way the keyboard goes
	shown   string // what the inspector shows, to leave it alone while that stays
	waiting bool   // the table takes the keyboard once it is there
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, line: kit.NewElastic("", kit.Small), warning: kit.VStack(0), at: -1}
	s.search = kit.NewSearchField(say.T("Words in the step"), 200, func(t string) { m.Filter(func(q *app.HistoryQuery) { q.Text = t }) })
	s.search.OnSubmitted = func(string) { s.Shown() }
	s.who = kit.NewDropdown([]kit.Option{{Text: say.T("Everyone")}}, func(id string) { m.Filter(func(q *app.HistoryQuery) { q.Author = id }) })
	s.kind = kit.NewDropdown(kindOptions(), func(id string) { m.Filter(func(q *app.HistoryQuery) { q.Kind = app.Kind(id) }) })
	s.clear = kit.NewButton(say.T("Show all steps"), kit.Quiet, m.ClearFilter)
	s.head = kit.Head(kit.Space3, kit.NewText(say.T("History"), kit.Title), kit.Grow(s.line), s.clear, s.who, s.kind, s.search)
	s.makeTable()
	s.middle = kit.Stack(s.table)
	s.panel = kit.NewInspector()
	s.split = kit.NewSplit(nil, s.middle, s.panel, 0, inspectorWidth)
	top := kit.Inset(kit.VStack(kit.Space2, s.head, s.warning), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.split))
	m.OnChange = s.Refresh
	m.OnFound = func(n app.Named) { goTo(routeTo(n)) }
	s.Refresh()
	return s
}

func kindOptions() []kit.Option {
	return []kit.Option{{Text: say.T("All kinds")}, {ID: string(app.KindFinding), Text: say.T("Findings")}, {ID: string(app.KindTag), Text: say.T("Tags")},
		{ID: string(app.KindTheme), Text: say.T("Themes")}, {ID: string(app.KindPlacement), Text: say.T("Sorting")}, {ID: string(app.KindInsight), Text: say.T("Insights")},
		{ID: string(app.KindMemo), Text: say.T("Memos")}, {ID: string(app.KindInterview), Text: say.T("Interviews")}, {ID: string(app.KindTranscript), Text: say.T("Transcripts")},
		{ID: string(app.KindParticipant), Text: say.T("People")}, {ID: string(app.KindStudy), Text: say.T("Studies")}}
}

func (s *Screen) makeTable() {
	s.table = kit.NewDataTable(columns, s.cell)
	s.table.OnSelect = s.selected
	s.table.OnMenu = func(_ int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.menu()...) }
	s.table.OnKey = s.Key
	s.table.OnRune = s.Rune
	s.table.OnRange = s.model.InSight
}

// selected keeps one step chosen: headings are stepped over in the direction the keyboard goes.
func (s *Screen) selected(rows []int) {
	if len(rows) == 0 {
		s.at = -1
		s.model.Choose(-1)
		return
	}
	row := rows[len(rows)-1]
	if len(rows) > 1 && rows[0] < s.at {
		row = rows[0]
	}
	step := 1
	if row < s.at {
		step = -1
	}
	for row >= 0 && row < len(s.model.Rows) && s.heading(row) {
		row += step
	}
	if row < 0 || row >= len(s.model.Rows) {
		row = max(s.at, 0)
		if s.heading(row) {
			row = min(row+1, len(s.model.Rows)-1)
		}
	}
	s.at = row
	if len(rows) != 1 || rows[0] != row {
		s.table.Select(row)
	}
	s.model.Choose(row)
}

func (s *Screen) heading(row int) bool {
	if row >= len(s.model.Rows) {
		return false
	}
	k := s.model.Rows[row].Kind
	return k == DayRow || k == HereRow
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows the steps of the record the route names, or all.
func (s *Screen) Open(r kit.Route) { s.model.Open(r.HistoryRef()) }

// Shown gives the table the keyboard, now or once it is loaded.
func (s *Screen) Shown() {
	s.layKeys()
	s.waiting = s.middle.Objects[0] != s.table
	if !s.waiting {
		s.table.Focus()
	}
}

// layKeys shows the keys at the foot of the panel, as they are chosen.
func (s *Screen) layKeys() {
	hints := []fyne.CanvasObject{kit.Hint("G", say.T("go there")), kit.Hint("U", say.T("undo only this"))}
	if keys := kit.KeysNow("Ctrl Z"); keys != "" {
		hints = append(hints, kit.Hint(keys, say.T("undo")))
	}
	s.panel.SetHints(hints...)
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.paintHead()
	s.split.ShowRight(m.Total > 0)
	s.table.SetRows(len(m.Rows))
	show := s.state()
	if len(s.middle.Objects) != 1 || s.middle.Objects[0] != show {
		s.middle.Objects = []fyne.CanvasObject{show}
		s.middle.Refresh()
	}
	if s.waiting && show == s.table {
		s.waiting = false
		s.table.Focus()
	}
	s.keepSelection()
	s.inspect()
}

// keepSelection lets the table's selection follow the chosen step when rows have moved.
func (s *Screen) keepSelection() {
	row := s.model.RowOf()
	have := s.table.Selected()
	switch {
	case row < 0 && len(have) > 0:
		s.table.Select()
	case row >= 0 && (len(have) != 1 || have[0] != row):
		s.table.Select(row)
	}
	s.at = row
}

// state is the table, or what stands in its place while there is nothing to show.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Err != nil && m.Total == 0:
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case m.Total == 0 && m.Filtered():
		return kit.EmptyState(icons.Filter, say.T("No step matches"), say.T("Take a filter away or search for other words."),
			kit.NewButton(say.T("Show all steps"), kit.Secondary, m.ClearFilter))
	case m.Total == 0:
		return kit.EmptyState(icons.History, say.T("Nothing has happened yet"), say.T("Everything you do is listed here, with who did it and when, and can be taken back."),
			kit.NewButton(say.T("Open interviews"), kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	}
	return s.table
}

func (s *Screen) paintHead() {
	m := s.model
	line := ""
	if m.Loaded {
		line = say.Count(m.Total, "step")
	}
	if m.Query.Record != (app.Ref{}) {
		line += say.T(" · of %s", say.Sentence(string(m.Query.Record.Kind)))
		if m.Subject != "" {
			line += " “" + m.Subject + "”"
		}
	}
	s.line.SetText(line)
	if s.search.Text() != m.Query.Text {
		s.search.SetText(m.Query.Text)
	}
	options := []kit.Option{{Text: say.T("Everyone")}}
	for _, a := range m.Everyone {
		options = append(options, kit.Option{ID: a, Text: a})
	}
	s.who.SetOptions(options)
	s.who.Select(m.Query.Author)
	s.kind.Select(string(m.Query.Kind))
	if m.Filtered() != s.clear.Visible() {
		s.clear.Hidden = !m.Filtered()
	}
	s.head.Refresh()
	had := len(s.warning.Objects)
	s.warning.Objects, s.warning.Hidden = nil, true
	if bar := kit.ErrorBar(m.Err, kit.NewButton(say.T("Try again"), kit.Quiet, m.Retry)); bar != nil && m.Total > 0 {
		s.warning.Objects, s.warning.Hidden = []fyne.CanvasObject{bar}, false
	}
	if had+len(s.warning.Objects) > 0 {
		s.root.Refresh()
	}
}

func (s *Screen) cell(row, col int) kit.Cell {
	m := s.model
	if row >= len(m.Rows) {
		return kit.Cell{} // the list became shorter and is about to be told
	}
	switch r := m.Rows[row]; r.Kind {
	case DayRow:
		return heading(col, kit.DayName(r.Day, m.Now()), kit.Small.B())
	case HereRow:
		c := heading(col, say.T("You are here; the steps above were taken back"), kit.Small.In(kit.Accent).B())
		if col == colStep {
			c.Dots = []kit.Paint{kit.PaintOf(kit.Accent)}
		}
		return c
	case BeginRow:
		return heading(col, say.T("The beginning, before the first step"), kit.Control.In(kit.Muted))
	}
	st := m.Step(row)
	if st == nil || st.Entries == 0 {
		return kit.Cell{}
	}
	c := kit.Cell{Style: kit.Control.In(kit.Muted), Struck: st.State == app.EntryUndone}
	switch col {
	case colStep:
		c.Text, c.Style = say.Sentence(st.Label), kit.Control
	case colWhat:
		c.Text = Touches(st)
	case colWho:
		c.Text = st.Author
	case colTime:
		c.Text = clock(st.At, m.Now())
	}
	return c
}

func heading(col int, text string, st kit.Style) kit.Cell {
	if col != colStep {
		return kit.Cell{}
	}
	return kit.Cell{Text: text, Style: st}
}

func clock(at, now time.Time) string { return at.In(now.Location()).Format("15:04") }

// routeTo is where a record is looked at.
func routeTo(n app.Named) kit.Route {
	switch n.Kind {
	case app.KindFinding:
		if n.Interview != "" {
			return kit.Route{Screen: kit.Reader, ID: string(n.Interview), Span: n.Span}
		}
		return kit.Route{Screen: kit.Findings, ID: n.ID}
	case app.KindInterview:
		return kit.Route{Screen: kit.Reader, ID: n.ID}
	case app.KindTag:
		return kit.Route{Screen: kit.Codebook, ID: n.ID}
	case app.KindTheme:
		return kit.Route{Screen: kit.Themes, ID: n.ID}
	case app.KindInsight:
		return kit.Route{Screen: kit.Insights, ID: n.ID}
	case app.KindParticipant:
		return kit.Route{Screen: kit.People, ID: n.ID}
	case app.KindStudy:
		return kit.Route{Screen: kit.Home, Study: app.StudyID(n.ID)}
	}
	return kit.HistoryOf(n.Ref)
}
