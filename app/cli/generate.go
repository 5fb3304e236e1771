package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/generate"
	"throughline/app/scratch"
	"throughline/app/workspace"
)

type generateOptions struct {
	dir, workspace, format string
	interviews, words      int
	studies, findings      int
	seed                   uint64
	until                  string
}

func (c *command) generateCommand() *cobra.Command {
	var o generateOptions
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Make interviews of people who do not exist, to try and to measure with",
		Example: `  throughline generate --out transcripts --interviews 100
  throughline generate -w big.throughline --interviews 1000 --findings 20000
  throughline generate -w programme.throughline --studies 20 --interviews 300 --findings 50000`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if (o.dir == "") == (o.workspace == "") || o.interviews < 1 {
				return usageError{fmt.Errorf("give either --out DIR for files or -w FILE for a new workspace, and --interviews from 1")}
			}
			if f := generate.Format(o.format); f != generate.Plain && f != generate.WebVTT {
				return usageError{fmt.Errorf("--format takes txt or vtt")}
			}
			if o.words < 0 || o.findings < 0 || o.studies < 0 {
				return usageError{fmt.Errorf("--studies, --words and --findings take numbers from 0")}
			}
			if o.studies > 0 {
				if !cmd.Flags().Changed("words") {
					o.words = 0 // the programme's own usual length
				}
				return c.generateProgramme(cmd.Context(), o)
			}
			if o.dir != "" {
				return c.generateFiles(cmd.Context(), o)
			}
			return c.generateWorkspace(cmd.Context(), o)
		},
	}
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.StringVar(&o.dir, "out", "", "folder to write files to")
	f.StringVar(&o.format, "format", "txt", "format of the files: txt or vtt")
	f.IntVar(&o.interviews, "interviews", 10, "how many")
	f.IntVar(&o.words, "words", 6000, "words of each, at least; with --studies on average, 4,500 if not given")
	f.IntVar(&o.findings, "findings", 0, "findings to tag in the new workspace")
	f.IntVar(&o.studies, "studies", 0, "studies of a whole research programme: with people, codebook, findings, themes and insights; needs -w")
	f.StringVar(&o.until, "until", "", "last day of the programme's two years, such as 2026-11-26; yesterday if not given")
	f.Uint64Var(&o.seed, "seed", 1, "equal seeds give equal interviews")
	return cmd
}

func (c *command) generateFiles(ctx context.Context, o generateOptions) error {
	files, err := generate.Write(ctx, o.dir, generate.Options{Seed: o.seed, Words: o.words}, o.interviews, generate.Format(o.format), c.progress())
	if err != nil {
		return err
	}
	return c.print(map[string]any{"files": len(files), "out": o.dir}, func(out io.Writer) { fmt.Fprintf(out, "%s in %s\n", count(len(files), "file"), o.dir) })
}

// generateProgramme makes a workspace of many studies.
func (c *command) generateProgramme(ctx context.Context, o generateOptions) error {
	if o.workspace == "" {
		return usageError{fmt.Errorf("--studies makes a workspace; give -w FILE")}
	}
	pr := generate.Programme{Studies: o.studies, Interviews: o.interviews, Findings: o.findings, Words: o.words, Seed: o.seed, Until: app.Date(o.until)}
	if o.until == "" {
		pr.Until = app.DateOf(time.Now().AddDate(0, 0, -1))
	}
	if err := pr.Validate(); err != nil {
		return err
	}
	return c.within(ctx, o.workspace, workspace.New, func(w *workspace.Workspace) error {
		if err := pr.Make(ctx, w.Log, c.progress()); err != nil {
			return err
		}
		if _, err := w.Sentiment.Refresh(ctx, c.progress()); err != nil {
			return err
		}
		n, err := w.Store.Counts(ctx, "")
		if err != nil {
			return err
		}
		return c.print(map[string]any{"workspace": o.workspace, "studies": n.Studies, "interviews": n.Interviews, "findings": n.Findings,
			"participants": n.Participants, "tags": n.Tags, "themes": n.Themes, "insights": n.Insights, "memos": n.Memos, "words": n.Words}, func(out io.Writer) {
			fmt.Fprintf(out, "%s: %s, %s, %s, %s\n", o.workspace, app.Count(n.Studies, "study"), count(n.Interviews, "interview"), count(n.Findings, "finding"), count(n.Insights, "insight"))
		})
	})
}

func (c *command) generateWorkspace(ctx context.Context, o generateOptions) error {
	folder, err := scratch.New("")
	if err != nil {
		return &app.Error{Code: app.EIO, Op: "generate", Message: "No temporary folder could be made.", Hint: "Check that the disk has room.", Err: err}
	}
	defer func() { _ = folder.Remove() }() // the next start removes what stays
	dir := folder.Path
	return c.within(ctx, o.workspace, workspace.New, func(w *workspace.Workspace) error {
		if _, err := generate.Write(ctx, dir, generate.Options{Seed: o.seed, Words: o.words}, o.interviews, generate.WebVTT, c.progress()); err != nil {
			return err
		}
		st, err := w.Studies.Create(ctx, app.Study{Name: "Generated study", Product: "A product that does not exist", Method: "Interview"})
		if err != nil {
			return err
		}
		if _, err := w.Exchange.Import(ctx, []string{dir}, exchange.Options{Study: st.ID}, c.progress()); err != nil {
			return err
		}
		if err := w.TagAtRandom(ctx, st.ID, o.findings, o.seed, c.progress()); err != nil {
			return err
		}
		n, err := w.Store.Counts(ctx, st.ID)
		if err != nil {
			return err
		}
		return c.print(map[string]any{"workspace": o.workspace, "interviews": n.Interviews, "findings": n.Findings}, func(out io.Writer) {
			fmt.Fprintf(out, "%s: %s, %s\n", o.workspace, count(n.Interviews, "interview"), count(n.Findings, "finding"))
		})
	})
}
