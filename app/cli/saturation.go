package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/tally"
	"throughline/app/workspace"
)

type saturationOptions struct {
	workspace, study, rows string
	base, run              int
	threshold              float64
	rollUp                 bool
}

func (c *command) saturationCommand() *cobra.Command {
	var o saturationOptions
	cmd := &cobra.Command{
		Use:   "saturation",
		Short: "Say whether later interviews still bring something new, and about how many more are needed",
		Long: `Follows the tags of a study through its interviews, by date: the first --base of them make the base; a run of --run later ones is
saturated when at most --threshold percent of the base's number are new in it (Guest, Namey and Chen 2020). For all and for each segment it
tells the point, in how many other orders of the interviews it is met, and estimates how many more are needed. Nothing is changed.`,
		Example: `  throughline saturation -w research.throughline --study Onboarding
  throughline saturation -w research.throughline --base 6 --run 3 --threshold 0`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runSaturation(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "only one study")
	cmd.Flags().StringVar(&o.rows, "rows", "tags", "tags or themes")
	cmd.Flags().IntVar(&o.base, "base", 4, "interviews that make the base")
	cmd.Flags().IntVar(&o.run, "run", 2, "interviews that make a run")
	cmd.Flags().Float64Var(&o.threshold, "threshold", 5, "percent of the base that may be new")
	cmd.Flags().BoolVar(&o.rollUp, "roll-up", false, "tags beneath another count as that one")
	return cmd
}

type saturationRow struct {
	Group      string  `json:"group"` // "" for all
	Interviews int     `json:"interviews"`
	Codes      int     `json:"codes"`
	New        []int   `json:"new"`
	At         *int    `json:"saturated_at"`
	More       *int    `json:"more_needed_estimate"`
	Coverage   float64 `json:"coverage"`
	Unseen     float64 `json:"unseen_at_least"`
	Says       string  `json:"says"`
}

func (c *command) runSaturation(ctx context.Context, o saturationOptions) error {
	if o.base < 1 || o.run < 1 || o.threshold < 0 || o.threshold > 100 {
		return usageError{errors.New("--base and --run are 1 or more, --threshold is 0 to 100")}
	}
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, true)
		if err != nil {
			return err
		}
		ask := tally.Ask{Find: app.FindingQuery{Study: study}, RollUp: o.rollUp, Seed: tallySeed}
		if ask.Rows, err = rowsNamed(o.rows, study); err != nil {
			return err
		}
		rule := tally.SaturationRule{Base: o.base, Run: o.run, Threshold: o.threshold / 100}
		if o.threshold == 0 {
			rule.Threshold = -1
		}
		x, err := w.Tally.Saturation(ctx, ask, rule, c.progress())
		if err != nil {
			return err
		}
		rows := []saturationRow{saturationRowOf(&x.All, rule)}
		for i := range x.Segments {
			rows = append(rows, saturationRowOf(&x.Segments[i], rule))
		}
		return c.print(map[string]any{"base": o.base, "run": o.run, "threshold": o.threshold, "groups": rows}, func(w io.Writer) {
			for _, r := range rows {
				fmt.Fprintln(w, r.Says)
			}
		})
	})
}

func saturationRowOf(c *tally.Curve, rule tally.SaturationRule) saturationRow {
	r := saturationRow{Group: c.Name, Interviews: len(c.New), Codes: c.Codes, New: c.New, Coverage: c.Coverage, Unseen: c.Unseen, Says: c.Says(rule)}
	if c.Saturated() {
		r.At = &c.At
	} else if c.More >= 0 {
		r.More = &c.More
	}
	return r
}
