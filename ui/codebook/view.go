package codebook

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// inspectorWidth is wide enough for a definition to be read and written.
const inspectorWidth float32 = 330

// The parts of the screen.
const (
	tagsPart   = "tags"
	healthPart = "health"
)

// Screen paints a Model: the tree of tags and the chosen one in the inspector. Others give it a view of the codebook's health and
// acts for its menu.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	head    *fyne.Container
	parts   *kit.Segments
	line    *kit.Text
	sort    *kit.Dropdown
	search  *kit.SearchField
	add     *kit.Button
	more    *kit.IconButton
	warning *fyne.Container
	tree    *kit.Outline
	middle  *fyne.Container
	panel   *kit.Inspector
	split   *kit.SplitView
	body    *fyne.Container
	root    fyne.CanvasObject

	health  *Health
	acts    []func(app.StudyID) []kit.MenuItem
	waiting bool // the tree takes the keyboard once it is there
}

// Health is a view of how sound the codebook is, shown in place of the tree.
type Health struct {
	Content fyne.CanvasObject
	Open    func(study app.StudyID) // shows a study's codebook, all for ""; runs whenever the view comes into sight
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, line: kit.NewElastic("", kit.Small), warning: kit.VStack(0)}
	s.parts = kit.NewSegments([]kit.Option{{ID: tagsPart, Text: "Tags"}, {ID: healthPart, Text: "Health"}}, func(string) { s.showPart() })
	s.parts.Hide()
	s.search = kit.NewSearchField("Find a tag", 190, m.SetFilter)
	s.search.OnSubmitted = func(string) { s.Shown() }
	s.sort = kit.NewDropdown([]kit.Option{{ID: string(ByName), Text: "Name"}, {ID: string(ByUse), Text: "Most used"},
		{ID: string(ByChange), Text: "Changed last"}}, func(id string) { m.SetSort(Sort(id)) }).WithPrefix("Sort: ")
	s.more = kit.NewIconButton(icons.More, "More acts on the codebook", func() { kit.ShowMenu(s.more, s.headMenu()...) })
	s.head = kit.HStack(kit.Space3, kit.NewText("Codebook", kit.Title), s.parts, kit.Grow(s.line), s.sort, s.search, s.more)
	s.makeTree()
	s.middle = kit.Stack(s.tree)
	s.panel = kit.NewInspector()
	s.split = kit.NewSplit(nil, s.middle, s.panel, 0, inspectorWidth)
	s.body = kit.Stack(s.split)
	top := kit.Inset(kit.VStack(kit.Space2, s.head, s.warning), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.body))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

