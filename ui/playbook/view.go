package playbook

import (
	"fmt"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Widths of the list and of the panel.
const (
	listWidth float32 = 290
	sideWidth float32 = 280
)

// readWidth is how wide a text is shown at most: some 85 letters.
const readWidth float32 = 720

// Files is how the screen reads and writes files; the window gives it.
type Files struct {
	// Read asks for files of templates.
	Read func(done func(paths []string))
	// Templates asks for a file and writes templates to it: "md" for one, or "json".
	Templates func(format, name string, all []app.Template)
	// Tools asks for a file and writes the register to it.
	Tools func(format string)
	// Pick asks for a file or folder of a connection.
	Pick func(out, folder bool, name string, endings []string, done func(path string))
	// Open opens an address outside of the program.
	Open func(url string) error
}

// Screen paints a Model: templates, studies that use them, or tools.
type Screen struct {
	model *Model
	goTo  func(kit.Route)
	files Files
	begin func(kit.Route) // a study was started: where to go

	faces  *kit.Segments
	search *kit.SearchField
	count  *kit.Text
	list   *kit.GroupList
	body   *kit.ScrollView
	page   *fyne.Container
	panel  *fyne.Container
	side   *kit.ScrollView
	right  *fyne.Container
	left   *fyne.Container
	shelf  fyne.CanvasObject // the face of templates and studies
	tools  *toolFace
	root   *fyne.Container

	head   *fyne.Container
	seen   string // what the page was scrolled for
	editor *editor

	ticking ticking    // what was ticked and is not painted yet
	refocus *kit.Check // takes the keyboard once it is on the page
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, files Files, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, files: files, page: kit.VStack(kit.Space3), panel: kit.VStack(kit.Space3)}
	s.faces = kit.NewSegments([]kit.Option{{ID: string(Templates), Text: say.T("Templates")}, {ID: string(Studies), Text: say.T("In use")}, {ID: string(Tools), Text: say.T("Tools")}},
		func(id string) { m.Show(Face(id)) })
	s.search = kit.NewSearchField(say.T("Find a template"), 0, m.SetFilter)
	s.search.OnSubmitted = func(string) { s.list.Focus() }
	add := kit.NewIconButton(icons.Plus, say.T("New template (N)"), s.askNew)
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("Import, export and starters"), func() { kit.ShowMenu(more, s.shelfMenu()...) })
	if m.ReadOnly {
		add.Disable()
	}
	s.count = kit.NewElastic("", kit.Small)
	s.list = kit.NewGroupList(s.row)
	s.list.Long = true
	s.list.OnSelect = s.selected
	s.list.OnToggle = func(i int) { m.Toggle(m.Lines[i].Kind) }
	s.list.OnOpen = func(int) { s.edit() }
	s.list.OnRune = func(r rune) bool { return s.letter(r) }
	s.list.OnKey = func(k *fyne.KeyEvent) bool { return s.key(k) }
	s.head = kit.HStack(kit.Space2, kit.Grow(s.search), add, more)
	top := kit.Inset(kit.VStack(kit.Space2, s.faces, s.head, s.count), kit.Space3, kit.Space3, kit.Space2, kit.Space3)
	s.body = kit.Scroll(kit.Inset(s.page, kit.Space5, kit.Space6, kit.Space6, kit.Space6))
	s.side = kit.Scroll(kit.Pad(s.panel, kit.Space4))
	s.left = kit.Fixed(kit.Dock(nil, kit.VLine(), nil, nil, kit.Dock(top, nil, nil, nil, s.list)), listWidth, 0)
	s.right = kit.Fixed(kit.Band(kit.Surface, kit.Dock(nil, nil, nil, kit.VLine(), s.side)), sideWidth, 0)
	s.shelf = kit.Sides(s.left, s.body, s.right)
	s.tools = newToolFace(s)
	s.root = kit.Stack(s.shelf)
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// OnStudy says where to go when a study was started.
func (s *Screen) OnStudy(f func(kit.Route)) { s.begin = f }

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) {
	if id, ok := r.Tool(); ok {
		s.model.Open(r.Study, Tools, "")
		if id != "" {
			s.model.NarrowTools("", false)
			s.model.SelectTool(id)
		}
		return
	}
	if r.Uses() {
		s.model.Uses.At = ""
		s.model.Open(r.Study, Studies, "")
		return
	}
	face := Face("")
	id, ok := r.Template()
	if ok {
		face = Templates
	}
	s.model.Open(r.Study, face, string(id))
}

