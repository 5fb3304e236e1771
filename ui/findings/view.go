package findings

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// Widths of the facets and of the inspector.
const (
	facetWidth     float32 = 200
	inspectorWidth float32 = 268
)

// The columns of the table.
const (
	colQuote = iota
	colTags
	colSound
	colPerson
	colTime
	colTheme
)

// Passages are what people come to read: they get most of the room, and where it is narrow what the inspector says as well
// is left out.
var columns = []kit.Column{
	{ID: "quote", Title: "Passage", Width: 320, Grow: 9},
	{ID: "tags", Title: "Tags", Width: 110, Grow: 2},
	{ID: "sound", Title: "Sentiment", Width: 98, Grow: 0.1},
	{ID: "person", Title: "Person", Width: 84, Grow: 0.1, Sortable: true},
	{ID: "time", Title: "Time", Width: 84, From: 860},
	{ID: "theme", Title: "Theme", Width: 124, Grow: 2.5, Sortable: true, From: 700},
}

// Screen paints a Model: facets, table, and the chosen finding in the inspector.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	head    *fyne.Container
	line    *kit.Text
	clear   *kit.Button
	order   *kit.Dropdown
	search  *kit.SearchField
	warning *fyne.Container
	facets  *facets
	pairs   *pairs
	table   *kit.DataTable
	middle  *fyne.Container
	panel   *kit.Inspector
	split   *kit.SplitView
	root    fyne.CanvasObject

	chosen  map[int]app.FindingID // what stood in the chosen rows, as far as loaded
	total   int                   // rows when they were chosen
	memos   *kit.MemoRow
	past    *kit.PastRow
	shown   string        // what the inspector shows, to leave it alone while that stays
	open    app.FindingID // to select once it is loaded
	waiting bool          // the table takes the keyboard once it is there
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, line: kit.NewElastic("", kit.Small), warning: kit.VStack(0)}
	s.search = kit.NewSearchField("Words in passages and notes", 260, m.SetText)
	s.search.OnSubmitted = func(string) { s.Shown() }
	s.clear = kit.NewButton("Clear filters", kit.Quiet, m.ClearFilter)
	s.order = kit.NewDropdown([]kit.Option{{ID: "", Text: "Place in interview"}, {ID: string(app.ByNewest), Text: "Newest first"},
		{ID: string(app.ByParticipant), Text: "Person"}, {ID: string(app.ByTheme), Text: "Theme"}},
		func(id string) { m.SetOrder(app.FindingOrder(id)) }).WithPrefix("Sort: ")
	pairs := kit.NewIconButton(icons.Copy, "Find duplicates (D)", s.ShowDuplicates)
	s.head = kit.HStack(kit.Space3, kit.NewText("Findings", kit.Title), kit.Grow(s.line), s.clear, pairs, s.order, s.search)
	s.makeTable()
	s.facets = newFacets(m)
	s.pairs = newPairs(s)
	if m.Sounds != nil {
		s.facets.onWords = s.showWords
	}
	s.middle = kit.Stack(s.table)
	s.panel = kit.NewInspector()
	s.panel.SetHints(kit.Hint("T", "tag"), kit.Hint("M", "move"), kit.Hint("S", "star"), kit.Hint("N", "note"), kit.Hint("Enter", "open"), kit.Hint("Del", "delete"))
	s.split = kit.NewSplit(s.facets.view, s.middle, s.panel, facetWidth, inspectorWidth)
	top := kit.Inset(kit.VStack(kit.Space2, s.head, s.warning), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.split))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

func (s *Screen) makeTable() {
	s.table = kit.NewDataTable(columns, s.cell)
	s.table.OnSelect = func([]int) { s.chose() }
	s.table.OnOpen = s.openRow
	s.table.OnSort = s.sort
	s.table.OnMenu = func(_ int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.menu()...) }
	s.table.OnKey = s.Key
	s.table.OnRune = s.Rune
	s.table.OnRange = s.model.InSight
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names: an ID is a tag to filter by, or a finding to select.
func (s *Screen) Open(r kit.Route) {
	m := s.model
	if theme, people, ok := r.Theme(); ok {
		m.OpenTheme(r.Study, theme, people)
		return
	}
	if _, q, ok := r.Find(); ok {
		m.OpenQuery(r.Study, q)
		return
	}
	if r.Filter != "" && r.ID != "" {
		m.Open(r.Study, "", app.TagID(r.ID))
		return
	}
	s.open = app.FindingID(r.ID)
	m.Open(r.Study, r.Filter, "")
}

