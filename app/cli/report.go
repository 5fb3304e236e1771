package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
)

type reportOptions struct {
	workspace, out, title string
	studies               []string
	design
	view, where string // of a query
	insight     string // whose published version is written
	version     int    // 0 for the latest
	force       bool
}

func (o *reportOptions) flags(cmd *cobra.Command, out string) {
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringArrayVar(&o.studies, "study", nil, "study, if the workspace has several; once for each study of a report of some of them")
	cmd.Flags().StringVar(&o.out, "out", out, "file to write")
	cmd.Flags().StringVar(&o.view, "view", "", "only the findings of this saved view")
	cmd.Flags().StringVar(&o.where, "where", "", "only the findings of this filter, see: findings --help")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the file if it exists")
}

func (c *command) reportCommand() *cobra.Command {
	var o reportOptions
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Write the report of a study, of a query or of a published insight",
		Long: `Write the report of a study, or of all studies: as PDF, or where --out ends in .html, .docx or .md, as one web page, for a word processor
or as Markdown.

With --view or --where it is the report of the findings of a saved view or of a filter: their themes, tags and people, the insights that rest
on them, and all of them as evidence. With --insight it is the report of an insight as it was published, made from what was kept then.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.insight != "" {
				return c.runPublished(cmd.Context(), o)
			}
			return c.runReport(cmd.Context(), o, c.writePDF)
		},
	}
	cmd.AddCommand(c.reportCheckCommand())
	o.flags(cmd, "report.pdf")
	cmd.Flags().StringVar(&o.title, "title", "", "title; the study's name if not given")
	cmd.Flags().StringVar(&o.insight, "insight", "", "claim of the insight whose published version is written")
	cmd.Flags().IntVar(&o.version, "version", 0, "which published version; 0 for the latest")
	o.design.flags(cmd)
	return cmd
}

func (c *command) metricsCommand() *cobra.Command {
	var o reportOptions
	cmd := &cobra.Command{
		Use:   "metrics",
		Short: "Write the Excel metric sheet of a study, or keep the metrics of the product",
		Long: `Alone it writes the Excel metric sheet of a study. Its commands bring series of analytics in, list the data dictionary, mark what happened
when, compare a metric before and after, and attach what it says to an insight.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return sparing(sheetMemory, func() error { return c.runReport(cmd.Context(), o, c.writeSheet) })
		},
	}
	o.flags(cmd, "metrics.xlsx")
	o.namingFlag(cmd)
	o.languageFlag(cmd)
	for _, sub := range []*cobra.Command{c.metricsImport(), c.metricsList(), c.metricsDefine(), c.metricsMark(), c.metricsUnmark(), c.metricsCompare(), c.metricsAttach(), c.metricsDelete()} {
		sub.Args = usageArgs(sub.Args)
		cmd.AddCommand(sub)
	}
	return cmd
}

func (c *command) runReport(ctx context.Context, o reportOptions, write func(context.Context, *workspace.Workspace, report.Spec, reportOptions) error) error {
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		studies, err := studiesNamed(ctx, w, o.studies)
		if err != nil {
			return err
		}
		spec, err := c.spec(ctx, w, studies, o)
		if err != nil {
			return err
		}
		if err := c.ask(ctx, w, o, &spec); err != nil {
			return err
		}
		if err := write(ctx, w, spec, o); err != nil {
			return err
		}
		return c.wrote(o.out)
	})
}

func (c *command) wrote(file string) error {
	return c.print(map[string]string{"out": file}, func(out io.Writer) { fmt.Fprintln(out, file) })
}