// Here is the place as it is now.
func (s *Screen) Here() kit.Route {
	m := s.model
	switch {
	case m.Face == Tools:
		return kit.OpenTool(m.Register.Selected)
	case m.Face == Studies:
		return kit.OpenUses(m.Study)
	}
	r := kit.OpenTemplate(app.TemplateID(m.Selected))
	r.Study = m.Study
	return r
}

// Shown gives the list the keyboard.
func (s *Screen) Shown() {
	if s.editor == nil {
		s.focus()
	}
}

func (s *Screen) focus() {
	if s.model.Face == Tools {
		s.tools.focus()
	} else {
		s.list.Focus()
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("Go through the list")}, {Keys: "V", Does: say.T("Templates, in use, tools")}, {Keys: "/", Does: say.T("Find")},
		{Keys: "N", Does: say.T("New template or tool")}, {Keys: "S", Does: say.T("Start a study with the template")}, {Keys: "E, Enter", Does: say.T("Edit")},
		{Keys: "Ctrl S", Does: say.T("Save what is edited as the next version")}, {Keys: "C", Does: say.T("Compare with the version before")}, {Keys: "I", Does: say.T("Link an insight")},
		{Keys: "D", Does: say.T("Duplicate")}, {Keys: "[, ]", Does: say.T("Older and newer version")}, {Keys: "Delete", Does: say.T("Delete, if nothing uses it")}}
}

// Key acts on keys that no widget wants.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if s.model.Face == Tools || !s.list.Key(k) {
		s.key(k)
	}
}

func (s *Screen) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDelete:
		if s.model.refuses() {
			return true
		}
		if s.model.Face == Tools {
			s.model.DeleteTool()
		} else if s.model.Face == Templates {
			s.model.Delete()
		}
	case fyne.KeyEscape:
		if s.model.Version != 0 || s.model.Against != 0 {
			s.model.ShowVersion(0, 0)
		}
	default:
		return false
	}
	return true
}

// Rune acts on letters that no widget wants.
func (s *Screen) Rune(r rune) { s.letter(r) }

func (s *Screen) letter(r rune) bool {
	m := s.model
	acts := map[rune]func(){'v': s.turn, '/': s.find, 'n': s.askNew, 's': s.askStart, 'e': s.edit, 'c': s.compare, 'i': s.askInsight, 'd': m.Duplicate,
		'[': func() { s.step(-1) }, ']': func() { s.step(1) }}
	if m.Face == Tools {
		acts = map[rune]func(){'v': s.turn, '/': s.tools.search.Focus, 'n': s.tools.askNew, 'e': s.tools.edit}
	}
	if m.Face == Studies {
		acts = map[rune]func(){'v': s.turn, 's': s.askStart}
	}
	letter := unicode.ToLower(r)
	act := acts[letter]
	if act != nil && strings.ContainsRune("nsedi", letter) && m.refuses() {
		return true
	}
	if act != nil {
		act()
	}
	return act != nil
}

func (s *Screen) find() { s.search.Focus() }

// turn shows the next face.
func (s *Screen) turn() {
	next := map[Face]Face{Templates: Studies, Studies: Tools, Tools: Templates}
	s.model.Show(next[s.model.Face])
	s.focus()
}

