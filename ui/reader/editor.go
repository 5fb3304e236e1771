package reader

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/app"
	"throughline/app/revise"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// editor is the sheet under the text in which a turn is edited.
type editor struct {
	s       *Screen
	speaker *kit.Dropdown
	time    *kit.Entry
	words   *kit.Entry
	place   *kit.Text
	count   *kit.Text
	join    *kit.Button
	save    *kit.Button
	root    *fyne.Container
	quiet   bool // fields are being set, not typed
}

// otherSpeaker is the choice that asks for a label the text does not have yet.
const otherSpeaker = "\x00other"

func newEditor(s *Screen) *editor {
	e := &editor{s: s, time: kit.NewEntry("0:00:00"), words: kit.NewTextArea(say.T("Leave empty to take the turn out"), 5), place: kit.NewElastic("", kit.Small),
		count: kit.NewElastic("", kit.Small)}
	e.speaker = kit.NewDropdown(nil, e.setSpeaker)
	e.time.OnChanged = e.setTime
	e.words.OnChanged = func(text string) {
		if !e.quiet {
			s.model.SetWords(text)
		}
	}
	e.words.OnKey = e.key
	e.words.OnShortcut, e.time.OnShortcut = e.shortcut, e.shortcut
	e.time.OnKey = e.key
	m := s.model
	split := kit.NewIconTextButton(icons.Split, say.T("Split here"), kit.Quiet, func() { m.SplitTurn(e.words.CaretAt()) })
	split.SetTip(say.T("Begin a new turn at the caret (Ctrl Enter)"))
	e.join = kit.NewIconTextButton(icons.Merge, say.T("Join with previous"), kit.Quiet, m.JoinTurn)
	e.join.SetTip(say.T("Make one turn of this and the one before (Ctrl J)"))
	e.save = kit.NewButton(say.T("Save revision…"), kit.Primary, e.review)
	e.save.SetKeyTip(say.T("See what it does to the findings first"), "Ctrl S")
	top := kit.HStack(kit.Space2, e.speaker, kit.Fixed(e.time, 88, 0), e.place, kit.Spacer(), split, e.join,
		kit.NewIconButton(icons.Up, say.T("Previous turn (Alt Up)"), func() { m.StepEdit(-1) }), kit.NewIconButton(icons.Down, say.T("Next turn (Alt Down)"), func() { m.StepEdit(1) }))
	foot := kit.HStack(kit.Space2, kit.Grow(e.count), kit.NewButton(say.T("Cancel"), kit.Quiet, e.cancel), e.save)
	sheet := kit.VStack(kit.Space2, top, e.words, foot)
	e.root = kit.Stack(kit.NewFill(kit.Surface), kit.VStack(0, kit.HLine(), kit.Inset(sheet, kit.Space3, kit.Space6, kit.Space3, kit.Space6)))
	e.root.Hide()
	return e
}

// paint shows the turn at hand.
func (e *editor) paint() {
	ed := e.s.model.Editing()
	if e.root.Visible() != (ed != nil) {
		e.root.Hidden = ed == nil
		e.s.middle.Refresh()
	}
	if ed == nil {
		return
	}
	t := ed.Turn()
	e.quiet = true
	e.speaker.SetOptions(e.speakers(t.Speaker))
	e.speaker.Select(t.Speaker)
	e.time.SetText(app.Clock(t.From))
	if e.words.Text != ed.Words() {
		e.words.SetText(ed.Words())
	}
	e.quiet = false
	turn, turns, part, parts := ed.Place()
	where := say.T("Turn %s of %s", say.Number(turn), say.Number(turns))
	if parts > 1 {
		where += say.T(", part %d of %d", part, parts)
	}
	e.place.SetText(where)
	e.join.Hidden = turn == 1
	e.paintCount()
	e.root.Refresh()
	if at, ok := ed.TakeCaret(); ok { // now that the field has its width, and so its lines
		e.words.PutCaret(at)
	}
	if span := ed.Span(); span.Len() > 0 {
		e.s.text.Select(span)
		e.s.text.Reveal(span)
	}
}

// paintCount tells how much is changed.
func (e *editor) paintCount() {
	ed := e.s.model.Editing()
	if ed == nil {
		return
	}
	n := ed.Changed()
	words := say.T("Nothing changed yet. Findings are carried over when you save; undo takes a saved revision back.")
	if n > 0 {
		words = say.T("%s changed, not saved yet", say.Count(n, "turn"))
	}
	e.count.SetText(words)
	if n > 0 {
		e.save.Enable()
	} else {
		e.save.Disable()
	}
}

func (e *editor) speakers(now string) []kit.Option {
	var out []kit.Option
	seen := map[string]bool{}
	add := func(label, name string) {
		if seen[label] {
			return
		}
		seen[label] = true
		if name == "" {
			name = say.T("No speaker")
		}
		out = append(out, kit.Option{ID: label, Text: name})
	}
	for _, v := range e.s.model.Talk().Voices {
		add(v.Label, v.Name)
	}
	for _, t := range e.s.model.Editing().turns {
		add(t.Speaker, t.Speaker)
	}
	add(now, now)
	return append(out, kit.Option{ID: otherSpeaker, Text: say.T("Another speaker…")})
}

