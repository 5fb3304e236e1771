package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/metric"
	"throughline/app/score"
	"throughline/app/workspace"
)

// attachOptions say to which insight a number is attached, and what it does to the claim.
type attachOptions struct {
	path, stance string
	remove       bool
}

func (o *attachOptions) flags(cmd *cobra.Command) {
	workspaceFlag(cmd, &o.path)
	cmd.Flags().StringVar(&o.stance, "stance", string(app.Supports), "what the number does to the claim: supports, contradicts or nuances")
	cmd.Flags().BoolVar(&o.remove, "remove", false, "take the number off the insight instead")
}

func (o *attachOptions) validate() error {
	if !slices.Contains([]app.Stance{app.Supports, app.Contradicts, app.Nuances}, app.Stance(o.stance)) {
		return usageError{errors.New("--stance takes supports, contradicts or nuances")}
	}
	return nil
}

// attach puts a figure beside the quotes of the insight with a claim, or takes it off.
func (c *command) attach(ctx context.Context, w *workspace.Workspace, claim string, f app.Figure, o attachOptions) error {
	in, err := insightNamed(ctx, w, claim)
	if err != nil {
		return err
	}
	f.Insight, f.Study, f.Stance = in.ID, in.Study, app.Stance(o.stance)
	if !o.remove {
		kept, err := w.Insights.AttachFigure(ctx, f)
		if err != nil {
			return err
		}
		return c.print(kept, func(out io.Writer) {
			fmt.Fprintf(out, "%s\nstands beside the quotes of “%s”.\n", kept.Said, in.Title)
		})
	}
	all, err := w.Insights.Figures(ctx, in.ID)
	if err != nil {
		return err
	}
	for i := range all {
		if all[i].Filed().Once == f.Filed().Once {
			if err := w.Insights.DetachFigure(ctx, all[i].ID); err != nil {
				return err
			}
			return c.print(all[i], func(out io.Writer) { fmt.Fprintf(out, "%s\nwas taken off “%s”.\n", all[i].Said, in.Title) })
		}
	}
	return app.NotFound("That number beside “" + in.Title + "”")
}

// insightNamed finds an insight by its claim or id, in any study.
func insightNamed(ctx context.Context, w *workspace.Workspace, claim string) (*app.Insight, error) {
	all, err := w.Store.Insights(ctx, "")
	if err != nil {
		return nil, err
	}
	for i := range all {
		if app.FoldName(all[i].Title) == app.FoldName(claim) || string(all[i].ID) == claim {
			return &all[i].Insight, nil
		}
	}
	e := app.NotFound("The insight “" + claim + "”")
	e.Hint = "The command insights lists them."
	return nil, e
}

func (c *command) metricsAttach() *cobra.Command {
	var o attachOptions
	var around, segment string
	days := 28
	cmd := &cobra.Command{
		Use:   "attach METRIC CLAIM",
		Short: "Attach a metric before and after a day to an insight, beside its quotes",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if days < 1 || days > 3660 {
				return usageError{errors.New("--days takes 1 to 3660")}
			}
			if err := o.validate(); err != nil {
				return err
			}
			return c.within(cmd.Context(), o.path, workspace.Existing, func(w *workspace.Workspace) error {
				f, err := shiftFigure(cmd.Context(), w, args[0], around, segment, days)
				if err != nil {
					return err
				}
				return c.attach(cmd.Context(), w, args[1], f, o)
			})
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&around, "around", "", "name of a mark; the latest if not given")
	cmd.Flags().StringVar(&segment, "segment", "", "segment; everybody if not given")
	cmd.Flags().IntVar(&days, "days", days, "days looked at on each side")
	return cmd
}