// Shown gives the table the keyboard, now or once it is loaded.
func (s *Screen) Shown() {
	s.waiting = s.middle.Objects[0] != s.table
	if !s.waiting {
		s.table.Focus()
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.paintHead()
	any := m.All.Total > 0 && !m.Pairing
	s.split.ShowLeft(any)
	s.split.ShowRight(any)
	if any {
		s.facets.paint()
	}
	s.table.SetRows(m.Count())
	show := s.state()
	if len(s.middle.Objects) != 1 || s.middle.Objects[0] != show {
		s.middle.Objects = []fyne.CanvasObject{show}
		s.middle.Refresh()
	}
	if s.waiting && show == s.table {
		s.waiting = false
		s.table.Focus()
	}
	s.follow()
	s.chose()
}

// state is the table, or what stands in its place while there is nothing to show.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Err != nil && m.failed && m.Count() == 0:
		return kit.ErrorState(m.Err, kit.NewButton("Try again", kit.Secondary, m.Retry))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case m.Pairing:
		return s.pairs.paint()
	case m.Count() == 0 && m.Filtered():
		return kit.EmptyState(icons.Filter, "No finding matches", "Take a filter away or search for fewer words.",
			kit.NewButton("Clear filters", kit.Secondary, m.ClearFilter))
	case m.Count() == 0:
		return kit.EmptyState(icons.Findings, "No findings yet", "Open an interview, select a passage and press T to tag it.",
			kit.NewButton("Open interviews", kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	}
	return s.table
}

func (s *Screen) paintHead() {
	m := s.model
	line := app.Number(m.All.Total) + " in all"
	if m.Filtered() {
		line = app.Number(m.Count()) + " of " + app.Number(m.All.Total)
	}
	if m.Busy > 0 {
		line += " · saving…"
	}
	if m.Estimating() {
		line += " · estimating sentiment…"
	}
	if !m.Loaded {
		line = ""
	}
	s.line.SetText(line)
	if s.search.Text() != m.Query.Text {
		s.search.SetText(m.Query.Text)
	}
	s.order.Select(string(m.Query.Order))
	s.table.SetSort(columnOf(m.Query.Order), false)
	if m.Filtered() != s.clear.Visible() {
		s.clear.Hidden = !m.Filtered()
		s.head.Refresh()
	}
	had := len(s.warning.Objects)
	s.warning.Objects, s.warning.Hidden = nil, true
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, "Dismiss", m.Dismiss)); bar != nil && m.Count() > 0 {
		s.warning.Objects, s.warning.Hidden = []fyne.CanvasObject{bar}, false
	}
	if had+len(s.warning.Objects) > 0 {
		s.root.Refresh()
	}
}

// sort is a click on a heading; a second click goes back to the order of the interviews.
func (s *Screen) sort(id string, _ bool) {
	order := app.ByParticipant
	if id == "theme" {
		order = app.ByTheme
	}
	if s.model.Query.Order == order {
		order = app.ByPlace
	}
	s.table.SetSort(columnOf(order), false)
	s.model.SetOrder(order)
}

func columnOf(o app.FindingOrder) string {
	switch o {
	case app.ByParticipant:
		return "person"
	case app.ByTheme:
		return "theme"
	}
	return ""
}

// follow keeps the selection on its findings after rows have moved: what is not where it was is looked for, and what
// cannot be found is let go, so that the next act never meets a stranger.
func (s *Screen) follow() {
	m := s.model
	if s.open != "" && m.Loaded {
		if row := m.Find(s.open); row >= 0 {
			s.table.Select(row)
		}
		s.open = ""
		return
	}
	same := m.Count() == s.total
	for row, id := range s.chosen {
		if m.Loads(row) && m.Row(row).ID != id {
			same = false
		}
	}
	if same || len(s.chosen) == 0 && len(s.table.Selected()) == 0 {
		return
	}
	var rows []int
	for _, id := range s.chosen {
		if row := m.Find(id); row >= 0 {
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	if !slices.Equal(rows, s.table.Selected()) {
		s.table.Select(rows...)
	}
}

func (s *Screen) cell(row, col int) kit.Cell {
	f := s.model.Row(row)
	if f == nil {
		return kit.Cell{}
	}
	switch col {
	case colQuote:
		text := strings.Join(strings.Fields(f.Text()), " ")
		if f.Star {
			text = "★ " + text
		}
		return kit.Cell{Text: text}
	case colTags:
		return s.tagCell(f)
	case colSound:
		return soundCell(f)
	case colPerson:
		return kit.Cell{Text: f.Code, Style: kit.Control.In(kit.Muted)}
	case colTime:
		return kit.Cell{Text: when(f), Style: kit.Control.In(kit.Muted)}
	case colTheme:
		return kit.Cell{Text: f.ThemeName, Style: kit.Control.In(kit.Muted)}
	}
	return kit.Cell{}
}

// when is the time in the recording, "" when there is none.
func when(f *app.FindingRow) string {
	if f.At == app.NoTime || f.Quote == "" {
		return ""
	}
	return app.Clock(f.At)
}

// joined puts a middle dot between the words that are there.
func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " · ")
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

// rows returns the chosen findings that are loaded, in the order shown.
func (s *Screen) rows() []*app.FindingRow {
	var out []*app.FindingRow
	for _, i := range s.table.Selected() {
		if s.model.Loads(i) {
			out = append(out, s.model.Row(i))
		}
	}
	return out
}

// target is what an act is done to.
func (s *Screen) target() Target { return s.model.Target(s.table.Selected()) }

// chose remembers which findings are chosen and shows them in the inspector.
func (s *Screen) chose() {
	rows := s.table.Selected()
	s.chosen, s.total = make(map[int]app.FindingID, min(len(rows), pageSize)), s.model.Count()
	for _, i := range rows {
		if s.model.Loads(i) {
			s.chosen[i] = s.model.Row(i).ID
		}
	}
	s.inspect(rows)
}

func findings(n int) string { return app.Count(n, "finding") }

func (s *Screen) openRow(row int) {
	f := s.model.Row(row)
	switch {
	case f == nil:
	case f.Interview != "":
		s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span})
	default:
		if st := kit.StageOf(s.root); st != nil {
			st.Toast(kit.Toast{Text: fmt.Sprintf("“%s” is a note without an interview.", short(f.Note))})
		}
	}
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return strings.TrimSpace(string(r[:38])) + "…"
	}
	return s
}
