package ui

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"throughline/app"
	"throughline/app/project"
	"throughline/app/qda"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/projects"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// projectDialogs makes the dialogs by which whole projects come in and go out, shows them to the import of files, and returns the commands
// that open them.
func (d *desktop) projectDialogs(w *workspace.Workspace, frame func() *shell.Shell) []shell.Command {
	save := d.saver(func(t kit.Toast) { frame().Toast(t) }, func(err error) { frame().Fail(err) })
	p := projects.Params{
		Canvas: d.win.Canvas(),
		GoTo:   func(r kit.Route) { frame().Go(r) },
		Undo:   func() { frame().Undo() },
		Save:   func(name string, write func(io.Writer) error) { save(name, write) },
		Ask:    d.askSave,
		Tell: func(said, action string, run func()) {
			frame().Toast(kit.Toast{Text: said, Icon: icons.Done, Action: action, Run: run})
		},
	}
	wizard := projects.NewWizard(&projects.Import{Carrier: carrier{w.Projects, w}, Store: w.Store, People: w.Store, Jobs: w.Jobs, Author: w.Hand.Author}, p)
	if !w.Store.ReadOnly() {
		d.wizard.Project = wizard.Knows
		d.wizard.OnProject = func(path string) { wizard.Show(frame().Study(), path) }
	}
	exporter := projects.NewExporter(&projects.Export{Planner: w, Store: w.Store, Program: d.program()}, p, func(opt project.ExportOptions, path string) {
		d.writeProject(w, opt, path)
	})
	return []shell.Command{
		{ID: "import-a-project", Group: say.T("File"), Title: say.T("Import a project…"), Icon: icons.Import, Off: w.Store.ReadOnly(), Run: func() { wizard.Show(frame().Study(), "") }},
		{ID: "export-the-study-as-a-project", Group: say.T("File"), Title: say.T("Export the study as a project…"), Icon: icons.Export, Run: func() { exporter.Show(frame().Study()) }},
	}
}

// carrier brings projects in after a backup.
type carrier struct {
	*project.Service
	w *workspace.Workspace
}

// Import implements projects.Carrier.
func (c carrier) Import(ctx context.Context, p *qda.Project, opt project.Options, progress app.Progress) (project.Plan, error) {
	return c.w.ImportProject(ctx, p, opt, progress)
}

// program names this program in files for others.
func (d *desktop) program() string { return strings.TrimSpace(say.T("Throughline %s", d.opt.Version)) }

// writeProject writes a study as a project in the background, then says so.
func (d *desktop) writeProject(w *workspace.Workspace, opt project.ExportOptions, path string) {
	w.Jobs.Start(say.T("Export project %s", filepath.Base(path)), func(ctx context.Context, progress app.Progress) error {
		file := report.FileOptions{Overwrite: true, Audience: opt.Audience} // the dialog said that a file would be replaced
		kept := heardBy(&file)
		if _, err := w.WriteProject(ctx, opt, path, file, progress); err != nil {
			return err
		}
		task.Post(func() {
			if d.work == w {
				d.toast(kit.Toast{Text: say.T("The study%s is written to %s", kept(), filepath.Base(path)), Icon: icons.Done, Action: say.T("Show file"),
					Run: func() { d.sayIf(reveal(filepath.Dir(path))) }})
			}
		})
		return nil
	})
}
