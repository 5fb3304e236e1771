package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/workspace"
)

type importOptions struct {
	workspace, study, encoding string
	dryRun, again, update      bool
	watch                      string        // a folder
	every                      time.Duration // how often it is looked into
}

func (c *command) importCommand() *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Bring transcripts, notes and survey tables into a study",
		Long: `Reads txt, md, html, rtf, pdf, docx, odt, epub, vtt, srt, csv, tsv and xlsx files, or folders of them. Comments and
highlights in a file become findings.
A file that cannot be read is reported and leaves the workspace as it was; the others come in.`,
		Args: func(_ *cobra.Command, args []string) error {
			if (len(args) == 0) == (o.watch == "") {
				return errors.New("name files or folders to import, or a folder with --watch")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.watch != "" {
				return c.runWatch(cmd.Context(), o)
			}
			return c.runImport(cmd.Context(), o, args)
		},
	}
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "study to import into; made if there is none of that name")
	cmd.Flags().StringVar(&o.encoding, "encoding", "", "encoding of text files, detected if not given")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would be imported and change nothing")
	cmd.Flags().BoolVar(&o.update, "update", false, "of surveys: update respondents who are there, by their code, and add the others")
	cmd.Flags().BoolVar(&o.again, "again", false, "import files that the study already holds once more")
	cmd.Flags().StringVar(&o.watch, "watch", "", "folder whose new files are imported as they come, until it is stopped; files are only read")
	cmd.Flags().DurationVar(&o.every, "every", 10*time.Second, "how often the folder of --watch is looked into")
	return cmd
}

type importedFile struct {
	Path       string           `json:"path"`
	Status     string           `json:"status"`
	Format     string           `json:"format,omitempty"`
	Encoding   string           `json:"encoding,omitempty"`
	Interviews int              `json:"interviews"`
	Words      int              `json:"words"`
	Turns      int              `json:"turns"`
	Speakers   []string         `json:"speakers,omitempty"`
	Moderator  string           `json:"moderator,omitempty"`
	Findings   int              `json:"findings,omitempty"`
	Tags       int              `json:"new_tags,omitempty"`
	Update     *exchange.Update `json:"update,omitempty"`
	Warnings   []string         `json:"warnings,omitempty"`
	Lost       []app.Loss       `json:"lost,omitempty"`
	Error      string           `json:"error,omitempty"`
}

func (c *command) runImport(ctx context.Context, o importOptions, paths []string) error {
	mode := workspace.Existing
	if o.dryRun {
		mode = workspace.ReadOnly
	}
	return c.within(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		study, made, err := importStudy(ctx, w, o)
		if err != nil {
			return err
		}
		run := w.Importer().Import
		if o.dryRun {
			run = w.Importer().Preview
		}
		res, err := run(ctx, paths, exchange.Options{Study: study, Encoding: o.encoding, Again: o.again, Update: o.update}, c.progress())
		if made && res.Count(exchange.Imported) == 0 { // nothing came, so the study goes as well
			if _, uerr := w.Log.Undo(context.WithoutCancel(ctx)); err == nil {
				err = uerr
			}
		}
		if len(res.Files) > 0 {
			if perr := c.printImport(res); err == nil {
				err = perr
			}
		}
		if failed := res.Count(exchange.Failed); err == nil && failed > 0 {
			err = errPartly
			if failed+res.Count(exchange.Skipped) == len(res.Files) {
				err = errNone
			}
		}
		return err
	})
}

// importStudy finds the study to import into, or makes it. A dry run makes none and gives "".
func importStudy(ctx context.Context, w *workspace.Workspace, o importOptions) (id app.StudyID, made bool, err error) {
	id, err = studyNamed(ctx, w, o.study, false)
	unknown := app.CodeOf(err) == app.ENotFound || err == nil && id == ""
	if !unknown || o.dryRun {
		if unknown {
			err = nil
		}
		return id, false, err
	}
	st, err := w.Studies.Create(ctx, app.Study{Name: cmp.Or(strings.TrimSpace(o.study), "My study")})
	if err != nil {
		return "", false, err
	}
	return st.ID, true, nil
}

func (c *command) printImport(res exchange.Result) error {
	rows := make([]importedFile, 0, len(res.Files))
	for _, f := range res.Files {
		r := importedFile{Path: f.Path, Status: string(f.Status), Format: f.Format, Encoding: f.Encoding, Interviews: f.Documents,
			Words: f.Words, Turns: f.Turns, Speakers: f.Speakers, Moderator: f.Moderator, Findings: f.Findings, Tags: f.Tags,
			Warnings: f.Warnings, Lost: f.Lost, Update: f.Update}
		if f.Err != nil {
			m, h := app.Explain(f.Err)
			r.Error = strings.TrimSpace(m + " " + h)
		}
		rows = append(rows, r)
	}
	return c.print(map[string]any{"files": rows, "imported": res.Count(exchange.Imported), "interviews": res.Interviews()}, func(out io.Writer) {
		for _, r := range rows {
			fmt.Fprintf(out, "%-10s %s", r.Status, filepath.Base(r.Path))
			if r.Error != "" {
				fmt.Fprintf(out, ": %s", r.Error)
			} else {
				fmt.Fprintf(out, " (%s, %d words, %d turns)", r.Format, r.Words, r.Turns)
			}
			fmt.Fprintln(out)
			if r.Update != nil {
				fmt.Fprintln(out, "           update:", r.Update.Text())
			}
			if r.Findings > 0 {
				fmt.Fprintln(out, "           marks:", exchange.MarksText(r.Findings, r.Tags))
			}
			for _, warn := range r.Warnings {
				fmt.Fprintln(out, "           note:", warn)
			}
			for _, l := range r.Lost {
				fmt.Fprintln(out, "           not kept:", l.Text)
			}
		}
		fmt.Fprintf(out, "%d of %s, %s\n", res.Count(exchange.Imported), count(len(rows), "file"), count(res.Interviews(), "interview"))
	})
}
