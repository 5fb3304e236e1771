package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/format"
	"throughline/app/report"
	"throughline/app/workspace"
)

type codebookOptions struct {
	workspace, study, format    string
	shared, dryRun, take, force bool
}

func (c *command) codebookCommand() *cobra.Command {
	return group("codebook", "Carry a codebook in or out (REFI-QDA, table), or look it over",
		"codebook export PATH, codebook import PATH or codebook health", c.codebookExportCommand(), c.codebookImportCommand(), c.codebookHealthCommand())
}

func (o *codebookOptions) flags(cmd *cobra.Command) {
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "study, if the workspace has several")
	cmd.Flags().BoolVar(&o.shared, "shared", false, "the tags that all studies share instead of a study's")
}

// of finds the study whose codebook is meant, "" for the shared one.
func (o *codebookOptions) of(ctx context.Context, w *workspace.Workspace) (app.StudyID, error) {
	if !o.shared {
		id, err := studyNamed(ctx, w, o.study, false)
		if err == nil && id == "" {
			err = &app.Error{Code: app.ENotFound, Message: "The workspace has no study yet.", Hint: "Make one, or use --shared for tags that all studies share."}
		}
		return id, err
	}
	if o.study != "" {
		return "", usageError{errors.New("--shared and --study exclude each other")}
	}
	return "", nil
}

func (c *command) codebookExportCommand() *cobra.Command {
	var o codebookOptions
	cmd := &cobra.Command{
		Use:   "export PATH",
		Short: "Write a study's codebook to a file",
		Example: `  throughline codebook export -w research.throughline onboarding.qdc
  throughline codebook export -w research.throughline --study Onboarding --format csv tags.csv`,
		Args: oneArg("the file to write"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.runCodebookExport(cmd.Context(), o, args[0]) },
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&o.format, "format", "", "csv or qdc; by the file's ending if not given")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the file if it exists")
	return cmd
}

func (c *command) runCodebookExport(ctx context.Context, o codebookOptions, path string) error {
	f, known := format.CodebookFormatOf(path)
	switch strings.ToLower(o.format) {
	case "":
		if !known {
			return usageError{fmt.Errorf("end the file in .qdc or .csv, or say --format qdc or csv")}
		}
	case string(format.QDC), string(format.CSV):
		f = format.CodebookFormat(strings.ToLower(o.format))
	default:
		return usageError{errors.New("--format takes csv or qdc")}
	}
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study, err := o.of(ctx, w)
		if err != nil {
			return err
		}
		n, err := w.WriteCodebook(ctx, study, path, f, report.FileOptions{Overwrite: o.force})
		if err != nil {
			return err
		}
		return c.print(map[string]any{"out": path, "format": f, "tags": n}, func(out io.Writer) {
			fmt.Fprintf(out, "%s: %s\n", path, count(n, "tag"))
		})
	})
}

func (c *command) codebookImportCommand() *cobra.Command {
	var o codebookOptions
	cmd := &cobra.Command{
		Use:   "import PATH",
		Short: "Bring a codebook into a study: qdc, qdpx, csv, tsv or xlsx",
		Long: `Tags of the file that the study does not have are made; fields that are empty here are filled. What is told
otherwise stays as it is here unless --take-theirs is given. Nothing is deleted, and one undo takes the import back.`,
		Example: `  throughline codebook import -w research.throughline --dry-run from-atlas.qdc
  throughline codebook import -w research.throughline --study Onboarding tags.xlsx`,
		Args: oneArg("the codebook to import"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.runCodebookImport(cmd.Context(), o, args[0]) },
	}
	o.flags(cmd)
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would happen and change nothing")
	cmd.Flags().BoolVar(&o.take, "take-theirs", false, "take the file's word where it differs")
	return cmd
}

type codeOut struct {
	Path    string    `json:"path"`
	State   string    `json:"state"`
	ByID    bool      `json:"by_id,omitempty"`
	Shared  bool      `json:"shared,omitempty"`
	Differs []diffOut `json:"differs,omitempty"`
}

type diffOut struct {
	Field  string `json:"field"`
	Ours   string `json:"ours"`
	Theirs string `json:"theirs"`
	Fills  bool   `json:"fills,omitempty"`
}

