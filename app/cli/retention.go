package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/erase"
	"throughline/app/workspace"
)

func (c *command) retentionCommand() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "retention",
		Short: "List until when the words of each study may be kept; extend it or end it",
		Long: `Lists the studies whose words may not be kept for ever, the most urgent first: by a day of their own, or so many months after their end as
the standards of the workspace say.`,
		Example: `  throughline retention -w research.throughline
  throughline retention extend -w research.throughline --study Ordering --until 2027-06-30 --reason "a follow-up study is planned"
  throughline retention end -w research.throughline --study Ordering --keep quotes --reason "retention ended" --certificate ordering.txt --yes`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				all, err := w.Erase.Retention(cmd.Context(), app.DateOf(c.Now()))
				if err != nil {
					return err
				}
				return c.print(map[string]any{"studies": all}, func(out io.Writer) { printRetention(out, all) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	for _, sub := range []*cobra.Command{c.retentionExtendCommand(), c.retentionEndCommand()} {
		sub.Args = usageArgs(sub.Args)
		cmd.AddCommand(sub)
	}
	return cmd
}

func printRetention(w io.Writer, all []erase.Due) {
	if len(all) == 0 {
		fmt.Fprintln(w, "No study has a last day: none is set, and the standards name no number of months or no study has an end.")
	}
	for _, d := range all {
		left := app.Count(d.Days, "day") + " left"
		if d.Over() {
			left = app.Count(-d.Days, "day") + " overdue"
		}
		by := "by the standards"
		if d.Own {
			by = "its own day"
		}
		fmt.Fprintf(w, "%s  %-16s %s (%s)\n", d.Until, left, d.Name, by)
	}
}

func (c *command) retentionExtendCommand() *cobra.Command {
	var path, study, until, reason string
	cmd := &cobra.Command{
		Use:   "extend",
		Short: "Let the words of a study be kept longer, with the reason; it can be undone",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.Existing, func(w *workspace.Workspace) error {
				id, err := studyNamed(ctx, w, study, false)
				if err != nil {
					return err
				}
				if err := w.Erase.Extend(ctx, id, app.Date(until), app.DateOf(c.Now()), reason); err != nil {
					return err
				}
				return c.print(map[string]any{"study": id, "until": until}, func(out io.Writer) { fmt.Fprintf(out, "The words are kept until %s.\n", until) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	f := cmd.Flags()
	f.StringVar(&study, "study", "", "study, if the workspace has several")
	f.StringVar(&until, "until", "", "last day on which they may be kept, as 2027-06-30")
	f.StringVar(&reason, "reason", "", "why they are still needed")
	return cmd
}

func (c *command) retentionEndCommand() *cobra.Command {
	var o eraseOptions
	var study, keep string
	cmd := &cobra.Command{
		Use:   "end",
		Short: "Erase what was said in a study; insights stay",
		Long: `Erases transcripts and original files of a study, in the history and the backups too. --keep quotes keeps the passages that findings quote, and
nothing around them; --keep nothing removes every word of the participants, and the findings with them. Insights stay.
Without --yes it only says what would go. It cannot be undone.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			keeps, ok := map[string]app.Keeping{"quotes": app.KeepQuotes, "nothing": app.KeepNothing}[keep]
			if !ok {
				return usageError{errors.New("say what stays with --keep quotes or --keep nothing")}
			}
			return c.runErase(cmd.Context(), o, func(ctx context.Context, w *workspace.Workspace) (erase.Order, error) {
				id, err := studyNamed(ctx, w, study, false)
				return erase.Order{Study: id, Keeps: keeps, Reason: o.reason}, err
			})
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&study, "study", "", "study, if the workspace has several")
	cmd.Flags().StringVar(&keep, "keep", "", "what stays: quotes or nothing")
	return cmd
}
