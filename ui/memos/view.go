package memos

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/memo"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Widths of the list and of the column of text.
const (
	listWidth float32 = 352
	column    float32 = 720
)

// Export writes all memos of a study to a file the person chooses: in a format.
type Export func(format memo.Format, study app.StudyID)

// Screen paints a Model: the list of memos and the one that is open.
type Screen struct {
	model  *Model
	goTo   func(kit.Route)
	export Export

	search  *kit.SearchField
	kind    *kit.Dropdown
	place   *kit.Dropdown
	author  *kit.Dropdown
	list    *fyne.Container
	entries map[app.MemoID]*entry
	side    *kit.ScrollView
	page    *fyne.Container
	body    *kit.ScrollView
	state   *fyne.Container // over the body: what is said while no memo is open
	root    fyne.CanvasObject
	sheet   *sheet
	seen    *Page
	match   task.Latest[[]kit.PickItem]
	stale   bool   // a line of the list has changed, perhaps its height
	offered string // the choices the dropdowns show
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, export Export, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, export: export, list: kit.VStack(kit.Space1), page: kit.VStack(0), entries: map[app.MemoID]*entry{}}
	s.sheet = &sheet{s: s, edit: nothing}
	s.search = kit.NewSearchField(say.T("Find in memos"), 0, func(t string) { s.narrow(func(f *Filter) { f.Text = t }) })
	s.kind = kit.NewDropdown(nil, func(id string) { s.narrow(func(f *Filter) { f.Kind = app.MemoKind(id) }) })
	s.place = kit.NewDropdown(nil, func(id string) { s.narrow(func(f *Filter) { f.Place = Place(id) }) })
	s.author = kit.NewDropdown(nil, func(id string) { s.narrow(func(f *Filter) { f.Author = id }) })
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("Export memos"), func() { kit.ShowMenu(more, s.menu()...) })
	add := kit.NewIconButton(icons.Plus, say.T("Write a memo (N)"), s.begin)
	top := kit.VStack(kit.Space2, kit.HStack(kit.Space1, kit.Grow(s.search), add, more), kit.Flow(kit.Space1, s.kind, s.place, s.author))
	s.side = kit.Scroll(kit.Inset(s.list, 0, kit.Space3, kit.Space4, kit.Space3))
	s.body = kit.Scroll(kit.Inset(kit.AtMost(s.page, column), kit.Space5, kit.Space5, kit.Space6, 26))
	left := kit.Fixed(kit.Dock(nil, kit.VLine(), nil, nil, kit.Dock(kit.Pad(top, kit.Space3), nil, nil, nil, s.side)), listWidth, 0)
	s.state = kit.Stack()
	s.root = kit.Sides(left, kit.Stack(s.body, s.state), nil)
	m.OnChange = s.Refresh
	m.OnError = s.tell
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) {
	s.sheet.close()
	s.model.Open(r.Study, app.MemoID(r.ID))
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("Go through the memos")}, {Keys: "N", Does: say.T("Write a memo")}, {Keys: "E or Enter", Does: say.T("Write in the text")},
		{Keys: "T", Does: say.T("Change the title")}, {Keys: "K", Does: say.T("Choose the type")}, {Keys: "[[", Does: say.T("Link to anything, while writing")},
		{Keys: "G", Does: say.T("Go where the memo leads or is mentioned")}, {Keys: "/", Does: say.T("Find in memos")}, {Keys: "Esc", Does: say.T("Stop writing")},
		{Keys: "Delete", Does: say.T("Delete the memo")}}
}

// Shown takes the keyboard from what had it on another screen, unless a new memo is being begun.
func (s *Screen) Shown() {
	if c := kit.CanvasOf(s.root); c != nil && c.Overlays().Top() == nil && s.sheet.edit == nothing {
		c.Unfocus()
	}
}

// Key goes through the memos.
func (s *Screen) Key(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp:
		s.model.Step(-1)
	case fyne.KeyDown:
		s.model.Step(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.sheet.editEnd()
	case fyne.KeyDelete:
		s.model.Delete()
	}
}