func (s *Screen) makeTree() {
	s.tree = kit.NewOutline("Tag", []string{"Findings", "People"}, s.row)
	s.tree.OnSelect = s.chose
	s.tree.OnOpen = s.openRow
	s.tree.OnToggle = func(row int, open bool) { s.model.Toggle(s.model.Rows[row].Tag.ID, open) }
	s.tree.OnKey = s.Key
	s.tree.OnRune = s.Rune
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// SetHealth adds the view of the codebook's health, behind the heading "Health".
func (s *Screen) SetHealth(h *Health) {
	s.health = h
	s.parts.Show()
	s.head.Refresh()
}

// AddActs adds entries to the menu of the screen, such as to bring a codebook in from a file. items is asked each time the menu
// opens, with the study in force, "" for all.
func (s *Screen) AddActs(items func(study app.StudyID) []kit.MenuItem) {
	s.acts = append(s.acts, items)
}

// showPart shows the tree or the health of the codebook.
func (s *Screen) showPart() {
	var show fyne.CanvasObject = s.split
	healthy := s.parts.Selected() == healthPart && s.health != nil
	if healthy {
		show = s.health.Content
	}
	for _, o := range []interface {
		Show()
		Hide()
	}{s.sort, s.search} {
		if healthy {
			o.Hide()
		} else {
			o.Show()
		}
	}
	if s.body.Objects[0] != show {
		s.body.Objects = []fyne.CanvasObject{show}
		s.root.Refresh()
	}
	if healthy && s.health.Open != nil {
		s.health.Open(s.model.Study)
	}
}

// Open shows what the route names: an ID is a tag to choose.
func (s *Screen) Open(r kit.Route) {
	s.model.Open(r.Study, app.TagID(r.ID))
	if r.ID != "" && s.parts.Selected() != tagsPart {
		s.parts.Select(tagsPart)
	}
	s.showPart()
}

// Shown gives the tree the keyboard, now or once it is loaded.
func (s *Screen) Shown() {
	s.waiting = s.middle.Objects[0] != s.tree
	if !s.waiting {
		s.tree.Focus()
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.paintHead()
	s.tree.SetRows(len(m.Rows))
	show := s.state()
	if len(s.middle.Objects) != 1 || s.middle.Objects[0] != show {
		s.middle.Objects = []fyne.CanvasObject{show}
		s.middle.Refresh()
	}
	s.split.ShowRight(len(m.Tags) > 0)
	if s.waiting && show == s.tree {
		s.waiting = false
		s.tree.Focus()
	}
	s.follow()
	s.inspect()
}

// state is the tree, or what stands in its place while there is nothing to show.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Err != nil && m.failed && len(m.Tags) == 0:
		return kit.ErrorState(m.Err, kit.NewButton("Try again", kit.Secondary, m.Retry))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case len(m.Tags) == 0:
		return kit.EmptyState(icons.Tag, "No tags yet", "Tags are made while you read: select a passage and press T.",
			kit.NewButton("Open interviews", kit.Secondary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	case len(m.Rows) == 0:
		return kit.EmptyState(icons.Search, "No tag has these letters", "Search for fewer letters.",
			kit.NewButton("Clear the search", kit.Secondary, func() { s.search.SetText("") }))
	}
	return s.tree
}

func (s *Screen) paintHead() {
	m := s.model
	line := ""
	if m.Loaded {
		line = app.Count(len(m.Tags), "tag")
	}
	s.line.SetText(line)
	if m.Filter == "" && s.search.Text() != "" && s.search.Text() != " " {
		s.search.SetText("")
	}
	had := len(s.warning.Objects)
	s.warning.Objects, s.warning.Hidden = nil, true
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, "Dismiss", m.Dismiss)); bar != nil && len(m.Tags) > 0 {
		s.warning.Objects, s.warning.Hidden = []fyne.CanvasObject{bar}, false
	}
	if had+len(s.warning.Objects) > 0 {
		s.root.Refresh()
	}
}

// row says what a line of the tree shows.
func (s *Screen) row(i int) kit.OutlineRow {
	r := &s.model.Rows[i]
	if r.Tag == nil {
		return kit.OutlineRow{Head: true, Text: r.Head}
	}
	t := r.Tag
	out := kit.OutlineRow{Depth: r.Depth, Parent: r.Kids > 0, Open: r.Open, Dot: kit.TagPaint(t.Color), Text: t.Name, Marks: r.Marks,
		Faint: r.Way || t.Status == app.TagDeprecated, Cells: []string{app.Number(t.Findings), app.Number(t.Participants)}}
	if t.Shortcut > 0 {
		out.Key = strconv.Itoa(t.Shortcut)
	}
	switch t.Status {
	case app.TagProposed:
		out.Badges = append(out.Badges, kit.OutlineBadge{Text: "Proposed", Tone: kit.Calling})
	case app.TagDeprecated:
		out.Badges = append(out.Badges, kit.OutlineBadge{Text: "Deprecated", Tone: kit.Caution})
	}
	return out
}

// follow shows the model's choice in the tree.
func (s *Screen) follow() {
	m := s.model
	rows := make([]int, 0, len(m.Chosen))
	for _, id := range m.Chosen {
		if row := m.RowOf(id); row >= 0 {
			rows = append(rows, row)
		}
	}
	if slices.Equal(rows, s.tree.Selected()) {
		return
	}
	at := -1
	if len(rows) > 0 {
		at = rows[len(rows)-1]
	}
	s.tree.Select(at, rows...)
	if at >= 0 {
		s.tree.Reveal(at)
	}
}

// chose tells the model what is chosen in the tree.
func (s *Screen) chose(rows []int) {
	ids := make([]app.TagID, 0, len(rows))
	for _, i := range rows {
		if t := s.model.Rows[i].Tag; t != nil {
			ids = append(ids, t.ID)
		}
	}
	s.model.Choose(ids)
}

// openRow opens the findings that carry the tag of a line.
func (s *Screen) openRow(row int) {
	if t := s.model.Rows[row].Tag; t != nil {
		s.goTo(kit.Route{Screen: kit.Findings, ID: string(t.ID), Filter: t.Name})
	}
}
