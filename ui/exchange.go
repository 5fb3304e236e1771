package ui

import (
	"context"
	"path/filepath"

	"throughline/app"
	"throughline/app/format"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/codebook"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// codebookExchange is how codebooks come in and go out of a workspace.
func (d *desktop) codebookExchange(w *workspace.Workspace, l links) codebook.Exchange {
	x := codebook.Exchange{Tell: func(said string) {
		d.told(w, said)
	}}
	if !w.Store.ReadOnly() {
		x.Carrier = w.Exchange
	}
	x.Export = func(study app.StudyID, name string, f format.CodebookFormat) {
		d.askReaders(w, l, codebook.ExportName(name, f), func(file report.FileOptions, path string) {
			w.Jobs.Start(say.T("Export codebook"), func(ctx context.Context, _ app.Progress) error {
				kept := heardBy(&file)
				n, err := w.WriteCodebook(ctx, study, path, f, file)
				if err == nil {
					task.Post(func() {
						if d.work == w {
							d.toast(kit.Toast{Text: say.T("%s%s written to %s", say.Count(n, "tag"), kept(), filepath.Base(path)), Icon: icons.Done, Action: say.T("Show file"),
								Run: func() { d.sayIf(reveal(filepath.Dir(path))) }})
						}
					})
				}
				return err
			})
		})
	}
	return x
}

// codebookCommands are the acts on the codebook that can be found from anywhere.
func (d *desktop) codebookCommands(w *workspace.Workspace, goTo func(kit.Route)) []shell.Command {
	at := func(act func(*codebook.Screen)) func() {
		return func() {
			goTo(kit.Route{Screen: kit.Codebook})
			act(d.book)
		}
	}
	return []shell.Command{
		{ID: "import-codebook", Group: say.T("File"), Title: say.T("Import codebook…"), Icon: icons.Import, Off: w.Store.ReadOnly(), Run: at((*codebook.Screen).Import)},
		{ID: "codebook-health", Group: say.T("Go"), Title: say.T("Codebook health"), Icon: icons.Tag, Run: at((*codebook.Screen).ShowHealth)},
	}
}