// ask puts the findings of a view or filter into a report.
func (c *command) ask(ctx context.Context, w *workspace.Workspace, o reportOptions, spec *report.Spec) (err error) {
	switch {
	case o.view != "" && o.where != "":
		return usageError{errors.New("choose --view or --where, not both")}
	case o.where != "":
		spec.Find.Where, err = whereOf(ctx, w, spec.Study, o.where)
		return err
	case o.view == "":
		return nil
	}
	views, err := w.Store.Views(ctx, app.ViewFindings, spec.Study)
	if err != nil {
		return err
	}
	var names []string
	for _, v := range views {
		if strings.EqualFold(v.Name, o.view) || string(v.ID) == o.view {
			var shows app.FindingView
			if err := v.Read(&shows); err != nil {
				return err
			}
			spec.Find, spec.Scope = shows.On(app.DateOf(c.Now())), v.Name
			return nil
		}
		names = append(names, v.Name)
	}
	e := app.NotFound("The view " + o.view)
	e.Hint = "No view of findings is kept here."
	if len(names) > 0 {
		e.Hint = "Views here: " + strings.Join(names, ", ") + "."
	}
	return e
}

// runPublished writes the report of a published insight.
func (c *command) runPublished(ctx context.Context, o reportOptions) error {
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		studies, err := studiesNamed(ctx, w, o.studies)
		if err != nil {
			return err
		}
		spec, err := c.spec(ctx, w, studies, o)
		if err != nil {
			return err
		}
		all, err := w.Store.Insights(ctx, spec.Study)
		if err != nil {
			return err
		}
		for i := range all {
			if strings.EqualFold(all[i].Title, o.insight) || string(all[i].ID) == o.insight {
				spec.Published = report.Version{Insight: all[i].ID, N: o.version}
				if err := c.writePDF(ctx, w, spec, o); err != nil {
					return err
				}
				return c.wrote(o.out)
			}
		}
		e := app.NotFound("The insight “" + o.insight + "”")
		e.Hint = "The command insights lists them."
		return e
	})
}

// spec is the report of studies, none for all, as the flags have it.
func (c *command) spec(ctx context.Context, w *workspace.Workspace, studies []app.StudyID, o reportOptions) (report.Spec, error) {
	spec := report.Spec{Title: o.title, Author: c.Signs, Date: app.DateOf(c.Now()), Progress: c.progress()}
	aboutOf(&spec, studies)
	return spec, o.into(ctx, w, &spec)
}

func (c *command) writePDF(ctx context.Context, w *workspace.Workspace, spec report.Spec, o reportOptions) error {
	_, err := w.WriteReport(ctx, spec, o.out, c.file(spec.Readers, o.force))
	return err
}

func (c *command) writeSheet(ctx context.Context, w *workspace.Workspace, spec report.Spec, o reportOptions) error {
	_, err := w.WriteSheet(ctx, spec, o.out, report.FileOptions{Overwrite: o.force})
	return err
}

// demoCommand does the whole job once on the sample study: workspace, report, sheet.
func (c *command) demoCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Make the sample workspace, its report and its metric sheet",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if dir == "" {
				return usageError{fmt.Errorf("name the folder to write to with --out DIR")}
			}
			return c.runDemo(cmd.Context(), dir)
		},
	}
	cmd.Flags().StringVar(&dir, "out", "", "folder to write to, made if missing")
	return cmd
}

func (c *command) runDemo(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &app.Error{Code: app.EIO, Op: "demo", Path: dir, Message: "The folder " + dir + " could not be made.", Hint: "Choose another.", Err: err}
	}
	file := filepath.Join(dir, "sample.throughline")
	o := reportOptions{out: filepath.Join(dir, "report.pdf"), force: true}
	m := reportOptions{out: filepath.Join(dir, "metrics.xlsx"), force: true}
	return c.within(ctx, file, workspace.New, func(w *workspace.Workspace) error {
		study, err := w.AddSample(ctx, c.progress())
		if err != nil {
			return err
		}
		spec, err := c.spec(ctx, w, []app.StudyID{study}, o)
		if err != nil {
			return err
		}
		if err := c.writePDF(ctx, w, spec, o); err != nil {
			return err
		}
		if err := c.writeSheet(ctx, w, spec, m); err != nil {
			return err
		}
		return c.print(map[string]string{"workspace": file, "report": o.out, "metrics": m.out}, func(out io.Writer) {
			fmt.Fprintln(out, "workspace:", file)
			fmt.Fprintln(out, "report:   ", o.out)
			fmt.Fprintln(out, "metrics:  ", m.out)
		})
	})
}
