package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"throughline/app/report"
	"throughline/app/workspace"
)

// bundleCommand writes and checks what is handed over.
func (c *command) bundleCommand() *cobra.Command {
	var o reportOptions
	cmd := &cobra.Command{
		Use:   "bundle",
		Short: "Write a bundle to hand over: report, metric sheet and a workspace without secrets, signed",
		Long: `Write one zip to hand research over: the report as PDF, the metric sheet, and a workspace that holds only what people allowed readers
outside the team to see, without names, contact details, sources or history. A list of hashes inside is signed with a key that is kept with your settings.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.runReport(cmd.Context(), o, c.writeBundle)
		},
	}
	o.flags(cmd, "hand-off.zip")
	cmd.Flags().StringVar(&o.title, "title", "", "title; the study's name if not given")
	o.design.flags(cmd)
	check := &cobra.Command{
		Use:   "check FILE",
		Short: "Say whether a bundle is as it was signed, and by which key",
		Args:  usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			key, err := workspace.CheckHandOff(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return c.print(map[string]string{"key": key}, func(out io.Writer) {
				fmt.Fprintln(out, "Every file is as it was signed.")
				fmt.Fprintln(out, "Key:", key)
			})
		},
	}
	cmd.AddCommand(check)
	return cmd
}

func (c *command) writeBundle(ctx context.Context, w *workspace.Workspace, spec report.Spec, o reportOptions) error {
	key, err := workspace.SigningKey(c.Settings)
	if err != nil {
		return err
	}
	_, err = w.WriteHandOff(ctx, spec, o.out, workspace.HandOff{Open: c.Open, Key: key, File: c.file(spec.Readers, o.force)})
	return err
}
