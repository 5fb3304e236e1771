package codebook

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
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
	panel   *panel
	memos   *kit.MemoRow
	split   *kit.SplitView
	body    *fyne.Container
	root    fyne.CanvasObject

	health  *Health
	checkup *healthView // of UseHealth, nil without it
	carry   *arrival    // of UseExchange, nil without it
	acts    []func(app.StudyID) []kit.MenuItem
	waiting bool       // the tree takes the keyboard once it is there
	half    *Splitting // the split that was closed before it was applied
	naming  app.TagID  // the tag whose name is edited in the tree; newName while a new one is named
}

// Health is a view of how sound the codebook is, shown in place of the tree.
type Health struct {
	Content fyne.CanvasObject
	Open    func(study app.StudyID) // shows a study's codebook, all for ""; runs whenever the view comes into sight
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, line: kit.NewElastic("", kit.Small), warning: kit.VStack(0)}
	s.parts = kit.NewSegments([]kit.Option{{ID: tagsPart, Text: say.T("Tags")}, {ID: healthPart, Text: say.T("Health")}}, func(string) { s.showPart() })
	s.parts.Hide()
	s.search = kit.NewSearchField(say.T("Find a tag"), 190, m.SetFilter)
	s.search.OnSubmitted = func(string) { s.Shown() }
	s.sort = kit.NewDropdown([]kit.Option{{ID: string(ByName), Text: say.T("Name")}, {ID: string(ByUse), Text: say.T("Most used")},
		{ID: string(ByChange), Text: say.T("Changed last")}, {ID: string(ByHand), Text: say.T("Own order")}}, func(id string) { m.SetSort(Sort(id)) }).WithPrefix(say.T("Sort: "))
	s.more = kit.NewIconButton(icons.More, say.T("More acts on the codebook"), func() { kit.ShowMenu(s.more, s.headMenu()...) })
	s.add = kit.NewIconTextButton(icons.Plus, say.T("New tag"), kit.Secondary, func() { m.Begin(false) })
	s.head = kit.Head(kit.Space3, kit.NewText(say.T("Codebook"), kit.Title), s.parts, kit.Grow(s.line), s.sort, s.search, s.add, s.more)
	s.makeTree()
	s.middle = kit.Stack(s.tree)
	s.panel = newPanel(s)
	s.split = kit.NewSplit(nil, s.middle, s.panel.root, 0, inspectorWidth)
	s.body = kit.Stack(s.split)
	top := kit.Inset(kit.VStack(kit.Space2, s.head, s.warning), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, s.body))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

func (s *Screen) makeTree() {
	s.tree = kit.NewOutline(say.T("Tag"), []string{say.T("Findings"), say.T("With sub-tags"), say.T("People")}, s.row)
	s.tree.OnSelect = s.chose
	s.tree.OnOpen = s.openRow
	s.tree.OnToggle = func(row int, open bool) { s.model.Toggle(s.model.Rows[row].Tag.ID, open) }
	s.tree.OnKey = s.Key
	s.tree.OnRune = s.Rune
	s.tree.OnShortcut = s.shortcut
	s.tree.OnMenu = func(_ int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.menu()...) }
	s.tree.CanDrop = func(to kit.DropPlace) (string, bool) { return s.model.CanDrop(to.Row, Beside(to.Where)) }
	s.tree.OnDrop = func(to kit.DropPlace) { s.model.Drop(to.Row, Beside(to.Where)) }
}

// Leave saves what was typed and not saved yet; the workspace is about to close.
func (s *Screen) Leave() { s.panel.flush() }

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

// healthy reports whether the health of the codebook is shown.
func (s *Screen) healthy() bool { return s.parts.Selected() == healthPart && s.health != nil }

// showPart shows the tree or the health of the codebook, the inspector beside it.
func (s *Screen) showPart() {
	healthy := s.healthy()
	for _, o := range []interface {
		Show()
		Hide()
	}{s.sort, s.search, s.add} {
		if healthy {
			o.Hide()
		} else {
			o.Show()
		}
	}
	s.root.Refresh()
	s.Refresh()
	if healthy {
		s.freeKeys()
	}
	if healthy && s.health.Open != nil {
		s.health.Open(s.model.Study)
	}
}

// Open shows what the route names: an ID is a tag to choose.
func (s *Screen) Open(r kit.Route) {
	s.panel.flush()
	if r.Health() {
		r.ID = ""
		s.parts.Select(healthPart)
	}
	s.model.Open(r.Study, app.TagID(r.ID))
	if r.ID != "" && s.parts.Selected() != tagsPart {
		s.parts.Select(tagsPart)
	}
	s.showPart()
}

