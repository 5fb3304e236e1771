package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/coded"
	"throughline/app/workspace"
)

type exportOptions struct {
	workspace, study, where, format, report string
	force                                   bool
}

func (c *command) exportCommand() *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export OUT",
		Short: "Write coded data: passages with their tags, for reading and for other programs",
		Long: `Writes the findings of a study, or of a filter (see throughline findings --help), with their tags:

  .csv    a row a passage and tag, which comes back in and opens in any spreadsheet
  .jsonl  a line of JSON a passage
  .md     Markdown, a heading a document
  .html   one web page of the transcripts with their highlights, a legend and notes
  .gexf   a graph for Gephi: tags and documents, and how often they meet

What people did not allow --audience to read is left out, and what the file does not hold is listed.`,
		Example: `  throughline export -w research.throughline --study Onboarding onboarding.html
  throughline export -w research.throughline --where 'tag:Pricing' --format gexf pricing.gexf`,
		Args: oneArg("the file to write"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.runExport(cmd.Context(), o, args[0]) },
	}
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "study to export; all if not given")
	cmd.Flags().StringVar(&o.where, "where", "", "a filter; all findings if not given")
	cmd.Flags().StringVar(&o.format, "format", "", "csv, jsonl, md, html or gexf; the ending of the file says it otherwise")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the file if it exists")
	cmd.Flags().StringVar(&o.report, "report", "", "write the loss report to a file, .json or text")
	return cmd
}

func (c *command) runExport(ctx context.Context, o exportOptions, path string) error {
	format, err := coded.FormatOf(cmp.Or(o.format, filepath.Ext(path)))
	if err != nil {
		return usageError{err}
	}
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		id, err := studyNamed(ctx, w, o.study, true)
		if err != nil {
			return err
		}
		spec := coded.Spec{Find: app.FindingQuery{Study: id}, Format: format, Author: c.Signs, Date: app.DateOf(c.Now()), Progress: c.progress()}
		if spec.Find.Where, err = whereOf(ctx, w, id, o.where); err != nil {
			return err
		}
		res, err := w.WriteCoded(ctx, spec, path, report.FileOptions{Overwrite: o.force, Audience: w.Curtain.Readers()})
		if err != nil {
			return err
		}
		if err := writeLosses(o.report, res.Report(filepath.Base(path), format)); err != nil {
			return err
		}
		return c.print(map[string]any{"file": path, "written": res}, func(out io.Writer) {
			fmt.Fprintf(out, "%s of %s with %s written to %s\n", count(res.Findings, "finding"), count(res.Documents, "document"), count(res.Tags, "tag"), path)
			for _, l := range res.Lost {
				fmt.Fprintf(out, "%s: %s\n", l.Degree, l.Text)
			}
		})
	})
}
