package ui

import (
	"context"

	"throughline/app"
	"throughline/app/memo"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/memos"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

func (d *desktop) memosPage(w *workspace.Workspace, l links) *shell.Page {
	m := &memos.Model{Memos: w.Memos, Search: w.Search}
	s := memos.New(m, d.exportMemos(w, l), l.goTo)
	d.leave = append(d.leave, m.Flush)
	return &shell.Page{ID: kit.Memos, Title: say.T("Memos"), Icon: icons.Note, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: s.Shown, Settle: m.Flush, Key: s.Key, Rune: s.Rune, Keys: s.Keys(), Count: func(c app.Counts) int { return c.Memos }}
}

// exportMemos asks for a file and writes the memos of a study to it in the background, then says so.
func (d *desktop) exportMemos(w *workspace.Workspace, l links) memos.Export {
	return func(format memo.Format, study app.StudyID) {
		d.askReaders(w, l, say.T("Memos.%s", string(format)), func(file report.FileOptions, path string) {
			w.Jobs.Start(say.T("Export memos"), func(ctx context.Context, _ app.Progress) error {
				kept := heardBy(&file)
				n, err := w.WriteMemos(ctx, app.MemoQuery{Study: study}, format, path, file)
				if err == nil {
					task.Post(func() { d.sayListed(w, say.Count(n, "memo")+kept(), path) })
				}
				return err
			})
		})
	}
}

// memoDesk lets other screens read and write the memos on what they show. What is being written when the workspace is closed is
// stored before.
func (d *desktop) memoDesk(w *workspace.Workspace, l links) *kit.MemoDesk {
	desk := &kit.MemoDesk{GoTo: l.goTo, Undo: func() { d.shell.Undo() },
		Read: func(ctx context.Context, on app.Ref) (own, mentions []app.MemoRow, err error) {
			if own, err = w.Memos.For(ctx, on); err != nil {
				return nil, nil, err
			}
			mentions, err = w.Memos.Backlinks(ctx, on)
			return own, mentions, err
		}}
	if !w.Store.ReadOnly() {
		desk.Write = func(ctx context.Context, m app.Memo) error {
			_, err := w.Memos.Write(ctx, m)
			return err
		}
	}
	d.leave = append(d.leave, desk.Flush)
	return desk
}

// withMemos lets the memos of a page hear what the page hears.
func withMemos(p *shell.Page, row *kit.MemoRow) *shell.Page {
	changed := p.Changed
	p.Changed = func(cs *app.ChangeSet) {
		changed(cs)
		row.Changed(cs)
	}
	return p
}
