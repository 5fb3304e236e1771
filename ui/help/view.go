package help

import (
	"cmp"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Widths of the list and of the column of text.
const (
	listWidth float32 = 300
	readWidth float32 = 760
)

// Doors are what the screen asks of the window.
type Doors struct {
	GoTo      func(kit.Route)
	Back      func() // to where the person came from
	Shortcuts func() // the sheet of keys
}

// Screen paints a Model: the chapters or what was found at the left, one page at the right.
type Screen struct {
	model *Model
	doors Doors

	field  *kit.SearchField
	list   *kit.GroupList
	none   *fyne.Container // stands for the list when nothing was found
	left   *fyne.Container
	body   *fyne.Container
	page   *kit.ScrollView
	rows   []row
	photos photos
	turn   int // of the model, as painted
	dark   bool
	root   fyne.CanvasObject
}

// row is one line of the list: a heading, a chapter or a hit.
type row struct {
	kit.GroupRow
	file string
	hit  int // -1 for a chapter
}

// New makes the screen over a model.
func New(m *Model, doors Doors) *Screen {
	s := &Screen{model: m, doors: doors}
	s.field = kit.NewSearchField(say.T("Search the guide"), 160, m.Search)
	s.field.OnSubmitted = func(string) { s.enter() }
	s.list = kit.NewGroupList(func(i int) kit.GroupRow { return s.rows[i].GroupRow })
	s.list.OnSelect = s.choose
	s.list.OnOpen = func(int) { s.choose(s.list.Selected()) }
	s.list.OnKey = s.key
	s.list.OnRune = func(r rune) bool { s.Rune(r); return true }
	s.none = kit.Inset(kit.NewParagraph(say.T("No page has these words. Try other ones, or fewer."), kit.Body.In(kit.Muted)), kit.Space4, kit.Space4, kit.Space4, kit.Space4)
	s.left = kit.Stack(s.list)
	s.body = kit.Stack(kit.Pad(kit.NewSkeleton(), kit.Space6))
	keys := kit.NewIconTextButton(icons.Keyboard, say.T("Keyboard shortcuts"), kit.Quiet, doors.Shortcuts)
	keys.SetTip(say.T("The keys of every screen (?)"))
	keys.Hidden = doors.Shortcuts == nil
	head := kit.Head(kit.Space3, kit.NewText(say.T("Help"), kit.Title), kit.Grow(kit.NewElastic(say.T("The user guide. It is part of the program; nothing is fetched."), kit.Small)), keys)
	side := kit.Dock(kit.Inset(s.field, kit.Space3, kit.Space3, kit.Space3, kit.Space3), nil, nil, nil, s.left)
	split := kit.NewSplit(side, s.body, nil, listWidth, 0)
	s.root = kit.Dock(kit.Inset(head, kit.Space4, kit.Space4, kit.Space3, 20), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, split))
	m.OnChange = s.Refresh
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows the page that a route names.
func (s *Screen) Open(r kit.Route) {
	if s.dark != kit.IsDark() {
		s.turn = -1 // pictures of the other appearance
	}
	s.model.Open(r)
}

// Shown puts the keyboard into the list.
func (s *Screen) Shown() { s.list.Focus() }

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	if s.field.Text() != m.Query {
		s.field.SetText(m.Query)
	}
	s.paintList()
	switch {
	case m.Err != nil:
		s.put(kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, func() { m.Open(kit.Route{Screen: kit.Help}) })))
	case m.Page != nil && s.turn != m.Turn:
		s.turn, s.dark = m.Turn, kit.IsDark()
		s.paintPage()
	}
}

