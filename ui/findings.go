package ui

import (
	"context"
	"path/filepath"
	"time"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/findings"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// findingsCommands are the acts on the table of findings that can be found from anywhere.
func (d *desktop) findingsCommands(goTo func(kit.Route)) []shell.Command {
	return []shell.Command{{ID: "duplicate-findings", Group: say.T("Go"), Title: say.T("Duplicate findings"), Icon: icons.Copy, Run: func() {
		goTo(kit.Route{Screen: kit.Findings})
		d.table.ShowDuplicates()
	}}}
}

// exportFindings asks for a file and writes the findings of a filter to it in the background, then says so.
func (d *desktop) exportFindings(w *workspace.Workspace, l links) func(findings.Export) {
	return func(e findings.Export) {
		d.askReaders(w, l, say.T("Findings.%s", e.Format), func(file report.FileOptions, path string) {
			w.Jobs.Start(say.T("Export findings"), func(ctx context.Context, p app.Progress) error {
				spec := report.ListSpec{Find: e.Find, Author: w.Hand.Author, Date: app.DateOf(time.Now()), Progress: p, Title: e.Title}
				for _, c := range e.Columns {
					spec.Columns = append(spec.Columns, string(c))
				}
				kept := heardBy(&file)
				n, err := w.WriteList(ctx, spec, e.Format, path, file)
				if err == nil {
					task.Post(func() { d.sayListed(w, say.Count(n, "finding")+kept(), path) })
				}
				return err
			})
		})
	}
}

// sayListed tells how much of what was written and offers to open it.
func (d *desktop) sayListed(w *workspace.Workspace, what, path string) {
	if d.work == w && d.shell != nil {
		d.toast(kit.Toast{Text: say.T("%s written to %s", what, filepath.Base(path)), Icon: icons.Done, Action: say.T("Open"), Run: func() {
			if err := reveal(path); err != nil {
				d.sayIf(err)
			}
		}})
	}
}