// Shown gives the tree the keyboard, now or once it is loaded.
func (s *Screen) Shown() {
	if s.healthy() {
		return
	}
	s.waiting = s.middle.Objects[0] != s.tree
	if !s.waiting {
		s.tree.Focus()
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.paintHead()
	s.tree.Ordered = m.Sort == ByHand && m.Filter == ""
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
	s.panel.paint()
	s.nameNew()
}

// newName stands for the tag that is about to be named.
const newName app.TagID = "new"

// nameNew puts a field at the line of the new tag, and keeps the field of an old one at its line.
func (s *Screen) nameNew() {
	m := s.model
	at := slices.IndexFunc(m.Rows, func(r Row) bool { return r.New })
	switch {
	case s.naming == newName:
		s.tree.EditAt(at)
	case s.naming != "":
		s.tree.EditAt(m.RowOf(s.naming))
	case at >= 0:
		s.naming = newName
		s.tree.Edit(at, "", func(text string, keep bool) {
			s.naming = ""
			m.Finish(text, keep)
		})
	}
}

// rename edits the name of the only chosen tag in its line.
func (s *Screen) rename() {
	m := s.model
	t := m.Current()
	if t == nil || s.naming != "" {
		return
	}
	id := t.ID
	s.naming = id
	s.tree.Edit(m.RowOf(id), t.Name, func(text string, keep bool) {
		s.naming = ""
		if keep {
			m.Rename(id, text)
		}
	})
}

// state is the tree, or what stands in its place while there is nothing to show.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Err != nil && m.failed && len(m.Tags) == 0:
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case m.New != nil:
		return s.tree
	case s.healthy():
		return s.health.Content
	case len(m.Tags) == 0:
		return kit.EmptyState(icons.Tag, say.T("No tags yet"),
			say.T("A codebook says what you look for, and when a passage counts. Begin with a tag here, or select a passage while reading and press T."),
			kit.NewButton(say.T("New tag"), kit.Primary, func() { m.Begin(false) }),
			kit.NewButton(say.T("Open interviews"), kit.Secondary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	case len(m.Rows) == 0:
		return kit.EmptyState(icons.Search, say.T("No tag has these letters"), say.T("Search for fewer letters."),
			kit.NewButton(say.T("Clear the search"), kit.Secondary, func() { s.search.SetText("") }))
	}
	return s.tree
}

func (s *Screen) paintHead() {
	m := s.model
	s.line.SetText(s.says())
	if m.Filter == "" && s.search.Text() != "" && s.search.Text() != " " {
		s.search.SetText("")
	}
	had := len(s.warning.Objects)
	s.warning.Objects, s.warning.Hidden = nil, true
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil && len(m.Tags) > 0 {
		s.warning.Objects, s.warning.Hidden = []fyne.CanvasObject{bar}, false
	}
	if had+len(s.warning.Objects) > 0 {
		s.root.Refresh()
	}
}

// says is the line beside the title.
func (s *Screen) says() string {
	m := s.model
	if !m.Loaded || len(m.Tags) == 0 {
		return ""
	}
	if len(m.Cut) > 0 {
		return say.T("%s cut out · choose where, then Ctrl V", m.some(m.Cut))
	}
	proposed, hits := 0, 0
	for _, t := range m.Tags {
		if t.Status == app.TagProposed {
			proposed++
		}
	}
	for _, r := range m.Rows {
		if r.Tag != nil && !r.Way {
			hits++
		}
	}
	line := say.Count(len(m.Tags), "tag")
	if m.Filter != "" {
		line = say.T("%s of %s", say.Number(hits), line)
	}
	if proposed > 0 {
		line += say.T(" · %s proposed", say.Number(proposed))
	}
	return line
}

// row says what a line of the tree shows.
func (s *Screen) row(i int) kit.OutlineRow {
	if i >= len(s.model.Rows) {
		return kit.OutlineRow{} // the tree became shorter and is about to be told
	}
	r := &s.model.Rows[i]
	switch {
	case r.New:
		return kit.OutlineRow{Depth: r.Depth}
	case r.Tag == nil:
		return kit.OutlineRow{Head: true, Text: r.Head}
	}
	t, use := r.Tag, s.model.Use(r.Tag)
	all := ""
	if use.Findings != t.Findings {
		all = say.Number(use.Findings)
	}
	out := kit.OutlineRow{Depth: r.Depth, Parent: r.Kids > 0, Open: r.Open, Dot: kit.TagPaint(t.Color), Text: t.Name, Marks: r.Marks,
		Faint: r.Way || t.Status == app.TagDeprecated || slices.Contains(s.model.Cut, t.ID),
		Cells: []string{say.Number(t.Findings), all, say.Number(use.Participants)}, Badges: s.badges(t)}
	if t.Shortcut > 0 {
		out.Key = strconv.Itoa(t.Shortcut)
	}
	return out
}

// badges are the words after a tag's name: where it stands, and what it counts for.
func (s *Screen) badges(t *app.TagRow) []kit.OutlineBadge {
	var out []kit.OutlineBadge
	switch t.Status {
	case app.TagProposed:
		out = append(out, kit.OutlineBadge{Text: say.T("Proposed"), Tone: kit.Calling})
	case app.TagDeprecated:
		b := kit.OutlineBadge{Text: say.T("Deprecated"), Tone: kit.Caution}
		if next := s.model.Tags[t.ReplacedBy]; next != nil {
			b.Text = say.T("Use %s instead", next.Name)
		}
		out = append(out, b)
	}
	if to := s.model.Tags[t.MapsTo]; to != nil {
		out = append(out, kit.OutlineBadge{Text: to.Name, Tone: kit.Plain, Dot: kit.TagPaint(to.Color)})
	}
	return out
}

// follow shows the model's choice in the tree.
func (s *Screen) follow() {
	m := s.model
	chosen := make(map[app.TagID]bool, len(m.Chosen))
	for _, id := range m.Chosen {
		chosen[id] = true
	}
	rows := make([]int, 0, len(m.Chosen))
	for i, r := range m.Rows {
		if r.Tag != nil && chosen[r.Tag.ID] {
			rows = append(rows, i)
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
		s.openTag(t.ID)
	}
}
