package ui

import (
	"io"

	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/projects"
	"throughline/ui/shell"
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
		Tell: func(said, action string, run func()) {
			frame().Toast(kit.Toast{Text: said, Icon: icons.Done, Action: action, Run: run})
		},
	}
	wizard := projects.NewWizard(&projects.Import{Carrier: w.Projects, Store: w.Store, Jobs: w.Jobs, Author: w.Hand.Author}, p)
	if !w.Store.ReadOnly() {
		d.wizard.Project = wizard.Knows
		d.wizard.OnProject = func(path string) { wizard.Show(frame().Study(), path) }
	}
	return []shell.Command{
		{Group: "File", Title: "Import a project…", Icon: icons.Import, Off: w.Store.ReadOnly(), Run: func() { wizard.Show(frame().Study(), "") }},
	}
}
