package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/format/source"
	tables "throughline/app/format/table"
	"throughline/app/metric"
	"throughline/app/workspace"
)

type metricsImportOptions struct {
	path, sheet, metric, segment string
	maps                         []string
	dryRun                       bool
}

func (c *command) metricsImport() *cobra.Command {
	var o metricsImportOptions
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring series of product metrics in from CSV, TSV or Excel",
		Long: `Brings series in from an export of analytics whose first row names the columns, as one step that one undo takes back. A file is long (metric,
date, value, segment), wide (a day in each row, a column for each metric), or wide the other way (a metric in each row, a column for each day).
Columns with definitions, owners, sources, targets and units go into the data dictionary. --map says what is not guessed:

  --map "DAU=series:Daily users"   the column DAU holds values of Daily users
  --map "Day=@date"                also @metric, @value, @segment, @definition, @owner, @source, @target, @unit
  --map "Remarks=-"                is left out

Values of the same metric, segment and day take the place of those that are here. Cells that cannot be read are left out and reported; then
the exit code is 3.`,
		Args: oneArg("one file to import"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.runMetricsImport(cmd.Context(), o, args[0]) },
	}
	workspaceFlag(cmd, &o.path)
	cmd.Flags().StringVar(&o.metric, "metric", "", "metric of rows that name none")
	cmd.Flags().StringVar(&o.segment, "segment", "", "segment of rows that name none")
	cmd.Flags().StringArrayVar(&o.maps, "map", nil, "what a column means, see above; may be given several times")
	cmd.Flags().StringVar(&o.sheet, "sheet", "", "sheet of a workbook; the first with rows if not given")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would come in and change nothing")
	return cmd
}

func (c *command) runMetricsImport(ctx context.Context, o metricsImportOptions, path string) error {
	sheet, err := openTable(path, o.sheet, func(f source.File) (*tables.Named, error) { return metric.ReadSheet(ctx, f) })
	if err != nil {
		return err
	}
	spec := metric.Spec{Columns: metric.Guess(sheet), Metric: o.metric, Segment: o.segment}
	for _, m := range o.maps {
		if err := mapMetric(&spec, sheet, filepath.Base(path), m); err != nil {
			return err
		}
	}
	mode := workspace.Existing
	if o.dryRun {
		mode = workspace.ReadOnly
	}
	return c.within(ctx, o.path, mode, func(w *workspace.Workspace) error {
		plan, err := w.Metrics.PlanImport(ctx, sheet, spec)
		if err != nil {
			return err
		}
		if !o.dryRun {
			if err := w.Metrics.Import(ctx, plan, filepath.Base(path)); err != nil {
				return err
			}
		}
		if err := c.printMetricPlan(plan, sheet.Warnings, o.dryRun); err != nil {
			return err
		}
		switch {
		case len(plan.Lines) == 0:
			return errNone
		case len(plan.Problems) > 0:
			return errPartly
		}
		return nil
	})
}

// mapMetric lets --map COLUMN=ROLE say what a column means.
func mapMetric(spec *metric.Spec, sheet *tables.Named, file, text string) error {
	name, to, ok := strings.Cut(text, "=")
	if to = strings.TrimSpace(to); !ok || to == "" {
		return usageError{fmt.Errorf("--map takes COLUMN=ROLE, not %q", text)}
	}
	at := sheet.Column(name)
	if at < 0 {
		return usageError{fmt.Errorf("%s has no column %q; it has %s", file, name, strings.Join(sheet.Columns, ", "))}
	}
	c := &spec.Columns[at]
	*c = metric.ColumnSpec{Column: sheet.Columns[at], Role: metric.RoleSkip}
	role, special := strings.CutPrefix(to, "@")
	series, isSeries := strings.CutPrefix(to, "series")
	switch {
	case to == "-":
	case special:
		c.Role = metric.Role(strings.ToLower(role))
		if !slices.Contains(metric.Roles(), c.Role) || c.Role == metric.RoleSeries || c.Role == metric.RoleDay {
			return usageError{fmt.Errorf("a column can be no %s", to)}
		}
	case isSeries:
		c.Role, c.Metric = metric.RoleSeries, strings.TrimPrefix(series, ":")
	default:
		return usageError{fmt.Errorf("--map takes @ROLE, series:NAME or -, not %q", to)}
	}
	return nil
}

