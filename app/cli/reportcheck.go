package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
)

func (c *command) reportCheckCommand() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "check FILE",
		Short: "Say what in a report has drifted since it was written",
		Long: `Say what in a report has drifted since it was written.

A report carries what it was made from: its choices, and for each insight, theme, count and quote a fingerprint of the data. This makes it again with the same
choices and names what changed, what is gone and what is new.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				drift, err := w.CheckReport(cmd.Context(), args[0], c.progress())
				if err != nil {
					return err
				}
				return c.print(map[string]any{"drift": append([]report.Drift{}, drift...)}, func(out io.Writer) {
					if len(drift) == 0 {
						fmt.Fprintln(out, "Nothing has drifted: the same choices give the same report today.")
						return
					}
					fmt.Fprintln(out, app.Count(len(drift), "part")+" of the report no longer as it was:")
					for _, d := range drift {
						fmt.Fprintf(out, "%-8s %s\n", d.What, d.Name)
					}
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}
