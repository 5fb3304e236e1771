package ui

import (
	"time"

	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/analysis"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
)

func (d *desktop) analysisPage(w *workspace.Workspace, l links) *shell.Page {
	m := &analysis.Model{Tally: w.Tally, Guide: w.Guide, Jobs: w.Jobs, Store: w.Store, Clock: time.Now, Author: w.Hand.Author, ReadOnly: w.Store.ReadOnly()}
	s := analysis.New(m, l.goTo)
	s.OnPack, s.OnChooseStudy = d.askPack, l.choose
	return &shell.Page{ID: kit.Analysis, Title: say.T("Analysis"), Icon: icons.Chart, Digit: "0", Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: s.Shown, Rune: s.Rune, Keys: s.Keys()}
}
