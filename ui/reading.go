package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/reader"
	"throughline/ui/say"
	"throughline/ui/shell"
)

// readerPage is the reader with its tabs, and the commands that go between them; undo takes the last step back.
func (d *desktop) readerPage(w *workspace.Workspace, l links, undo func()) (*shell.Page, []shell.Command) {
	desk := reader.NewDesk(l.goTo)
	desk.Author, desk.Memos, desk.Past = w.Hand.Author, d.memoDesk(w, l), pastDesk(w, l)
	desk.Undo, desk.Insights = undo, d.evidenceDesk(w, l)
	desk.NewModel = func() *reader.Model {
		m := &reader.Model{Store: w.Store, Coding: w.Coding, Suggest: w.Analysis, Sounds: w.Sentiment, Hand: w.Hand}
		m.Teacher = w.Analysis
		m.Alike = func(ctx context.Context, id app.FindingID, n int) ([]analysis.LikeFinding, error) {
			return w.Analysis.MoreLike(ctx, "", id, n)
		}
		m.Privacy = w.Analysis
		m.Guide = w.Guide
		if !w.Store.ReadOnly() {
			m.Places, m.Revise, m.Files = w.Store, w.Revise, w.Exchange
			m.Accepter = w.Rules
		}
		return m
	}
	if !w.Store.ReadOnly() {
		desk.Keeper = w.Store
	}
	desk.UseConsents(d.consents)
	desk.Restore()
	d.find = desk.FindRoute
	d.leave, d.unsaved = append(d.leave, desk.Leave), desk.Unsaved
	var keys []kit.KeyHelp
	for _, k := range reader.Keys {
		keys = append(keys, kit.KeyHelp{Keys: k.Key, Does: k.Does})
	}
	page := &shell.Page{ID: kit.Reader, Title: say.T("Interview"), Icon: icons.Interviews, Under: kit.Interviews, Content: desk.Content(), Open: desk.Open,
		Changed: desk.Changed, Shown: desk.Shown, Settle: desk.Settle, Key: desk.Key, Rune: desk.Rune, Keys: keys}
	return page, readerCommands(desk)
}

// readerCommands stand in the menu, so that their keys work wherever the keyboard is; they do nothing while the reader is out
// of sight.
func readerCommands(desk *reader.Desk) []shell.Command {
	there := func(do func()) func() {
		return func() {
			if desk.Visible() {
				do()
			}
		}
	}
	next, back := there(func() { desk.Step(1) }), there(func() { desk.Step(-1) })
	ctrl := func(k fyne.KeyName, shift bool) shell.Shortcut {
		return shell.Shortcut{Key: k, Ctrl: true, Shift: shift}
	}
	return []shell.Command{
		{ID: "two-interviews-side-by-side", Group: say.T("View"), Title: say.T("Two interviews side by side"), Icon: icons.Split, Shortcut: ctrl(fyne.KeyBackslash, false), Run: there(desk.Split)},
		{ID: "suggest-tags-in-the-interview", Group: say.T("Edit"), Title: say.T("Suggest tags in the interview"), Icon: icons.Wand, Run: desk.Suggest},
		{ID: "find-personal-data-in-the-interview", Group: say.T("Edit"), Title: say.T("Find personal data in the interview"), Icon: icons.Lock, Run: desk.FindPersonal},
		{ID: "save-the-edited-transcript", Group: say.T("Edit"), Title: say.T("Save the edited transcript…"), Icon: icons.Edit, Shortcut: ctrl(fyne.KeyS, false), Run: there(desk.SaveEdit)},
		{ID: "close-the-interviews-tab", Group: say.T("View"), Title: say.T("Close the interview’s tab"), Icon: icons.Close, Shortcut: ctrl(fyne.KeyW, false), Run: there(desk.Close)},
		{ID: "next-interview-tab", Group: say.T("Go"), Title: say.T("Next interview tab"), Icon: icons.Right, Shortcut: ctrl(fyne.KeyTab, false), Run: next},
		{ID: "previous-interview-tab", Group: say.T("Go"), Title: say.T("Previous interview tab"), Icon: icons.Left, Shortcut: ctrl(fyne.KeyTab, true), Run: back},
		{ID: "next-interview-tab", Group: say.T("Go"), Title: say.T("Next interview tab"), Hidden: true, Shortcut: ctrl(fyne.KeyPageDown, false), Run: next},
		{ID: "previous-interview-tab", Group: say.T("Go"), Title: say.T("Previous interview tab"), Hidden: true, Shortcut: ctrl(fyne.KeyPageUp, false), Run: back},
	}
}