func (s *Screen) selected(i int) {
	m := s.model
	if m.Face == Studies {
		if i < len(m.Uses.Studies) {
			m.SelectStudy(m.Uses.Studies[i].ID)
		}
		return
	}
	if i < len(m.Lines) && m.Lines[i].Row >= 0 {
		m.Select(KeyOf(&m.All[m.Lines[i].Row]))
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.faces.Select(string(m.Face))
	s.tools.faces.Select(string(m.Face))
	face := s.shelf
	if m.Face == Tools {
		face = s.tools.root
		s.tools.paint()
	}
	if s.root.Objects[0] != face {
		s.root.Objects[0] = face
		s.root.Refresh()
	}
	if m.Face == Tools {
		return
	}
	s.paintList()
	if m.Face == Studies {
		s.paintStudy()
	} else {
		s.paintTemplate()
	}
	key := fmt.Sprint(m.Face, m.Selected, m.Version, m.Against, m.Uses.At, m.Draft != nil)
	if key != s.seen {
		s.seen = key
		s.body.ScrollTo(0)
		s.side.ScrollTo(0)
	}
}

func (s *Screen) paintList() {
	m := s.model
	if s.search.Text() != m.Filter {
		s.search.SetText(m.Filter)
	}
	if hide := m.Face == Studies; s.head.Visible() == hide {
		s.head.Hidden = hide
		s.left.Refresh()
	}
	if m.Face == Studies {
		at := -1
		if cur := m.StudyAt(); cur != nil {
			for i := range m.Uses.Studies {
				if m.Uses.Studies[i].ID == cur.ID {
					at = i
				}
			}
		}
		s.count.SetText(say.T("%s with templates", say.Count(len(m.Uses.Studies), "study")))
		s.list.SetRows(len(m.Uses.Studies), at)
		return
	}
	n, kits := len(m.All)-m.Kit(), m.Kit()
	words := say.Count(n, "template")
	if kits > 0 {
		words += say.T(" · %s ready to use", say.Number(kits))
	}
	if m.Loaded {
		s.count.SetText(words)
	}
	s.list.SetRows(len(m.Lines), m.At())
}

// row is a line of the list.
func (s *Screen) row(i int) kit.GroupRow {
	m := s.model
	if m.Face == Studies {
		return s.studyRow(i)
	}
	if i >= len(m.Lines) {
		return kit.GroupRow{}
	}
	l := m.Lines[i]
	if l.Row < 0 {
		return kit.GroupRow{Head: true, Open: !m.Closed[l.Kind] || m.Filter != "", Title: l.Heading, Badge: say.Number(l.N)}
	}
	r := &m.All[l.Row]
	row := kit.GroupRow{Title: r.Name, Icon: kindIcon(r.Kind), Faint: r.Retired}
	switch {
	case r.Kit:
		row.Line = say.Sentence(r.Kind.Word())
	case len(r.Uses) == 0:
		row.Line = say.T("Version %d", r.Latest().Number)
	default:
		row.Line = say.T("Version %d · %s", r.Latest().Number, say.Count(len(r.Uses), "study"))
	}
	switch {
	case m.Unsaved(r.ID) || m.Draft != nil && m.Draft.ID == r.ID:
		row.Badge, row.Tone = say.T("Editing"), kit.Plain
	case r.Retired:
		row.Badge, row.Tone = say.T("Retired"), kit.Plain
	case r.Older > 0:
		row.Badge, row.Tone = say.T("%d older", r.Older), kit.Caution
	}
	return row
}

func kindIcon(k app.TemplateKind) icons.Name {
	switch k {
	case app.TemplatePlan:
		return icons.Calendar
	case app.TemplateGuide:
		return icons.Quote
	case app.TemplateScreener:
		return icons.Filter
	case app.TemplateConsent:
		return icons.Lock
	case app.TemplateNotes:
		return icons.Note
	case app.TemplateCodebook:
		return icons.Tag
	case app.TemplateChecklist, app.TemplateReview:
		return icons.Done
	case app.TemplateReport:
		return icons.Reports
	case app.TemplatePriority:
		return icons.Sort
	case app.TemplateTracking:
		return icons.Chart
	case app.TemplateGovernance:
		return icons.Lock
	}
	return icons.Book
}

// shelfMenu is what can be done with all templates.
func (s *Screen) shelfMenu() []kit.MenuItem {
	m := s.model
	kits := m.Kit()
	return []kit.MenuItem{
		{Text: say.T("New template…"), Icon: icons.Plus, Key: "N", Disabled: m.ReadOnly, Run: s.askNew},
		{Text: say.T("Add all starter templates"), Icon: icons.Copy, Disabled: m.ReadOnly || kits == 0, Run: m.AddStarters},
		kit.Separator,
		{Text: say.T("Import templates…"), Icon: icons.Import, Disabled: m.ReadOnly, Run: s.askImport},
		{Text: say.T("Export all as JSON…"), Icon: icons.Export, Disabled: len(m.All) == kits, Run: s.exportAll},
	}
}

// put puts rows onto the page and into the panel; no panel for nil.
func (s *Screen) put(page, panel []fyne.CanvasObject) {
	s.page.Objects, s.panel.Objects = page, panel
	s.page.Refresh()
	s.body.Refresh()
	s.panel.Refresh()
	s.side.Refresh()
	if hide := panel == nil; s.right.Visible() == hide {
		s.right.Hidden = hide
		s.shelf.Refresh()
	}
}

// alone puts something into the middle of the page, alone.
func (s *Screen) alone(o fyne.CanvasObject) {
	s.put([]fyne.CanvasObject{kit.Alone(o)}, nil)
}
