package themes

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report/board"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// listWidth is the width of the list of themes.
const listWidth float32 = 300

// Screen paints a Model: the list of themes, the findings of the selected one, and a proposal when there is one.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	head    *fyne.Container
	line    *kit.Text
	looks   *kit.Segments // the faces
	panes   map[Face]pane
	propose *kit.Button
	stop    *kit.Button
	notices *fyne.Container
	preview *preview
	plane   *plane
	export  func(study app.StudyID, name string, kind board.Kind) // nil where nothing can be written
	compare func()                                                // nil where studies cannot be compared
	choose  func()                                                // opens the list of studies; nil where there is none

	memos    *kit.MemoRow
	consents *kit.Consents     // says what was allowed; nil says nothing
	proofs   *kit.EvidenceDesk // nil where nothing can be added to insights
	list     *kit.GroupList    // the themes, beside the middle
	listed   string            // what the list shows
	main     *fyne.Container
	cards    map[app.FindingID]*card
	picked   *fyne.Container // what can be done with the chosen cards
	foot     *fyne.Container
	body     *kit.ScrollView
	left     *fyne.Container // the board, beside the middle
	middle   *fyne.Container // the page of a theme, the proposal, or a map
	root     fyne.CanvasObject
	seen     string // what body shows, to go to its top when that changes
	brief    bool   // the digest of a theme is hidden
	drawn    string // what main holds, to leave it alone while that stays
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, main: kit.VStack(kit.Space3), notices: kit.VStack(kit.Space2),
		cards: map[app.FindingID]*card{}, picked: kit.Stack(), foot: kit.Stack()}
	s.makePanes()
	s.makeHead()
	s.makeList()
	s.body = kit.Scroll(kit.Inset(s.main, kit.Space4, kit.Space5, kit.Space6, kit.Space5))
	s.preview, s.plane = newPreview(s), newPlane(s)
	s.left = kit.Fixed(kit.Dock(nil, kit.VLine(), nil, nil, s.list), listWidth, 0)
	s.middle = kit.Stack(s.body)
	top := kit.Inset(kit.VStack(kit.Space3, s.head, s.notices), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, s.left, kit.Dock(nil, nil, s.foot, nil, s.middle)))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

func (s *Screen) makeHead() {
	m := s.model
	s.line = kit.NewElastic("", kit.Small)
	s.looks = kit.NewSegments(s.faces(), func(id string) { m.Show(Face(id)) })
	s.propose = kit.NewIconTextButton(icons.Wand, say.T("Propose themes"), kit.Primary, m.Propose)
	s.stop = kit.NewButton(say.T("Stop proposing"), kit.Secondary, func() {
		m.Stop()
		m.changed()
	})
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("More about this board"), func() { kit.ShowMenu(more, s.boardMenu()...) })
	s.head = kit.Head(kit.Space3, kit.NewText(say.T("Themes"), kit.Title), kit.Grow(s.line), s.looks, more, kit.NewButton(say.T("New theme"), kit.Secondary, s.askName), s.propose, s.stop)
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
	s.paintFoot()
	s.paintNotices() // last: it lays the screen out anew
}

func (s *Screen) paintHead() {
	m := s.model
	line := ""
	if m.Loaded {
		themes, unsorted := len(m.Themes), m.Unsorted
		if m.Face() == BoardFace { // for all studies the one across them
			themes, unsorted = len(m.Board.Themes), m.Board.Unsorted
		}
		line = say.T("%s · %s · %s unsorted", say.Count(m.Total, "finding"), say.Count(themes, "theme"), say.Number(unsorted))
	}
	s.line.SetText(line)
	s.looks.Select(string(m.Face()))
	able(s.propose, m.Total > 0)
	if s.stop.Visible() != m.Proposing || s.propose.Visible() == m.Proposing {
		s.stop.Hidden, s.propose.Hidden = !m.Proposing, m.Proposing
		s.head.Refresh()
	}
}

