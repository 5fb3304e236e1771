package autocode

import (
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/coding/rule"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// formWidth is the width of the rule.
const formWidth float32 = 308

// Screen paints a Model: the rule at the left, what it finds at the right.
type Screen struct {
	model *Model
	goTo  func(kit.Route)
	undo  func()

	form    *form
	list    *hitList
	saved   *kit.Button
	line    *kit.Text
	already *kit.Chip
	all     *kit.Button
	none    *kit.Button
	head    *fyne.Container
	warning *fyne.Container
	act     *kit.Button
	missing *kit.Paragraph
	middle  *fyne.Container
	root    fyne.CanvasObject
	result  *rule.Result // what the list shows
}

// New makes the screen over a model; goTo opens other places, undo takes the last step back.
func New(m *Model, goTo func(kit.Route), undo func()) *Screen {
	s := &Screen{model: m, goTo: goTo, undo: undo, line: kit.NewElastic("", kit.Small), warning: kit.VStack(0)}
	s.list = newHitList(m)
	s.list.OnOpen = s.open
	s.form = newForm(s)
	s.saved = kit.NewDropButton(say.T("Saved rules"), kit.Paint{}, s.showSaved)
	s.already = kit.NewChip("", func() { m.SetShowTagged(!m.ShowTagged) })
	s.all = kit.NewButton(say.T("All"), kit.Quiet, func() { m.ChooseAll(true); s.list.focus() })
	s.none = kit.NewButton(say.T("None"), kit.Quiet, func() { m.ChooseAll(false); s.list.focus() })
	s.all.SetTip(say.T("Tick everything listed (A)"))
	s.none.SetTip(say.T("Tick nothing (N)"))
	s.head = kit.Head(kit.Space3, kit.NewText(say.T("Find and tag"), kit.Title), kit.Grow(s.line), s.already, s.all, s.none, s.saved)
	s.act = kit.NewButton(say.T("Tag passages"), kit.Primary, m.Apply)
	s.missing = kit.NewParagraph("", kit.Small)
	foot := kit.Inset(kit.VStack(kit.Space2, s.form.with, s.missing, s.act), kit.Space3, kit.Space4, kit.Space4, 20)
	left := kit.Dock(nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, foot), nil, s.form.root)
	s.middle = kit.Stack(s.list)
	split := kit.NewSplit(left, s.middle, nil, formWidth, 0)
	top := kit.Inset(kit.VStack(kit.Space2, s.head, s.warning), kit.Space4, kit.Space4, kit.Space3, 20)
	s.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, split))
	m.OnChange = s.paint
	m.OnTold = s.tell
	s.paint()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows the rule with what the route brings: an interview to look in, words to look for, or a tag to put on.
func (s *Screen) Open(r kit.Route) {
	b := Begin{Text: r.Filter}
	if tag, ok := r.TagToFind(); ok {
		b.Tag = tag
	} else {
		b.Interview = app.InterviewID(r.ID)
	}
	s.model.Open(r.Study, b)
}

// Shown gives the keyboard to what is looked for, or to the list when there is one already.
func (s *Screen) Shown() {
	if c := kit.CanvasOf(s.root); c != nil {
		c.Unfocus()
	}
	s.shown(5)
}

// shown waits for the screen's first picture: before, it does not know its canvas.
func (s *Screen) shown(tries int) {
	c := kit.CanvasOf(s.root)
	switch {
	case c == nil && tries > 0:
		task.After(20*time.Millisecond, func() { s.shown(tries - 1) })
	case c == nil || c.Overlays().Top() != nil:
	case s.model.Ready() && s.model.Result != nil:
		s.list.focus()
	default:
		s.form.focus()
	}
}

// paint shows the model.
func (s *Screen) paint() {
	m := s.model
	s.form.paint()
	s.paintHead()
	s.paintFoot()
	if s.result != m.Result {
		if s.result == nil || m.Result == nil {
			s.list.restart()
		}
		s.result = m.Result
	}
	s.list.show() // before it is shown: it never paints rows of an older search
	show := s.state()
	if len(s.middle.Objects) != 1 || s.middle.Objects[0] != show {
		s.middle.Objects = []fyne.CanvasObject{show}
		s.middle.Refresh()
	}
}

