package insights

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// Widths of the list and of the panel with the confidence, as in the target pictures.
const (
	listWidth  float32 = 280
	sideWidth  float32 = 270
	stanceWide float32 = 84
	placeWide  float32 = 96
	entryPad   float32 = 10 // room inside a row before its words
)

// Screen paints a Model: the list of insights, the chosen one with its evidence, and how sure one can be of it.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	search  *kit.SearchField
	list    *fyne.Container
	entries map[app.InsightID]*entry
	page    *fyne.Container
	panel   *fyne.Container
	side    *kit.ScrollView
	body    *kit.ScrollView
	judged  *kit.ScrollView
	right   *fyne.Container
	root    fyne.CanvasObject
	memos   *kit.MemoRow
	seen    app.InsightID
	drawn   string      // what page and panel show, to leave them alone while that stays
	draft   app.Insight // words of a new insight that was not saved
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, list: kit.VStack(kit.Space1), page: kit.VStack(kit.Space3), panel: kit.VStack(kit.Space3), entries: map[app.InsightID]*entry{}}
	s.search = kit.NewSearchField("Find an insight", 100, m.SetFilter)
	add := kit.NewIconButton(icons.Plus, "Write an insight (N)", s.askNew)
	top := kit.Inset(kit.HStack(kit.Space2, kit.Grow(s.search), add), kit.Space3, kit.Space3, kit.Space2, kit.Space3)
	s.side = kit.Scroll(kit.Inset(s.list, 0, kit.Space3, kit.Space4, kit.Space3))
	s.body = kit.Scroll(kit.Inset(s.page, kit.Space5, kit.Space5, kit.Space6, 26))
	s.judged = kit.Scroll(kit.Pad(s.panel, kit.Space4))
	left := kit.Fixed(kit.Dock(nil, kit.VLine(), nil, nil, kit.Dock(top, nil, nil, nil, s.side)), listWidth, 0)
	s.right = kit.Fixed(kit.Band(kit.Surface, kit.Dock(nil, nil, nil, kit.VLine(), s.judged)), sideWidth, 0)
	s.root = kit.Dock(nil, s.right, nil, left, s.body)
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) {
	if theme, ok := r.NewFrom(); ok {
		s.model.Open(r.Study, "", r.Filter)
		in := s.draft
		in.Evidence = []app.Evidence{{Theme: theme, Stance: app.Supports}}
		s.form("Write an insight", in, s.model.Create)
		return
	}
	s.model.Open(r.Study, app.InsightID(r.ID), r.Filter)
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: "Go through the insights"}, {Keys: "N", Does: "Write an insight"}, {Keys: "E", Does: "Edit the claim and text"},
		{Keys: "A", Does: "Add evidence"}, {Keys: "/", Does: "Find an insight"}, {Keys: "Delete", Does: "Delete the insight"}}
}

// Key goes through the insights.
func (s *Screen) Key(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp:
		s.model.Step(-1)
	case fyne.KeyDown:
		s.model.Step(1)
	case fyne.KeyDelete:
		s.model.Delete()
	}
}