// Rune acts on the open memo.
func (s *Screen) Rune(r rune) {
	switch r {
	case '/':
		s.search.Focus()
	case 'n', 'N':
		s.begin()
	case 'e', 'E':
		s.sheet.editEnd()
	case 't', 'T':
		s.sheet.editTitle()
	case 'k', 'K':
		s.sheet.chooseKind()
	case 'g', 'G':
		s.goPick()
	}
}

// begin opens an empty memo and puts the keyboard into its title.
func (s *Screen) begin() {
	s.sheet.close()
	s.model.Begin(app.Ref{})
	s.sheet.editTitle()
}

func (s *Screen) narrow(change func(*Filter)) {
	f := s.model.Filter
	change(&f)
	s.model.SetFilter(f)
}

func (s *Screen) menu() []kit.MenuItem {
	write := func(format memo.Format) func() { return func() { s.export(format, s.model.Study) } }
	return []kit.MenuItem{{Text: say.T("Export as Markdown…"), Icon: icons.Export, Run: write(memo.Markdown)}, {Text: say.T("Export as CSV…"), Icon: icons.Table, Run: write(memo.CSV)}}
}

// tell says what could not be done.
func (s *Screen) tell(err error) {
	if t, ok := kit.ErrorToast(err); ok {
		if st := kit.StageOf(s.root); st != nil {
			st.Toast(t)
		}
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	if s.search.Text() != m.Filter.Text && !m.Loaded {
		s.search.SetText(m.Filter.Text)
	}
	s.offer()
	s.paintList()
	s.sheet.paint()
	if m.Page != s.seen {
		s.seen = m.Page
		s.body.ScrollTo(0)
		if m.Page != nil {
			if e := s.entries[m.Page.Memo.ID]; e != nil {
				s.side.Reveal(e.card.Position().Y, e.card.Size().Height)
			}
		}
	}
}

// offer fills the dropdowns with what there is, and how often.
func (s *Screen) offer() {
	f, chosen := s.model.Facets, s.model.Filter
	if said := fmt.Sprint(f, chosen); said == s.offered {
		return
	} else {
		s.offered = said
	}
	fill := func(d *kit.Dropdown, any string, facets []app.Facet, word func(app.Facet) (id, text string), now string) {
		options := []kit.Option{{Text: any}}
		known := now == ""
		for _, c := range facets {
			id, text := word(c)
			options = append(options, kit.Option{ID: id, Text: fmt.Sprintf("%s  %s", text, say.Number(c.Count))})
			known = known || id == now
		}
		if !known {
			options = append(options, kit.Option{ID: now, Text: now + "  0"})
		}
		d.SetOptions(options)
		d.Select(now)
	}
	fill(s.kind, say.T("Any type"), f.Kinds, func(c app.Facet) (string, string) { return c.Value, say.Sentence(c.Label) }, string(chosen.Kind))
	fill(s.place, say.T("On anything"), f.Places, func(c app.Facet) (string, string) {
		if c.Value == "" {
			return string(Free), say.T("On nothing")
		}
		return c.Value, say.T("On %s", plural[app.Kind(c.Value)])
	}, string(chosen.Place))
	fill(s.author, say.T("By anyone"), f.Authors, func(c app.Facet) (string, string) { return c.Value, say.T("By %s", c.Label) }, chosen.Author)
	s.author.Hidden = len(f.Authors) < 2 && chosen.Author == ""
}

// plural names the kinds of records in words.
var plural = map[app.Kind]string{app.KindStudy: say.T("studies"), app.KindInterview: say.T("interviews"), app.KindFinding: say.T("findings"), app.KindTag: say.T("tags"),
	app.KindTheme: say.T("themes"), app.KindInsight: say.T("insights"), app.KindParticipant: say.T("people")}

// entry is one memo in the list.
type entry struct {
	card  *kit.TapCard
	title *kit.Paragraph
	words *kit.Paragraph
	line  *kit.Text
	chip  *fyne.Container
	said  string
}

func (s *Screen) paintList() {
	m := s.model
	var rows []fyne.CanvasObject
	if p := m.Page; p != nil && !p.Stored() {
		fresh := kit.NewListEntry(kit.NewText(say.T("New memo"), kit.Strong), nil)
		fresh.SetSelected(true)
		rows = append(rows, fresh)
	}
	for i := range m.Rows {
		rows = append(rows, s.entry(&m.Rows[i]))
	}
	switch {
	case m.Err != nil:
		rows = append(rows, kit.Inset(kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry)), kit.Space6, 0, 0, 0))
	case !m.Loaded:
		rows = append(rows, kit.Fixed(kit.NewSkeleton(), 0, 260))
	case len(m.Rows) == 0 && m.Filter != (Filter{}):
		rows = append(rows, kit.NewParagraph(say.T("No memo is like this."), kit.Small), kit.HStack(0, kit.NewButton(say.T("Show all memos"), kit.Secondary, s.showAll), kit.Spacer()))
	case m.Total > len(m.Rows):
		rows = append(rows, kit.HStack(0, kit.NewButton(say.T("Show more of %s", say.Number(m.Total)), kit.Quiet, m.More), kit.Spacer()))
	}
	if s.stale || !slices.Equal(rows, s.list.Objects) {
		s.stale = false
		s.list.Objects = rows
		s.list.Refresh()
		s.side.Refresh()
	}
}

