package people

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// inspectorWidth is the width of the panel about one person before somebody drags it.
const inspectorWidth float32 = 320

// Screen paints a Model: everybody in a table under segments and conditions, and the one chosen in the inspector.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	head    *head
	chips   *chipBar
	warning *fyne.Container
	table   *kit.DataTable
	columns []app.ViewColumn // shown by the table
	titles  string           // of the columns, to tell when a field was renamed
	middle  *fyne.Container
	panel   *kit.Inspector
	split   *kit.SplitView
	root    fyne.CanvasObject

	memos    *kit.MemoRow
	contact  *kit.ContactRow
	consents *kit.Consents
	part     part   // of the inspector
	shown    string // what the inspector shows, to leave it alone while that stays
	rows     []app.ParticipantID
	waiting  bool // the table takes the keyboard once it is there
	bring    *importSheet
	fields   *fieldSheet
	twins    *twinSheet
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, warning: kit.VStack(0), middle: kit.Stack(), panel: kit.NewInspector(), part: partProfile}
	s.head = newHead(s)
	s.chips = newChipBar(s)
	s.makeTable()
	s.bring = newImportSheet(s)
	s.fields = newFieldSheet(s)
	s.twins = newTwinSheet(s)
	s.split = kit.NewSplit(nil, s.middle, s.panel, 0, inspectorWidth)
	s.split.SetWidths(0, m.Taste.Right)
	s.split.OnResize = func(_, right float32) { m.SetSide(right) }
	top := kit.Inset(kit.VStack(kit.Space2, s.head.root, s.chips.root, s.warning), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.split))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names: everybody, one person, or the rules of the programme.
func (s *Screen) Open(r kit.Route) {
	s.model.Open(r.Study, app.ParticipantID(r.ID))
	if r.IsRules() {
		s.ShowRules()
	}
}

// Shown gives the table the keyboard, now or once it is loaded.
func (s *Screen) Shown() {
	s.waiting = len(s.middle.Objects) == 0 || s.middle.Objects[0] != s.table
	if !s.waiting {
		s.table.Focus()
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.head.paint()
	s.chips.paint()
	s.paintWarning()
	s.split.ShowRight(m.All() > 0)
	s.paintColumns()
	s.follow()
	show := s.state()
	if len(s.middle.Objects) != 1 || s.middle.Objects[0] != show {
		s.middle.Objects = []fyne.CanvasObject{show}
		s.middle.Refresh()
	}
	if s.waiting && show == s.table {
		s.waiting = false
		s.table.Focus()
	}
	s.inspect()
	s.fields.paint()
}

// follow shows the rows and keeps the selection on its people after they have moved.
func (s *Screen) follow() {
	m := s.model
	rows := make([]app.ParticipantID, len(m.Rows))
	for line, i := range m.Rows {
		rows[line] = m.Roster.Rows[i].ID
	}
	moved := !slices.Equal(rows, s.rows)
	s.rows = rows
	s.table.SetRows(len(rows))
	at := make([]int, 0, len(m.Chosen))
	if len(m.Chosen) > 0 {
		want := make(map[app.ParticipantID]bool, len(m.Chosen))
		for _, id := range m.Chosen {
			want[id] = true
		}
		for line, id := range rows {
			if want[id] {
				at = append(at, line)
			}
		}
	}
	if s.table.SelectedLen() != len(at) || moved && !slices.Equal(s.table.Selected(), at) || len(at) == 1 && !slices.Equal(s.table.Selected(), at) {
		s.table.Select(at...)
	}
}

// chose takes what is selected in the table as chosen.
func (s *Screen) chose() {
	ids := make([]app.ParticipantID, 0, s.table.SelectedLen())
	for _, r := range s.table.SelectedRanges() {
		for line := r.From; line < r.To && line < len(s.rows); line++ {
			ids = append(ids, s.rows[line])
		}
	}
	s.model.Choose(ids)
}

// state is the table, or what stands in its place while there is nobody to show.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Err != nil && m.Roster == nil:
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case len(m.Roster.Rows) == 0:
		acts := []fyne.CanvasObject{kit.NewButton(say.T("Import people…"), kit.Primary, s.Import), kit.NewButton(say.T("Add a person…"), kit.Secondary, s.askNew)}
		if m.ReadOnly {
			acts = nil
		}
		return kit.EmptyState(icons.People, say.T("Nobody yet"),
			say.T("Import a list of customers as CSV or Excel, or the interviews you have: who speaks in them appears here. People are shown by code, never by name."), acts...)
	case m.All() == 0:
		return kit.EmptyState(icons.People, say.T("Nobody took part in this study yet"),
			say.T("Who is interviewed or stands on the list of candidates appears here."), kit.NewButton(say.T("Show everyone"), kit.Primary, func() { m.SetInside(false) }))
	case len(m.Rows) == 0 && m.Filtered():
		return kit.EmptyState(icons.Search, say.T("Nobody matches"), say.T("Take a condition away or search for fewer words."),
			kit.NewButton(say.T("Clear the filter"), kit.Secondary, m.ClearFilter))
	}
	return s.table
}

func (s *Screen) paintWarning() {
	m := s.model
	had := len(s.warning.Objects)
	s.warning.Objects, s.warning.Hidden = nil, true
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil && m.Roster != nil {
		s.warning.Objects, s.warning.Hidden = []fyne.CanvasObject{bar}, false
	}
	if had+len(s.warning.Objects) > 0 {
		s.root.Refresh()
	}
}

// UseColumn adds a column that another part of the program fills. Call it before the screen is shown; Repaint of the model shows it anew.
func (s *Screen) UseColumn(x Extra) { s.model.Extra = append(s.model.Extra, x) }
