package ui

import (
	"context"
	"path/filepath"
	"strings"

	"throughline/app"
	domain "throughline/app/merge"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/merge"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// merger merges files into the open workspace.
type merger struct {
	w    *workspace.Workspace
	open workspace.Opener
}

// PlanMerge implements merge.Merger.
func (m merger) PlanMerge(ctx context.Context, path string, c domain.Choices, p app.Progress) (*domain.Plan, error) {
	return m.w.PlanMerge(ctx, m.open, path, c, p)
}

// MergeFrom implements merge.Merger.
func (m merger) MergeFrom(ctx context.Context, path string, c domain.Choices, p app.Progress) (*domain.Plan, string, error) {
	return m.w.MergeFrom(ctx, m.open, path, c, p)
}

// askMerge asks for another workspace and shows what merging it would do.
func (d *desktop) askMerge() {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: "Merge another workspace", Action: "Compare", Dir: filepath.Dir(d.path), Accept: isWorkspace,
		OnPick: func(paths []string) { d.showMerge(paths[0]) }}).Show(d.win.Canvas())
}

func (d *desktop) showMerge(path string) {
	w := d.work
	m := &merge.Model{Merger: merger{w, d.opt.Open}, Jobs: w.Jobs, Path: path}
	merge.Show(d.win.Canvas(), m, merge.Doors{Undo: func() { d.shell.Undo() }, Report: func(p *domain.Plan) { d.saveMergeReport(w, m.Name(), p) }})
}

// saveMergeReport asks where the report of a merge goes and writes it.
func (d *desktop) saveMergeReport(w *workspace.Workspace, name string, plan *domain.Plan) {
	d.askSave("Merge of "+strings.TrimSuffix(name, shell.Extension)+".txt", func(path string) {
		w.Jobs.Start("Save the report of the merge", func(context.Context, app.Progress) error {
			err := w.WriteMergeReport(plan, path, report.FileOptions{Overwrite: true})
			task.Post(func() {
				if err == nil && d.work == w {
					d.shell.Toast(kit.Toast{Text: "Saved as " + path + ", without anybody's words", Icon: icons.Done})
				}
			})
			return err
		})
	})
}

// mergeCommands are the acts on copies of the workspace.
func (d *desktop) mergeCommands(w *workspace.Workspace) []shell.Command {
	return []shell.Command{{Group: "File", Title: "Merge another workspace…", Icon: icons.Merge, Off: w.Store.ReadOnly(), Run: d.askMerge}}
}
