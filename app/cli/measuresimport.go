package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/format/source"
	tables "throughline/app/format/table"
	"throughline/app/score"
	"throughline/app/workspace"
)

type measuresImportOptions struct {
	path, sheet, study, task, release string
	maps                              []string
	add, dryRun                       bool
}

func (c *command) measuresImport() *cobra.Command {
	var o measuresImportOptions
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring measures in from CSV, TSV or Excel",
		Long: `Brings measures in from a table whose first row names the columns, as one step that one undo takes back. A row is a session with a column
for each measure, or one measure with columns for its name and value. What the columns mean is guessed from their names; --map says it otherwise:

  --map "Difficulty=seq"          the column Difficulty holds the Single Ease Question of the row's task
  --map "T2=time:Checkout"        … times of the task Checkout
  --map "Q4=sus#4"                … the fourth answer of SUS
  --map "Tester=@code"            also @session, @study, @task, @release, @date, @measure, @value
  --map "Remarks=-"               is left out

Measures: success, time, seq, sus, umux-lite, ux-lite, nps, csat, ces, importance, satisfaction. A value with the same session or person, measure,
task and release takes the place of the one that is here. Cells that cannot be read are left out and reported with row and column; then the exit
code is 3.`,
		Args: oneArg("one file to import"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.runMeasuresImport(cmd.Context(), o, args[0]) },
	}
	workspaceFlag(cmd, &o.path)
	cmd.Flags().StringVar(&o.study, "study", "", "study of rows that name none")
	cmd.Flags().StringVar(&o.task, "task", "", "task of rows that name none")
	cmd.Flags().StringVar(&o.release, "release", "", "release of rows that name none")
	cmd.Flags().StringArrayVar(&o.maps, "map", nil, "COLUMN=MEASURE, see above; may be given several times")
	cmd.Flags().BoolVar(&o.add, "add-people", false, "make participants of codes that nobody has")
	cmd.Flags().StringVar(&o.sheet, "sheet", "", "sheet of a workbook; the first with rows if not given")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would come in and change nothing")
	return cmd
}

func (c *command) runMeasuresImport(ctx context.Context, o measuresImportOptions, path string) error {
	sheet, err := openTable(path, o.sheet, func(f source.File) (*tables.Named, error) { return score.ReadSheet(ctx, f) })
	if err != nil {
		return err
	}
	spec := score.Spec{Columns: score.Guess(sheet.Columns), Task: o.task, Release: o.release, AddPeople: o.add}
	for _, m := range o.maps {
		if err := mapMeasure(&spec, sheet, filepath.Base(path), m); err != nil {
			return err
		}
	}
	mode := workspace.Existing
	if o.dryRun {
		mode = workspace.ReadOnly
	}
	return c.withinWhole(ctx, o.path, mode, func(w *workspace.Workspace) error {
		if spec.Study, err = studyNamed(ctx, w, o.study, true); err != nil {
			return err
		}
		plan, err := w.Scores.PlanImport(ctx, sheet, spec)
		if err != nil {
			return err
		}
		if !o.dryRun {
			if err := w.Scores.Import(ctx, plan, filepath.Base(path)); err != nil {
				return err
			}
		}
		if err := c.printMeasurePlan(plan, sheet.Warnings, o.dryRun); err != nil {
			return err
		}
		switch {
		case plan.Added+plan.Changed+plan.Same == 0:
			return errNone
		case len(plan.Problems) > 0:
			return errPartly
		}
		return nil
	})
}

// openTable opens a file and reads it as a table.
func openTable(path, sheet string, read func(source.File) (*tables.Named, error)) (*tables.Named, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer func() { _ = f.Close() }() // it is only read
	info, err := f.Stat()
	if err != nil {
		return nil, unreadable(path, err)
	}
	return read(source.File{Name: filepath.Base(path), R: f, Size: info.Size(), Sheet: sheet})
}

// mapMeasure lets --map COLUMN=MEASURE say what a column means.
func mapMeasure(spec *score.Spec, sheet *tables.Named, file, text string) error {
	name, to, ok := strings.Cut(text, "=")
	if to = strings.TrimSpace(to); !ok || to == "" {
		return usageError{fmt.Errorf("--map takes COLUMN=MEASURE, not %q", text)}
	}
	at := sheet.Column(name)
	if at < 0 {
		return usageError{fmt.Errorf("%s has no column %q; it has %s", file, name, strings.Join(sheet.Columns, ", "))}
	}
	c := &spec.Columns[at]
	*c = score.ColumnSpec{Column: sheet.Columns[at], Role: score.RoleSkip}
	if to == "-" {
		return nil
	}
	if role, special := strings.CutPrefix(to, "@"); special {
		c.Role = score.Role(strings.ToLower(role))
		if !slices.Contains(score.Roles(), c.Role) || c.Role == score.RoleScore {
			return usageError{fmt.Errorf("a column can be no %s", to)}
		}
		return nil
	}
	c.Role = score.RoleScore
	to, c.Task, _ = strings.Cut(to, ":")
	kind, answer, asked := strings.Cut(to, "#")
	c.Kind = app.MeasureKind(strings.ToLower(strings.TrimSpace(kind)))
	if !slices.Contains(app.MeasureKinds(), c.Kind) {
		return usageError{fmt.Errorf("%q is nothing that is measured here; see measures import --help", kind)}
	}
	if asked {
		most, _ := c.Kind.Answers()
		n, err := strconv.Atoi(answer)
		if err != nil || n < 1 || n > most {
			return usageError{fmt.Errorf("%s has no answer %q", c.Kind.Word(), answer)}
		}
		c.Answer = n
	}
	return nil
}

func (c *command) printMeasurePlan(p *score.Plan, warnings []string, dry bool) error {
	out := map[string]any{"added": p.Added, "changed": p.Changed, "unchanged": p.Same, "again": p.Again, "people": p.People, "rows": p.Rows, "problems": p.Problems, "warnings": warnings, "dry_run": dry}
	return c.print(out, func(to io.Writer) {
		for _, w := range warnings {
			fmt.Fprintln(to, "note:", w)
		}
		for _, x := range p.Problems {
			fmt.Fprintln(to, x)
		}
		if len(p.People) > 0 {
			fmt.Fprintln(to, "new people:", strings.Join(p.People, ", "))
		}
		if p.Again > 0 {
			fmt.Fprintf(to, "note: %s given again by a later row; the last one counts\n", app.Count(p.Again, "value"))
		}
		verb := ""
		if dry {
			verb = " (nothing was changed)"
		}
		fmt.Fprintf(to, "%d added, %d changed, %d unchanged; %s left out%s\n", p.Added, p.Changed, p.Same, app.Count(p.Count(score.ActSkip), "row"), verb)
	})
}
