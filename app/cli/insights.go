package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/app/workspace"
)

// insightOut is an insight as --json prints it.
type insightOut struct {
	ID       app.InsightID     `json:"id"`
	Study    string            `json:"study,omitempty"`
	Claim    string            `json:"claim"`
	Status   app.InsightStatus `json:"status"`
	Owner    string            `json:"owner,omitempty"`
	Level    app.Level         `json:"confidence"`
	Computed app.Level         `json:"computed"`
	ByHand   string            `json:"by_hand,omitempty"` // the reason of another level than the computed one
	Reasons  []string          `json:"reasons"`
	Change   string            `json:"change,omitempty"`
	Due      []string          `json:"due,omitempty"`
	People   int               `json:"people"`
	Asked    int               `json:"asked"`
	For      int               `json:"for"`
	Against  int               `json:"against"`
	Version  int               `json:"version,omitempty"`
	Advice   []string          `json:"recommendations,omitempty"`
}

func (c *command) insightsCommand() *cobra.Command {
	var path, study string
	var due bool
	cmd := &cobra.Command{
		Use:   "insights",
		Short: "List insights with their confidence and its reasons",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return c.within(ctx, path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				id, err := studyNamed(ctx, w, study, true)
				if err != nil {
					return err
				}
				bench, err := w.Insights.Bench(ctx)
				if err != nil {
					return err
				}
				rows, err := w.Insights.List(ctx, id)
				if err != nil {
					return err
				}
				out := []insightOut{}
				for i := range rows {
					in := &rows[i]
					if due && len(in.Due) == 0 {
						continue
					}
					x := insightOut{ID: in.ID, Study: in.StudyName, Claim: in.Title, Status: in.Status, Owner: in.Owner, Level: in.Level, Computed: in.Computed,
						ByHand: in.Override.Reason, People: in.Support.Participants, Asked: in.Support.Asked, For: in.Support.Findings, Against: in.Support.Against, Version: in.Version}
					v := evidence.Judge(bench.Case(&in.InsightRow))
					x.Reasons, x.Change = v.Words(), v.Change()
					for _, d := range in.Due {
						x.Due = append(x.Due, d.Words)
					}
					for _, r := range in.Advice {
						x.Advice = append(x.Advice, r.Text)
					}
					out = append(out, x)
				}
				return c.print(out, func(w io.Writer) { printInsights(w, out) })
			})
		},
	}
	workspaceFlag(cmd, &path)
	cmd.Flags().StringVar(&study, "study", "", "study whose insights to list; all if not given")
	cmd.Flags().BoolVar(&due, "due", false, "only those that need to be looked at again")
	return cmd
}

func printInsights(w io.Writer, all []insightOut) {
	for _, in := range all {
		fmt.Fprintf(w, "%-9s  %s\n", in.Level, in.Claim)
		line := strings.Join(in.Reasons, ", ")
		if in.ByHand != "" {
			line = "by hand: " + in.ByHand + " Computed " + string(in.Computed) + ": " + line
		}
		fmt.Fprintf(w, "           %s\n", line)
		if len(in.Due) > 0 {
			fmt.Fprintf(w, "           %s\n", strings.Join(in.Due, "; "))
		}
	}
	fmt.Fprintln(w, app.Count(len(all), "insight"))
}
