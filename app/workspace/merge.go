package workspace

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"throughline/app"
	"throughline/app/merge"
	"throughline/app/report"
)

// LookToMerge refuses while the curtain is drawn: a merge reads everything.
func (c *Curtain) LookToMerge(ctx context.Context, do func(app.MergeView) error) error {
	if c.audience() != nil {
		return errDrawn()
	}
	return c.Store.LookToMerge(ctx, do)
}

// other opens another workspace file to read it. Returns EInvalid for the workspace itself.
func (w *Workspace) other(ctx context.Context, open Opener, path string) (Store, error) {
	a, errA := os.Stat(path)
	b, errB := os.Stat(w.Store.Path())
	if errA == nil && errB == nil && os.SameFile(a, b) {
		return nil, &app.Error{Code: app.EInvalid, Message: "A workspace cannot be merged with itself.", Hint: "Choose the other file.", Op: "merge", Path: path}
	}
	return open(ctx, path, ReadOnly)
}

// PlanMerge says what merging another workspace file would do. It changes nothing. Errors are those of opening the file and of merge.Service.Plan.
func (w *Workspace) PlanMerge(ctx context.Context, open Opener, path string, c merge.Choices, p app.Progress) (*merge.Plan, error) {
	other, err := w.other(ctx, open, path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = other.Close() }() // it was only read
	return w.Merge.Plan(ctx, other, c, p)
}

// MergeFrom takes what is new in another workspace file as one step, after a backup of this one into its own folder. Without anything to take
// neither is made and backup is "". Errors are those of PlanMerge and of the backup.
func (w *Workspace) MergeFrom(ctx context.Context, open Opener, path string, c merge.Choices, p app.Progress) (plan *merge.Plan, backup string, err error) {
	other, err := w.other(ctx, open, path)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = other.Close() }() // it was only read
	if plan, err = w.Merge.Plan(ctx, other, c, p); err != nil {
		return nil, "", err
	}
	if plan.Changes() > 0 {
		if backup, err = w.backupBefore(ctx, app.BackupBeforeMerge, p); err != nil {
			return plan, "", err
		}
	}
	return plan, backup, w.Merge.Apply(ctx, plan, filepath.Base(path), p)
}

// WriteMergeReport writes what a merge does to a file, without the words of people: as JSON where its name ends in .json, else as text. Errors are
// those of report.WriteFile.
func (w *Workspace) WriteMergeReport(plan *merge.Plan, path string, file report.FileOptions) error {
	plan = plan.Wordless()
	return report.WriteFile(path, file, func(out io.Writer) error {
		if !strings.HasSuffix(strings.ToLower(path), ".json") {
			return plan.Write(out)
		}
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(plan)
	})
}
