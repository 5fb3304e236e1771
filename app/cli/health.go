package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/workspace"
)

// healthSeed is the seed of what is drawn at random, the same as in the window.
const healthSeed = 1

func (c *command) codebookHealthCommand() *cobra.Command {
	var o codebookOptions
	cmd := &cobra.Command{
		Use:   "health",
		Short: "Say what may be wrong with a study's codebook",
		Long: `Looks for tags that may mean the same, always come together, are very broad, drift in use, lack a definition, are out of use
but still on findings, rest on one voice, or are not used. Nothing is changed.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runCodebookHealth(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "study, if the workspace has several")
	return cmd
}

func (c *command) runCodebookHealth(ctx context.Context, o codebookOptions) error {
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study, err := o.of(ctx, w)
		if err != nil {
			return err
		}
		rep, err := w.Analysis.Health(ctx, study, healthSeed, c.progress())
		if err != nil {
			return err
		}
		return c.print(rep, func(out io.Writer) { printHealth(out, rep) })
	})
}

func printHealth(out io.Writer, rep *analysis.HealthReport) {
	for _, g := range rep.Groups {
		if len(g.Items) == 0 {
			continue
		}
		fmt.Fprintf(out, "%s (%d)\n", g.Title, len(g.Items))
		for _, item := range g.Items {
			fmt.Fprintf(out, "  %s\n    %s\n", item.Seen, item.Sure)
		}
	}
	of := fmt.Sprintf("%s on %s", app.Count(rep.Tags, "tag"), app.Count(rep.Findings, "finding"))
	if rep.Items() == 0 {
		fmt.Fprintf(out, "Nothing to mend: %s.\n", of)
		return
	}
	fmt.Fprintf(out, "%s seen: %s. People decide.\n", app.Count(rep.Items(), "thing"), of)
}
