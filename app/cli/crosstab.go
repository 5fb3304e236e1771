package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/tally"
	"throughline/app/workspace"
)

type crosstabOptions struct {
	workspace, study, rows, columns, by string
	rollUp, asked                       bool
}

func (c *command) crosstabCommand() *cobra.Command {
	var o crosstabOptions
	cmd := &cobra.Command{
		Use:   "crosstab",
		Short: "Count tags or themes by segment, or another axis, and test the differences",
		Long: `Counts people (or findings, or interviews) by tag and segment. Of people each row is tested: by chi-square, or exactly where a count to
be expected is below 5. + and - mark cells beyond chance, with at most 5 % false ones among those marked. Nothing is changed.`,
		Example: `  throughline crosstab -w research.throughline
  throughline crosstab -w research.throughline --rows themes --columns attribute:Role --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runCrosstab(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "only one study")
	cmd.Flags().StringVar(&o.rows, "rows", "tags", "tags or themes")
	cmd.Flags().StringVar(&o.columns, "columns", "segment", "segment, study, product, region, method, month, sound, stance or attribute:NAME")
	cmd.Flags().StringVar(&o.by, "by", string(tally.People), "people, findings or interviews")
	cmd.Flags().BoolVar(&o.rollUp, "roll-up", false, "a tag counts what the tags beneath it carry as well")
	cmd.Flags().BoolVar(&o.asked, "asked", false, "say who was asked about each tag or theme, by the study's guide, and who raised it; columns are segment or attribute:NAME")
	return cmd
}

// crossAxes are the axes that can be named as columns.
var crossAxes = []app.Axis{app.AxisSegment, app.AxisStudy, app.AxisProduct, app.AxisRegion, app.AxisMethod, app.AxisMonth, app.AxisSound, app.AxisStance}

func (o crosstabOptions) ask(ctx context.Context, w *workspace.Workspace) (tally.Ask, error) {
	a := tally.Ask{By: tally.Measure(o.by), RollUp: o.rollUp, Seed: tallySeed}
	switch a.By {
	case tally.People, tally.Findings, tally.Interviews:
	default:
		return a, usageError{fmt.Errorf("--by is people, findings or interviews, not %q", o.by)}
	}
	var err error
	if a.Find.Study, err = studyNamed(ctx, w, o.study, true); err != nil {
		return a, err
	}
	if a.Rows, err = rowsNamed(o.rows, a.Find.Study); err != nil {
		return a, err
	}
	if name, ok := strings.CutPrefix(o.columns, "attribute:"); ok {
		a.Columns, a.Attribute = app.AxisAttribute, name
		return a, nil
	}
	for _, x := range crossAxes {
		if string(x) == o.columns {
			a.Columns = x
			return a, nil
		}
	}
	return a, usageError{fmt.Errorf("there are no columns %q", o.columns)}
}

func rowsNamed(name string, study app.StudyID) (app.Axis, error) {
	switch {
	case name == "tags":
		return app.AxisTag, nil
	case name == "themes" && study == "":
		return app.AxisWideTheme, nil
	case name == "themes":
		return app.AxisTheme, nil
	}
	return "", usageError{fmt.Errorf("--rows is tags or themes, not %q", name)}
}

type crossCell struct {
	Column   string   `json:"column"`
	N        int      `json:"n"`
	Of       int      `json:"of"`
	Expected *float64 `json:"expected"`
	Residual *float64 `json:"residual"`
	Mark     int      `json:"mark"`
}

type crossRow struct {
	Name  string      `json:"name"`
	N     int         `json:"n"`
	Of    int         `json:"of"`
	P     *float64    `json:"p"`
	Test  string      `json:"test"`
	Told  bool        `json:"told"`
	Cells []crossCell `json:"cells"`
}

func (c *command) runCrosstab(ctx context.Context, o crosstabOptions) error {
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		ask, err := o.ask(ctx, w)
		if err != nil {
			return err
		}
		if o.asked {
			return c.sayAsked(ctx, w, ask)
		}
		x, err := w.Tally.BySegment(ctx, ask)
		if err != nil {
			return err
		}
		rows := []crossRow{}
		for _, r := range x.Rows {
			row := crossRow{Name: r.Label, N: r.N, Of: r.Of, P: figureOf(r.P), Test: r.By, Told: r.Told}
			for j, cell := range r.Cells {
				row.Cells = append(row.Cells, crossCell{x.Columns[j].Label, cell.N, cell.Of, figureOf(cell.Expected), figureOf(cell.Residual), cell.Mark})
			}
			rows = append(rows, row)
		}
		return c.print(map[string]any{"by": ask.By, "rows": rows, "says": x.Says(), "why_not_tested": x.Why, "small": x.Small, "unread": x.Unread}, func(w io.Writer) { printCrosstab(w, x) })
	})
}

func printCrosstab(w io.Writer, x *tally.Segments) {
	fmt.Fprintln(w, x.Says())
	fmt.Fprintf(w, "%-32s", "")
	for _, k := range x.Columns {
		fmt.Fprintf(w, " %14s", shorten(k.Label, 14))
	}
	fmt.Fprintf(w, " %10s %8s\n", "all", "P")
	people := x.Ask.By == tally.People
	words := func(n, of int) string {
		if people {
			return fmt.Sprintf("%d of %d", n, of)
		}
		return fmt.Sprint(n)
	}
	for _, r := range x.Rows {
		fmt.Fprintf(w, "%-32s", shorten(r.Label, 32))
		for _, c := range r.Cells {
			fmt.Fprintf(w, " %14s", words(c.N, c.Of)+[]string{"", " +", " -"}[(c.Mark+3)%3])
		}
		p := "–"
		if v := figureOf(r.P); v != nil {
			p = fmt.Sprintf("%.3f", *v)
			if r.Told {
				p += " *"
			}
		}
		fmt.Fprintf(w, " %10s %8s\n", words(r.N, r.Of), p)
	}
	if len(x.Small) > 0 && people {
		fmt.Fprintf(w, "Fewer than five people: %s.\n", strings.Join(x.Small, ", "))
	}
	if out := app.SoundLeftOut(x.Unread); out != "" {
		fmt.Fprintln(w, out+".")
	}
}
