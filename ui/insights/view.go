package insights

import (
	"fmt"
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
	stanceWide float32 = 96
)

// Screen paints a Model: the list of insights, the chosen one with its evidence, and how sure one can be of it.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	list  *fyne.Container
	page  *fyne.Container
	panel *fyne.Container
	views []*kit.ScrollView
	body  *kit.ScrollView
	root  fyne.CanvasObject
	seen  app.InsightID
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, list: kit.VStack(kit.Space1), page: kit.VStack(kit.Space3), panel: kit.VStack(kit.Space3)}
	filter := kit.NewSearchField("Find an insight", 100, m.SetFilter)
	add := kit.NewIconButton(icons.Plus, "Write an insight", s.askNew)
	top := kit.Inset(kit.HStack(kit.Space2, kit.Grow(filter), add), kit.Space3, kit.Space3, kit.Space2, kit.Space3)
	list := kit.Scroll(kit.Inset(s.list, 0, kit.Space3, kit.Space4, kit.Space3))
	s.body = kit.Scroll(kit.Inset(s.page, kit.Space5, kit.Space5, kit.Space6, 26))
	panel := kit.Scroll(kit.Pad(s.panel, kit.Space4))
	s.views = []*kit.ScrollView{list, s.body, panel}
	left := kit.Fixed(kit.Dock(nil, kit.VLine(), nil, nil, kit.Dock(top, nil, nil, nil, list)), listWidth, 0)
	right := kit.Fixed(kit.Band(kit.Surface, kit.Dock(nil, nil, nil, kit.VLine(), panel)), sideWidth, 0)
	s.root = kit.Dock(nil, right, nil, left, s.body)
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
		s.form("Write an insight", app.Insight{Evidence: []app.Evidence{{Theme: theme, Stance: app.Supports}}}, s.model.Create)
		return
	}
	s.model.Open(r.Study, app.InsightID(r.ID), r.Filter)
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	s.paintList()
	s.paintPage()
	s.paintPanel()
	for _, v := range s.views {
		v.Refresh()
	}
	if cur := s.model.Selected; cur != s.seen {
		s.seen = cur
		s.body.ScrollTo(0)
	}
}

func (s *Screen) paintList() {
	m := s.model
	s.list.Objects = nil
	for i := range m.Rows {
		r := &m.Rows[i]
		level := levelOf(m, r)
		line := []string{level, string(r.Status)}
		if n := r.Support.Against; n > 0 {
			line = append(line, app.Count(n, "contradiction"))
		}
		if m.Study == "" && r.StudyName != "" {
			line = append(line, r.StudyName)
		}
		title := kit.Strong
		if r.ID != m.Selected {
			title = kit.Body
		}
		e := kit.NewListEntry(kit.VStack(kit.Space1, kit.NewParagraph(r.Title, title).Limit(3), kit.NewElastic(strings.Join(line, " · "), kit.Small)),
			func() { m.Select(r.ID) })
		e.SetSelected(r.ID == m.Selected)
		s.list.Add(e)
	}
	if m.Loaded && len(m.Rows) == 0 && len(m.All) > 0 {
		s.list.Add(kit.NewParagraph("No insight holds these words.", kit.Small))
	}
	s.list.Refresh()
}

func (s *Screen) paintPage() {
	m := s.model
	cur := m.Current()
	switch {
	case cur != nil:
		s.page.Objects = s.insight(cur)
	case m.Err != nil:
		s.page.Objects = []fyne.CanvasObject{kit.ErrorState(m.Err)}
	case !m.Loaded:
		s.page.Objects = []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 300)}
	default:
		s.page.Objects = []fyne.CanvasObject{kit.Inset(kit.EmptyState(icons.Insights, "No insight yet",
			"An insight is one claim with the passages that support, contradict or nuance it.",
			kit.NewButton("Write an insight", kit.Primary, s.askNew)), 80, 0, 0, 0)}
	}
	s.page.Refresh()
}

func (s *Screen) insight(in *app.InsightRow) []fyne.CanvasObject {
	m := s.model
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, "More about this insight", func() {
		kit.ShowMenu(more, kit.MenuItem{Text: "Delete insight", Icon: icons.Trash, Danger: true, Run: m.Delete})
	})
	status := kit.NewDropdown(statusOptions(), func(id string) {
		m.Edit(func(in *app.Insight) { in.Status = app.InsightStatus(id) })
	})
	status.Select(string(in.Status))
	kicker := fmt.Sprintf("Insight · changed %s · owner: %s", in.Modified.Local().Format("2 Jan 2006"), in.Owner)
	edit := kit.NewIconButton(icons.Edit, "Edit the claim and text", s.editText)
	rows := []fyne.CanvasObject{
		kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(kicker, kit.Small)), status, edit, more),
		kit.NewParagraph(in.Title, kit.Display),
	}
	if bar := kit.ErrorBar(m.Err); bar != nil {
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
	for _, st := range []app.InsightStatus{app.InsightDraft, app.InsightReviewed, app.InsightPublished, app.InsightStale, app.InsightSuperseded} {
		out = append(out, kit.Option{ID: string(st), Text: strings.ToUpper(string(st[:1])) + string(st[1:])})
	}
	return out
}