func (e *editor) setSpeaker(label string) {
	if e.quiet {
		return
	}
	if label == otherSpeaker {
		e.speaker.Select(e.s.model.Editing().Turn().Speaker)
		e.s.askName(say.T("Another speaker"), say.T("Use"), "", func(name string) {
			e.s.model.SetTurn(func(t *revise.Turn) { t.Speaker = name })
			e.paint()
		}).OnClose = e.words.Focus
		return
	}
	e.s.model.SetTurn(func(t *revise.Turn) { t.Speaker = label })
	e.words.Focus()
}

func (e *editor) setTime(text string) {
	if e.quiet {
		return
	}
	d, ok := clockOf(text)
	if strings.TrimSpace(text) == "" {
		d, ok = app.NoTime, true
	}
	if ok {
		e.s.model.SetTurn(func(t *revise.Turn) { t.From = d })
	}
}

func (e *editor) key(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyEscape {
		e.s.text.Focus()
		return true
	}
	return false
}

// shortcut does what keys with Ctrl or Alt mean in the sheet.
func (e *editor) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return false
	}
	m := e.s.model
	ctrl, alt := c.Modifier == fyne.KeyModifierShortcutDefault, c.Modifier == fyne.KeyModifierAlt
	switch {
	case ctrl && c.KeyName == fyne.KeyS:
		e.review()
	case ctrl && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter):
		m.SplitTurn(e.words.CaretAt())
	case ctrl && c.KeyName == fyne.KeyJ:
		m.JoinTurn()
	case alt && c.KeyName == fyne.KeyDown:
		m.StepEdit(1)
	case alt && c.KeyName == fyne.KeyUp:
		m.StepEdit(-1)
	default:
		return false
	}
	return true
}

// review shows what saving would do, before anything is stored.
func (e *editor) review() {
	if ed := e.s.model.Editing(); ed != nil && ed.Changed() > 0 {
		e.s.model.ReviewEdit(e.s.showReview)
	}
}

// SaveEdit shows what saving the edited text would do, wherever in the reader the keyboard is; it does nothing while no text is
// edited.
func (d *Desk) SaveEdit() {
	c := kit.CanvasOf(d.root)
	if s := d.seats[d.tabs.focused()]; s != nil && c != nil && c.Overlays().Top() == nil {
		s.screen.editor.review()
	}
}

// cancel closes the sheet. What was changed is not lost: a word brings it back.
func (e *editor) cancel() {
	ed := e.s.model.Editing()
	if ed == nil {
		return
	}
	n := ed.Changed()
	restore := e.s.model.DropEdit()
	e.s.text.PutCaret(ed.Span().Start)
	e.s.text.Focus()
	if n > 0 {
		e.s.toast(kit.Toast{Text: say.T("%s thrown away", say.Count(n, "changed turn")), Icon: icons.Edit, Action: say.T("Bring back"), Run: restore})
	}
}

// edit opens the sheet at the caret, with the keyboard in it.
func (s *Screen) edit() {
	at := s.text.Caret()
	if sel := s.model.Selection(); sel.Len() > 0 {
		at = sel.Start
		s.model.Select(app.Span{})
		s.bar.hide()
	}
	aside := s.model.SetAside()
	if !s.model.BeginEdit(at) {
		s.toast(kit.Toast{Text: say.T("This workspace is open for reading only"), Icon: icons.Lock})
		return
	}
	if aside > 0 {
		s.toast(kit.Toast{Text: say.T("Going on with %s", say.Count(aside, "changed turn")), Icon: icons.Edit})
	}
	s.editor.words.Focus()
}

// leaveEdit sets aside what is being edited and not saved, and says so.
func (s *Screen) leaveEdit() {
	title := s.model.Interview.Title
	if n := s.model.LeaveEdit(); n > 0 {
		s.toast(kit.Toast{Text: say.T("%s of %s set aside; edit it again to go on", say.Count(n, "changed turn"), title), Icon: icons.Edit})
	}
}

// Unsaved is how many turns of all interviews are changed and not saved.
func (d *Desk) Unsaved() int {
	n := 0
	for _, e := range d.drafts {
		n += e.Changed()
	}
	for _, s := range d.seats {
		if e := s.screen.model.Editing(); e != nil {
			n += e.Changed()
		}
	}
	return n
}

// askName asks for a few words in a small dialog, which it returns.
func (s *Screen) askName(title, verb, now string, do func(string)) *kit.Dialog {
	d := kit.NewDialog(title, 420, 180)
	field := kit.NewEntry(say.T("Name"))
	field.SetText(now)
	done := func() {
		if words := strings.Join(strings.Fields(field.Text), " "); words != "" {
			d.Hide()
			do(words)
		}
	}
	field.OnSubmitted = func(string) { done() }
	d.SetContent(kit.VStack(0, field))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(verb, kit.Primary, done))
	d.Show(kit.CanvasOf(s.root))
	field.Focus()
	field.TypedShortcut(&fyne.ShortcutSelectAll{})
	return d
}

// backToWork gives the keyboard to the turn's field while the text is being edited, else to the text.
func (s *Screen) backToWork() {
	if s.model.Editing() != nil {
		s.editor.words.Focus()
		return
	}
	s.text.Focus()
}
