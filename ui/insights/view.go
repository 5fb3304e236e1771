package insights

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/insight"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Widths of the list and of the panel with the confidence, as in the target pictures.
const (
	listWidth  float32 = 280
	sideWidth  float32 = 270
	pageWide   float32 = 820 // the text of an insight: some 90 letters a line
	stanceWide float32 = 92
	placeWide  float32 = 96
	entryPad   float32 = 10 // room inside a row before its words
)

// Screen paints a Model: the list of insights, the chosen one with its evidence and how sure one can be of it; or the table of
// recommendations.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	search *kit.SearchField
	filter *kit.IconButton
	faces  *kit.Segments
	count  *kit.Text
	roll   *roll
	page   *fyne.Container
	panel  *fyne.Container
	body   *kit.ScrollView
	judged *kit.ScrollView
	right  *fyne.Container
	claims fyne.CanvasObject
	advice *adviceTable
	root   *fyne.Container
	memos  *kit.MemoRow
	rows   []*proofRow // the evidence as shown
	seen   app.InsightID
	drawn  string      // what page and panel show, to leave them alone while that stays
	draft  app.Insight // words of a new insight that was not saved

	consents *kit.Consents
	informed *informed // nil without a playbook
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, page: kit.VStack(kit.Space3), panel: kit.VStack(kit.Space3)}
	s.search = kit.NewSearchField(say.T("Find an insight"), 0, m.SetFilter)
	s.filter = kit.NewIconButton(icons.Filter, say.T("Narrow and sort the list (F)"), s.askFilter)
	add := kit.NewIconButton(icons.Plus, say.T("Write an insight (N)"), s.askNew)
	s.count = kit.NewElastic("", kit.Small)
	s.faces = kit.NewSegments([]kit.Option{{ID: string(Claims), Text: say.T("Insights")}, {ID: string(Advice), Text: say.T("What to do")}}, func(id string) { m.Show(Face(id)) })
	top := kit.Inset(kit.VStack(kit.Space2, s.faces, kit.HStack(kit.Space2, kit.Grow(s.search), s.filter, add), s.count), kit.Space3, kit.Space3, kit.Space2, kit.Space3)
	s.roll = newRoll(s)
	s.body = kit.Scroll(kit.Inset(kit.AtMost(s.page, pageWide), kit.Space5, kit.Space5, kit.Space6, 26))
	s.judged = kit.Scroll(kit.Pad(s.panel, kit.Space4))
	left := kit.Fixed(kit.Dock(nil, kit.VLine(), nil, nil, kit.Dock(top, nil, nil, nil, s.roll.view)), listWidth, 0)
	s.right = kit.Fixed(kit.Band(kit.Surface, kit.Dock(nil, nil, nil, kit.VLine(), s.judged)), sideWidth, 0)
	s.claims = kit.Sides(left, s.body, s.right)
	s.advice = newAdviceTable(s)
	s.root = kit.Stack(s.claims)
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
		s.form(say.T("Write an insight"), in, s.model.Create)
		return
	}
	if status, care, ok := r.Narrowed(); ok {
		s.model.Show(Claims)
		s.model.Open(r.Study, "", "")
		s.model.SetWhere(Where{Status: status, Care: Care(care)})
		return
	}
	if r.ToDo() {
		s.model.Show(Advice)
		s.model.Open(r.Study, "", "")
		return
	}
	if r.ID != "" {
		s.model.Show(Claims)
	}
	s.model.Open(r.Study, app.InsightID(r.ID), r.Filter)
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("Go through the insights")}, {Keys: "J, K", Does: say.T("Next and previous piece of evidence")},
		{Keys: "1, 2, 3", Does: say.T("It supports, contradicts, nuances")}, {Keys: "4, 5, 6", Does: say.T("It is weak, medium, strong evidence")},
		{Keys: "[, ]", Does: say.T("Move it up, down")}, {Keys: "P", Does: say.T("Play the evidence through, in its context")},
		{Keys: "A", Does: say.T("Add evidence")}, {Keys: "C", Does: say.T("Look for what speaks against it")}, {Keys: "R", Does: say.T("Recommend something")}, {Keys: "D", Does: say.T("Note a decision")},
		{Keys: "N", Does: say.T("Write an insight")}, {Keys: "E", Does: say.T("Edit the claim and text")}, {Keys: "F", Does: say.T("Narrow and sort the list")},
		{Keys: "/", Does: say.T("Find an insight")}, {Keys: "V", Does: say.T("Insights, or what to do")}, {Keys: "Delete", Does: say.T("Delete the insight")}}
}

