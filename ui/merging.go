package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"throughline/app"
	domain "throughline/app/merge"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/analysis"
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

// Agreement implements merge.Merger.
func (m merger) Agreement(ctx context.Context, plan *domain.Plan, p app.Progress) (said []string, err error) {
	all, err := m.w.PackAgreement(ctx, plan, p)
	for _, a := range all {
		said = append(said, fmt.Sprintf("%s and %s in %s: kappa %.2f, F1 %.2f", a.A, a.B, app.Count(a.Interviews, "interview"), a.Kappa, a.F1))
	}
	return said, err
}

// askMerge asks for another workspace and shows what merging it would do.
func (d *desktop) askMerge() {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: "Merge another workspace", Action: "Compare", Dir: filepath.Dir(d.path), Accept: isWorkspace,
		OnPick: func(paths []string) { d.showMerge(paths[0]) }}).Show(d.win.Canvas())
}

func (d *desktop) showMerge(path string) {
	w := d.work
	m := &merge.Model{Merger: merger{w, d.opt.Open}, Jobs: w.Jobs, Path: path}
	merge.Show(d.win.Canvas(), m, merge.Doors{Undo: func() { d.shell.Undo() }, Report: func(p *domain.Plan) { d.saveMergeReport(w, m.Name(), p) },
		Agree: func(p *app.Pack) {
			d.shell.Go(kit.Route{Screen: kit.Analysis, Study: p.Study, ID: string(analysis.Agreement)})
		}})
}

// askPack asks what of the study in force a colleague is given to code, and writes it.
func (d *desktop) askPack() {
	d.shell.WithStudy("Which study does your colleague get a part of?", d.packStudy)
}

// packStudy is askPack for a study.
func (d *desktop) packStudy(study app.StudyID) {
	w := d.work
	d.packing.Load(func(ctx context.Context) ([]app.InterviewRow, error) {
		return w.Store.Interviews(ctx, study, app.Page{})
	}, func(rows []app.InterviewRow, err error) {
		if d.work != w {
			return
		}
		if err != nil {
			d.shell.Fail(err)
			return
		}
		p := merge.NewPack(study, rows)
		merge.ShowPack(d.win.Canvas(), p, func() { d.savePack(w, p) })
	})
}

// savePack asks where a part goes and writes it.
func (d *desktop) savePack(w *workspace.Workspace, p *merge.Pack) {
	name := strings.TrimSuffix(filepath.Base(d.path), shell.Extension) + " to code" + shell.Extension
	d.askSave(name, func(path string) {
		w.Jobs.Start("Write a part to code", func(ctx context.Context, progress app.Progress) error {
			order := workspace.PackOrder{Study: p.Study, Interviews: p.Chosen(), Findings: p.Findings, Audience: p.Audience()}
			made, err := w.WritePack(ctx, d.opt.Open, order, path, progress)
			if err == nil {
				task.Post(func() {
					if d.work == w {
						d.shell.Toast(kit.Toast{Text: packed(made, path), Icon: icons.Done, Action: "Show file", Run: func() { d.shell.Fail(reveal(filepath.Dir(path))) }})
					}
				})
			}
			return err
		})
	})
}

// packed says what was written.
func packed(p *app.Pack, path string) string {
	said := app.Count(len(p.Interviews), "interview") + " written to " + filepath.Base(path)
	if p.Covered > 0 {
		said += ", " + app.Count(p.Covered, "passage") + " covered"
	}
	if p.Without > 0 {
		said += ", " + app.Number(p.Without) + " left out without consent to a transcript"
	}
	return said
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
	return []shell.Command{
		{Group: "File", Title: "Merge another workspace…", Icon: icons.Merge, Off: w.Store.ReadOnly(), Run: d.askMerge},
		{Group: "File", Title: "Give a colleague a part to code…", Icon: icons.Export, Run: d.askPack},
	}
}
