package cli

import (
	"context"
	"fmt"
	"io"

	"throughline/app"
	"throughline/app/sentiment"
	"throughline/app/workspace"
)

// soundOut is a finding and how it sounds.
type soundOut struct {
	Finding   string   `json:"finding"`
	Interview string   `json:"interview,omitempty"`
	Person    string   `json:"person,omitempty"`
	Text      string   `json:"text"`
	Sentiment string   `json:"sentiment"` // "" where there is no estimate
	Decided   bool     `json:"decided"`   // by a person
	Score     float64  `json:"score"`     // of the estimate, also where a person decided otherwise
	Sure      float64  `json:"sure"`
	Because   []string `json:"because,omitempty"`
	Kinds     []string `json:"kinds,omitempty"`
	Urgency   int      `json:"urgency,omitempty"`
}

func (c *command) runSentiment(ctx context.Context, o sentimentOptions) error {
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, true)
		if err != nil {
			return err
		}
		defer c.tellLeftOut(ctx, w, study)
		found, err := w.Sentiment.Findings(ctx, app.FindingQuery{Study: study})
		if err != nil {
			return err
		}
		rows := make([]soundOut, len(found))
		sounds, kinds := map[app.Sound]int{}, map[app.StatementKind]int{}
		decided := 0
		for i := range found {
			f := &found[i]
			rows[i] = soundRow(f)
			if rows[i].Decided {
				decided++
			}
			sounds[app.Sound(rows[i].Sentiment)]++
			for _, k := range f.Estimate.Kinds {
				kinds[k]++
			}
		}
		return c.print(map[string]any{"findings": rows, "decided": decided, "sentiment": sounds, "kinds": kinds}, func(out io.Writer) {
			for i, r := range rows {
				mark := "≈"
				if r.Decided {
					mark = " "
				}
				fmt.Fprintf(out, "%s %-9s %s: “%s”\n", mark, r.Sentiment, found[i].InterviewTitle, r.Text)
			}
			fmt.Fprintf(out, "%s: %d positive, %d negative, %d neutral, %d mixed; %d decided by people, the others (≈) are estimates.\n", count(len(rows), "finding"),
				sounds[app.Positive], sounds[app.Negative], sounds[app.Neutral], sounds[app.Mixed], decided)
			for _, k := range app.StatementKinds {
				fmt.Fprintf(out, "%5d  %s\n", kinds[k], sentiment.KindWord(k))
			}
		})
	})
}

func soundRow(f *app.FindingRow) soundOut {
	r := soundOut{Finding: string(f.ID), Interview: f.InterviewTitle, Person: f.Code, Text: f.Text(), Sentiment: string(f.Estimate.Sound), Score: f.Estimate.Score,
		Sure: f.Estimate.Sure, Because: f.Estimate.Because, Urgency: f.Estimate.Urgency}
	if said := app.SoundOf(f.Sentiment); said != "" {
		r.Sentiment, r.Decided = string(said), true
	}
	for _, k := range f.Estimate.Kinds {
		r.Kinds = append(r.Kinds, string(k))
	}
	return r
}
