package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"throughline/app/merge"
	"throughline/app/report"
	"throughline/app/workspace"
)

// mergeOptions are the flags of merge.
type mergeOptions struct {
	workspace, prefer, report string
	dryRun                    bool
}

func (c *command) mergeCommand() *cobra.Command {
	var o mergeOptions
	cmd := &cobra.Command{
		Use:   "merge [OURS] THEIRS",
		Short: "Take what is new in another copy of a workspace, as one step that can be undone",
		Long: `Brings the work of two people together. Records are known by their ids, and what both had before by the history that the two files share:
what only one side changed is taken, different fields of one record are joined, tags on findings are joined as sets. Where both changed the same
field, or one deleted what the other worked on, there is a conflict: ours stays unless --prefer says otherwise, and the other value is kept in the
history of the record. The stricter consent always holds, a withdrawal is never undone, nobody comes back who was erased here, and what is sealed in
a vault is not touched. THEIRS is only read. OURS is backed up before. A part made by throughline pack is merged the same way: only what was
marked in it is taken.`,
		Example: `  throughline merge team.throughline jon.throughline --dry-run
  throughline merge team.throughline jon.throughline --prefer theirs --report merge.txt`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 2 {
				if o.workspace != "" {
					return usageError{errors.New("name the workspace once: as the first file, or with -w")}
				}
				o.workspace, args = args[0], args[1:]
			}
			return c.runMerge(cmd.Context(), o, args[0])
		},
	}
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.BoolVar(&o.dryRun, "dry-run", false, "only say what would be taken, and where the two differ")
	f.StringVar(&o.prefer, "prefer", "", "how conflicts end that can be chosen: ours or theirs")
	f.StringVar(&o.report, "report", "", "file to write what was taken and every conflict to: text, or JSON for a name that ends in .json")
	return cmd
}

// mergedOut is what merge says.
type mergedOut struct {
	*merge.Plan
	Backup string             `json:"backup,omitempty"`
	Merged bool               `json:"merged"`
	Agreed []workspace.Agreed `json:"agreement,omitempty"` // of those who coded a pack
}

func (c *command) runMerge(ctx context.Context, o mergeOptions, theirs string) error {
	choices := merge.Choices{Prefer: merge.Side(o.prefer)}
	if o.prefer != "" && choices.Prefer != merge.Ours && choices.Prefer != merge.Theirs {
		return usageError{fmt.Errorf("--prefer takes ours or theirs, not %q", o.prefer)}
	}
	mode := workspace.Existing
	if o.dryRun {
		mode = workspace.ReadOnly
	}
	return c.withinWhole(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		out := mergedOut{Merged: !o.dryRun}
		var err error
		if o.dryRun {
			out.Plan, err = w.PlanMerge(ctx, c.Open, theirs, choices, c.progress())
		} else {
			out.Plan, out.Backup, err = w.MergeFrom(ctx, c.Open, theirs, choices, c.progress())
		}
		if err != nil {
			return err
		}
		if out.Merged {
			if out.Agreed, err = w.PackAgreement(ctx, out.Plan, c.progress()); err != nil {
				return err
			}
		}
		if o.report != "" {
			if err := w.WriteMergeReport(out.Plan, o.report, report.FileOptions{Overwrite: true}); err != nil {
				return err
			}
		}
		out.Plan = out.Plan.Wordless()
		return c.print(out, func(w io.Writer) {
			_ = out.Plan.Write(w) // the terminal
			for _, a := range out.Agreed {
				fmt.Fprintf(w, "\n%s and %s agree on %s: kappa %.2f, F1 %.2f.\n", a.A, a.B, count(a.Interviews, "interview"), a.Kappa, a.F1)
			}
			if out.Backup != "" {
				fmt.Fprintln(w, "\nBacked up before:", out.Backup)
			}
		})
	})
}
