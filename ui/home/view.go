package home

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Screen paints a Model.
type Screen struct {
	model *Model
	goTo  func(kit.Route)
	begin Begin
	page  *fyne.Container
	view  *kit.ScrollView
	memos *kit.MemoRow
	tabs  *kit.Segments
	board *boardView
	more  int // studies listed beyond the first ones
}

// Begin is what an empty workspace offers.
type Begin struct {
	Import    func()
	Sample    func()
	Templates func() // start a study from the playbook; nil where nothing can be written
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, begin Begin, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, begin: begin, page: kit.VStack(kit.Space3)}
	if m.Tab == "" {
		m.Tab = ForMe
	}
	s.tabs = kit.NewSegments([]kit.Option{{ID: string(ForMe), Text: say.T("For me")}, {ID: string(Programme), Text: say.T("Dashboard")}}, func(id string) {
		goTo(kit.Route{Screen: kit.Home, ID: id})
	})
	s.board = newBoardView(s)
	s.view = kit.Scroll(kit.Inset(s.page, kit.Space4, 20, kit.Space5, 20))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.view }

// Open shows what the route names: a tab by its name as the ID.
func (s *Screen) Open(r kit.Route) {
	tab := Tab(r.ID)
	if tab != ForMe && tab != Programme {
		tab = ""
	}
	if tab != "" && tab != s.model.Tab {
		s.view.ScrollTo(0)
	}
	s.model.Open(r.Study, tab)
}

// Keys tells what the keyboard does.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "D", Does: say.T("Dashboard, and back")}}
}

// Rune sees letters that no field wants.
func (s *Screen) Rune(r rune) {
	if r != 'd' && r != 'D' {
		return
	}
	to := Programme
	if s.model.Tab == Programme {
		to = ForMe
	}
	s.goTo(kit.Route{Screen: kit.Home, ID: string(to)})
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.tabs.Select(string(m.Tab))
	switch {
	case m.Err != nil:
		s.page.Objects = []fyne.CanvasObject{kit.Alone(kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry)))}
	case !m.Loaded:
		s.page.Objects = []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 300)}
	case m.Counts.Interviews == 0:
		s.page.Objects = s.empty()
	case m.Tab == Programme:
		s.page.Objects = s.board.full()
	default:
		s.page.Objects = s.forMe()
	}
	s.page.Refresh()
	s.view.Refresh()
}

// head is the headline with the tabs at its end.
func (s *Screen) head(title, line string, more ...fyne.CanvasObject) fyne.CanvasObject {
	return kit.Head(kit.Space3, append(append([]fyne.CanvasObject{kit.NewText(title, kit.Title), kit.Grow(kit.NewElastic(line, kit.Small))}, more...), s.tabs)...)
}

func (s *Screen) forMe() []fyne.CanvasObject {
	m := s.model
	c := m.Counts
	line := say.T("%s words in %s", say.Number(int(c.Words)), say.Count(c.Interviews, "interview"))
	if m.Study == "" {
		line = say.Count(c.Studies, "study") + " · " + line
	}
	left, right := kit.VStack(kit.Space3, s.needs()), kit.VStack(kit.Space3)
	if len(m.Left) > 0 {
		right.Add(s.left())
	}
	right.Add(s.latest())
	under := left // what was done fills the shorter column
	if m.Study == "" && len(m.Studies) > 1 {
		left.Add(s.studies())
		under = right
	}
	if len(m.Done) > 0 {
		under.Add(s.done())
	}
	if len(m.Tracked) > 0 {
		right.Add(s.metrics())
	}
	if len(m.Checks) > 0 {
		right.Add(s.checks())
	}
	if len(m.Studies) == 1 && s.memos != nil {
		under.Add(kit.NewCard(s.memos.On(m.Studies[0].Ref(), m.Studies[0].Name)))
	}
	var edit []fyne.CanvasObject
	if m.Study != "" {
		edit = append(edit, kit.NewIconTextButton(icons.Edit, say.T("Study and guide"), kit.Quiet, func() { s.goTo(kit.Route{Screen: kit.StudySheet, Study: m.Study}) }))
	}
	return []fyne.CanvasObject{s.head(m.Greeting(), line, edit...), kit.Columns(kit.Space3, []float32{1, 1, 1, 1},
		s.number(say.T("Interviews"), c.Interviews, m.InterviewsLine(), kit.Interviews), s.number(say.T("People"), c.Participants, m.PeopleLine(), kit.People),
		s.number(say.T("Findings"), c.Findings, m.FindingsLine(), kit.Findings), s.number(say.T("Insights"), c.Insights, m.InsightsLine(), kit.Insights)),
		kit.Columns(kit.Space3, []float32{1.1, 1}, left, right)}
}

// number is a card with one count; pressed it goes to what was counted.
func (s *Screen) number(title string, n int, line string, to kit.Screen) fyne.CanvasObject {
	return kit.NewTapCard(kit.VStack(kit.Space1, kit.NewText(title, kit.Small), kit.NewText(say.Number(n), kit.Display.Sized(24)), kit.NewParagraph(line, kit.Small).Limit(2)),
		func() { s.goTo(kit.Route{Screen: to}) })
}

