package ui

import (
	"fyne.io/fyne/v2"

	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/autocode"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
)

// autocodePage is "Find and tag". It stands under the codebook, whose tags it puts on.
func (d *desktop) autocodePage(w *workspace.Workspace, l links, undo func()) *shell.Page {
	m := &autocode.Model{Store: w.Store, Rules: w.Rules, Coding: w.Coding, Jobs: w.Jobs, ReadOnly: w.Store.ReadOnly()}
	s := autocode.New(m, l.goTo, undo)
	d.leave = append(d.leave, m.Close)
	return &shell.Page{ID: kit.AutoCode, Title: say.T("Find and tag"), Icon: icons.Wand, Under: kit.Codebook, Content: s.Content(), Open: s.Open,
		Changed: m.Changed, Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

// findCommand opens "Find and tag": from the reader with its interview and the words selected there.
func (d *desktop) findCommand(frame func() *shell.Shell) shell.Command {
	return shell.Command{ID: "find-and-tag", Group: say.T("View"), Title: say.T("Find and tag…"), Icon: icons.Wand, Shortcut: shell.Shortcut{Key: fyne.KeyF, Ctrl: true, Shift: true}, Run: func() {
		sh := frame()
		r := kit.FindIn("", "")
		if sh.Here().Screen == kit.Reader {
			r = d.find()
		}
		sh.Go(r)
	}}
}
