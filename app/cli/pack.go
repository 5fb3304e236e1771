package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/workspace"
)

// packOptions are the flags of pack.
type packOptions struct {
	workspace, study, out string
	interviews            []string
	findings              bool
}

func (c *command) packCommand() *cobra.Command {
	var o packOptions
	cmd := &cobra.Command{
		Use:   "pack",
		Short: "Give a colleague a part of a study to code",
		Long: `Writes a new workspace file with interviews of a study, the codebook and the guide, for somebody else to tag without seeing what others
marked. People are in it by their codes alone; words that they did not allow for the readers are covered, and the file holds no history. Merged back with
throughline merge, only what was marked in it is taken, and how far the coders agree is said. --audience inside is for a colleague of the team.`,
		Example: `  throughline pack -w team.throughline --study Ordering --out jon.throughline --audience inside
  throughline merge team.throughline jon.throughline`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runPack(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.StringVar(&o.study, "study", "", "study to take a part of")
	f.StringArrayVar(&o.interviews, "interview", nil, "title or id of an interview; may be given several times, all of the study without it")
	f.StringVar(&o.out, "out", "", "file to write")
	f.BoolVar(&o.findings, "with-findings", false, "not blind: with what was found so far")
	return cmd
}

func (c *command) runPack(ctx context.Context, o packOptions) error {
	if o.out == "" {
		return usageError{errors.New("name the file with --out FILE")}
	}
	if filepath.Ext(o.out) == "" {
		o.out += extension
	}
	readers, err := c.readers()
	if err != nil {
		return err
	}
	return c.withinWhole(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		order := workspace.PackOrder{Findings: o.findings, Audience: readers}
		if order.Study, err = studyNamed(ctx, w, o.study, false); err != nil {
			return err
		}
		for _, name := range o.interviews {
			rows, err := interviewsNamed(ctx, w, order.Study, name)
			if err != nil {
				return err
			}
			for _, r := range rows {
				order.Interviews = append(order.Interviews, r.ID)
			}
		}
		pack, err := w.WritePack(ctx, c.Open, order, o.out, c.progress())
		if err != nil {
			return err
		}
		return c.print(map[string]any{"pack": o.out, "interviews": len(pack.Interviews), "left_out": pack.Without, "covered": pack.Covered, "blind": pack.Blind}, func(out io.Writer) {
			fmt.Fprintf(out, "%s: %s", o.out, count(len(pack.Interviews), "interview"))
			if pack.Covered > 0 {
				fmt.Fprintf(out, ", %s covered because people did not allow it", app.Count(pack.Covered, "passage"))
			}
			if pack.Without > 0 {
				fmt.Fprintf(out, ", %s left out because somebody in it did not allow a transcript", count(pack.Without, "interview"))
			}
			fmt.Fprintln(out, ".")
		})
	})
}