func (c *command) printMetricPlan(p *metric.Plan, warnings []string, dry bool) error {
	return c.print(map[string]any{"metrics": p.Lines, "problems": p.Problems, "warnings": warnings, "dry_run": dry}, func(to io.Writer) {
		for _, w := range warnings {
			fmt.Fprintln(to, "note:", w)
		}
		for _, x := range p.Problems {
			fmt.Fprintln(to, x)
		}
		for _, l := range p.Lines {
			words := fmt.Sprintf("%s: %d values added, %d changed, %d unchanged", l.Metric, l.Added, l.Changed, l.Same)
			if l.From != "" {
				words += fmt.Sprintf(", %s to %s", l.From, l.To)
			}
			if l.Defined {
				words += "; its definition is kept"
			}
			fmt.Fprintln(to, words)
		}
		if dry {
			fmt.Fprintln(to, "Nothing was changed.")
		}
	})
}

// metricLine is one entry of the data dictionary.
type metricLine struct {
	Name       string   `json:"name"`
	Unit       string   `json:"unit,omitempty"`
	Definition string   `json:"definition,omitempty"`
	Owner      string   `json:"owner,omitempty"`
	Source     string   `json:"source,omitempty"`
	Target     *float64 `json:"target,omitempty"`
	Lower      bool     `json:"less_is_better,omitempty"`
	Segments   []string `json:"segments"`
	Values     int      `json:"values"`
	From       app.Date `json:"from,omitempty"`
	To         app.Date `json:"to,omitempty"`
	Latest     *float64 `json:"latest,omitempty"` // of everybody, or of the first segment
}

// lineOf is the entry of a metric.
func lineOf(m *app.Metric) metricLine {
	l := metricLine{Name: m.Name, Unit: m.Unit, Definition: m.Definition, Owner: m.Owner, Source: m.Source, Target: m.Target, Lower: m.Lower, Segments: []string{}, Values: m.Count()}
	for i, s := range m.Series {
		l.Segments = append(l.Segments, s.Segment)
		points := s.Points()
		if first := points[0].Date; l.From == "" || first < l.From {
			l.From = first
		}
		last := points[len(points)-1]
		l.To = max(l.To, last.Date)
		if i == 0 {
			l.Latest = &last.Value
		}
	}
	return l
}

