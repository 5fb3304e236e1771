package playbook

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/app/playbook"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// editor is the page while a template is edited.
type editor struct {
	draft  *Draft
	fields []*kit.GrowingField
	note   *kit.Entry
	wrong  *fyne.Container // why saving failed
}

// paintEditor shows the fields of what is edited. They are made once: what is typed must not be painted over.
func (s *Screen) paintEditor(r *playbook.Row) {
	m := s.model
	d := m.Draft
	if s.editor != nil && s.editor.draft == d && !playbook.IsStructured(d.Kind) {
		s.editor.fail(m.Err, m.Dismiss)
		return
	}
	first := s.editor == nil
	e := &editor{draft: d, wrong: kit.VStack(0), note: kit.NewEntry(say.T("What changed, in a few words"))}
	e.note.SetText(d.Note)
	e.note.OnChanged = m.SetNote
	e.note.OnSubmitted = func(string) { m.SaveDraft() }
	e.note.OnShortcut = s.saves
	s.editor = e
	save := kit.NewButton(say.T("Save version %d", r.Latest().Number+1), kit.Primary, m.SaveDraft)
	save.SetTip(say.T("Save (Ctrl+S). The versions before stay"))
	drop := kit.NewButton(say.T("Throw away"), kit.Quiet, m.DropDraft)
	bar := kit.HStack(kit.Space2, kit.Grow(e.note), drop, save)
	e.fail(m.Err, m.Dismiss)
	rows := []fyne.CanvasObject{e.wrong}
	rows = append(rows, kit.NewElastic(say.T("Editing · %s", say.Sentence(r.Kind.Word())), kit.Small), kit.NewParagraph(r.Name, kit.Display), bar)
	switch {
	case len(d.Parts) > 0:
		rows = append(rows, kit.NewParagraph(say.T("## heading, - item, 1. question, - [ ] box to tick, > quote, | table |, **bold**, *italic*, [place to fill in]. Tab goes to the next part."), kit.Small))
		rows = append(rows, s.parts(e)...)
	default:
		rows = append(rows, s.structured(d)...)
	}
	s.put([]fyne.CanvasObject{column(kit.VStack(kit.Space3, rows...))}, s.about(r))
	if first && len(e.fields) > 0 {
		e.fields[0].PutCaret(len(e.fields[0].Text))
		e.fields[0].Focus()
	}
}

// fail says why saving failed, or takes that away.
func (e *editor) fail(err error, dismiss func()) {
	e.wrong.Objects = nil
	if b := kit.ErrorBar(err, kit.NewIconButton(icons.Close, say.T("Dismiss"), dismiss)); b != nil {
		e.wrong.Objects = []fyne.CanvasObject{b}
	}
	e.wrong.Refresh()
}

// parts are the fields of a text, one a section, and one that begins a section.
func (s *Screen) parts(e *editor) []fyne.CanvasObject {
	m := s.model
	box := kit.VStack(kit.Space2)
	wide := max(200, min(readWidth, s.page.Size().Width))
	for i := range e.draft.Parts {
		f := kit.NewGrowingField(say.T("Write here"), e.draft.Parts[i], wide)
		f.OnChanged = func(text string) {
			m.SetPart(i, text)
			f.Fit()
		}
		f.OnGrow = func() {
			s.page.Refresh()
			s.body.Refresh()
		}
		f.OnShortcut = s.saves
		f.OnKey = func(k *fyne.KeyEvent) bool { return k.Name == fyne.KeyEscape && s.leaveField() }
		e.fields = append(e.fields, f)
		box.Add(fitted(f))
	}
	add := kit.NewIconTextButton(icons.Plus, say.T("Section"), kit.Quiet, func() {
		m.Draft.Parts = append(m.Draft.Parts, "## ")
		s.editor = nil
		m.Touched()
		if n := len(s.editor.fields); n > 0 {
			s.editor.fields[n-1].PutCaret(3)
			s.editor.fields[n-1].Focus()
		}
	})
	return []fyne.CanvasObject{box, kit.HStack(0, add, kit.Spacer())}
}

// leaveField takes the keyboard out of a field; the text stays in the making.
func (s *Screen) leaveField() bool {
	s.list.Focus()
	return true
}

// Save stores what is edited as the next version; it reports false when nothing is.
func (s *Screen) Save() bool {
	if s.model.Draft == nil || s.model.Face != Templates {
		return false
	}
	s.model.SaveDraft()
	return true
}

// saves saves with Ctrl+S and Ctrl+Enter.
func (s *Screen) saves(sc fyne.Shortcut) bool {
	c, ok := sc.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierShortcutDefault {
		return false
	}
	switch c.KeyName {
	case fyne.KeyS, fyne.KeyReturn, fyne.KeyEnter:
		s.model.SaveDraft()
		return true
	}
	return false
}

// fitted gives a field the height of its words at whatever width it gets.
func fitted(f *kit.GrowingField) fyne.CanvasObject { return container.New(&fitting{field: f}, f) }

// fitting is the layout of fitted.
type fitting struct {
	field *kit.GrowingField
	wide  float32
}

// MinSize implements fyne.Layout.
func (l *fitting) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, l.field.MinSize().Height)
}

// Layout implements fyne.Layout.
func (l *fitting) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.field.Resize(size)
	if l.wide != size.Width {
		l.wide = size.Width
		l.field.Fit()
	}
}
