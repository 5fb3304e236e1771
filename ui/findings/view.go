package findings

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Widths of the facets and of the inspector.
const (
	facetWidth     float32 = 220
	inspectorWidth float32 = 288
)

// Screen paints a Model: facets, chips of the filter, the query being built, table, and the chosen finding in the inspector.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	head    *head
	chips   *chipBar
	warning *fyne.Container
	facets  *facets
	builder *builder
	pairs   *pairs
	table   *kit.DataTable
	columns []app.ViewColumn // shown by the table
	middle  *fyne.Container
	panel   *kit.Inspector
	split   *kit.SplitView
	root    fyne.CanvasObject

	chosen map[int]app.FindingID // what stood in the chosen rows, as far as loaded
	total  int                   // rows when they were chosen
	turns  int                   // the filter that the rows are of
	memos  *kit.MemoRow
	past   *kit.PastRow

	consents *kit.Consents     // says what was allowed; nil says nothing
	insights *kit.EvidenceDesk // nil where nothing can be added to insights
	shown    string            // what the inspector shows, to leave it alone while that stays
	open     app.FindingID     // to select once it is loaded
	waiting  bool              // the table takes the keyboard once it is there
	preview  *preview
	coded    func(app.FindingQuery, string) // asks in which form coded data is written; nil where nothing can be saved
	export   func(Export)                   // asks where to save and writes; nil where nothing can be saved
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, warning: kit.VStack(0)}
	s.head = newHead(s)
	s.chips = newChipBar(s)
	s.makeTable()
	s.facets = newFacets(s)
	s.builder = newBuilder(s)
	s.pairs = newPairs(s)
	s.preview = newPreview(s)
	s.middle = kit.Stack(s.table)
	s.panel = kit.NewInspector()
	s.panel.SetHints(kit.Hint("T", say.As("tag", "to tag")), kit.Hint("M", say.T("move")), kit.Hint("S", say.T("star")), kit.Hint("N", say.T("note")), kit.Hint("Space", say.T("look")), kit.Hint("Enter", say.As("open", "to open")))
	s.split = kit.NewSplit(s.facets.root, s.middle, s.panel, facetWidth, inspectorWidth)
	s.split.SetWidths(m.Taste.Left, m.Taste.Right)
	s.split.OnResize = m.SetSides
	top := kit.Inset(kit.VStack(kit.Space2, s.head.root, s.chips.root, s.builder.root, s.warning), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.split))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names: a view, a query, a theme's findings, a tag to filter by, or a finding to select.
func (s *Screen) Open(r kit.Route) {
	m := s.model
	if id, ok := r.View(); ok {
		m.OpenView(r.Study, id)
		return
	}
	if title, q, ok := r.Find(); ok {
		if q.Study = r.Study; m.Loaded && q.Equal(&m.Query) && title == m.Title {
			m.changed() // back where the person was: rows and what was chosen stay
			return
		}
		m.OpenQuery(r.Study, title, q)
		return
	}
	if theme, people, ok := r.Theme(); ok {
		m.OpenTheme(r.Study, theme, people)
		return
	}
	if r.Filter != "" && r.ID != "" {
		m.Open(r.Study, "", app.TagID(r.ID))
		return
	}
	s.open = app.FindingID(r.ID)
	m.Open(r.Study, r.Filter, "")
}

// Here is the place as the person has filtered it.
func (s *Screen) Here() kit.Route { return kit.FindingsOf(s.model.Title, s.model.Query) }

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
	s.head.paint()
	any := (m.All > 0 || m.Filtered()) && !m.Pairing
	s.chips.paint()
	s.paintWarning()
	s.split.ShowLeft(any)
	s.split.ShowRight(any)
	if any {
		s.facets.paint()
	}
	s.facets.values.renew()
	s.builder.paint()
	s.paintColumns()
	s.table.SetRows(m.Count())
	if s.turns != m.turns && !m.fresh {
		s.turns = m.turns
		s.table.Rewind()
		s.chosen = nil
	}
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
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case m.Pairing:
		return s.pairs.paint()
	case m.Count() == 0 && m.Filtered():
		return kit.EmptyState(icons.Filter, say.T("No finding matches"), say.T("Take a filter away or search for fewer words."),
			kit.NewButton(say.T("Clear filters"), kit.Secondary, m.ClearFilter))
	case m.Count() == 0:
		return kit.EmptyState(icons.Findings, say.T("No findings yet"), say.T("Open an interview, select a passage and press T to tag it."),
			kit.NewButton(say.T("Open interviews"), kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	}
	return s.table
}

func (s *Screen) paintWarning() {
	m := s.model
	had := len(s.warning.Objects)
	s.warning.Objects, s.warning.Hidden = nil, true
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil && m.Count() > 0 {
		s.warning.Objects, s.warning.Hidden = []fyne.CanvasObject{bar}, false
	}
	if had+len(s.warning.Objects) > 0 {
		s.root.Refresh()
	}
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
	if same || s.table.SelectedLen() == 0 {
		return
	}
	var rows []int
	for _, id := range s.chosen {
		if row := m.Find(id); row >= 0 {
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	if s.table.SelectedLen() != len(rows) || !slices.Equal(rows, s.table.Selected()) {
		s.table.Select(rows...)
	}
}

// chose remembers which findings are chosen and shows them in the inspector.
func (s *Screen) chose() {
	s.chosen, s.total = map[int]app.FindingID{}, s.model.Count()
	if s.table.SelectedLen() <= fewRows {
		for _, i := range s.table.Selected() {
			if s.model.Loads(i) {
				s.chosen[i] = s.model.Row(i).ID
			}
		}
	}
	s.inspect()
	s.preview.follow()
}

// rows returns the chosen findings that are loaded, in the order shown; of many chosen ones those of the first rows.
func (s *Screen) rows() []*app.FindingRow {
	var out []*app.FindingRow
	for _, r := range s.table.SelectedRanges() {
		for i := r.From; i < r.To && len(out) < fewRows; i++ {
			if !s.model.Loads(i) {
				break
			}
			out = append(out, s.model.Row(i))
		}
	}
	return out
}

// one returns the one chosen finding, or nil.
func (s *Screen) one() *app.FindingRow {
	if s.table.SelectedLen() != 1 {
		return nil
	}
	if rows := s.rows(); len(rows) == 1 {
		return rows[0]
	}
	return nil
}

// target is what an act is done to.
func (s *Screen) target() Target {
	var rows []Rows
	for _, r := range s.table.SelectedRanges() {
		rows = append(rows, Rows{r.From, r.To})
	}
	return s.model.Target(rows...)
}