func (c *command) metricsList() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the data dictionary and what happened when",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				all, err := w.Metrics.List(cmd.Context())
				if err != nil {
					return err
				}
				marks, err := w.Metrics.Marks(cmd.Context())
				if err != nil {
					return err
				}
				lines, happened := []metricLine{}, []app.Annotation{}
				for i := range all {
					lines = append(lines, lineOf(&all[i]))
				}
				for _, m := range marks {
					happened = append(happened, m.Annotation)
				}
				return c.print(map[string]any{"metrics": lines, "marks": happened}, func(out io.Writer) { printMetrics(out, lines, happened) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}

func printMetrics(out io.Writer, lines []metricLine, marks []app.Annotation) {
	if len(lines) == 0 {
		fmt.Fprintln(out, "No metric yet. Bring series in with metrics import.")
	} else {
		t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, "metric\tlatest\ttarget\tvalues\tfrom\tto\towner\tsource\tdefinition")
		for _, l := range lines {
			latest, target := "", ""
			if l.Latest != nil {
				latest = metric.Number(*l.Latest, l.Unit)
			}
			if l.Target != nil {
				target = metric.Number(*l.Target, l.Unit)
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\n", l.Name, latest, target, l.Values, l.From, l.To, l.Owner, l.Source, l.Definition)
		}
		_ = t.Flush() // printing fails where the output is closed, which nobody reads then
	}
	for _, m := range marks {
		fmt.Fprintf(out, "%s  %s  %s\n", m.Date, m.Kind, m.Name)
	}
}

func (c *command) metricsDefine() *cobra.Command {
	var path, target string
	var m app.Metric
	cmd := &cobra.Command{
		Use:   "define NAME",
		Short: "Say what a metric is, who answers for it, where it comes from and what is aimed at",
		Args:  oneArg("the name of the metric"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.within(cmd.Context(), path, workspace.Existing, func(w *workspace.Workspace) error {
				now := app.Metric{Name: args[0]}
				if old, err := w.Metrics.Named(cmd.Context(), args[0]); err == nil {
					now = *old
				} else if app.CodeOf(err) != app.ENotFound {
					return err
				}
				set := cmd.Flags().Changed
				for flag, to := range map[string][2]*string{"definition": {&now.Definition, &m.Definition}, "owner": {&now.Owner, &m.Owner}, "source": {&now.Source, &m.Source}, "unit": {&now.Unit, &m.Unit}} {
					if set(flag) {
						*to[0] = *to[1]
					}
				}
				if set("lower") {
					now.Lower = m.Lower
				}
				if set("target") {
					now.Target = nil
					if v, ok := tables.Decimal(target); ok {
						now.Target = &v
					} else if target != "" {
						return usageError{errors.New("--target takes a number")}
					}
				}
				kept, err := w.Metrics.Define(cmd.Context(), now)
				if err != nil {
					return err
				}
				return c.print(lineOf(kept), func(out io.Writer) { fmt.Fprintln(out, kept.Name, "is defined") })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&m.Definition, "definition", "", "what exactly is counted")
	cmd.Flags().StringVar(&m.Owner, "owner", "", "who answers for it")
	cmd.Flags().StringVar(&m.Source, "source", "", "where it comes from")
	cmd.Flags().StringVar(&m.Unit, "unit", "", "unit of the values, such as %")
	cmd.Flags().StringVar(&target, "target", "", "what is aimed at")
	cmd.Flags().BoolVar(&m.Lower, "lower", false, "less is better")
	return cmd
}

func (c *command) metricsMark() *cobra.Command {
	var path, kind, study string
	cmd := &cobra.Command{
		Use:   "mark DATE NAME",
		Short: "Mark the day of a release, a study or another event",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.within(cmd.Context(), path, workspace.Existing, func(w *workspace.Workspace) error {
				a := app.Annotation{Date: app.Date(args[0]), Name: args[1], Kind: app.AnnotationKind(kind)}
				if study != "" {
					id, err := studyNamed(cmd.Context(), w, study, true)
					if err != nil {
						return err
					}
					a.Study, a.Kind = id, app.AnnotateStudy
				}
				kept, err := w.Metrics.Annotate(cmd.Context(), a)
				if err != nil {
					return err
				}
				return c.print(kept, func(out io.Writer) { fmt.Fprintln(out, kept.Date, kept.Name) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&kind, "kind", string(app.AnnotateRelease), "release, study or event")
	cmd.Flags().StringVar(&study, "study", "", "the study that it marks")
	return cmd
}

func (c *command) metricsCompare() *cobra.Command {
	var path, around, segment string
	days := 28
	cmd := &cobra.Command{
		Use:   "compare METRIC",
		Short: "Compare a metric before and after a day, with its interval",
		Long: `Compares the mean of a metric on the days before a mark or a day with that from it on, as a post-launch review asks. The interval knows that
one day is like the next; it does not know what else changed at the time, nor a trend that went on anyway.`,
		Args: oneArg("one metric"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if days < 1 || days > 3660 {
				return usageError{errors.New("--days takes 1 to 3660")}
			}
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				m, err := w.Metrics.Named(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				mark, day, err := markNamed(cmd.Context(), w, around)
				if err != nil {
					return err
				}
				if segment == "" && len(m.Series) > 0 {
					segment = m.Series[0].Segment
				}
				sh := metric.Around(m, segment, mark, day, days)
				return c.print(sh, func(out io.Writer) { fmt.Fprintln(out, sh.Says()) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&around, "around", "", "name of a mark, or a day such as 2026-05-31; the latest mark if not given")
	cmd.Flags().StringVar(&segment, "segment", "", "segment; everybody if not given")
	cmd.Flags().IntVar(&days, "days", days, "days looked at on each side")
	return cmd
}

// markNamed is the day of a mark by its name, or a day as it is written.
func markNamed(ctx context.Context, w *workspace.Workspace, name string) (mark string, day app.Date, err error) {
	if !app.Date(name).Time().IsZero() {
		return "", app.Date(name), nil
	}
	marks, err := w.Metrics.Marks(ctx)
	if err != nil {
		return "", "", err
	}
	var names []string
	for _, m := range slices.Backward(marks) {
		if name == "" || app.FoldName(m.Name) == app.FoldName(name) {
			return m.Name, m.Date, nil
		}
		names = append(names, m.Name)
	}
	e := app.NotFound(cmp.Or(name, "A mark"))
	e.Hint = "Mark a day with metrics mark, or give one such as 2026-05-31."
	if len(names) > 0 {
		e.Hint = "Marks here: " + strings.Join(names, ", ") + "."
	}
	return "", "", e
}