// Key goes through the insights, or through the evidence while it is played.
func (s *Screen) Key(k *fyne.KeyEvent) {
	m := s.model
	if m.Play != nil {
		switch k.Name {
		case fyne.KeyRight, fyne.KeyDown, fyne.KeySpace:
			m.StartPlay(m.Play.At + 1)
		case fyne.KeyLeft, fyne.KeyUp:
			m.StartPlay(m.Play.At - 1)
		case fyne.KeyEscape:
			m.StopPlay()
		case fyne.KeyReturn, fyne.KeyEnter:
			s.openProof(m.Play.At)
		}
		return
	}
	switch k.Name {
	case fyne.KeyUp:
		m.Step(-1)
	case fyne.KeyDown:
		m.Step(1)
	case fyne.KeyDelete:
		m.Delete()
	case fyne.KeyReturn, fyne.KeyEnter:
		s.openProof(m.At)
	}
}

// Rune acts on the shown insight.
func (s *Screen) Rune(r rune) {
	m := s.model
	acts := map[rune]func(){'/': s.search.Focus, 'n': s.askNew, 'e': s.editText, 'a': func() { s.addEvidence(false) }, 'c': func() { s.addEvidence(true) },
		'f': s.askFilter, 'r': s.askAdvice, 'd': s.askDecision, 'p': func() { m.StartPlay(m.At) }, 'j': func() { s.step(1) }, 'k': func() { s.step(-1) },
		'v': s.turn, '[': func() { s.shift(-1) }, ']': func() { s.shift(1) }}
	if act := acts[[]rune(strings.ToLower(string(r)))[0]]; act != nil {
		act()
		return
	}
	if !m.Ready() || m.At >= len(m.Page.Proofs) {
		return
	}
	ev := m.Page.Proofs[m.At].Evidence
	switch r {
	case '1', '2', '3':
		m.SetStance(ev, stances[r-'1'])
	case '4', '5', '6':
		m.SetStrength(ev, strengths[r-'4'])
	}
}

// turn shows the other face.
func (s *Screen) turn() {
	if s.model.Face == Claims {
		s.model.Show(Advice)
	} else {
		s.model.Show(Claims)
	}
}

// step goes to another piece of evidence, also while it is played.
func (s *Screen) step(by int) {
	m := s.model
	switch {
	case m.Play != nil:
		m.StartPlay(m.Play.At + by)
	case m.Ready() && len(m.Page.Proofs) > 0:
		m.At = max(0, min(m.At+by, len(m.Page.Proofs)-1))
		s.Refresh()
		s.revealProof()
	}
}

