package kit

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
)

// memoForm is the sheet in which a memo on a record is written. Whichever way it is closed, its words are stored, unless they are
// discarded by name; what was discarded can be brought back.
type memoForm struct {
	desk   *MemoDesk
	on     app.Ref
	name   string
	canvas fyne.Canvas
	dialog *Dialog
	title  *Entry
	text   *Entry
	kind   *Dropdown
	wrong  *Paragraph
	done   bool // the words are stored, being stored or discarded
}

// form opens the sheet for a memo on a record known by name.
func (d *MemoDesk) form(on app.Ref, name string, c fyne.Canvas) {
	draft := d.drafts[on]
	if draft.Kind == "" {
		draft.Kind = app.UsualMemo(on.Kind)
	}
	f := &memoForm{desk: d, on: on, name: name, canvas: c, title: NewEntry(say.T("Title, if it needs one")),
		text: NewTextArea(say.T("Write here. [[Name]] links to what is called so."), 9), kind: NewDropdown(memoKinds(), nil), wrong: NewParagraph("", Small.In(BadInk))}
	f.title.SetText(draft.Title)
	f.text.SetText(draft.Text)
	f.kind.Select(string(draft.Kind))
	f.title.OnSubmitted = func(string) { f.text.Focus() }
	f.title.OnShortcut, f.text.OnShortcut = f.shortcut, f.shortcut
	f.dialog = NewDialog(Fit(say.T("Memo on “%s”", name), Strong, 420), 520, 360)
	f.dialog.OnClose = f.closed
	f.dialog.SetContent(VStack(Space3, HStack(Space2, Grow(f.title), f.kind), f.text))
	save := NewButton(say.T("Save memo"), Primary, f.save)
	save.SetTip(say.T("Save (Ctrl+Enter)"))
	f.dialog.SetActions([]fyne.CanvasObject{Fixed(f.wrong, 240, 0)}, NewButton(say.T("Discard"), Quiet, f.discard), save)
	d.open = f
	f.dialog.Show(c)
	f.text.Focus()
}

// shortcut saves with Ctrl+Enter and Ctrl+S.
func (f *memoForm) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierShortcutDefault {
		return false
	}
	switch c.KeyName {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyS:
		f.save()
		return true
	}
	return false
}

func (f *memoForm) words() app.Memo {
	return app.Memo{On: f.on, Kind: app.MemoKind(f.kind.Selected()), Title: f.title.Text, Text: f.text.Text}
}

// worded reports whether a memo has words.
func worded(m app.Memo) bool { return strings.TrimSpace(m.Title+m.Text) != "" }

// save stores the memo and closes the form, or says in it why not.
func (f *memoForm) save() {
	if f.done {
		return
	}
	f.done = true
	f.desk.store(f.words(), func(err error) {
		if err == nil {
			f.dialog.Hide()
			return
		}
		f.done = false
		message, hint := say.Explain(err)
		f.wrong.SetText(strings.TrimSpace(message + " " + hint))
	})
}

// discard throws the words away and offers them back.
func (f *memoForm) discard() {
	d, m := f.desk, f.words()
	f.done = true
	delete(d.drafts, f.on)
	f.dialog.Hide()
	if worded(m) {
		f.toast(Toast{Text: say.T("Memo discarded"), Action: say.T("Bring back"), Run: func() {
			d.keep(m)
			d.form(f.on, f.name, f.canvas)
		}})
	}
}

// closed stores what was written in a form that is closed by Escape or the cross.
func (f *memoForm) closed() {
	d, m := f.desk, f.words()
	if d.open == f {
		d.open = nil
	}
	if f.done || !worded(m) {
		return
	}
	f.done = true
	d.store(m, func(err error) {
		if err != nil {
			message, _ := say.Explain(err)
			f.toast(Toast{Text: message, Action: say.T("Show the memo"), Run: func() { d.form(f.on, f.name, f.canvas) }})
			return
		}
		said := Toast{Text: say.T("Memo saved"), Icon: icons.Done}
		if d.Undo != nil {
			said.Action, said.Run = say.T("Undo"), d.Undo
		}
		f.toast(said)
	})
}

func (f *memoForm) toast(t Toast) {
	if s, ok := f.canvas.Content().(*Stage); ok {
		s.Toast(t)
	}
}

// store writes a memo off the UI goroutine. Words that could not be stored are kept.
func (d *MemoDesk) store(m app.Memo, done func(error)) {
	d.work.Do(func(ctx context.Context) error { return d.Write(ctx, m) }, func(err error) {
		if err == nil {
			delete(d.drafts, m.On)
		} else {
			d.keep(m)
		}
		done(err)
	})
}

func (d *MemoDesk) keep(m app.Memo) {
	if d.drafts == nil {
		d.drafts = map[app.Ref]app.Memo{}
	}
	d.drafts[m.On] = m
}

// Flush hands over to be stored what is written in the form that is open, and what could not be stored before; where the record
// has gone, the memo stands on nothing. Call it before the workspace is closed; task.Settle waits until it is stored.
func (d *MemoDesk) Flush() {
	if f := d.open; f != nil && !f.done {
		f.done = true
		d.keep(f.words())
	}
	all := slices.SortedFunc(maps.Values(d.drafts), func(a, b app.Memo) int {
		return cmp.Or(cmp.Compare(a.On.Kind, b.On.Kind), cmp.Compare(a.On.ID, b.On.ID))
	})
	d.drafts = nil
	for _, m := range all {
		if !worded(m) {
			continue
		}
		d.work.Do(func(ctx context.Context) error {
			err := d.Write(ctx, m)
			if app.CodeOf(err) == app.ENotFound {
				m.On = app.Ref{}
				err = d.Write(ctx, m)
			}
			return err
		}, nil)
	}
}

func memoKinds() []Option {
	var out []Option
	for _, k := range app.MemoKinds {
		out = append(out, Option{ID: string(k), Text: say.Sentence(k.Word())})
	}
	return out
}