func (s *Screen) paintHead() {
	m := s.model
	s.line.SetText(m.Summary())
	words := m.Already()
	s.already.Hidden = words == ""
	s.already.SetText(words)
	s.already.SetOn(m.ShowTagged)
	_, all := m.Count()
	s.all.Hidden, s.none.Hidden = all == 0, all == 0
	name := say.T("Saved rules")
	if m.Name != "" {
		name = short(m.Name)
	}
	s.saved.SetText(name)
	s.head.Refresh()
	had := len(s.warning.Objects)
	s.warning.Objects, s.warning.Hidden = nil, true
	if bar := kit.ErrorBar(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry), kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil {
		s.warning.Objects, s.warning.Hidden = []fyne.CanvasObject{bar}, false
	}
	if had+len(s.warning.Objects) > 0 {
		s.root.Refresh()
	}
}

func (s *Screen) paintFoot() {
	m := s.model
	words := m.Act()
	if m.Tagging {
		words = say.T("Tagging…")
	}
	s.act.SetText(kit.Fit(words, kit.Control.B(), formWidth-72))
	s.act.SetTip(words)
	if m.CanTag() {
		s.act.Enable()
	} else {
		s.act.Disable()
	}
	if missing := m.Missing(); missing != s.missing.Text() {
		s.missing.SetText(missing)
		s.missing.Hidden = missing == ""
		s.root.Refresh()
	}
}

// state is the list, or what stands in its place while there is nothing to show.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case len(m.Rows()) > 0:
		return s.list
	case m.Searching && m.Result == nil:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case m.RuleErr != nil && m.Ready():
		return kit.EmptyState(icons.Warning, say.T("The rule cannot be used yet"), say.T("The left side says what is wrong. What it finds appears here once it is mended."))
	case !m.Ready():
		return kit.EmptyState(icons.Search, say.T("Find passages, then tag them together"),
			say.T("Say at the left what to look for. What is found appears here as you type; nothing is tagged before you press the button."))
	case m.Result != nil && len(m.Result.Hits) > 0:
		return kit.EmptyState(icons.Done, say.T("Nothing new"), say.T("%s, all of them tagged already.", m.Summary()),
			kit.NewButton(say.T("Show them"), kit.Secondary, func() { m.SetShowTagged(true) }))
	case m.Searching:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case m.Result != nil && m.Result.Looked == 0:
		return kit.EmptyState(icons.Interviews, say.T("No interview to look in"), say.T("Import some interviews, or look in another study."),
			kit.NewButton(say.T("Open interviews"), kit.Secondary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	}
	looked := 0
	if m.Result != nil {
		looked = m.Result.Looked
	}
	return kit.EmptyState(icons.Search, say.T("Nothing found"), say.T("The rule matches nothing in %s. Try fewer or shorter words, or look everywhere.", say.Count(looked, "interview")))
}

// open shows a hit in its interview.
func (s *Screen) open(r Row) {
	m := s.model
	if h := m.Hit(r); h != nil {
		s.goTo(kit.Route{Screen: kit.Reader, ID: string(h.Interview), Span: h.Span})
		return
	}
	s.goTo(kit.Route{Screen: kit.Reader, ID: string(m.Result.Interviews[r.Group].ID)})
}

func (s *Screen) tell(words string) {
	if st := kit.StageOf(s.root); st != nil {
		st.Toast(kit.Toast{Text: words, Icon: icons.Done, Action: say.T("Undo"), Run: s.undo})
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "J / K, arrows", Does: say.T("Go through what was found")}, {Keys: "Space", Does: say.T("Tick or untick; on an interview, all of its hits")},
		{Keys: "A / N", Does: say.T("Tick all, none")}, {Keys: "Enter", Does: say.T("Open the passage in its interview")}, {Keys: "T", Does: say.T("Choose the tag to put on")},
		{Keys: "/", Does: say.T("Go to what is looked for")}, {Keys: "Ctrl Enter", Does: say.T("Tag what is ticked")}}
}

// Key takes a key that no other widget wanted.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if s.list.key(k.Name) {
		s.list.focus()
	}
}

// Rune takes a letter that no other widget wanted.
func (s *Screen) Rune(r rune) {
	switch r {
	case '/':
		s.form.focus()
	case 't', 'T':
		s.pickTag(nil)
	default:
		if s.list.rune(r) {
			s.list.focus()
		}
	}
}
