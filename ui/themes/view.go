package themes

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// listWidth is the width of the list of themes.
const listWidth float32 = 300

// Screen paints a Model: the list of themes, the findings of the selected one, and a proposal when there is one.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	head *fyne.Container
	list *fyne.Container
	main *fyne.Container
	side *kit.ScrollView
	body *kit.ScrollView
	root fyne.CanvasObject
	seen string // what body shows, to go to its top when that changes
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, head: kit.VStack(kit.Space3), list: kit.VStack(kit.Space1), main: kit.VStack(kit.Space3)}
	s.side = kit.Scroll(kit.Inset(s.list, kit.Space2, kit.Space3, kit.Space4, kit.Space3))
	s.body = kit.Scroll(kit.Inset(s.main, kit.Space4, kit.Space5, kit.Space6, kit.Space5))
	left := kit.Fixed(kit.Dock(nil, kit.VLine(), nil, nil, s.side), listWidth, 0)
	s.root = kit.Dock(kit.Inset(s.head, kit.Space4, kit.Space4, kit.Space3, 20), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, left, s.body))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) { s.model.Open(r.Study, app.ThemeID(r.ID)) }

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	s.paintHead()
	s.paintList()
	s.paintMain()
}

func (s *Screen) paintHead() {
	m := s.model
	line := fmt.Sprintf("%s · %s · %d unsorted", app.Count(m.Total, "finding"), app.Count(len(m.Themes), "theme"), m.Unsorted)
	fewer := kit.NewButton("Fewer", kit.Quiet, func() { m.SetGranularity(m.Granularity - 0.25) })
	more := kit.NewButton("More", kit.Quiet, func() { m.SetGranularity(m.Granularity + 0.25) })
	share := kit.NewMeter(float64(m.Granularity+1)/2, kit.PaintOf(kit.Accent), 88)
	propose := kit.NewIconTextButton(icons.Wand, "Propose themes", kit.Primary, m.Propose)
	if m.Proposing {
		propose.SetText("Proposing…")
	}
	for _, b := range []*kit.Button{fewer, more, propose} {
		if m.Proposing || m.Total == 0 {
			b.Disable()
		}
	}
	grain := kit.Stack(kit.NewBox(kit.Surface, kit.Line), kit.PadXY(kit.HStack(kit.Space1, fewer, kit.Centered(share), more), kit.Space1, 0))
	rows := []fyne.CanvasObject{kit.HStack(kit.Space3, kit.NewText("Themes", kit.Title), kit.Grow(kit.NewElastic(line, kit.Small)),
		kit.NewButton("New theme", kit.Secondary, s.askName), grain, propose)}
	if bar := kit.ErrorBar(m.Err); bar != nil {
		rows = append(rows, bar)
	}
	if m.Proposal != nil {
		rows = append(rows, s.proposalBar())
	}
	s.head.Objects = rows
	s.head.Refresh()
}

func (s *Screen) proposalBar() fyne.CanvasObject {
	m := s.model
	words := kit.NewRuns(kit.Run{Text: "Proposal: ", Style: kit.Strong}, kit.Run{Text: m.ProposalLine(), Style: kit.Body})
	ground := kit.NewFill(kit.AccentSoft)
	return kit.Stack(ground, kit.PadXY(kit.HStack(kit.Space3, kit.Grow(words),
		kit.NewButton("Dismiss", kit.Quiet, m.Dismiss), kit.NewButton("Accept", kit.Primary, m.Accept)), kit.Space3, kit.Space2))
}

func (s *Screen) paintList() {
	m := s.model
	s.list.Objects = nil
	for i := range m.Themes {
		t := &m.Themes[i]
		s.list.Add(s.entry(t.ID, t.Name, fmt.Sprintf("%s · %d of %s", app.Count(t.Findings, "finding"), t.Participants, app.Count(m.People, "person")), share(t.Participants, m.People), t))
	}
	if m.Total > 0 {
		s.list.Add(s.entry(Unsorted, "Unsorted", app.Count(m.Unsorted, "finding"), -1, nil))
	}
	s.list.Refresh()
	s.side.Refresh()
}

