package memos

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/memo"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// editTitle turns the title into a field.
func (e *sheet) editTitle() {
	p := e.s.model.Page
	if p == nil || !p.Loaded {
		return
	}
	e.close()
	h := kit.NewEntry(say.T("Title"))
	h.TextStyle.Bold = true
	h.SetText(p.Memo.Title)
	h.OnChanged = e.s.model.SetTitle
	h.OnSubmitted = func(string) { e.editBlock(0, 0) }
	h.OnKey = func(k *fyne.KeyEvent) bool {
		switch k.Name {
		case fyne.KeyDown:
			e.editBlock(0, 0)
		case fyne.KeyEscape:
			e.close()
		default:
			return false
		}
		return true
	}
	h.OnFocus = func(on bool) {
		if !on && !e.quiet {
			e.close()
		}
	}
	e.heading, e.edit = h, title
	e.paint()
	h.CursorColumn = len([]rune(h.Text))
	h.Focus()
}

// editEnd writes on at the end of the text.
func (e *sheet) editEnd() {
	if p := e.s.model.Page; p != nil && p.Loaded {
		n := len(p.Blocks) - 1
		e.editBlock(n, len(p.Blocks[n].Text))
	}
}

// editAt turns a block into a field, the caret where it was clicked.
func (e *sheet) editAt(i int, at fyne.Position) {
	if e.open(i) {
		e.field.PutCaretAt(at.AddXY(textPad, textPad))
		e.field.Focus()
	}
}

// editBlock turns a block into a field, the caret behind n bytes of its text.
func (e *sheet) editBlock(i, n int) {
	if !e.open(i) {
		return
	}
	text := e.s.model.Page.Blocks[i].Text
	shown, _ := memo.Shown(text[:min(n, len(text))], e.s.model.Page.Targets)
	e.field.PutCaret(min(len(shown), len(e.field.Text)))
	e.field.Focus()
}

// open puts a field in the place of a block.
func (e *sheet) open(i int) bool {
	p := e.s.model.Page
	if p == nil || !p.Loaded || i < 0 {
		return false
	}
	e.close()
	if i >= len(p.Blocks) { // closing tied links and cut anew
		i = len(p.Blocks) - 1
	}
	shown, links := memo.Shown(p.Blocks[i].Text, p.Targets)
	e.links = links
	hint := ""
	if len(p.Blocks) == 1 {
		hint = say.T("Write here. [[ links to anything.")
	}
	f := kit.NewGrowingField(hint, shown, max(200, min(column, e.s.page.Size().Width)+textPad))
	e.field, e.edit, e.brackets = f, i, strings.Count(shown, "[[")
	f.OnChanged = func(text string) { e.typed(f, text) }
	f.OnKey = e.key
	f.OnFocus = func(on bool) {
		if !on && !e.quiet && !e.picking && e.field == f {
			e.close()
		}
	}
	f.OnGrow = func() {
		e.s.page.Refresh()
		e.s.body.Refresh()
	}
	e.paint()
	return true
}

// close goes back to reading. What was typed is saved.
func (e *sheet) close() {
	if e.edit == nothing {
		return
	}
	if e.field != nil { // a text to be cut may not have been taken in
		e.s.model.SetBlock(e.edit, memo.Stored(e.field.Text, e.links), 0)
	}
	e.edit, e.field, e.heading = nothing, nil, nil
	e.quiet = true
	if c := kit.CanvasOf(e.s.root); c != nil {
		if _, typing := c.Focused().(interface{ SelectedText() string }); typing {
			c.Unfocus()
		}
	}
	e.quiet = false
	e.s.model.Settled()
	e.paint()
}

// typed takes in what was typed. What needs to know the caret comes after the field has moved it.
func (e *sheet) typed(f *kit.GrowingField, text string) {
	if e.field != f {
		return
	}
	p := e.s.model.Page
	if p == nil || e.edit >= len(p.Blocks) {
		return
	}
	brackets := strings.Count(text, "[[")
	begun := brackets > e.brackets
	e.brackets = brackets
	if cuts(text) {
		task.Post(func() { e.cut(f) })
		return
	}
	e.s.model.SetBlock(e.edit, memo.Stored(text, e.links), 0)
	f.Fit()
	if begun {
		task.Post(func() { e.opened(f) })
	}
}

