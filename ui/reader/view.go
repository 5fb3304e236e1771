package reader

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// inspectorWidth is the width of the inspector at first.
const inspectorWidth float32 = 269

// Screen paints a Model: header, text and inspector.
type Screen struct {
	model *Model
	goTo  func(kit.Route)

	text     *TextView
	head     *header
	panel    *panel
	memos    *kit.MemoRow
	past     *kit.PastRow
	proofs   *kit.EvidenceDesk // nil where nothing can be added to insights
	consents *kit.Consents
	bar      *selectionBar
	body     *fyne.Container
	editor   *editor
	middle   *fyne.Container // header, text and, while it is edited, the sheet; without the inspector
	root     fyne.CanvasObject

	personal *personalList
	side     *fyne.Container // the inspector, or the list of personal data in its place

	// OnFocus is told when the text gets the keyboard.
	OnFocus func()
	// OnUndo takes the last step back; nil leaves the word out of messages.
	OnUndo func()
	// OnDetails is told when something is to be read or written in the inspector.
	OnDetails func()
	shown     *app.Transcript      // what the text shows
	why       *analysis.Suggestion // what the inspector explains in place of a finding, nil for nothing
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, text: NewTextView(), body: kit.Stack()}
	s.head = newHeader(s)
	s.panel = newPanel(s)
	s.personal = newPersonalList(s)
	s.side = kit.Stack(s.panel.view, s.personal.root)
	s.bar = newSelectionBar(s)
	s.text.OnSelected = s.selected
	s.text.OnActivated = m.Activate
	s.text.OnCommand = s.Do
	s.text.OnMenu = s.menu
	s.text.OnMany = s.many
	s.text.OnMoved = s.moved
	s.text.OnFocus = func() { s.tellMaybe(s.OnFocus) }
	s.editor = newEditor(s)
	s.middle = kit.Dock(s.head.root, nil, s.editor.root, nil, s.body)
	s.root = kit.NewSplit(nil, s.middle, s.side, 0, inspectorWidth)
	m.OnChange = s.paint
	m.OnSuggested = s.suggested
	m.OnAnswered = func() {
		s.toast(kit.Toast{Text: say.T("That was the last suggestion in this interview."), Icon: icons.Wand})
	}
	m.OnError = s.tell
	s.paint(PartAll)
	return s
}

func (s *Screen) tellMaybe(f func()) {
	if f != nil {
		f()
	}
}