func able(b *kit.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// paintNotices shows what went wrong, and the proposal at hand.
func (s *Screen) paintNotices() {
	m := s.model
	had := len(s.notices.Objects)
	s.notices.Objects = nil
	acts := []fyne.CanvasObject{kit.NewIconButton(icons.Close, say.T("Dismiss"), m.DismissErr)}
	if m.Few() {
		read := kit.NewButton(say.T("Read the interviews"), kit.Secondary, func() { s.goTo(kit.Route{Screen: kit.Interviews, Study: m.Study}) })
		acts = append([]fyne.CanvasObject{read}, acts...)
	}
	if bar := kit.ErrorBar(m.Err, acts...); bar != nil {
		s.notices.Add(bar)
	}
	if m.AcrossOnly() {
		s.notices.Add(s.acrossBar())
	}
	if m.Offer != nil {
		s.notices.Add(s.offerBar())
		if line := kit.LeftOutLine(m.Offer.LeftOut, s.goTo); line != nil {
			s.notices.Add(line)
		}
	}
	s.notices.Hidden = len(s.notices.Objects) == 0
	if had+len(s.notices.Objects) > 0 {
		s.root.Refresh()
	}
}

// offerBar says what the proposal would change, and takes the answer.
func (s *Screen) offerBar() fyne.CanvasObject {
	m := s.model
	o := m.Offer
	runs := []kit.Run{{Text: say.T("Proposal: "), Style: kit.Strong}, {Text: m.OfferLine(), Style: kit.Body}}
	acts := []fyne.CanvasObject{kit.NewButton(say.T("Dismiss"), kit.Quiet, m.Dismiss)}
	if o.Stale {
		runs = append(runs, kit.Run{Text: say.T(" The board or the findings have changed since."), Style: kit.Body.In(kit.WarnInk)})
		acts = append(acts, kit.NewButton(say.T("Propose again"), kit.Secondary, m.Propose))
	}
	if !m.Viewing {
		acts = append(acts, kit.NewButton(say.T("See changes"), kit.Secondary, func() { m.View(true) }))
	}
	accept := kit.NewButton(say.T("Accept"), kit.Primary, m.Accept)
	if n := o.accepted(); n != len(o.Themes) {
		accept.SetText(say.T("Accept %s", say.Count(n, "theme")))
	}
	able(accept, !m.accepting && o.accepted() > 0)
	return kit.NoticeBar("", kit.Calling, kit.NewRuns(runs...), append(acts, accept)...)
}

// paintMain shows in the middle what the model is at: the proposal, a map, or the page of a theme.
func (s *Screen) paintMain() {
	m := s.model
	var show fyne.CanvasObject
	board := true
	switch p := s.pane(); {
	case p != nil:
		p.paint()
		show, board = p.content(), false
	case m.Viewing:
		s.preview.paint()
		show, board = s.preview.root, !m.MapOn
	case m.MapOn && m.Loaded && m.Total > 0:
		s.plane.paint()
		show = s.plane.root
	default:
		s.paintPage()
		show, board = s.body, m.Face() == Pages || m.Face() == TableFace
	}
	if s.middle.Objects[0] != show || s.left.Visible() != board {
		s.middle.Objects[0], s.left.Hidden = show, !board
		s.root.Refresh()
		s.middle.Refresh()
		s.passKeyboard()
	}
}

// passKeyboard takes the keyboard from what has gone out of sight, and gives it to the list of proposed themes.
func (s *Screen) passKeyboard() {
	c := kit.CanvasOf(s.root)
	if c == nil || c.Overlays().Top() != nil {
		return
	}
	switch m := s.model; {
	case s.pane() != nil:
		s.pane().focus()
	case m.Viewing && !m.MapOn:
		s.preview.groups.Focus()
	default:
		c.Unfocus()
	}
}

// paintPage shows the page of the selected theme, or what there is instead.
func (s *Screen) paintPage() {
	m := s.model
	seen := string(m.Selected)
	drawn := seen
	var show func() []fyne.CanvasObject
	switch {
	case !m.Loaded:
		drawn, show = "loading", func() []fyne.CanvasObject { return []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 300)} }
	case m.failed && len(m.Themes) == 0 && m.Total == 0:
		drawn, show = "error", s.errorState
	case m.Total == 0 && len(m.Themes) == 0:
		drawn, show = "empty", s.emptyState
	default:
		drawn, show = s.pageDrawn(), s.themePage
	}
	if drawn != s.drawn {
		s.drawn = drawn
		s.main.Objects = show()
		s.main.Refresh()
		s.body.Refresh()
	}
	if seen != s.seen {
		s.seen = seen
		s.body.ScrollTo(0)
		s.list.Reveal()
	}
}

func (s *Screen) errorState() []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.Alone(kit.ErrorState(s.model.Err, kit.NewButton(say.T("Try again"), kit.Secondary, s.model.Retry)))}
}

func (s *Screen) emptyState() []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Themes, say.T("No findings to group yet"),
		say.T("Tag passages while you read. From six findings on, Throughline can propose themes."),
		kit.NewButton(say.T("Open interviews"), kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) })))}
}
