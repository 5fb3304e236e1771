package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/score"
	"throughline/app/workspace"
)

func (c *command) measuresCommand() *cobra.Command {
	cmd := group("measures", "Score task success, times and questionnaires, with intervals",
		"measures import FILE, list, compare A B, attach or delete", c.measuresImport(), c.measuresList(), c.measuresCompare(), c.measuresAttach(), c.measuresDelete())
	cmd.Example = `  throughline measures import -w research.throughline --study Onboarding scores.csv
  throughline measures list -w research.throughline --by release
  throughline measures compare -w research.throughline 2.3 2.4`
	return cmd
}

// measureGroups are what measures can be grouped by.
var measureGroups = []string{"none", "release", "study", "segment"}

// measuresOf reads measures of a study and how to group them.
func measuresOf(ctx context.Context, w *workspace.Workspace, study, by string) ([]app.Measure, score.Grouping, error) {
	if !slices.Contains(measureGroups, by) {
		return nil, nil, usageError{errors.New("--by takes " + strings.Join(measureGroups, ", "))}
	}
	id, err := studyNamed(ctx, w, study, true)
	if err != nil {
		return nil, nil, err
	}
	if by == "study" && study == "" {
		id = ""
	}
	all, err := w.Scores.List(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	names := map[string]string{}
	switch by {
	case "none":
		return all, score.Together, nil
	case "release":
		return all, score.ByRelease, nil
	case "study":
		studies, err := w.Store.Studies(ctx)
		for i := range studies {
			names[string(studies[i].ID)] = studies[i].Name
		}
		return all, func(m *app.Measure) string { return names[string(m.Study)] }, err
	}
	people, err := w.Store.Participants(ctx, "")
	for i := range people {
		names[string(people[i].ID)] = people[i].Segment
	}
	return all, func(m *app.Measure) string { return names[string(m.Participant)] }, err
}

func (c *command) measuresList() *cobra.Command {
	var path, study, by string
	var each bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the scores with their 95 % intervals",
		Long: `Lists what was measured as scores: task success, CSAT, importance and satisfaction as shares with adjusted Wald intervals, NPS with its
adjusted Wald interval, times by their geometric mean, questionnaires by their mean with t intervals; and the opportunity of outcomes that were
rated for importance and satisfaction. With --each it lists every value of every session instead.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				all, grouping, err := measuresOf(cmd.Context(), w, study, by)
				if err != nil {
					return err
				}
				if each {
					return c.printMeasures(cmd.Context(), w, all)
				}
				scores, outcomes := score.Of(all, grouping), score.Outcomes(all, grouping)
				return c.print(map[string]any{"scores": scores, "outcomes": outcomes}, func(out io.Writer) { printScores(out, scores, outcomes) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "study; all together if not given")
	cmd.Flags().StringVar(&by, "by", "none", "group by release, study or segment")
	cmd.Flags().BoolVar(&each, "each", false, "every value, one a line")
	return cmd
}

func printScores(out io.Writer, scores []score.Score, outcomes []score.Outcome) {
	if len(scores) == 0 {
		fmt.Fprintln(out, "Nothing was measured yet. Bring measures in with measures import.")
		return
	}
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "measure\ttask\tgroup\tn\tscore\t95 % interval\tnote")
	for i := range scores {
		s := &scores[i]
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", s.Kind.Word(), s.Task, s.Group, s.N, s.Text(), s.Range(), scoreNote(s))
	}
	_ = t.Flush() // printing fails where the output is closed, which nobody reads then
	if len(outcomes) == 0 {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(t, "outcome\tgroup\tn\timportance\tsatisfaction\topportunity\t95 % interval\treading")
	for i := range outcomes {
		o := &outcomes[i]
		interval := "none"
		if o.N >= score.Few {
			interval = fmt.Sprintf("%.1f to %.1f", o.Low, o.High)
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%.1f\t%.1f\t%.1f\t%s\t%s\n", o.Task, o.Group, o.N, o.Importance, o.Satisfaction, o.Opportunity, interval, o.Reading())
	}
	_ = t.Flush() // as above
}

// scoreNote is what stands beside a score.
func scoreNote(s *score.Score) string {
	var notes []string
	if s.Grade != "" {
		notes = append(notes, "grade "+s.Grade)
	}
	if s.AsSUS != 0 {
		notes = append(notes, fmt.Sprintf("SUS about %.0f", s.AsSUS))
	}
	if s.Best != s.Value {
		notes = append(notes, "best estimate "+score.Number(s.Kind, s.Best))
	}
	if s.Failed > 0 {
		notes = append(notes, fmt.Sprintf("%d that failed left out", s.Failed))
	}
	if w := s.Warn(); w != "" {
		notes = append(notes, w)
	}
	return strings.Join(notes, "; ")
}

// measureLine is one value as it is listed.
type measureLine struct {
	Who     string          `json:"who"`
	Session string          `json:"session,omitempty"`
	Measure app.MeasureKind `json:"measure"`
	Task    string          `json:"task,omitempty"`
	Release string          `json:"release,omitempty"`
	Date    app.Date        `json:"date,omitempty"`
	Value   float64         `json:"value"`
	Answers []int           `json:"answers,omitempty"`
	text    string
}

// printMeasures lists every value of people whose they may be told to be, and says how many others there are.
func (c *command) printMeasures(ctx context.Context, w *workspace.Workspace, all []app.Measure) error {
	people, err := w.Store.Participants(ctx, "")
	if err != nil {
		return err
	}
	rows, err := w.Store.Interviews(ctx, "", app.Page{})
	if err != nil {
		return err
	}
	codes, titles := map[app.ParticipantID]string{}, map[app.InterviewID]string{}
	for i := range people {
		codes[people[i].ID] = people[i].Code
	}
	for i := range rows {
		titles[rows[i].ID] = rows[i].Title
	}
	lines, withheld := []measureLine{}, 0
	for i := range all {
		m := &all[i]
		if workspace.MeasureWithheld(m) {
			withheld++
			continue
		}
		lines = append(lines, measureLine{Who: codes[m.Participant], Session: titles[m.Interview], Measure: m.Kind, Task: m.Task, Release: m.Release, Date: m.Date,
			Value: m.Value, Answers: m.Answers, text: score.Value(m)})
	}
	slices.SortStableFunc(lines, func(a, b measureLine) int { return cmp.Compare(a.Who, b.Who) })
	return c.print(map[string]any{"measures": lines, "withheld": withheld}, func(out io.Writer) {
		t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, "who\tsession\tmeasure\ttask\trelease\tdate\tvalue")
		for _, l := range lines {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", l.Who, l.Session, l.Measure.Word(), l.Task, l.Release, l.Date, l.text)
		}
		_ = t.Flush() // as above
		if withheld > 0 {
			fmt.Fprintf(out, "%s of people who did not allow it left out; scores count them.\n", app.Count(withheld, "value"))
		}
	})
}

func (c *command) measuresCompare() *cobra.Command {
	var path, study, by string
	cmd := &cobra.Command{
		Use:   "compare A B",
		Short: "Compare the scores of two releases, studies or segments",
		Long: `Compares two groups, B beside A: the difference with its 95 % interval (Agresti and Caffo for shares, Welch for means, the ratio of
geometric means for times, adjusted Wald for NPS), and whether it may be chance. Groups of fewer than five are told and not judged.`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.within(cmd.Context(), path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				all, grouping, err := measuresOf(cmd.Context(), w, study, by)
				if err != nil {
					return err
				}
				diffs := score.Compare(score.Of(all, grouping), args[0], args[1])
				if len(diffs) == 0 {
					return app.NotFound("A measure of " + args[0] + " or " + args[1])
				}
				return c.print(map[string]any{"differences": diffs}, func(out io.Writer) {
					for i := range diffs {
						fmt.Fprintln(out, diffs[i].Says())
					}
				})
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "study; all together if not given")
	cmd.Flags().StringVar(&by, "by", "release", "what A and B are: release, study or segment")
	return cmd
}