// close writes what is still to be written and lets go of everything large: the window's own caches may hold on to the widgets
// for a minute more.
func (s *Screen) close() {
	m := s.model
	m.Close()
	m.OnChange, m.OnWhose, s.OnFocus, s.OnDetails, s.text.OnMoved = nil, nil, nil, nil, nil
	m.Transcript, m.findings, m.find, m.ghosts.list, m.tags.rows = nil, nil, find{}, nil, nil
	s.shown, s.why = nil, nil
	s.text.SetTranscript(&app.Transcript{}, nil, 0)
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows the interview that a route names, at its passage.
func (s *Screen) Open(r kit.Route) { s.model.Open(app.InterviewID(r.ID), r.Span) }

// Changed takes in a committed step.
func (s *Screen) Changed(cs *app.ChangeSet) {
	s.model.Changed(cs)
	s.memos.Changed(cs)
	s.past.Changed(cs)
}

// Shown gives the text the keyboard, whatever had it on the page before; while the text is being read nothing has it.
func (s *Screen) Shown() {
	if c := kit.CanvasOf(s.middle); c != nil {
		c.Unfocus()
	}
	s.focusText(5)
}

// focusText gives the text the keyboard unless something has it. Before it was painted once the screen does not know its
// canvas, so it asks some more times.
func (s *Screen) focusText(tries int) {
	c := kit.CanvasOf(s.middle)
	switch {
	case c == nil && tries > 0:
		task.After(20*time.Millisecond, func() { s.focusText(tries - 1) })
	case c != nil && c.Focused() == nil && s.shown != nil:
		c.Focus(s.text.page)
	}
}

// Key takes a key that no other widget wanted.
func (s *Screen) Key(e *fyne.KeyEvent) { s.text.page.key(e.Name, s.text.page.mods()) }

// Rune takes a letter that no other widget wanted.
func (s *Screen) Rune(r rune) {
	if c, ok := commandOf(r); ok {
		s.Do(c)
	}
}

// paint shows what changed in the model.
func (s *Screen) paint(p Part) {
	m := s.model
	if p&(PartState|PartText) != 0 {
		s.paintBody()
	}
	s.paintBeside(p)
	if m.Transcript == nil || m.Err != nil {
		s.head.paint()
		s.panel.paint()
		return
	}
	if s.shown != m.Transcript {
		s.paintText()
		p = PartAll
	}
	if p&PartVoices != 0 {
		s.text.SetVoices(s.voices())
	}
	if p&PartFindings != 0 {
		s.text.SetMarks(s.marks())
	}
	if p&PartGhosts != 0 {
		s.text.SetGhosts(s.ghosts())
	}
	if p&PartHits != 0 {
		hits, at := m.Hits()
		s.text.SetHits(hits, at)
	}
	if p&PartActive != 0 {
		s.text.SetActive(m.active)
	}
	if p&PartSelection != 0 {
		s.letGo()
	}
	if p&^(PartHits|PartEdit|PartEditCount|PartVoices|PartPersonal) != 0 {
		s.panel.paint()
	}
	s.head.paint()
	if span, ok := m.GoTo(); ok {
		s.reveal(span)
	}
}

// paintBeside shows what stands around the text: the sheet for editing, personal data.
func (s *Screen) paintBeside(p Part) {
	if p&PartEdit != 0 {
		s.editor.paint()
	}
	if p&PartEditCount != 0 {
		s.editor.paintCount()
	}
	if p&PartPersonal != 0 {
		s.personal.paint()
	}
}

// paintBody shows the text, or why there is none.
func (s *Screen) paintBody() {
	m := s.model
	var o fyne.CanvasObject
	switch {
	case m.Err != nil:
		o = kit.ErrorState(m.Err, kit.NewButton(say.T("Open interviews"), kit.Secondary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	case m.id == "":
		o = kit.EmptyState(icons.Interviews, say.T("No interview is open"), say.T("Choose one to read it and to mark what matters."),
			kit.NewButton(say.T("Open interviews"), kit.Primary, func() { s.goTo(kit.Route{Screen: kit.Interviews}) }))
	case m.Transcript == nil:
		o = kit.PadXY(kit.NewSkeleton(), 128, kit.Space2)
	default:
		o = kit.Stack(s.text, s.bar.layer)
	}
	if len(s.body.Objects) == 1 && s.body.Objects[0] == o {
		return
	}
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

// paintText shows another interview or revision.
func (s *Screen) paintText() {
	m := s.model
	s.shown = m.Transcript
	at := 0
	if span, ok := m.GoTo(); ok {
		m.goTo, at = span, span.Start
	}
	s.text.SetTranscript(m.Transcript, s.voices(), at)
	if m.goTo.Len() > 0 {
		s.text.Center(m.goTo)
	}
	s.bar.hide()
	s.focusText(5)
	if m.LookingForPersonal() { // of a text that is no longer this
		m.FindPersonal()
	}
}

// reveal brings a passage into sight. A place without length was where reading stopped: the text begins there already.
func (s *Screen) reveal(span app.Span) {
	if span.Len() == 0 {
		return
	}
	s.text.Reveal(span)
	if s.model.Found() == span {
		s.text.Select(span)
		s.model.Select(s.text.Selection())
		return
	}
	if s.model.Selection().Len() == 0 {
		s.text.PutCaret(span.Start) // the arrow keys go on from there
	}
}

func (s *Screen) voices() []Voice {
	m := s.model
	label, voiced := m.ShownSpeaker()
	out := make([]Voice, len(m.Transcript.Turns))
	touched := m.Editing().touched()
	for i, t := range m.Transcript.Turns {
		sp := m.Interview.Speaker(t.Speaker)
		quiet := sp.Role == app.RoleModerator
		if voiced {
			quiet = t.Speaker != label
		}
		out[i] = Voice{Name: sp.Name, Quiet: quiet}
		if t.From != app.NoTime {
			out[i].Time = clock(t.From)
		}
		if asks := m.asksAt(t.Span); asks != "" {
			out[i].Time = strings.TrimSpace(out[i].Time + "  " + asks)
		}
		if touched != nil && touched[i] {
			out[i].Time = say.T("edited")
		}
	}
	return out
}

// marks are the findings as the text shows them.
func (s *Screen) marks() []Mark {
	found := s.model.Findings()
	out := make([]Mark, 0, len(found))
	for _, f := range found {
		mk := Mark{ID: f.ID, Span: f.Span, Star: f.Star}
		var names []string
		for _, id := range byAge(f) {
			if t := s.model.TagNamed(id); t != nil {
				mk.Colors = append(mk.Colors, t.Color)
				names = append(names, t.Name)
			}
		}
		mk.Label = strings.Join(names, ", ")
		if mk.Label == "" && f.Note != "" {
			mk.Label = say.T("Note")
		}
		out = append(out, mk)
	}
	return out
}

func (s *Screen) ghosts() []Ghost {
	var out []Ghost
	for _, g := range s.model.Ghosts() {
		out = append(out, Ghost{Span: g.Span, Color: g.Tag.Color, Label: g.Tag.Name, Reason: say.Sentence(g.Sure()) + ". " + say.Sentence(g.Reason)})
	}
	return out
}

func (s *Screen) selected(sel app.Span, byMouse bool) {
	s.model.Select(sel)
	if sel.Len() > 0 && byMouse {
		s.bar.show()
	} else {
		s.bar.hide()
	}
}

// letGo takes the selection off the text when the model has used it up.
func (s *Screen) letGo() {
	if sel := s.text.Selection(); sel.Len() > 0 && s.model.Selection().Len() == 0 {
		s.text.PutCaret(sel.End)
		s.bar.hide()
	}
}

func (s *Screen) moved() {
	s.model.Leave(s.text.Top())
	s.bar.follow()
}

// suggested goes to the first suggestion, or says that there is none.
func (s *Screen) suggested(n int) {
	if told := s.unread(n); told {
		return
	}
	if n == 0 {
		s.toast(kit.Toast{Text: say.T("Nothing to suggest here yet. Suggestions are learned from the passages you tag in this study."), Icon: icons.Wand})
		return
	}
	words := say.T("1 suggestion. Tab accepts, Backspace rejects.")
	if n > 1 {
		words = say.T("%d suggestions. Tab accepts, Backspace rejects.", n)
	}
	s.toast(kit.Toast{Text: words, Icon: icons.Wand})
	if s.text.Ghost() >= 0 {
		return
	}
	g := s.model.Ghosts()
	next := g[0]
	for i := range g {
		if g[i].Span.Start >= s.text.Top() {
			next = g[i]
			break
		}
	}
	s.text.Reveal(next.Span)
}

// tell says on a toast what could not be done.
func (s *Screen) tell(err error) {
	if t, ok := kit.ErrorToast(err); ok {
		s.toast(t)
	}
}

func (s *Screen) toast(t kit.Toast) {
	if st := kit.StageOf(s.middle); st != nil {
		st.Toast(t)
	}
}

// told says what a large act did, with the way back.
func (s *Screen) told(words string, icon icons.Name) { s.toast(s.outcome(words, icon)) }

func (s *Screen) outcome(words string, icon icons.Name) kit.Toast {
	t := kit.Toast{Text: words, Icon: icon}
	if s.OnUndo != nil {
		t.Action, t.Run = say.T("Undo"), s.OnUndo
	}
	return t
}

func (d *Desk) toast(text string) {
	if st := kit.StageOf(d.root); st != nil {
		st.Toast(kit.Toast{Text: text, Icon: icons.Split})
	}
}