// shiftFigure is a metric around a mark, as a figure for an insight.
func shiftFigure(ctx context.Context, w *workspace.Workspace, name, around, segment string, days int) (f app.Figure, err error) {
	m, err := w.Metrics.Named(ctx, name)
	if err != nil {
		return f, err
	}
	mark, day, err := markNamed(ctx, w, around)
	if err != nil {
		return f, err
	}
	if segment == "" && len(m.Series) > 0 {
		segment = m.Series[0].Segment
	}
	sh := metric.Around(m, segment, mark, day, days)
	f = app.Figure{Metric: m.ID, Segment: segment, Days: days, Said: sh.Says()}
	marks, err := w.Metrics.Marks(ctx)
	for _, k := range marks {
		if k.Date == day && (mark == "" || k.Name == mark) {
			f.Annotation = k.ID
		}
	}
	return f, err
}

func (c *command) measuresAttach() *cobra.Command {
	var o attachOptions
	var study, task, release, against string
	cmd := &cobra.Command{
		Use:   "attach MEASURE CLAIM",
		Short: "Attach a score, or a comparison of two releases, to an insight, beside its quotes",
		Long:  "Attaches a score to the insight with a claim. MEASURE is " + kindList() + ".",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := kindNamed(args[0])
			if err != nil {
				return err
			}
			if against != "" && release == "" {
				return usageError{errors.New("--against needs the --release that is compared with it")}
			}
			if err := o.validate(); err != nil {
				return err
			}
			return c.within(cmd.Context(), o.path, workspace.Existing, func(w *workspace.Workspace) error {
				id, err := studyNamed(cmd.Context(), w, study, true)
				if err != nil {
					return err
				}
				f := app.Figure{Measure: kind, Of: id, Task: task, Release: release, Against: against}
				if f.Said, err = saysScore(cmd.Context(), w, f); err != nil {
					return err
				}
				return c.attach(cmd.Context(), w, args[1], f, o)
			})
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&study, "study", "", "study whose sessions count; all together if not given")
	cmd.Flags().StringVar(&task, "task", "", "task or outcome")
	cmd.Flags().StringVar(&release, "release", "", "release that was used; all together if not given")
	cmd.Flags().StringVar(&against, "against", "", "release to compare it with")
	return cmd
}

// saysScore is what a score, or a comparison, says now. Returns ENotFound where nothing was measured.
func saysScore(ctx context.Context, w *workspace.Workspace, f app.Figure) (string, error) {
	all, err := w.Scores.List(ctx, f.Of)
	if err != nil {
		return "", err
	}
	grouping := score.Together
	if f.Release != "" {
		grouping = score.ByRelease
	}
	scores := score.Of(all, grouping)
	if f.Against != "" {
		for _, d := range score.Compare(scores, f.Against, f.Release) {
			if d.Kind == f.Measure && app.FoldName(d.Task) == app.FoldName(f.Task) {
				return d.Says(), nil
			}
		}
	}
	for i := range scores {
		if s := &scores[i]; f.Against == "" && s.Kind == f.Measure && app.FoldName(s.Task) == app.FoldName(f.Task) && app.FoldName(s.Group) == app.FoldName(f.Release) {
			return s.Says(), nil
		}
	}
	e := app.NotFound(f.Measure.Word() + " of that")
	e.Hint = "The command measures list shows what was measured, with tasks and releases."
	return "", e
}

// kindNamed reads a kind of measure as people write it: sus, UMUX-Lite, "task success".
func kindNamed(s string) (app.MeasureKind, error) {
	for _, k := range app.MeasureKinds() {
		if strings.EqualFold(s, string(k)) || strings.EqualFold(s, k.Word()) {
			return k, nil
		}
	}
	return "", usageError{fmt.Errorf("%q is nothing that is measured; there are %s", s, kindList())}
}

