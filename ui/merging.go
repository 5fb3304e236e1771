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
	"throughline/ui/analysis"
	"throughline/ui/kit"
	"throughline/ui/merge"
	"throughline/ui/say"
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
		said = append(said, say.T("%s and %s in %s: kappa %.2f, F1 %.2f", a.A, a.B, say.Count(a.Interviews, "interview"), a.Kappa, a.F1))
	}
	return said, err
}

// askMerge asks for another workspace and shows what merging it would do.
func (d *desktop) askMerge() {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Merge another workspace"), Action: say.T("Compare"), Dir: filepath.Dir(d.path), Accept: isWorkspace,
		OnPick: func(paths []string) { d.showMerge(paths[0]) }}).Show(d.win.Canvas())
}

func (d *desktop) showMerge(path string) {
	w := d.work
	m := &merge.Model{Merger: merger{w, d.opt.Open}, Jobs: w.Jobs, Path: path}
	merge.Show(d.win.Canvas(), m, merge.Doors{Undo: func() { d.shell.Undo() }, Other: d.askMerge, Report: func(p *domain.Plan) { d.saveMergeReport(w, m.Name(), p) },
		Agree: func(p *app.Pack) {
			d.shell.Go(kit.Route{Screen: kit.Analysis, Study: p.Study, ID: string(analysis.Agreement)})
		}})
}

// askPack asks what of the study in force a colleague is given to code, and writes it.
func (d *desktop) askPack() {
	d.shell.WithStudy(say.T("Which study does your colleague get a part of?"), d.packStudy)
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
			d.sayIf(err)
			return
		}
		p := merge.NewPack(study, rows)
		merge.ShowPack(d.win.Canvas(), p, func() { d.savePack(w, p) })
	})
}

// savePack asks where a part goes and writes it.
func (d *desktop) savePack(w *workspace.Workspace, p *merge.Pack) {
	name := say.T("%s to code%s", strings.TrimSuffix(filepath.Base(d.path), shell.Extension), shell.Extension)
	d.askSave(name, func(path string) {
		w.Jobs.Start(say.T("Write a part to code"), func(ctx context.Context, progress app.Progress) error {
			order := workspace.PackOrder{Study: p.Study, Interviews: p.Chosen(), Findings: p.Findings, Audience: p.Audience()}
			made, err := w.WritePack(ctx, d.opt.Open, order, path, progress)
			if err == nil {
				task.Post(func() {
					if d.work == w {
						d.toast(kit.Toast{Text: packed(made, path), Icon: icons.Done, Action: say.T("Show file"), Run: func() { d.sayIf(reveal(filepath.Dir(path))) }})
					}
				})
			}
			return err
		})
	})
}

// packed says what was written.
func packed(p *app.Pack, path string) string {
	said := say.T("%s written to %s", say.Count(len(p.Interviews), "interview"), filepath.Base(path))
	if p.Covered > 0 {
		said += say.T(", %s covered", say.Count(p.Covered, "passage"))
	}
	if p.Without > 0 {
		said += say.T(", %s left out without consent to a transcript", say.Number(p.Without))
	}
	return said
}

// saveMergeReport asks where the report of a merge goes and writes it.
func (d *desktop) saveMergeReport(w *workspace.Workspace, name string, plan *domain.Plan) {
	d.askSave(say.T("Merge of %s.txt", strings.TrimSuffix(name, shell.Extension)), func(path string) {
		w.Jobs.Start(say.T("Save the report of the merge"), func(context.Context, app.Progress) error {
			err := w.WriteMergeReport(plan, path, report.FileOptions{Overwrite: true})
			task.Post(func() {
				if err == nil && d.work == w {
					d.toast(kit.Toast{Text: say.T("Saved as %s, without anybody's words", path), Icon: icons.Done})
				}
			})
			return err
		})
	})
}

// mergeCommands are the acts on copies of the workspace.
func (d *desktop) mergeCommands(w *workspace.Workspace) []shell.Command {
	return []shell.Command{
		{ID: "merge-another-workspace", Group: say.T("File"), Title: say.T("Merge another workspace…"), Icon: icons.Merge, Off: w.Store.ReadOnly(), Run: d.askMerge},
		{ID: "give-a-colleague-a-part-to-code", Group: say.T("File"), Title: say.T("Give a colleague a part to code…"), Icon: icons.Export, Run: d.askPack},
	}
}
