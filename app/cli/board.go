package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/board"
	"throughline/app/workspace"
)

func (c *command) boardCommand() *cobra.Command {
	var path, study string
	var across, force bool
	cmd := &cobra.Command{
		Use:   "board FILE",
		Short: "Write the board of themes as a picture (png, svg) or as a table of themes and findings (csv)",
		Example: `  throughline board -w research.throughline --study Onboarding board.png
  throughline board -w research.throughline --across themes.csv`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind := board.Kind(strings.ToLower(strings.TrimPrefix(filepath.Ext(args[0]), ".")))
			switch {
			case kind != board.PNG && kind != board.SVG && kind != board.CSV:
				return usageError{errors.New("the file must end in .png, .svg or .csv")}
			case across && study != "":
				return usageError{errors.New("give --study or --across, not both")}
			}
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				var id app.StudyID
				if !across {
					var err error
					if id, err = studyNamed(ctx, w, study, false); err != nil {
						return err
					}
				}
				if err := w.WriteBoard(ctx, id, kind, args[0], report.FileOptions{Overwrite: force}, c.progress()); err != nil {
					return err
				}
				return c.print(map[string]string{"out": args[0]}, func(out io.Writer) { fmt.Fprintln(out, args[0]) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "study, if the workspace has several")
	cmd.Flags().BoolVar(&across, "across", false, "the board across studies")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	return cmd
}
