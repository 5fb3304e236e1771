package findings

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// Widths of the facets and of the inspector.
const (
	facetWidth     float32 = 200
	inspectorWidth float32 = 260
)

// The columns of the table.
const (
	colQuote = iota
	colTags
	colPerson
	colTheme
	colTime
)

var columns = []kit.Column{
	{ID: "quote", Title: "Passage", Width: 260, Grow: 6},
	{ID: "tags", Title: "Tags", Width: 130, Grow: 2},
	{ID: "person", Title: "Person", Width: 74, Grow: 1, Sortable: true},
	{ID: "theme", Title: "Theme", Width: 90, Grow: 1.6, Sortable: true},
	{ID: "time", Title: "Time", Width: 84, Trailing: true},
}

// Screen paints a Model: facets, table, and the chosen finding in the inspector.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	head   *fyne.Container
	search *kit.SearchField
	facets *fyne.Container
	left   *kit.ScrollView
	table  *kit.DataTable
	middle *fyne.Container
	panel  *kit.Inspector
	root   fyne.CanvasObject
	open   map[Facet]bool // facets shown in full
	chosen []app.FindingID
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, head: kit.VStack(kit.Space2), facets: kit.VStack(kit.Space4), open: map[Facet]bool{}}
	s.search = kit.NewSearchField("Words in passages and notes", 260, m.SetText)
	s.table = kit.NewDataTable(columns, s.cell)
	s.table.OnSelect = func([]int) { s.chose() }
	s.table.OnOpen = func(row int) { s.openRow(row) }
	s.table.OnSort = func(id string, _ bool) { m.SetOrder(orderOf(id)) }
	s.table.OnMenu = func(_ int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.menu()...) }
	s.table.OnKey = s.key
	s.table.OnRune = s.rune
	s.left = kit.Scroll(kit.Inset(s.facets, kit.Space3, kit.Space4, kit.Space5, 20))
	s.middle = kit.Stack(s.table)
	s.panel = kit.NewInspector()
	split := kit.NewSplit(s.left, s.middle, s.panel, facetWidth, inspectorWidth)
	s.root = kit.Dock(kit.Inset(s.head, kit.Space4, kit.Space4, kit.Space3, 20), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, split))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) { s.model.Open(r.Study, r.Filter) }

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.paintHead()
	s.paintFacets()
	s.table.SetRows(m.Count())
	switch {
	case m.Err != nil && m.Count() == 0:
		s.middle.Objects = []fyne.CanvasObject{kit.ErrorState(m.Err)}
	case !m.Loaded:
		s.middle.Objects = []fyne.CanvasObject{kit.Pad(kit.NewSkeleton(), kit.Space4)}
	case m.Count() == 0 && m.Filtered():
		s.middle.Objects = []fyne.CanvasObject{kit.EmptyState(icons.Filter, "No finding matches", "Take a filter away or search for fewer words.",
			kit.NewButton("Clear filters", kit.Secondary, s.clear))}
	case m.Count() == 0:
		s.middle.Objects = []fyne.CanvasObject{kit.EmptyState(icons.Findings, "No findings yet", "Open an interview, select a passage and press T to tag it.",
			kit.NewButton("Open interviews", kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))}
	default:
		s.middle.Objects = []fyne.CanvasObject{s.table}
	}
	s.middle.Refresh()
	s.chose()
}

func (s *Screen) paintHead() {
	m := s.model
	line := fmt.Sprintf("%d of %d", m.Count(), m.All.Total)
	if !m.Filtered() {
		line = fmt.Sprintf("%d in all", m.All.Total)
	}
	if s.search.Text() != m.Query.Text {
		s.search.SetText(m.Query.Text)
	}
	order := kit.NewDropdown([]kit.Option{{ID: "", Text: "Place in interview"}, {ID: string(app.ByNewest), Text: "Newest first"},
		{ID: string(app.ByParticipant), Text: "Person"}, {ID: string(app.ByTheme), Text: "Theme"}},
		func(id string) { m.SetOrder(app.FindingOrder(id)) }).WithPrefix("Sort: ")
	order.Select(string(m.Query.Order))
	row := []fyne.CanvasObject{kit.NewText("Findings", kit.Title), kit.NewText(line, kit.Small), kit.Spacer()}
	if m.Filtered() {
		row = append(row, kit.NewButton("Clear filters", kit.Quiet, s.clear))
	}
	rows := []fyne.CanvasObject{kit.HStack(kit.Space3, append(row, order, s.search)...)}
	if bar := kit.ErrorBar(m.Err); bar != nil && m.Count() > 0 {
		rows = append(rows, bar)
	}
	s.head.Objects = rows
	s.head.Refresh()
}