// card is a headed list.
func card(title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	all := []fyne.CanvasObject{kit.NewText(title, kit.Strong)}
	for _, r := range rows {
		all = append(all, kit.HLine(), r)
	}
	return kit.NewCard(kit.VStack(kit.Space1, all...))
}

// twoLines is a list entry of a title and what is said of it.
func twoLines(title, line string, tap func()) fyne.CanvasObject {
	return kit.NewCompactEntry(kit.VStack(2, kit.NewParagraph(title, kit.Body).Limit(2), kit.NewElastic(line, kit.Small)), tap)
}

func (s *Screen) needs() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, n := range s.model.Needs {
		token := kit.Accent
		if n.Loud {
			token = kit.Warn
		}
		rows = append(rows, kit.NewCompactEntry(kit.HStack(kit.Space2, kit.NewDot(kit.PaintOf(token)), kit.Grow(kit.NewParagraph(say.Sentence(n.Text), kit.Body).Limit(2)),
			kit.NewText(say.Sentence(n.Act), kit.Small)), func() { s.goTo(NeedRoute(n)) }))
	}
	if len(rows) == 0 {
		rows = append(rows, kit.NewParagraph(say.T("Nothing waits. Every interview is tagged and every insight has evidence."), kit.Body.In(kit.Muted)))
	}
	return card(say.T("Needs you"), rows...)
}

func (s *Screen) left() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, o := range s.model.Left {
		rows = append(rows, kit.NewCompactEntry(kit.HStack(kit.Space2, kit.NewIcon(icons.Interviews, kit.Muted), kit.Grow(kit.NewElastic(o.Title, kit.Body)),
			kit.NewText(say.T("Go on"), kit.Small)), func() { s.goTo(kit.Route{Screen: kit.Reader, ID: string(o.ID)}) }))
	}
	return card(say.T("Go on reading"), rows...)
}

func (s *Screen) latest() fyne.CanvasObject {
	m := s.model
	if len(m.Latest) == 0 {
		return card(say.T("What we know"), kit.NewParagraph(say.T("No insights yet. Write one when you have evidence for a claim."), kit.Body.In(kit.Muted)),
			kit.HStack(0, kit.NewButton(say.T("Write an insight"), kit.Secondary, func() { s.goTo(kit.Route{Screen: kit.Insights}) }), kit.Spacer()))
	}
	var rows []fyne.CanvasObject
	for _, in := range m.Latest {
		rows = append(rows, twoLines(in.Title, m.InsightLine(in), func() { s.goTo(kit.Route{Screen: kit.Insights, Study: studyOf(in.Study), ID: string(in.ID)}) }))
	}
	return card(say.T("Insights changed last"), rows...)
}

func studyOf(id app.StudyID) app.StudyID {
	if id == "" {
		return kit.AllStudies
	}
	return id
}

func (s *Screen) done() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, e := range s.model.Done {
		rows = append(rows, twoLines(say.Sentence(e.Label), s.model.StepLine(e), func() { s.goTo(kit.Route{Screen: kit.History}) }))
	}
	return card(say.T("Done last"), rows...)
}

// Studies listed at first, and how many more at a time.
const (
	firstStudies = 6
	moreStudies  = 20
)

// studies lists where each study stands.
func (s *Screen) studies() fyne.CanvasObject {
	all := s.model.Studies
	n := min(len(all), firstStudies+s.more)
	rows := make([]fyne.CanvasObject, 0, n+1)
	for _, p := range all[:n] {
		head := kit.HStack(kit.Space2, kit.NewDot(kit.TagPaint(p.Color)), kit.Grow(kit.NewElastic(p.Name, kit.Body)))
		if p.Interviews > 0 {
			head.Add(kit.Fixed(kit.NewMeter(float64(p.Tagged)/float64(p.Interviews), kit.PaintOf(kit.Accent), 56), 56, 0))
		}
		rows = append(rows, kit.NewCompactEntry(kit.VStack(2, head, kit.NewElastic(StudyLine(p), kit.Small)),
			func() { s.goTo(kit.Route{Screen: kit.Home, Study: p.ID}) }))
	}
	if left := len(all) - n; left > 0 {
		rows = append(rows, kit.HStack(0, kit.NewButton(say.T("Show more of %s", say.Count(left, "study")), kit.Quiet, func() {
			s.more += moreStudies
			s.Refresh()
		}), kit.Spacer()))
	}
	return card(say.T("Studies"), rows...)
}

// UseMemos shows the memos on the study that is open. Call it once, before the screen is used.
func (s *Screen) UseMemos(d *kit.MemoDesk) *kit.MemoRow {
	s.memos = kit.NewMemoRow(d, s.Refresh)
	s.memos.Heading = kit.Strong
	return s.memos
}
