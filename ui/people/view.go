package people

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// inspectorWidth is the width of the panel about one person.
const inspectorWidth float32 = 320

// attributeColumns is how many attributes have a column of their own; the inspector shows all.
const attributeColumns = 3

// Screen paints a Model: a table of people, and the chosen one in the inspector.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	head   *fyne.Container
	search *kit.SearchField
	table  *kit.DataTable
	names  []string // attributes that have columns
	middle *fyne.Container
	panel  *kit.Inspector
	root   fyne.CanvasObject
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, head: kit.VStack(kit.Space2), middle: kit.Stack(), panel: kit.NewInspector()}
	s.search = kit.NewSearchField("Code, segment or attribute", 260, m.SetFilter)
	s.makeTable()
	split := kit.NewSplit(nil, s.middle, s.panel, 0, inspectorWidth)
	s.root = kit.Dock(kit.Inset(s.head, kit.Space4, kit.Space4, kit.Space3, 20), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, split))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) { s.model.Open(r.Study, app.ParticipantID(r.ID)) }

// makeTable builds the table for the attributes in use.
func (s *Screen) makeTable() {
	cols := []kit.Column{{ID: "code", Title: "Person", Width: 80, Sortable: true}, {ID: "segment", Title: "Segment", Width: 120, Grow: 1, Sortable: true}}
	for _, n := range s.names {
		cols = append(cols, kit.Column{ID: "a:" + n, Title: n, Width: 120, Grow: 1})
	}
	cols = append(cols, kit.Column{ID: "interviews", Title: "Interviews", Width: 84, Trailing: true, Sortable: true},
		kit.Column{ID: "findings", Title: "Findings", Width: 76, Trailing: true, Sortable: true},
		kit.Column{ID: "last", Title: "Last seen", Width: 96, Trailing: true, Sortable: true})
	s.table = kit.NewDataTable(cols, s.cell)
	s.table.OnSelect = func(rows []int) {
		if len(rows) > 0 {
			s.model.Select(s.model.Rows[rows[0]].ID)
		}
	}
	s.table.OnSort = s.model.SetSort
	s.table.SetSort(s.model.Sort, s.model.Down)
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	if names := m.Names[:min(attributeColumns, len(m.Names))]; fmt.Sprint(names) != fmt.Sprint(s.names) {
		s.names = names
		s.makeTable()
	}
	s.head.Objects = []fyne.CanvasObject{kit.HStack(kit.Space3, kit.NewText("People", kit.Title), kit.NewText(fmt.Sprintf("%d who took part", len(m.All)), kit.Small), kit.Spacer(), s.search)}
	s.head.Refresh()
	s.table.SetRows(len(m.Rows))
	switch {
	case m.Err != nil:
		s.middle.Objects = []fyne.CanvasObject{kit.ErrorState(m.Err)}
	case !m.Loaded:
		s.middle.Objects = []fyne.CanvasObject{kit.Pad(kit.NewSkeleton(), kit.Space4)}
	case len(m.All) == 0:
		s.middle.Objects = []fyne.CanvasObject{kit.EmptyState(icons.People, "Nobody yet",
			"People appear here when you import their interviews. They are shown by code, never by name.",
			kit.NewButton("Open interviews", kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))}
	case len(m.Rows) == 0:
		s.middle.Objects = []fyne.CanvasObject{kit.EmptyState(icons.Search, "Nobody matches", "Search for a code, a segment or an attribute.")}
	default:
		s.middle.Objects = []fyne.CanvasObject{s.table}
	}
	s.middle.Refresh()
	s.inspect()
}

func (s *Screen) cell(row, col int) kit.Cell {
	if row >= len(s.model.Rows) {
		return kit.Cell{}
	}
	r := &s.model.Rows[row]
	switch n := len(s.names); {
	case col == 0:
		return kit.Cell{Text: r.Code, Style: kit.Control.B()}
	case col == 1:
		return kit.Cell{Text: r.Segment}
	case col < 2+n:
		return kit.Cell{Text: r.Attribute(s.names[col-2]), Style: kit.Control.In(kit.Muted)}
	case col == 2+n:
		return kit.Cell{Text: fmt.Sprint(r.Interviews)}
	case col == 3+n:
		return kit.Cell{Text: fmt.Sprint(r.Findings)}
	}
	if t := r.Last.Time(); !t.IsZero() {
		return kit.Cell{Text: t.Format("2 Jan 2006"), Style: kit.Small}
	}
	return kit.Cell{}
}

func (s *Screen) inspect() {
	m := s.model
	cur := m.Current()
	if cur == nil {
		s.panel.Set("Person", "", kit.NewParagraph("Select somebody to see their attributes and what they said.", kit.Small))
		return
	}
	var details []fyne.CanvasObject
	for _, a := range cur.Attributes {
		details = append(details, kit.Detail(a.Name, kit.NewParagraph(a.Value, kit.Body)))
	}
	if cur.Note != "" {
		details = append(details, kit.Detail("Note", kit.NewParagraph(cur.Note, kit.Body)))
	}
	if len(m.Said) > 0 {
		details = append(details, kit.NewText("Said", kit.Label))
	}
	for i := range m.Said {
		f := &m.Said[i]
		words := kit.NewParagraph(f.Text(), kit.Control).Limit(4)
		details = append(details, kit.NewCompactEntry(kit.Barred(kit.PaintOf(kit.Line), words), func() {
			s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span})
		}))
	}
	s.panel.Set(cur.Code, cur.Segment, details...)
}
