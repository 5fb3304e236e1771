package people

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// inspectorWidth is the width of the panel about one person.
const inspectorWidth float32 = 288

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
	split  *kit.SplitView
	line   *kit.Text
	root   fyne.CanvasObject

	memos   *kit.MemoRow
	contact *kit.ContactRow
	shown   string // what the inspector shows, to leave it alone while that stays
	waiting bool   // the table takes the keyboard once it is there
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, line: kit.NewElastic("", kit.Small), middle: kit.Stack(), panel: kit.NewInspector()}
	s.search = kit.NewSearchField("Code, segment or attribute", 260, m.SetFilter)
	s.search.OnSubmitted = func(string) { s.Shown() }
	s.head = kit.HStack(kit.Space3, kit.NewText("People", kit.Title), kit.Grow(s.line), s.search)
	s.makeTable()
	s.split = kit.NewSplit(nil, s.middle, s.panel, 0, inspectorWidth)
	s.panel.SetHints(kit.Hint("Enter", "their interviews"), kit.Hint("/", "search"))
	s.root = kit.Dock(kit.Inset(s.head, kit.Space4, kit.Space4, kit.Space3, 20), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.split))
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
	cols := []kit.Column{{ID: "code", Title: "Person", Width: 72, Sortable: true}, {ID: "segment", Title: "Segment", Width: 116, Grow: 1.2, Sortable: true}}
	for _, n := range s.names {
		cols = append(cols, kit.Column{ID: "a:" + n, Title: n, Width: 96, Grow: 1})
	}
	cols = append(cols, kit.Column{ID: "interviews", Title: "Interviews", Width: 96, Trailing: true, Sortable: true},
		kit.Column{ID: "findings", Title: "Findings", Width: 88, Trailing: true, Sortable: true},
		kit.Column{ID: "last", Title: "Last seen", Width: 104, Trailing: true, Sortable: true})
	s.table = kit.NewDataTable(cols, s.cell)
	s.table.OnSelect = func(rows []int) {
		if len(rows) > 0 && rows[0] < len(s.model.Rows) {
			s.model.Select(s.model.Rows[rows[0]].ID)
		}
	}
	s.table.OnOpen = func(row int) { s.interviews(s.model.Rows[row].Code) }
	s.table.OnRune = s.Rune
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
	line := app.Number(len(m.All)) + " who took part"
	if len(m.Rows) < len(m.All) {
		line = app.Number(len(m.Rows)) + " of " + line
	}
	if !m.Loaded {
		line = ""
	}
	s.line.SetText(line)
	s.split.ShowRight(len(m.All) > 0)
	s.table.SetRows(len(m.Rows))
	if at := m.Place(); at >= 0 && !slices.Equal(s.table.Selected(), []int{at}) {
		s.table.Select(at)
	} else if at < 0 && len(s.table.Selected()) > 0 {
		s.table.Select()
	}
	if show := s.state(); len(s.middle.Objects) != 1 || s.middle.Objects[0] != show {
		s.middle.Objects = []fyne.CanvasObject{show}
		s.middle.Refresh()
	}
	if s.waiting && s.middle.Objects[0] == s.table {
		s.waiting = false
		s.table.Focus()
	}
	s.inspect()
}

// state is the table, or what stands in its place while there is nobody to show.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Err != nil:
		return kit.ErrorState(m.Err, kit.NewButton("Try again", kit.Secondary, m.Retry))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case len(m.All) == 0:
		return kit.EmptyState(icons.People, "Nobody yet",
			"People appear here when you import their interviews. They are shown by code, never by name.",
			kit.NewButton("Open interviews", kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	case len(m.Rows) == 0:
		return kit.EmptyState(icons.Search, "Nobody matches", "Search for a code, a segment or an attribute.",
			kit.NewButton("Clear the search", kit.Secondary, func() { s.search.SetText("") }))
	}
	return s.table
}

// Shown gives the table the keyboard, now or once it is loaded.
func (s *Screen) Shown() {
	s.waiting = s.middle.Objects[0] != s.table
	if !s.waiting {
		s.table.Focus()
	}
}

// Rune begins to search.
func (s *Screen) Rune(r rune) {
	if r == '/' {
		s.search.Focus()
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: "Go through the people"}, {Keys: "Enter", Does: "Show somebody's interviews"}, {Keys: "/", Does: "Search"}}
}

// interviews shows the interviews of a person.
func (s *Screen) interviews(code string) {
	s.goTo(kit.Route{Screen: kit.Interviews, Filter: code})
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
		return kit.Cell{Text: app.Number(r.Interviews)}
	case col == 3+n:
		return kit.Cell{Text: app.Number(r.Findings)}
	}
	if t := r.Last.Time(); !t.IsZero() {
		return kit.Cell{Text: t.Format("2 Jan 2006"), Style: kit.Small}
	}
	return kit.Cell{}
}

func (s *Screen) inspect() {
	m := s.model
	cur := m.Current()
	shown := "nobody"
	if cur != nil {
		shown = fmt.Sprint(cur.ID, cur.Modified.UnixNano(), cur.Findings, cur.Interviews)
		for i := range m.Said {
			shown += fmt.Sprint(m.Said[i].ID, m.Said[i].Modified.UnixNano())
		}
	}
	if shown == s.shown {
		return
	}
	s.shown = shown
	if cur == nil {
		s.panel.Set("Person", "", kit.NewParagraph("Select somebody to see their attributes and what they said.", kit.Small))
		return
	}
	code := cur.Code
	open := kit.NewIconTextButton(icons.Interviews, "Show "+app.Count(cur.Interviews, "interview"), kit.Secondary, func() { s.interviews(code) })
	details := []fyne.CanvasObject{kit.HStack(0, open, kit.Spacer())}
	details = append(details, s.contact.On(cur.ID, cur.Code))
	for _, a := range cur.Attributes {
		details = append(details, kit.Detail(a.Name, kit.NewParagraph(a.Value, kit.Body)))
	}
	if cur.Note != "" {
		details = append(details, kit.Detail("Note", kit.NewParagraph(cur.Note, kit.Body)))
	}
	details = append(details, s.memos.On(cur.Ref(), cur.Code))
	if n := len(m.Said); n > 0 {
		word := app.Count(cur.Findings, "finding")
		if n < cur.Findings {
			word = "the first " + app.Number(n) + " of " + word
		}
		details = append(details, kit.NewText("Said: "+word, kit.Label))
	}
	for i := range m.Said {
		f := &m.Said[i]
		said := kit.VStack(2, kit.NewParagraph(f.Text(), kit.Control).Limit(4))
		if f.At != app.NoTime && f.Quote != "" {
			said.Add(kit.NewText(app.Clock(f.At), kit.Small))
		}
		details = append(details, kit.NewCompactEntry(kit.Barred(kit.PaintOf(kit.Line), said), func() {
			if f.Interview != "" {
				s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span})
			}
		}))
	}
	s.panel.Set(cur.Code, cur.Segment, details...)
}
