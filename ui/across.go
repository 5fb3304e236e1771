package ui

import (
	"context"
	"path/filepath"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/board"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// boardExport writes a board of themes to a file of the person's choice, as a job.
func (d *desktop) boardExport(w *workspace.Workspace, l links) func(app.StudyID, string, board.Kind) {
	return func(study app.StudyID, name string, kind board.Kind) {
		l.save(name+"."+string(kind), func(path string) {
			w.Jobs.Start("Export board", func(ctx context.Context, p app.Progress) error {
				err := w.WriteBoard(ctx, study, kind, path, report.FileOptions{Overwrite: true}, p)
				if err == nil {
					task.Post(func() { d.sayWritten(w, path) })
				}
				return err
			})
		})
	}
}

// sayWritten tells that a file is there and offers to open it.
func (d *desktop) sayWritten(w *workspace.Workspace, path string) {
	if d.work == w && d.shell != nil {
		d.shell.Toast(kit.Toast{Text: filepath.Base(path) + " is written", Icon: icons.Done, Action: "Open", Run: func() {
			if err := reveal(path); err != nil {
				d.shell.Fail(err)
			}
		}})
	}
}