func (s *Screen) showAll() {
	s.search.SetText("")
	s.model.SetFilter(Filter{})
}

// entry returns the line of a memo, made when first needed and changed where the memo changed.
func (s *Screen) entry(r *app.MemoRow) fyne.CanvasObject {
	m := s.model
	e := s.entries[r.ID]
	if e == nil {
		id := r.ID
		e = &entry{title: kit.NewParagraph("", kit.Strong).Limit(2), words: kit.NewParagraph("", kit.Small).Limit(2), line: kit.NewElastic("", kit.Small), chip: kit.Stack()}
		e.card = kit.NewListEntry(kit.VStack(2, e.title, e.words, e.line, e.chip), func() {
			s.sheet.close()
			m.Select(id)
		})
		s.entries[id] = e
	}
	on := m.Page != nil && m.Page.Memo.ID == r.ID
	line := []string{say.Sentence(r.Kind.Word()), r.Author, say.Date(r.Modified.Local(), "2 Jan 2006")}
	if m.Study == "" && r.StudyName != "" {
		line = append(line, r.StudyName)
	}
	said := fmt.Sprint(on, r.Name(), r.FirstLine(), line, r.Place, r.Gone)
	if said == e.said {
		return e.card
	}
	e.said = said
	e.title.SetText(r.Name())
	first := r.FirstLine()
	e.words.Hidden = first == "" || strings.TrimSpace(r.Title) == ""
	e.words.SetText(first)
	e.line.SetText(strings.Join(line, " · "))
	e.chip.Objects = nil
	if c := s.placeChip(r.Place, r.Gone, 214); c != nil {
		e.chip.Objects = []fyne.CanvasObject{kit.Inset(kit.HStack(0, c.Shrinking(), kit.Spacer()), kit.Space1, 0, 0, 0)}
	}
	e.chip.Hidden = len(e.chip.Objects) == 0
	e.card.SetSelected(on)
	e.card.Refresh()
	s.stale = true
	return e.card
}

// placeChip shows what a memo stands on; a click goes there. nil for a free-standing memo.
func (s *Screen) placeChip(n app.Named, gone bool, width float32) *kit.Chip {
	if n.Ref == (app.Ref{}) {
		return nil
	}
	name := n.Name
	if name == "" {
		name = say.Sentence(string(n.Kind))
	}
	if gone {
		c := kit.NewChip(kit.Fit(say.T("%s (deleted)", name), kit.Control, width), nil).WithIcon(kit.KindIcon(n.Kind)).Faintly()
		return c
	}
	c := kit.NewChip(kit.Fit(name, kit.Control, width), func() { s.follow(n) }).WithIcon(kit.KindIcon(n.Kind))
	c.SetTip(say.T("Go to this %s", wordOf(n.Kind)))
	return c
}

// follow goes to a record.
func (s *Screen) follow(n app.Named) {
	if r, ok := kit.RouteTo(n); ok {
		s.goTo(r)
	}
}

func wordOf(k app.Kind) string {
	if k == app.KindParticipant {
		return say.T("person")
	}
	return say.Sentence(string(k))
}