type codebookOut struct {
	Path     string     `json:"path"`
	Format   string     `json:"format"`
	Origin   string     `json:"origin,omitempty"`
	DryRun   bool       `json:"dry_run"`
	New      int        `json:"new"`
	Changed  int        `json:"changed"`
	Same     int        `json:"same"`
	Conflict int        `json:"conflicts"` // tags with a field told otherwise
	Kept     int        `json:"kept"`      // fields told otherwise that stay ours
	Lost     []app.Loss `json:"lost"`
	Warnings []string   `json:"warnings,omitempty"`
	Tags     []codeOut  `json:"tags"`
}

func (c *command) runCodebookImport(ctx context.Context, o codebookOptions, path string) error {
	mode := workspace.Existing
	if o.dryRun {
		mode = workspace.ReadOnly
	}
	return c.within(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		study, err := o.of(ctx, w)
		if err != nil {
			return err
		}
		plan, err := w.Exchange.PlanCodebook(ctx, study, path, c.progress())
		if err != nil {
			return err
		}
		res := planned(plan, o.take)
		if !o.dryRun {
			done, err := w.Exchange.ImportCodebook(ctx, plan, exchange.Take{All: o.take})
			if err != nil {
				return err
			}
			res.New, res.Changed, res.Kept = done.New, done.Changed, done.Kept
		}
		res.DryRun = o.dryRun
		return c.print(res, func(out io.Writer) { printCodebook(out, res) })
	})
}

// planned tells a plan as it is printed.
func planned(plan *exchange.CodebookPlan, take bool) codebookOut {
	res := codebookOut{Path: plan.Path, Format: plan.Book.Format, Origin: plan.Book.Origin, New: plan.Count(exchange.CodeNew),
		Same: plan.Count(exchange.CodeSame), Conflict: plan.Count(exchange.CodeConflict), Lost: append([]app.Loss{}, plan.Lost...),
		Warnings: plan.Book.Warnings, Tags: []codeOut{}}
	for i := range plan.Rows {
		r := &plan.Rows[i]
		t := codeOut{Path: strings.Join(r.Path, " / "), State: string(r.State), ByID: r.ByID, Shared: r.Shared}
		changes := false
		for _, d := range r.Diffs {
			t.Differs = append(t.Differs, diffOut{string(d.Field), d.Ours, d.Theirs, d.Fills})
			changes = changes || d.Fills || take
			if !d.Fills && !take {
				res.Kept++
			}
		}
		if changes {
			res.Changed++
		}
		res.Tags = append(res.Tags, t)
	}
	return res
}

// maxPrinted is how many differing fields are printed one by one.
const maxPrinted = 40

func printCodebook(out io.Writer, res codebookOut) {
	from := res.Format
	if res.Origin != "" {
		from += ", written by " + res.Origin
	}
	fmt.Fprintf(out, "%s (%s): %s\n", filepath.Base(res.Path), from, count(len(res.Tags), "tag"))
	verb := [2]string{"made", "changed"}
	if res.DryRun {
		verb = [2]string{"would be made", "would be changed"}
	}
	fmt.Fprintf(out, "%d %s, %d %s, %d as they are.\n", res.New, verb[0], res.Changed, verb[1], len(res.Tags)-res.New-res.Changed)
	if res.Kept > 0 {
		fmt.Fprintf(out, "%s told otherwise in the file; ours stay:\n", count(res.Kept, "field"))
	}
	n := 0
	for _, t := range res.Tags {
		for _, d := range t.Differs {
			if d.Fills || res.Kept == 0 {
				continue
			}
			if n++; n <= maxPrinted {
				fmt.Fprintf(out, "  %s, %s: “%s”, in the file “%s”\n", t.Path, d.Field, brief(d.Ours), brief(d.Theirs))
			}
		}
	}
	if n > maxPrinted {
		fmt.Fprintf(out, "  and %d more; --json lists them all\n", n-maxPrinted)
	}
	for _, l := range res.Lost {
		fmt.Fprintln(out, "Lost:", l.Text)
	}
	for _, w := range res.Warnings {
		fmt.Fprintln(out, w)
	}
}

// brief is the beginning of a text on one line.
func brief(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return string(r)
}