func (s *Screen) put(o fyne.CanvasObject) {
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

func (s *Screen) paintList() {
	m := s.model
	s.rows = s.rows[:0]
	at := -1
	if m.Searching() {
		at = s.listHits()
	} else {
		group := ""
		for _, c := range m.Chapters() {
			if c.Group != group {
				group = c.Group
				s.rows = append(s.rows, row{GroupRow: kit.GroupRow{Head: true, Open: true, Title: group}, hit: -1})
			}
			if m.Page != nil && c.File == m.Page.File {
				at = len(s.rows)
			}
			s.rows = append(s.rows, row{GroupRow: kit.GroupRow{Title: c.Title, Line: c.About}, file: c.File, hit: -1})
		}
	}
	show := fyne.CanvasObject(s.list)
	if m.Searching() && len(m.Hits) == 0 {
		show = s.none
	}
	if s.left.Objects[0] != show {
		s.left.Objects = []fyne.CanvasObject{show}
		s.left.Refresh()
	}
	s.list.SetRows(len(s.rows), at)
}

// listHits puts the hits into the list and returns which of them is shown.
func (s *Screen) listHits() (at int) {
	at = -1
	for i, h := range s.model.Hits {
		r := kit.GroupRow{Title: h.Title, Line: cmp.Or(h.Section, say.T("Beginning of the page")), Said: h.Said, Marks: h.Marks}
		if s.model.Page != nil && h.File == s.model.Page.File && h.Block == s.model.Block {
			at = i
		}
		s.rows = append(s.rows, row{GroupRow: r, file: h.File, hit: i})
	}
	return at
}

func (s *Screen) choose(i int) {
	if i < 0 || i >= len(s.rows) || s.rows[i].Head {
		return
	}
	if r := s.rows[i]; r.hit >= 0 {
		s.model.Show(s.model.Hits[r.hit])
	} else if at := s.model.At(); at < 0 || s.model.Chapters()[at].File != r.file {
		s.doors.GoTo(kit.HelpPage(r.file, ""))
		s.list.Focus()
	}
}

// enter goes from the field into the list, to the first hit.
func (s *Screen) enter() {
	if s.model.Searching() && s.list.Selected() < 0 {
		s.choose(0)
	}
	s.list.Focus()
}

// paintPage shows the page from its beginning, or from the block that is asked for.
func (s *Screen) paintPage() {
	m := s.model
	typed := m.Typed()
	s.photos.begin(m.Files, m.Page.From, s.dark)
	look := kit.MarkdownLook{Picture: s.photos.of, Follow: func(link string) func() {
		r, ok := m.Follow(link)
		if !ok {
			return nil
		}
		return func() { s.doors.GoTo(r) }
	}}
	if len(typed) > 0 {
		look.Marks = func(text string) []app.Span { return widened(text, Marks(text, typed)) }
	}
	text := kit.MarkdownPage(m.Page.Blocks, look)
	above := kit.VStack(0)
	if !m.Page.Translated() && m.Language != say.English {
		above.Add(kit.Inset(kit.NewParagraph(say.T("This page is in English only."), kit.Small), 0, 0, kit.Space3, 0))
	}
	foot := kit.Inset(s.foot(), kit.Space6, 0, 0, 0)
	s.page = kit.Scroll(kit.Inset(kit.AtMost(kit.VStack(0, above, text, foot), readWidth), kit.Space5, kit.Space6, kit.Space6, kit.Space6))
	s.put(s.page)
	if m.Block > 0 {
		s.page.ScrollTo(s.top(above, text, m.Block))
	}
	s.photos.load()
}

// top is where a block begins in the scrolled page, with a little room above.
func (s *Screen) top(above fyne.CanvasObject, text *fyne.Container, block int) float32 {
	width := min(readWidth, max(s.body.Size().Width-2*kit.Space6, 1))
	y := kit.Space5 - kit.Space2 + kit.HeightFor(above, width)
	for _, o := range text.Objects[:block] {
		y += kit.HeightFor(o, width)
	}
	return y
}

// foot leads to the chapters before and behind.
func (s *Screen) foot() fyne.CanvasObject {
	line := kit.HStack(kit.Space3)
	if c, ok := s.model.Beside(-1); ok {
		line.Add(kit.NewIconTextButton(icons.Back, c.Title, kit.Quiet, func() { s.step(-1) }))
	}
	line.Add(kit.Spacer())
	if c, ok := s.model.Beside(1); ok {
		line.Add(kit.NewIconTextButton(icons.Forward, c.Title, kit.Secondary, func() { s.step(1) }))
	}
	return line
}

func (s *Screen) step(by int) {
	if c, ok := s.model.Beside(by); ok {
		s.doors.GoTo(kit.HelpPage(c.File, ""))
	}
}

// Key hears keys that no widget wants.
func (s *Screen) Key(k *fyne.KeyEvent) { s.key(k) }

// key reports whether it used a key.
func (s *Screen) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyEscape:
		s.doors.Back()
	case fyne.KeyPageDown:
		s.scroll(1)
	case fyne.KeyPageUp:
		s.scroll(-1)
	default:
		return false
	}
	return true
}

// scroll moves the page by most of its height.
func (s *Screen) scroll(by float32) {
	if s.page != nil {
		s.page.ScrollTo(s.page.Offset() + by*0.85*s.page.Size().Height)
	}
}

// Rune hears letters that no widget wants.
func (s *Screen) Rune(r rune) {
	switch r {
	case '/':
		s.field.Focus()

	case 'n':
		s.step(1)
	case 'p':
		s.step(-1)
	case 'l':
		s.pickLink()
	}
}

// pickLink lists the links of the page, so that they are followed without a mouse.
func (s *Screen) pickLink() {
	c := kit.CanvasOf(s.root)
	if c == nil || s.model.Page == nil {
		return
	}
	var items []kit.PickItem
	for _, l := range s.model.Page.Links() {
		if r, ok := s.model.Follow(l.Link); ok {
			items = append(items, kit.PickItem{Text: l.Text, Detail: l.Link, Icon: icons.Link, Run: func() { s.doors.GoTo(r) }})
		}
	}
	kit.NewPicker(say.T("Follow a link of this page"), 460, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(c)
}

// Keys are the lines of the shortcut sheet.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "/", Does: say.T("Search the guide")}, {Keys: "Up, Down", Does: say.T("Choose a chapter or what was found")}, {Keys: "N, P", Does: say.T("Next, previous chapter")},
		{Keys: "Page down, Page up", Does: say.T("Scroll the page")}, {Keys: "L", Does: say.T("Follow a link of the page")}, {Keys: "Esc", Does: say.T("Back to where you were")}}
}

// Offset is how far the page is scrolled.
func (s *Screen) Offset() float32 {
	if s.page == nil {
		return 0
	}
	return s.page.Offset()
}
