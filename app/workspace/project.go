package workspace

import (
	"context"
	"io"
	"path/filepath"
	"time"

	"throughline/app"
	"throughline/app/format/refi"
	"throughline/app/project"
	"throughline/app/qda"
	"throughline/app/report"
)

// ImportProject brings a project in after a backup, where that is quick: the import can be undone. Errors are those of the backup and of project.Service.Import.
func (w *Workspace) ImportProject(ctx context.Context, p *qda.Project, opt project.Options, progress app.Progress) (project.Plan, error) {
	if v, err := w.Backups.List(ctx); err != nil {
		return project.Plan{}, err
	} else if v.Estimate() < patience {
		if _, err := w.backupBefore(ctx, app.BackupBeforeProject, progress); err != nil {
			return project.Plan{}, err
		}
	}
	return w.Projects.Import(ctx, p, opt, progress)
}

// patience is how long a backup before something that takes a while anyway may take.
const patience = time.Minute

// WriteProject writes a study as a REFI-QDA project (.qdpx), whole or not at all, for the readers of file: what they may not see is covered. The report
// says what of it other programs will not find. Errors are those of project.Export and report.WriteFile.
func (w *Workspace) WriteProject(ctx context.Context, opt project.ExportOptions, path string, file report.FileOptions, p app.Progress) (project.Report, error) {
	opt.Audience = file.Audience
	out, err := w.project(ctx, opt, p)
	if err != nil {
		return project.Report{}, err
	}
	err = report.WriteFile(path, file, func(to io.Writer) error {
		mended, err := refi.Write(ctx, to, out.Project, p)
		out.Report.Losses = append(out.Report.Losses, mended...)
		return err
	})
	out.Report.File = filepath.Base(path)
	if err == nil && file.OnWithheld != nil {
		file.OnWithheld(out.Withheld)
	}
	return out.Report, err
}

// PlanProject says what WriteProject would write for opt.Audience and what of it would be covered, and writes nothing. Errors are those of project.Export.
func (w *Workspace) PlanProject(ctx context.Context, opt project.ExportOptions, p app.Progress) (project.Report, app.Withheld, error) {
	out, err := w.project(ctx, opt, p)
	if err != nil {
		return project.Report{}, app.Withheld{}, err
	}
	mended, err := refi.Write(ctx, io.Discard, out.Project, p)
	out.Report.Losses = append(out.Report.Losses, mended...)
	return out.Report, out.Withheld, err
}

// project makes the project of a study for those who may read it; while the workspace is shown to somebody, for them.
func (w *Workspace) project(ctx context.Context, opt project.ExportOptions, p app.Progress) (project.Exported, error) {
	if readers, drawn := w.Curtain.Drawn(); drawn {
		opt.Audience = readers
	}
	return project.Export(ctx, w.Curtain.Store, w.Door(opt.Audience), w.Hand, opt, p)
}