// cut takes in a text that is cut into blocks, with all that was typed until it comes, and goes on in the block of the caret.
func (e *sheet) cut(f *kit.GrowingField) {
	p := e.s.model.Page
	if e.field != f || p == nil || e.edit >= len(p.Blocks) {
		return
	}
	before := len(p.Blocks)
	block, at := e.s.model.SetBlock(e.edit, memo.Stored(f.Text, e.links), len(memo.Stored(f.Text[:f.CaretAt()], e.links)))
	if len(p.Blocks) == before { // one sentence, however long
		f.Fit()
		return
	}
	e.again(f, block, at)
}

// again goes on writing in another block after the blocks were cut.
func (e *sheet) again(f *kit.GrowingField, block, at int) {
	if e.field == f {
		e.move(block, at)
	}
}

// move goes on writing in another block, in the same sitting.
func (e *sheet) move(block, at int) {
	e.quiet = true
	e.edit, e.field = nothing, nil
	e.editBlock(block, at)
	e.quiet = false
}

// key sees the keys of the field first.
func (e *sheet) key(k *fyne.KeyEvent) bool {
	f, m := e.field, e.s.model
	if f == nil || m.Page == nil {
		return false
	}
	switch k.Name {
	case fyne.KeyEscape:
		e.close()
	case fyne.KeyReturn, fyne.KeyEnter:
		at := f.CaretAt()
		head := memo.Stored(f.Text[:at], e.links)
		block, at := m.SetBlock(e.edit, head+"\n"+memo.Stored(f.Text[at:], e.links), len(head)+1)
		e.move(block, at)
	case fyne.KeyBackspace:
		if f.CaretAt() > 0 || f.SelectedText() != "" {
			return false
		}
		if block, at, ok := m.JoinUp(e.edit); ok {
			e.move(block, at)
		}
	case fyne.KeyUp:
		if f.Moves(k) && e.edit > 0 {
			e.move(e.edit-1, len(m.Page.Blocks[e.edit-1].Text))
		}
	case fyne.KeyDown:
		if f.Moves(k) && e.edit+1 < len(m.Page.Blocks) {
			e.move(e.edit+1, 0)
		}
	default:
		return false
	}
	return true
}

// opened opens the picker of links for the brackets that were typed last. By the time it comes, more may have been typed behind
// them: the picker goes on with it.
func (e *sheet) opened(f *kit.GrowingField) {
	if e.field != f || e.picking {
		return
	}
	at := f.CaretAt()
	head, tail := f.Text[:at], f.Text[at:]
	i := strings.LastIndex(head, "[[")
	if i < 0 || strings.ContainsAny(head[i+2:], "]\n") || strings.HasPrefix(tail, "]]") {
		return
	}
	words := head[i+2:]
	head = head[:i+2]
	e.picking = true
	e.s.pickLink(f, words, func(typed string, took bool) {
		if !took && typed != words { // turned away from: what was typed stays
			f.SetText(head + typed + tail)
			f.PutCaret(len(head + typed))
		}
		e.picking = false
	}, func(n app.Named) { e.insert(f, head, tail, n) })
}

// insert puts the link to a record between head, which ends with the brackets that were typed, and tail.
func (e *sheet) insert(f *kit.GrowingField, head, tail string, n app.Named) {
	words := app.LinkWords(n.Name)
	if old, taken := e.links[words]; taken && old.Ref != n.Ref && n.Ref != (app.Ref{}) {
		words += " (" + say.Sentence(string(n.Kind)) + ")"
	}
	if n.Ref != (app.Ref{}) {
		e.links[words] = n
		e.s.model.Know(n)
	}
	head += words + "]]"
	f.SetText(head + tail)
	f.PutCaret(len(head))
	f.Focus()
}