func kindList() string {
	var names []string
	for _, k := range app.MeasureKinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

func (c *command) measuresDelete() *cobra.Command {
	var path, study, kind, task, release, person string
	var all, dryRun bool
	cmd := &cobra.Command{
		Use:   "delete",
		Short: "Delete measures: of a kind, a task, a release or a person",
		Long:  "Deletes the measures that meet all that is given, as one step that one undo takes back. --dry-run says how many.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var of app.MeasureKind
			var err error
			switch {
			case kind != "":
				if of, err = kindNamed(kind); err != nil {
					return err
				}
			case task == "" && release == "" && person == "" && !all:
				return usageError{errors.New("say which with --measure, --task, --release or --person, or --all")}
			}
			mode := workspace.Existing
			if dryRun {
				mode = workspace.ReadOnly
			}
			return c.within(cmd.Context(), path, mode, func(w *workspace.Workspace) error {
				ids, err := measuresMeeting(cmd.Context(), w, study, person, func(m *app.Measure) bool {
					return (of == "" || m.Kind == of) && (task == "" || app.FoldName(m.Task) == app.FoldName(task)) && (release == "" || app.FoldName(m.Release) == app.FoldName(release))
				})
				if err != nil {
					return err
				}
				if len(ids) == 0 {
					return errNone
				}
				if !dryRun {
					if err := w.Scores.Clear(cmd.Context(), ids); err != nil {
						return err
					}
				}
				return c.print(map[string]any{"measures": len(ids), "dry_run": dryRun}, func(out io.Writer) {
					if dryRun {
						fmt.Fprintln(out, app.Count(len(ids), "measure"), "would be deleted. Nothing was changed.")
						return
					}
					fmt.Fprintln(out, app.Count(len(ids), "measure"), "deleted")
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "study; all if not given")
	cmd.Flags().StringVar(&kind, "measure", "", "one of "+kindList())
	cmd.Flags().StringVar(&task, "task", "", "task or outcome")
	cmd.Flags().StringVar(&release, "release", "", "release that was used")
	cmd.Flags().StringVar(&person, "person", "", "code of a participant")
	cmd.Flags().BoolVar(&all, "all", false, "all measures of the study")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "say how many and change nothing")
	return cmd
}

// measuresMeeting lists the measures of a study, and of the person with a code where one is given, that meet a condition.
func measuresMeeting(ctx context.Context, w *workspace.Workspace, study, code string, meets func(*app.Measure) bool) (ids []app.MeasureID, err error) {
	id, err := studyNamed(ctx, w, study, true)
	if err != nil {
		return nil, err
	}
	var who app.ParticipantID
	if code != "" {
		people, err := w.Store.Participants(ctx, "")
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(people, func(p app.ParticipantRow) bool { return app.FoldName(p.Code) == app.FoldName(code) })
		if at < 0 {
			return nil, app.NotFound("The participant " + code)
		}
		who = people[at].ID
	}
	all, err := w.Scores.List(ctx, id)
	for i := range all {
		if m := &all[i]; (who == "" || m.Participant == who) && meets(m) {
			ids = append(ids, m.ID)
		}
	}
	return ids, err
}

func (c *command) metricsDelete() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "delete METRIC",
		Short: "Delete a metric with its values; undo brings it back",
		Args:  oneArg("one metric"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.within(cmd.Context(), path, workspace.Existing, func(w *workspace.Workspace) error {
				m, err := w.Metrics.Named(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				if err := w.Metrics.Delete(cmd.Context(), m.ID); err != nil {
					return err
				}
				return c.print(lineOf(m), func(out io.Writer) { fmt.Fprintf(out, "%s deleted, with %s\n", m.Name, app.Count(m.Count(), "value")) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}

func (c *command) metricsUnmark() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "unmark NAME",
		Short: "Remove a mark by its name; studies are marks by themselves and stay",
		Args:  oneArg("the name of one mark"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.within(cmd.Context(), path, workspace.Existing, func(w *workspace.Workspace) error {
				marks, err := w.Metrics.Marks(cmd.Context())
				if err != nil {
					return err
				}
				for _, m := range slices.Backward(marks) {
					if m.Own && app.FoldName(m.Name) == app.FoldName(args[0]) {
						if err := w.Metrics.Unmark(cmd.Context(), m.ID); err != nil {
							return err
						}
						return c.print(m.Annotation, func(out io.Writer) { fmt.Fprintln(out, m.Date, m.Name, "is no mark any more") })
					}
				}
				return app.NotFound("The mark " + args[0])
			})
		},
	}
	workspaceFlag(cmd, &path)
	return cmd
}
