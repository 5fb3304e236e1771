package home

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// Screen paints a Model.
type Screen struct {
	model *Model
	goTo  func(kit.Route)
	begin Begin
	page  *fyne.Container
	view  *kit.ScrollView
	memos *kit.MemoRow
}

// Begin is what an empty workspace offers.
type Begin struct {
	Import func()
	Sample func()
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, begin Begin, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, begin: begin, page: kit.VStack(kit.Space3)}
	s.view = kit.Scroll(kit.Inset(s.page, kit.Space4, 20, kit.Space5, 20))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.view }

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	switch {
	case m.Err != nil:
		s.page.Objects = []fyne.CanvasObject{kit.Inset(kit.ErrorState(m.Err, kit.NewButton("Try again", kit.Secondary, m.Retry)), 120, 0, 0, 0)}
	case !m.Loaded:
		s.page.Objects = []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 300)}
	case m.Counts.Interviews == 0:
		s.page.Objects = []fyne.CanvasObject{kit.Inset(kit.EmptyState(icons.Interviews, "Bring in your first interviews",
			"Drop transcripts, notes or a survey table on this window. Throughline reads txt, md, docx, vtt, srt, csv, tsv and xlsx.",
			kit.NewButton("Import files…", kit.Primary, s.begin.Import), kit.NewButton("Add the sample study", kit.Secondary, s.begin.Sample)), 120, 0, 0, 0)}
	default:
		s.page.Objects = s.full()
	}
	s.page.Refresh()
	s.view.Refresh()
}

func (s *Screen) full() []fyne.CanvasObject {
	m := s.model
	c := m.Counts
	line := app.Number(int(c.Words)) + " words in " + app.Count(c.Interviews, "interview")
	if m.Study == "" {
		line = app.Count(c.Studies, "study") + " · " + line
	}
	rows := []fyne.CanvasObject{kit.HStack(kit.Space3, kit.NewText(m.Greeting(), kit.Title), kit.Grow(kit.NewElastic(line, kit.Small)))}
	rows = append(rows, kit.Columns(kit.Space3, []float32{1, 1, 1, 1},
		s.number("Interviews", c.Interviews, m.InterviewsLine(), kit.Interviews), s.number("People", c.Participants, m.PeopleLine(), kit.People),
		s.number("Findings", c.Findings, m.FindingsLine(), kit.Findings), s.number("Insights", c.Insights, m.InsightsLine(), kit.Insights)))
	left, right := kit.VStack(kit.Space3, s.needs()), kit.VStack(kit.Space3, s.recent())
	if len(m.Progress) > 0 {
		right.Add(s.studies())
	}
	if m.TagUse != nil {
		left.Add(kit.NewChartCard("Most raised tags", "people who said it", m.TagUse, 0))
	}
	if i := slices.IndexFunc(m.Studies, func(st app.Study) bool { return st.ID == m.Study }); i >= 0 && s.memos != nil {
		right.Add(kit.NewCard(s.memos.On(m.Studies[i].Ref(), m.Studies[i].Name)))
	}
	return append(rows, kit.Columns(kit.Space3, []float32{1.1, 1}, left, right))
}

// number is a card with one count; pressed it goes to what was counted.
func (s *Screen) number(title string, n int, line string, to kit.Screen) fyne.CanvasObject {
	return kit.NewTapCard(kit.VStack(kit.Space1, kit.NewText(title, kit.Small), kit.NewText(app.Number(n), kit.Display.Sized(24)), kit.NewElastic(line, kit.Small)),
		func() { s.goTo(kit.Route{Screen: to}) })
}

// studies lists where each study stands.
func (s *Screen) studies() fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewText("Studies", kit.Strong)}
	for _, p := range s.model.Progress {
		c := p.Counts
		line := fmt.Sprintf("%s · %s · %s", app.Count(c.Interviews, "interview"), app.Count(c.Findings, "finding"), app.Count(c.Insights, "insight"))
		row := kit.HStack(kit.Space2, kit.NewDot(kit.TagPaint(p.Study.Color)), kit.Grow(kit.NewElastic(p.Study.Name, kit.Body)), kit.NewText(line, kit.Small))
		rows = append(rows, kit.HLine(), kit.NewCompactEntry(row, func() { s.goTo(kit.Route{Screen: kit.Home, Study: p.Study.ID}) }))
	}
	if n := len(s.model.Studies) - len(s.model.Progress); n > 0 {
		rows = append(rows, kit.HLine(), kit.NewText(app.Count(n, "more study")+" in the list above.", kit.Small))
	}
	return kit.NewCard(kit.VStack(kit.Space1, rows...))
}

// shownNeeds is how many needs are listed.
const shownNeeds = 6

func (s *Screen) needs() fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewText("Needs you", kit.Strong)}
	for i, n := range s.model.Needs {
		if i == shownNeeds {
			break
		}
		token := kit.Accent
		if n.Loud {
			token = kit.Warn
		}
		row := kit.NewCompactEntry(kit.HStack(kit.Space2, kit.NewDot(kit.PaintOf(token)), kit.Grow(kit.NewElastic(n.Text, kit.Body)), kit.NewText(n.Act, kit.Small)),
			func() { s.goTo(route(n)) })
		rows = append(rows, kit.HLine(), row)
	}
	if n := len(s.model.Needs) - shownNeeds; n > 0 {
		rows = append(rows, kit.HLine(), kit.Inset(kit.NewText("and "+app.Number(n)+" more", kit.Small), kit.Space1, 0, 0, 5))
	}
	if len(s.model.Needs) == 0 {
		rows = append(rows, kit.HLine(), kit.NewParagraph("Nothing waits. Every interview is tagged and every insight has evidence.", kit.Body.In(kit.Muted)))
	}
	return kit.NewCard(kit.VStack(kit.Space1, rows...))
}

func route(n Need) kit.Route {
	switch {
	case n.Place == AtInterviews && n.ID != "":
		return kit.Route{Screen: kit.Reader, ID: n.ID}
	case n.Place == AtFindings:
		return kit.Route{Screen: kit.Findings}
	case n.Place == AtThemes:
		return kit.Route{Screen: kit.Themes}
	case n.Place == AtInsights:
		return kit.Route{Screen: kit.Insights, ID: n.ID}
	}
	return kit.Route{Screen: kit.Interviews}
}

func (s *Screen) recent() fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewText("What we know", kit.Strong)}
	for _, in := range s.model.Recent {
		line := fmt.Sprintf("%s · %d of %d people", in.Status, in.Support.Participants, in.Support.Asked)
		rows = append(rows, kit.HLine(), kit.NewCompactEntry(kit.VStack(2, kit.NewParagraph(in.Title, kit.Body).Limit(2), kit.NewElastic(line, kit.Small)),
			func() { s.goTo(kit.Route{Screen: kit.Insights, ID: string(in.ID)}) }))
	}
	if len(s.model.Recent) == 0 {
		rows = append(rows, kit.HLine(), kit.NewParagraph("No insights yet. Write one when you have evidence for a claim.", kit.Body.In(kit.Muted)),
			kit.HStack(0, kit.NewButton("Write an insight", kit.Secondary, func() { s.goTo(kit.Route{Screen: kit.Insights}) }), kit.Spacer()))
	}
	return kit.NewCard(kit.VStack(kit.Space1, rows...))
}

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) { s.model.Open(r.Study) }
