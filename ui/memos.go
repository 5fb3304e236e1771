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
	"throughline/ui/shell"
)

func (d *desktop) memosPage(w *workspace.Workspace, l links) *shell.Page {
	m := &memos.Model{Memos: w.Memos, Search: w.Search}
	s := memos.New(m, exportMemos(w, l), l.goTo)
	d.leave = append(d.leave, m.Flush)
	return &shell.Page{ID: kit.Memos, Title: "Memos", Icon: icons.Note, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys(), Count: func(c app.Counts) int { return c.Memos }}
}

// exportMemos asks for a file and writes the memos of a study to it in the background.
func exportMemos(w *workspace.Workspace, l links) memos.Export {
	return func(format memo.Format, study app.StudyID) {
		l.save("Memos."+string(format), func(path string) {
			w.Jobs.Start("Export memos", func(ctx context.Context, _ app.Progress) error {
				_, err := w.WriteMemos(ctx, app.MemoQuery{Study: study}, format, path, report.FileOptions{Overwrite: true})
				return err
			})
		})
	}
}