// Rune acts on the shown insight.
func (s *Screen) Rune(r rune) {
	switch r {
	case '/':
		s.search.Focus()
	case 'n', 'N':
		s.askNew()
	case 'e', 'E':
		s.editText()
	case 'a', 'A':
		s.addEvidence()
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	if s.search.Text() != m.Filter {
		s.search.SetText(m.Filter)
	}
	s.paintList()
	if drawn := s.says(); drawn != s.drawn {
		s.drawn = drawn
		s.paintPage()
		s.paintPanel()
	}
	if m.Selected != s.seen {
		s.seen = m.Selected
		s.body.ScrollTo(0)
		s.judged.ScrollTo(0)
		if e := s.entries[m.Selected]; e != nil {
			s.side.Reveal(e.card.Position().Y, e.card.Size().Height)
		}
	}
}

// says names what page and panel show.
func (s *Screen) says() string {
	m := s.model
	cur := m.Current()
	if cur == nil {
		return fmt.Sprint(m.Loaded, m.Err)
	}
	var b strings.Builder
	fmt.Fprint(&b, cur.ID, cur.Modified.UnixNano(), cur.Support, m.Err, m.ProofsOf)
	for _, p := range m.Proofs {
		fmt.Fprint(&b, p.Evidence)
		if f := p.Finding; f != nil {
			fmt.Fprint(&b, f.Modified.UnixNano(), place(f))
		} else if t := p.Theme; t != nil {
			fmt.Fprint(&b, t.Name, t.Findings)
		}
	}
	return b.String()
}

// entry is one line of the list.
type entry struct {
	card  *kit.TapCard
	title *kit.Paragraph
	line  *kit.Text
	said  string
}

func (s *Screen) paintList() {
	m := s.model
	var rows []fyne.CanvasObject
	for i := range m.Rows {
		rows = append(rows, s.entry(&m.Rows[i]))
	}
	if m.Loaded && len(m.Rows) == 0 && len(m.All) > 0 {
		rows = append(rows, kit.NewParagraph("No insight holds these words.", kit.Small))
	}
	if !slices.Equal(rows, s.list.Objects) {
		s.list.Objects = rows
		s.list.Refresh()
		s.side.Refresh()
	}
}

// entry returns the line of an insight, made when first needed and changed where the insight changed.
func (s *Screen) entry(r *app.InsightRow) fyne.CanvasObject {
	m := s.model
	e := s.entries[r.ID]
	if e == nil {
		id := r.ID
		e = &entry{title: kit.NewParagraph("", kit.Body).Limit(3), line: kit.NewElastic("", kit.Small)}
		e.card = kit.NewListEntry(kit.VStack(kit.Space1, e.title, e.line), func() { m.Select(id) })
		s.entries[id] = e
	}
	line := []string{levelOf(m, r), string(r.Status)}
	if n := r.Support.Against; n > 0 {
		line = append(line, app.Count(n, "contradiction"))
	}
	if m.Study == "" && r.StudyName != "" {
		line = append(line, r.StudyName)
	}
	title, on := kit.Body, r.ID == m.Selected
	if on {
		title = kit.Strong
	}
	if said := fmt.Sprint(on, r.Title, line); said != e.said {
		e.said = said
		e.title.SetRuns(kit.Run{Text: r.Title, Style: title})
		e.line.SetText(strings.Join(line, " · "))
		e.card.SetSelected(on)
		e.card.Refresh()
		s.list.Refresh()
		s.side.Refresh()
	}
	return e.card
}

func (s *Screen) paintPage() {
	m := s.model
	cur := m.Current()
	switch {
	case cur != nil:
		s.page.Objects = s.insight(cur)
	case m.Err != nil:
		s.page.Objects = []fyne.CanvasObject{kit.Inset(kit.ErrorState(m.Err, kit.NewButton("Try again", kit.Secondary, m.Retry)), 80, 0, 0, 0)}
	case !m.Loaded:
		s.page.Objects = []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 300)}
	default:
		s.page.Objects = []fyne.CanvasObject{kit.Inset(kit.EmptyState(icons.Insights, "No insight yet",
			"An insight is one claim with the passages that support, contradict or nuance it.",
			kit.NewButton("Write an insight", kit.Primary, s.askNew)), 80, 0, 0, 0)}
	}
	s.page.Refresh()
	s.body.Refresh()
}

func (s *Screen) insight(in *app.InsightRow) []fyne.CanvasObject {
	m := s.model
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, "More about this insight", func() {
		kit.ShowMenu(more, kit.MenuItem{Text: "Edit…", Icon: icons.Edit, Key: "E", Run: s.editText},
			kit.MenuItem{Text: "Add evidence…", Icon: icons.Plus, Key: "A", Run: s.addEvidence}, kit.Separator,
			kit.MenuItem{Text: "Delete insight", Icon: icons.Trash, Key: "Del", Danger: true, Run: m.Delete})
	})
	status := kit.NewDropdown(statusOptions(), func(id string) { m.SetStatus(app.InsightStatus(id)) })
	status.Select(string(in.Status))
	kicker := "Insight · changed " + in.Modified.Local().Format("2 Jan 2006")
	if in.Owner != "" {
		kicker += " · owner: " + in.Owner
	}
	edit := kit.NewIconButton(icons.Edit, "Edit the claim and text (E)", s.editText)
	rows := []fyne.CanvasObject{
		kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(kicker, kit.Small)), status, edit, more),
		kit.NewParagraph(in.Title, kit.Display),
	}
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, "Dismiss", m.Dismiss)); bar != nil {
		rows = append([]fyne.CanvasObject{bar}, rows...)
	}
	if in.Body != "" {
		rows = append(rows, kit.NewParagraph(in.Body, kit.Reading))
	} else {
		rows = append(rows, kit.NewParagraph("No text yet. Say in two or three sentences what stands behind the claim.", kit.Body.In(kit.Muted)))
	}
	rows = append(rows, s.evidence(in))
	return append(rows, s.recommendation(in)...)
}

func statusOptions() []kit.Option {
	var out []kit.Option
	for _, st := range app.InsightStatuses() {
		out = append(out, kit.Option{ID: string(st), Text: st.Word()})
	}
	return out
}

func (s *Screen) recommendation(in *app.InsightRow) []fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.Inset(kit.NewText("What to do", kit.Strong), kit.Space3, 0, 0, 0)}
	for i := range in.Advice {
		rows = append(rows, kit.NewCard(kit.NewParagraph(in.Advice[i].Text, kit.Body)))
	}
	return rows
}

func (s *Screen) paintPanel() {
	m := s.model
	cur := m.Current()
	s.panel.Objects = nil
	if cur != nil {
		s.panel.Objects = s.confidence(cur)
	}
	s.panel.Refresh()
	s.judged.Refresh()
	if s.right.Visible() != (cur != nil) {
		s.right.Hidden = cur == nil
		s.root.Refresh()
	}
}