// shift moves the piece of evidence at hand among the others.
func (s *Screen) shift(by int) {
	if m := s.model; m.Ready() && m.At < len(m.Page.Proofs) {
		m.Move(m.Page.Proofs[m.At].Evidence, m.At+by)
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	if s.search.Text() != m.Filter {
		s.search.SetText(m.Filter)
	}
	s.faces.Select(string(m.Face))
	face := s.claims
	if m.Face == Advice {
		face = s.advice.root
		s.advice.paint()
	}
	if s.root.Objects[0] != face {
		s.root.Objects[0] = face
		s.roll.forget() // the look may have changed while the list was away
		s.root.Refresh()
	}
	if m.Face == Advice {
		return
	}
	s.paintList()
	s.readInformed()
	if drawn := s.says(); drawn != s.drawn {
		s.drawn = drawn
		s.paintPage()
		s.paintPanel()
	}
	s.markProof()
	if m.Selected != s.seen {
		s.seen = m.Selected
		s.body.ScrollTo(0)
		s.judged.ScrollTo(0)
		s.roll.reveal()
	}
}

// says names what page and panel show.
func (s *Screen) says() string {
	m := s.model
	if m.Current() == nil || m.Page == nil {
		return fmt.Sprint(m.Loaded, m.Err, len(m.All), m.Current() == nil)
	}
	return fmt.Sprintf("%p %v %p %d", m.Page, m.Err, m.Play, len(m.Drawn))
}

func (s *Screen) paintList() {
	m := s.model
	s.filter.SetOn(m.Where != Where{} || m.Sort != ByPlace)
	text := say.Count(len(m.Rows), "insight")
	if len(m.Rows) != len(m.All) {
		text = say.T("%s of %s", say.Number(len(m.Rows)), say.Count(len(m.All), "insight"))
	}
	if m.Loaded {
		s.count.SetText(strings.Join(append([]string{text}, s.narrowed()...), " · "))
	}
	s.roll.set(m.Lines, m.Rows)
}

// narrowed says what keeps insights out of the list.
func (s *Screen) narrowed() []string {
	w := s.model.Where
	var out []string
	if w.Status != "" {
		out = append(out, say.Lower(say.Sentence(w.Status.Word())))
	}
	if w.Level != "" {
		out = append(out, say.Lower(say.Sentence(string(w.Level))))
	}
	if w.Owner != "" {
		out = append(out, w.Owner)
	}
	for _, c := range cares {
		if c.ID == string(w.Care) && c.ID != "" {
			out = append(out, strings.ToLower(c.Text))
		}
	}
	return out
}

var cares = []kit.Option{{ID: string(AnyCare), Text: say.T("All")}, {ID: string(Due), Text: say.T("Due for care")}, {ID: string(Stale), Text: say.T("Stale")},
	{ID: string(Contradicted), Text: say.T("Contradicted")}, {ID: string(Bare), Text: say.T("Without evidence")}}

// askFilter narrows and sorts the list by a menu.
func (s *Screen) askFilter() {
	m := s.model
	items := []kit.MenuItem{{Text: say.T("Show"), Head: true}}
	for _, c := range cares {
		items = append(items, kit.MenuItem{Text: c.Text, Checked: string(m.Where.Care) == c.ID, Run: func() { w := m.Where; w.Care = Care(c.ID); m.SetWhere(w) }})
	}
	items = append(items, kit.MenuItem{Text: say.T("Confidence"), Head: true})
	for _, l := range app.Levels() {
		items = append(items, kit.MenuItem{Text: say.Sentence(string(l)), Checked: m.Where.Level == l, Run: func() { w := m.Where; w.Level = other(w.Level, l); m.SetWhere(w) }})
	}
	items = append(items, kit.MenuItem{Text: say.T("Status"), Head: true})
	for _, st := range app.InsightStatuses() {
		items = append(items, kit.MenuItem{Text: say.Sentence(st.Word()), Checked: m.Where.Status == st, Run: func() { w := m.Where; w.Status = other(w.Status, st); m.SetWhere(w) }})
	}
	if owners := m.Owners(); len(owners) > 0 {
		items = append(items, kit.MenuItem{Text: say.T("Owner"), Head: true})
		for _, o := range owners[:min(len(owners), 6)] {
			items = append(items, kit.MenuItem{Text: o, Checked: m.Where.Owner == o, Run: func() { w := m.Where; w.Owner = other(w.Owner, o); m.SetWhere(w) }})
		}
	}
	items = append(items, kit.MenuItem{Text: say.T("Sort by"), Head: true})
	for _, o := range []kit.Option{{ID: string(ByPlace), Text: say.T("Place")}, {ID: string(BySurest), Text: say.T("Confidence")}, {ID: string(ByPeople), Text: say.T("People")},
		{ID: string(ByNewest), Text: say.T("Last change")}, {ID: string(ByTitle), Text: say.T("Claim")}} {
		items = append(items, kit.MenuItem{Text: o.Text, Checked: string(m.Sort) == o.ID, Run: func() { m.SetSort(Sort(o.ID)) }})
	}
	kit.ShowMenu(s.filter, items...)
}

// other is what a choice in a menu makes of the present one: chosen again it is taken back.
func other[T comparable](present, chosen T) (none T) {
	if present == chosen {
		return none
	}
	return chosen
}

func (s *Screen) paintPage() {
	m := s.model
	s.rows = nil
	switch cur := m.Current(); {
	case cur != nil && m.Ready() && m.Play != nil:
		s.page.Objects = s.playing(m.Play)
	case cur != nil && m.Ready():
		s.page.Objects = s.insight(m.Page)
	case m.Err != nil:
		s.page.Objects = []fyne.CanvasObject{kit.Alone(kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry)))}
	case !m.Loaded || cur != nil:
		s.page.Objects = []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 300)}
	case len(m.All) > 0:
		s.page.Objects = []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Search, say.T("No insight fits"), say.T("Nothing among these insights has these words and filters."),
			kit.NewButton(say.T("Show all insights"), kit.Secondary, func() { m.Filter = ""; m.SetWhere(Where{}) })))}
	default:
		s.page.Objects = []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Insights, say.T("No insight yet"),
			say.T("An insight is one claim with the passages that support, contradict or nuance it."),
			kit.NewButton(say.T("Write an insight"), kit.Primary, s.askNew)))}
	}
	s.page.Refresh()
	s.body.Refresh()
}

func (s *Screen) paintPanel() {
	m := s.model
	if m.Ready() {
		s.panel.Objects = s.confidence(m.Page)
	} else if m.Current() == nil {
		s.panel.Objects = nil
	}
	s.panel.Refresh()
	s.judged.Refresh()
	if shown := m.Current() != nil; s.right.Visible() != shown {
		s.right.Hidden = !shown
		s.claims.Refresh()
	}
}

// titleOf is a claim as it is said in a menu.
func titleOf(in *insight.Judged) string { return short(in.Title) }