func share(part, of int) float64 {
	if of <= 0 {
		return 0
	}
	return float64(part) / float64(of)
}

func (s *Screen) entry(id app.ThemeID, name, line string, part float64, t *app.ThemeRow) fyne.CanvasObject {
	m := s.model
	title := []fyne.CanvasObject{kit.Grow(kit.NewParagraph(name, kit.Strong).Limit(2))}
	if t != nil && t.Locked {
		title = append(title, kit.NewIconSized(icons.Lock, kit.Muted, 14))
	}
	if t != nil && t.Proposed {
		title = append(title, kit.NewBadge("proposed", kit.Plain))
	}
	rows := []fyne.CanvasObject{kit.HStackTop(kit.Space2, title...), kit.NewElastic(line, kit.Small)}
	if part >= 0 {
		rows = append(rows, kit.NewMeter(part, kit.PaintOf(kit.Accent), 40))
	}
	e := kit.NewListEntry(kit.VStack(kit.Space1, rows...), func() { m.Select(id) })
	e.SetSelected(m.Selected == id && m.Proposal == nil)
	e.OnMenu = func(at fyne.Position) {
		m.Select(id)
		if t != nil {
			kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.themeMenu(t)...)
		}
	}
	return e
}

func (s *Screen) paintMain() {
	m := s.model
	seen := string(m.Selected)
	switch {
	case m.Proposal != nil:
		seen = "proposal"
		s.main.Objects = s.proposal()
	case m.Total == 0:
		s.main.Objects = []fyne.CanvasObject{kit.Inset(kit.EmptyState(icons.Themes, "No findings to group yet",
			"Tag passages while you read. From six findings on, Throughline can propose themes.",
			kit.NewButton("Open interviews", kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) })), 80, 0, 0, 0)}
	default:
		s.main.Objects = s.themePage()
	}
	s.main.Refresh()
	s.body.Refresh()
	if seen != s.seen {
		s.seen = seen
		s.body.ScrollTo(0)
	}
}

// proposal shows each proposed theme with the quotes that stand for it.
func (s *Screen) proposal() []fyne.CanvasObject {
	m := s.model
	rows := []fyne.CanvasObject{kit.NewParagraph("What the machine would group together. Read the quotes before you accept; everything can be renamed, merged and moved afterwards, and one undo takes it back.", kit.Body.In(kit.Muted))}
	for _, t := range m.Proposal.Themes {
		what := "new"
		if t.Existing != "" {
			what = "continues"
		}
		head := kit.HStack(kit.Space2, kit.Grow(kit.NewParagraph(t.Name, kit.Strong.Sized(kit.SizeReading))), kit.NewBadge(what, kit.Plain))
		card := []fyne.CanvasObject{head, kit.NewElastic(fmt.Sprintf("%s · %d of %s", app.Count(len(t.Findings), "finding"), t.People, app.Count(m.Proposal.People, "person")), kit.Small)}
		for _, id := range t.Quotes[:min(sampled, len(t.Quotes))] {
			if q, ok := m.Quotes[id]; ok {
				card = append(card, kit.NewRuns(kit.Run{Text: "“" + q.Text() + "”  ", Style: kit.Body}, kit.Run{Text: source(&q), Style: kit.Small}))
			}
		}
		rows = append(rows, kit.NewCard(kit.VStack(kit.Space2, card...)))
	}
	if n := len(m.Proposal.Unsorted); n > 0 {
		rows = append(rows, kit.NewParagraph(fmt.Sprintf("%s would stay unsorted: too short, or like nothing else.", app.Count(n, "finding")), kit.Small))
	}
	return rows
}

func source(f *app.FindingRow) string {
	switch {
	case f.Code != "" && f.Segment != "":
		return f.Code + " · " + f.Segment
	case f.Code != "":
		return f.Code
	}
	return f.InterviewTitle
}
