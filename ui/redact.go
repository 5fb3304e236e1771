package ui

import (
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/redact"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// redactPage takes personal data out of all interviews of a study. It stands under the interviews.
func (d *desktop) redactPage(w *workspace.Workspace, l links) *shell.Page {
	m := &redact.Model{Redactor: w, Vault: w.Vault.IsOpen, Jobs: w.Jobs, ReadOnly: w.Store.ReadOnly()}
	m.OnTell = func(text string) {
		d.told(w, text)
	}
	m.OnFail = d.sayIf
	s := redact.New(m, l.goTo, l.choose, func(then func()) { d.vault.AskOpen(d.win.Canvas(), then) })
	d.leave = append(d.leave, m.Close, w.Vault.OnChange(func() { task.Post(s.Refresh) }))
	return &shell.Page{ID: kit.Redaction, Title: say.T("Redact"), Icon: icons.Lock, Under: kit.Interviews, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

// redactCommand leads to it from anywhere.
func redactCommand(l links) []shell.Command {
	return []shell.Command{{ID: "redact-personal-data-of-this-study", Group: say.T("View"), Title: say.T("Redact personal data of this study…"), Icon: icons.Lock, Run: func() { l.goTo(kit.Route{Screen: kit.Redaction}) }}}
}
