package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/dashboard"
	"throughline/app/workspace"
)

type dashboardOptions struct {
	workspace, study, product, region, on string
}

func (c *command) dashboardCommand() *cobra.Command {
	var o dashboardOptions
	cmd := &cobra.Command{
		Use:   "dashboard",
		Short: "Say how a research programme does: time to insight, interviews, evidence, codebook",
		Example: `  throughline dashboard -w research.throughline
  throughline dashboard -w research.throughline --product Brightdesk --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runDashboard(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.StringVar(&o.study, "study", "", "only this study")
	f.StringVar(&o.product, "product", "", "only studies of this product")
	f.StringVar(&o.region, "region", "", "only studies of this region")
	f.StringVar(&o.on, "on", "", "day to count on, such as 2026-11-26; today if not given")
	return cmd
}

// dashboardOut is the same numbers for people and for programs.
type dashboardOut struct {
	On       app.Date           `json:"on"`
	Metrics  []dashboard.Metric `json:"metrics"`
	Numbers  dashboard.Numbers  `json:"numbers"`
	Coverage dashboard.Coverage `json:"coverage"` // people interviewed, by segment and study
	Needs    []dashboard.Need   `json:"needs"`
}

func (c *command) runDashboard(ctx context.Context, o dashboardOptions) error {
	on := app.Date(o.on)
	if o.on == "" {
		on = app.DateOf(time.Now())
	}
	if on.Time().IsZero() {
		return usageError{fmt.Errorf("--on takes a day such as 2026-11-26")}
	}
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, true)
		if err != nil {
			return err
		}
		all, err := dashboard.ReadAll(ctx, w.Store)
		if err != nil {
			return err
		}
		if err := known("product", o.product, all.Products()); err != nil {
			return err
		}
		if err := known("region", o.region, all.Regions()); err != nil {
			return err
		}
		f := all.In(dashboard.Scope{Study: study, Product: o.product, Region: o.region})
		out := dashboardOut{On: on, Numbers: dashboard.Measure(f, on), Coverage: dashboard.Cover(f, dashboard.ByStudy, 0), Needs: dashboard.Needs(f, w.Hand.Author, study, on)}
		out.Metrics = out.Numbers.Metrics(on)
		return c.print(out, func(w io.Writer) {
			for _, m := range out.Metrics {
				fmt.Fprintf(w, "%-22s %-10s %s\n", m.Title, m.Value, m.Note)
			}
			for _, n := range out.Needs {
				fmt.Fprintln(w, "* "+n.Text)
			}
		})
	})
}

// known refuses a value that no study has.
func known(what, value string, all []string) error {
	if value == "" || slices.Contains(all, value) {
		return nil
	}
	return &app.Error{Code: app.ENotFound, Message: fmt.Sprintf("No study has the %s %q.", what, value), Hint: "There are: " + strings.Join(all, ", ") + "."}
}
