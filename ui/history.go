package ui

import (
	"time"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/history"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
)

// historyPage stands under no entry of the rail: the status bar, Ctrl+H and the palette lead to it.
func historyPage(w *workspace.Workspace, l links, sh func() *shell.Shell) *shell.Page {
	m := &history.Model{Log: w.Log, Store: w.Store, Jobs: w.Jobs, Hand: w.Hand, Now: time.Now, ReadOnly: w.Store.ReadOnly()}
	m.Quiet = func() func() { return sh().Quiet() }
	m.OnFail = func(err error) { sh().Fail(err) }
	m.OnTell = func(text, action string, run func()) {
		sh().Toast(kit.Toast{Text: text, Icon: icons.History, Action: action, Run: run})
	}
	s := history.New(m, l.goTo)
	return &shell.Page{ID: kit.History, Title: say.T("History"), Icon: icons.History, Under: kit.History, Content: s.Content(), Open: s.Open,
		Changed: m.Changed, Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

// pastDesk lets other screens read the history of what they show.
func pastDesk(w *workspace.Workspace, l links) *kit.PastDesk {
	return &kit.PastDesk{Read: w.Log.Record, Now: time.Now, GoTo: l.goTo}
}

// withPast lets the history on a page hear what the page hears.
func withPast(p *shell.Page, row *kit.PastRow) *shell.Page {
	changed := p.Changed
	p.Changed = func(cs *app.ChangeSet) {
		changed(cs)
		row.Changed(cs)
	}
	return p
}