func (s *Screen) clear() { s.model.ClearFilter() }

func orderOf(column string) app.FindingOrder {
	switch column {
	case "person":
		return app.ByParticipant
	case "theme":
		return app.ByTheme
	}
	return app.ByPlace
}

// facetTitles are in the order of the facets.
var facetTitles = []string{"Tag", "Theme", "Segment", "Person", "Interview", "Stance", "Coder"}

// shownChoices is how many values of a facet are listed before "more".
const shownChoices = 6

func (s *Screen) paintFacets() {
	m := s.model
	flag := func(name string, on bool, n int, set func(bool)) fyne.CanvasObject {
		return s.choice(name, n, on, kit.Paint{}, func() { set(!on) })
	}
	groups := []fyne.CanvasObject{kit.VStack(2,
		flag("Starred", m.Query.Starred, m.Facets.Starred, m.SetStarred),
		flag("Without tag", m.Query.Untagged, m.Facets.Untagged, m.SetUntagged),
		flag("In no theme", m.Query.Unsorted, m.Facets.Unsorted, m.SetUnsorted))}
	for f := ByTag; f <= ByAuthor; f++ {
		choices := m.Choices(f)
		if len(choices) == 0 {
			continue
		}
		rows := []fyne.CanvasObject{kit.NewText(facetTitles[f], kit.Small.B())}
		for i, c := range choices {
			if i >= shownChoices && !s.open[f] && !m.Chosen(f, c.Value) {
				continue
			}
			rows = append(rows, s.choice(c.Label, c.Count, m.Chosen(f, c.Value), s.dot(f, c.Value), func() { m.Toggle(f, c.Value) }))
		}
		if len(choices) > shownChoices {
			word := fmt.Sprintf("All %d", len(choices))
			if s.open[f] {
				word = "Fewer"
			}
			rows = append(rows, kit.HStack(0, kit.NewButton(word, kit.Quiet, func() { s.open[f] = !s.open[f]; s.paintFacets() }), kit.Spacer()))
		}
		groups = append(groups, kit.VStack(2, rows...))
	}
	s.facets.Objects = groups
	s.facets.Refresh()
	s.left.Refresh()
}

func (s *Screen) dot(f Facet, value string) kit.Paint {
	if f == ByTag {
		if t := s.model.TagNamed(app.TagID(value)); t != nil {
			return kit.TagPaint(t.Color)
		}
	}
	return kit.Paint{}
}

// choice is one value of a facet: pressed it filters, pressed again it does not.
func (s *Screen) choice(label string, n int, on bool, dot kit.Paint, tap func()) fyne.CanvasObject {
	var row []fyne.CanvasObject
	if !dot.IsZero() {
		row = append(row, kit.NewDot(dot))
	}
	style := kit.Control
	if n == 0 && !on {
		style = style.In(kit.Muted)
	}
	row = append(row, kit.Grow(kit.NewElastic(label, style)), kit.NewText(fmt.Sprint(n), kit.Small))
	if on {
		row = append(row, kit.NewIconSized(icons.Check, kit.Accent, 14))
	}
	e := kit.NewCompactEntry(kit.HStack(kit.Space2, row...), tap)
	e.SetSelected(on)
	return e
}

func (s *Screen) cell(row, col int) kit.Cell {
	f := s.model.Row(row)
	if f == nil {
		return kit.Cell{}
	}
	switch col {
	case colQuote:
		text := strings.ReplaceAll(f.Text(), "\n", " ")
		if f.Star {
			text = "★ " + text
		}
		return kit.Cell{Text: text}
	case colTags:
		return s.tagCell(f)
	case colPerson:
		return kit.Cell{Text: strings.TrimPrefix(f.Code+" · "+f.Segment, " · "), Style: kit.Control.In(kit.Muted)}
	case colTheme:
		return kit.Cell{Text: f.ThemeName, Style: kit.Control.In(kit.Muted)}
	case colTime:
		if f.At != app.NoTime && f.Quote != "" {
			return kit.Cell{Text: app.Clock(f.At), Style: kit.Small}
		}
	}
	return kit.Cell{}
}

func (s *Screen) tagCell(f *app.FindingRow) kit.Cell {
	var c kit.Cell
	for _, id := range f.TagIDs() {
		if t := s.model.TagNamed(id); t != nil {
			c.Chips = append(c.Chips, kit.CellChip{Text: t.Name, Dot: kit.TagPaint(t.Color)})
		}
	}
	return c
}