func (s *Screen) evidence(in *app.InsightRow) fyne.CanvasObject {
	m := s.model
	head := kit.HStack(kit.Space2, kit.NewText("Evidence", kit.Strong), kit.NewText(app.Count(len(in.Evidence), "passage"), kit.Small), kit.Spacer(),
		kit.NewIconTextButton(icons.Plus, "Add evidence", kit.Quiet, s.pickEvidence))
	rows := []fyne.CanvasObject{kit.Inset(head, kit.Space2, 0, 0, 0), kit.HLine()}
	for i := range m.Proofs {
		rows = append(rows, s.proof(&m.Proofs[i]), kit.HLine())
	}
	if len(in.Evidence) == 0 {
		rows = append(rows, kit.Inset(kit.NewParagraph("Nothing supports this claim yet. Add passages, also those that speak against it.", kit.Body.In(kit.Muted)), kit.Space2, 0, kit.Space2, 0))
	}
	return kit.VStack(kit.Space1, rows...)
}

func (s *Screen) proof(p *Proof) fyne.CanvasObject {
	words, where := "This passage is gone.", ""
	var open func()
	switch {
	case p.Finding != nil:
		f := p.Finding
		words, where = "“"+f.Text()+"”", place(f)
		if f.Quote == "" {
			words = f.Note
		}
		if f.Interview != "" {
			open = func() { s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span}) }
		}
	case p.Theme != nil:
		t := p.Theme
		words, where = "Theme: "+t.Name, app.Count(t.Findings, "finding")
		open = func() { s.goTo(kit.Route{Screen: kit.Themes, ID: string(t.ID)}) }
	}
	quote := kit.NewParagraph(words, kit.Body)
	text := kit.VStack(kit.Space1, quote)
	if p.Note != "" {
		text.Add(kit.NewParagraph(p.Note, kit.Small))
	}
	ev := p.Evidence
	row := kit.NewListEntry(kit.HStackTop(kit.Space3, kit.Fixed(kit.VStack(0, kit.NewText(stanceWord(p.Stance), kit.Control.B().In(stanceInk(p.Stance)))), stanceWide, 0),
		kit.Grow(text), kit.VStack(0, kit.NewText(where, kit.Small))), open)
	row.OnMenu = func(at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.proofMenu(ev, open)...) }
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, "Stance, open, remove", func() { kit.ShowMenu(more, s.proofMenu(ev, open)...) })
	return kit.HStackTop(0, kit.Grow(row), kit.Inset(kit.VStack(0, more), kit.Space1, 0, 0, 0))
}

func (s *Screen) proofMenu(ev app.Evidence, open func()) []kit.MenuItem {
	m := s.model
	var items []kit.MenuItem
	for _, st := range []app.Stance{app.Supports, app.Contradicts, app.Nuances} {
		items = append(items, kit.MenuItem{Text: stanceWord(st), Checked: ev.Stance == st, Run: func() { m.SetStance(ev, st) }})
	}
	return append(items, kit.Separator, kit.MenuItem{Text: "Open in context", Icon: icons.Interviews, Disabled: open == nil, Run: open},
		kit.MenuItem{Text: "Remove from this insight", Icon: icons.Trash, Run: func() { m.Remove(ev) }})
}

func stanceWord(st app.Stance) string {
	switch st {
	case app.Contradicts:
		return "Contradicts"
	case app.Nuances:
		return "Nuances"
	}
	return "Supports"
}

func stanceInk(st app.Stance) kit.Token {
	switch st {
	case app.Contradicts:
		return kit.BadInk
	case app.Nuances:
		return kit.WarnInk
	}
	return kit.GoodInk
}

// place says who said it, and when in the recording.
func place(f *app.FindingRow) string {
	who := f.Code
	if who == "" {
		who = f.InterviewTitle
	}
	if f.At != app.NoTime {
		who += " · " + app.Clock(f.At)
	}
	return who
}

func (s *Screen) recommendation(in *app.InsightRow) []fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.Inset(kit.NewText("What to do", kit.Strong), kit.Space3, 0, 0, 0)}
	if in.Recommendation == "" {
		return append(rows, kit.HStack(0, kit.NewButton("Add a recommendation", kit.Secondary, s.editText), kit.Spacer()))
	}
	return append(rows, kit.NewCard(kit.NewParagraph(in.Recommendation, kit.Body)))
}

func (s *Screen) paintPanel() {
	m := s.model
	s.panel.Objects = nil
	if cur := m.Current(); cur != nil {
		s.panel.Objects = s.confidence(cur)
	}
	s.panel.Refresh()
}
