package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/memo"
	"throughline/app/report"
	"throughline/app/workspace"
)

func (c *command) memosCommand() *cobra.Command {
	return group("memos", "Write memos to a file",
		"memos export", c.memosExportCommand())
}

func (c *command) memosExportCommand() *cobra.Command {
	var path, study, format string
	var force bool
	cmd := &cobra.Command{
		Use:   "export FILE",
		Short: "Write the memos as Markdown or CSV, with authors and dates",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := memo.FormatOf(format, args[0])
			if err != nil {
				return usageError{err}
			}
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				id, err := studyNamed(ctx, w, study, true)
				if err != nil {
					return err
				}
				n, err := w.WriteMemos(ctx, app.MemoQuery{Study: id}, f, args[0], report.FileOptions{Overwrite: force})
				if err != nil {
					return err
				}
				return c.print(map[string]any{"out": args[0], "memos": n}, func(out io.Writer) {
					fmt.Fprintf(out, "%s  %s\n", args[0], app.Count(n, "memo"))
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "study whose memos to write, with those across studies; all if not given")
	cmd.Flags().StringVar(&format, "format", "", "md or csv; by the file's ending if not given")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	return cmd
}
