package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/guide"
	"throughline/app/workspace"
)

type guideOptions struct {
	workspace, study string
	propose          bool
	confirm          float64
}

func (c *command) guideCommand() *cobra.Command {
	var o guideOptions
	cmd := &cobra.Command{
		Use:   "guide",
		Short: "Say which questions of a study's guide were asked, and how its sessions were led",
		Long: `Holds the guide of a study against its interviews: where each question was asked, left out on purpose, or nobody has said yet; how much of
the talk is the moderator's, open and closed questions, wordings that may steer an answer. With --propose it lists turns that seem to ask a
question, with a score. With --confirm SCORE it links those that reach the score, as one step that undo takes back; nothing else is changed.`,
		Example: `  throughline guide -w research.throughline --study Onboarding
  throughline guide -w research.throughline --study Onboarding --propose --json
  throughline guide -w research.throughline --study Onboarding --confirm 0.7`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runGuide(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.workspace)
	cmd.Flags().StringVar(&o.study, "study", "", "name of the study")
	cmd.Flags().BoolVar(&o.propose, "propose", false, "list turns that seem to ask a question of the guide")
	cmd.Flags().Float64Var(&o.confirm, "confirm", 0, "link the proposals from this score on, such as 0.7")
	return cmd
}

func (c *command) runGuide(ctx context.Context, o guideOptions) error {
	if o.confirm < 0 || o.confirm > 1 {
		return usageError{errors.New("--confirm is a score from 0 to 1")}
	}
	mode := workspace.ReadOnly
	if o.confirm > 0 {
		mode = workspace.Existing
	}
	return c.within(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, false)
		if err != nil {
			return err
		}
		if o.propose || o.confirm > 0 {
			return c.proposeGuide(ctx, w, study, o)
		}
		return c.sayGuide(ctx, w, study)
	})
}

type guideProposal struct {
	Interview string  `json:"interview"`
	Question  string  `json:"question"`
	Turn      string  `json:"turn"`
	At        string  `json:"at"`
	Score     float64 `json:"score"`
}

func (c *command) proposeGuide(ctx context.Context, w *workspace.Workspace, study app.StudyID, o guideOptions) error {
	found, err := w.Guide.Propose(ctx, study, c.progress())
	if err != nil {
		return err
	}
	rows := []guideProposal{}
	var sure []guide.Proposal
	for _, p := range found.All {
		rows = append(rows, guideProposal{p.Title, p.Question, p.Quote, p.At, p.Score})
		if o.confirm > 0 && p.Score >= o.confirm {
			sure = append(sure, p)
		}
	}
	linked, err := w.Guide.Confirm(ctx, sure)
	if err != nil {
		return err
	}
	return c.print(map[string]any{"interviews": found.Read, "without_moderator": found.Mute, "proposals": rows, "confirmed": linked}, func(out io.Writer) {
		if o.propose {
			for _, r := range rows {
				fmt.Fprintf(out, "%.2f  %-24s %-10s %-44s %s\n", r.Score, shorten(r.Interview, 24), r.At, shorten(r.Question, 44), shorten(r.Turn, 60))
			}
		}
		fmt.Fprintf(out, "%s in %s.", app.Count(len(rows), "proposal"), app.Count(found.Read, "interview"))
		if o.confirm > 0 {
			fmt.Fprintf(out, " %s confirmed.", app.Count(linked, "question"))
		}
		fmt.Fprintln(out)
	})
}

type guideQuestion struct {
	Question string `json:"question"`
	Asked    int    `json:"asked"`
	Skipped  int    `json:"left_out"`
	Unknown  int    `json:"not_known"`
}

type guideSession struct {
	Interview     string      `json:"interview"`
	Moderator     string      `json:"moderator"`
	Share         float64     `json:"moderator_share"`
	ByTime        bool        `json:"share_of_time"`
	Open          int         `json:"open_questions"`
	Closed        int         `json:"closed_questions"`
	Pace          float64     `json:"questions_in_ten_minutes"`
	Interruptions *int        `json:"interruptions"`
	Longest       int         `json:"longest_turn_words"`
	Asked         int         `json:"asked"`
	Skipped       int         `json:"left_out"`
	Missing       []string    `json:"not_asked"`
	Thin          []string    `json:"hardly_answered"`
	Hints         []guideHint `json:"hints"`
}

type guideHint struct {
	Kind string `json:"kind"`
	Why  string `json:"why"`
	Text string `json:"text"`
	At   string `json:"at"`
}

func (c *command) sayGuide(ctx context.Context, w *workspace.Workspace, study app.StudyID) error {
	cov, err := w.Guide.Coverage(ctx, study)
	if err != nil {
		return err
	}
	all, err := w.Guide.Sessions(ctx, study, c.progress())
	if err != nil {
		return err
	}
	questions := []guideQuestion{}
	for i, q := range cov.Questions {
		questions = append(questions, guideQuestion{q, cov.Asked[i], cov.Skipped[i], len(cov.Rows) - cov.Asked[i] - cov.Skipped[i]})
	}
	sessions := []guideSession{}
	for _, s := range all {
		sessions = append(sessions, sessionRow(s))
	}
	return c.print(map[string]any{"study": cov.Study.Name, "interviews": len(cov.Rows), "gone_over": cov.Linked, "questions": questions, "sessions": sessions},
		func(out io.Writer) { printGuide(out, cov, questions, all) })
}

func sessionRow(s *guide.Session) guideSession {
	row := guideSession{Interview: s.Title, Moderator: s.Moderator, Share: s.Talk.Moderator, ByTime: s.Talk.ByTime, Open: s.Open, Closed: s.Closed, Pace: s.Pace(),
		Longest: s.Longest, Asked: s.Asked, Skipped: s.Skipped, Missing: s.Missing, Thin: s.Thin, Hints: []guideHint{}}
	if s.Interruptions >= 0 {
		row.Interruptions = &s.Interruptions
	}
	for _, h := range s.Hints {
		row.Hints = append(row.Hints, guideHint{string(h.Kind), h.Why, h.Text, h.At})
	}
	return row
}

func printGuide(out io.Writer, cov *guide.Coverage, questions []guideQuestion, all []*guide.Session) {
	fmt.Fprintf(out, "%s: %s, %d gone over.\n", cov.Study.Name, app.Count(len(cov.Rows), "interview"), cov.Linked)
	if len(questions) > 0 {
		fmt.Fprintf(out, "\n%-64s %6s %9s %9s\n", "Question", "asked", "left out", "not known")
	}
	for _, q := range questions {
		fmt.Fprintf(out, "%-64s %6d %9d %9d\n", shorten(q.Question, 64), q.Asked, q.Skipped, q.Unknown)
	}
	if len(all) > 0 {
		fmt.Fprintf(out, "\n%-32s %-16s %6s %5s %7s %6s %6s\n", "Interview", "Moderator", "share", "open", "closed", "hints", "asked")
	}
	for _, s := range all {
		asked := "–"
		if s.Linked() {
			asked = fmt.Sprintf("%d/%d", s.Asked, s.Guide)
		}
		fmt.Fprintf(out, "%-32s %-16s %5.0f%% %5d %7d %6d %6s\n", shorten(s.Title, 32), shorten(s.Moderator, 16), 100*s.Talk.Moderator, s.Open, s.Closed, len(s.Hints), asked)
	}
	for _, s := range all {
		for _, h := range s.Hints {
			fmt.Fprintf(out, "%s %s: %s (%s)\n", shorten(s.Title, 24), h.At, h.Text, h.Why)
		}
	}
}
