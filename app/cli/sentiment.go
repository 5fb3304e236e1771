package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"throughline/app/measure"
	"throughline/app/sentiment"
)

type sentimentOptions struct {
	workspace, study           string
	input, text, out           string
	corrected, label           string
	positive, neutral, against []string
	noHeader                   bool
}

func (c *command) sentimentCommand() *cobra.Command {
	var o sentimentOptions
	cmd := &cobra.Command{
		Use:   "sentiment",
		Short: "Estimate how findings, or the texts of a spreadsheet, sound",
		Long: `Estimate how English texts sound: positive, negative, neutral or mixed, and a score from -1 (all complaint) to 1 (all praise). Texts in other
languages get no estimate: neutral, with an empty score.

In a workspace each finding is listed with how it sounds, decided by a person or estimated with the words that speak for it, and with the kinds
of statement it makes: need, pain, request, praise, question.

With --corrected the program first learns from texts that people judged, in a column of the words positive, negative, neutral and mixed or of
numbers: 1 and 2 positive, 3 neutral, 4 and 5 negative. Other labels, and stars, are named with --positive, --neutral and --negative.`,
		Example: `  throughline sentiment -w research.throughline --study Onboarding
  throughline sentiment --input answers.csv --text answer --out sentiment.csv
  throughline sentiment --input new.csv --text answer --out out.csv --corrected judged.csv --label judgement`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case o.workspace != "" && o.input != "":
				return usageError{errors.New("give a workspace with -w or a file with --input, not both")}
			case o.workspace != "":
				return c.runSentiment(cmd.Context(), o)
			}
			return c.runSentimentTable(cmd.Context(), o)
		},
	}
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.StringVar(&o.study, "study", "", "study, if the workspace has several")
	f.StringVar(&o.input, "input", "", "CSV or TSV file with texts")
	f.StringVar(&o.text, "text", "", "column with the text, in all files: header name, or 1-based number with --no-header")
	f.StringVar(&o.out, "out", "", "file to write: the input's rows plus sentiment and score")
	f.StringVar(&o.corrected, "corrected", "", "CSV or TSV file with texts that people judged, to learn from")
	f.StringVar(&o.label, "label", "", "column with the judgement, in the file to learn from")
	f.BoolVar(&o.noHeader, "no-header", false, "the files' first rows are data")
	scaleFlags(cmd, &o.positive, &o.neutral, &o.against)
	return cmd
}

func (c *command) runSentimentTable(ctx context.Context, o sentimentOptions) error {
	if o.input == "" || o.out == "" {
		return usageError{errors.New("give --input and --out together, or a workspace with -w")}
	}
	t, text, err := tableOfTexts(ctx, o.input, o.text, o.out, !o.noHeader)
	if err != nil {
		return err
	}
	learn, err := c.corrections(ctx, o)
	if err != nil {
		return err
	}
	got, taken, err := sentiment.Texts(ctx, t.texts(text), learn, c.progress())
	if err != nil {
		return err
	}
	added := make([][]string, len(got))
	counts := map[string]int{}
	foreign := 0
	for i, e := range got {
		score := strconv.FormatFloat(e.Score, 'f', 4, 64)
		if e.Foreign {
			score = ""
			foreign++
		}
		counts[e.Class]++
		added[i] = []string{e.Class, score}
	}
	if err := t.write(o.out, []string{"sentiment", "score"}, added); err != nil {
		return err
	}
	if taken.Numbers && !c.quiet {
		fmt.Fprintln(c.Err, measure.AssumedNumbers)
	}
	answer := map[string]any{"out": o.out, "rows": len(got), "positive": counts["positive"], "negative": counts["negative"], "neutral": counts["neutral"], "mixed": counts["mixed"],
		"not_english": foreign, "learned_from": taken.Learned, "unread_labels": taken.Unread}
	return c.print(answer, func(out io.Writer) {
		fmt.Fprintf(out, "Estimated %s: %d positive, %d negative, %d neutral, %d mixed. Written to %s\n", count(len(got), "row"), counts["positive"], counts["negative"],
			counts["neutral"], counts["mixed"], o.out)
		if o.corrected != "" {
			fmt.Fprintf(out, "Learned from %s.\n", count(taken.Learned, "judged text"))
		}
		if foreign > 0 {
			fmt.Fprintf(out, "%s not English: no estimate, neutral without a score.\n", count(foreign, "row"))
		}
		fmt.Fprintln(out, "Estimates from words, not from understanding: read before you trust them.")
	})
}

// corrections reads the file to learn from, if one is named.
func (c *command) corrections(ctx context.Context, o sentimentOptions) (learn sentiment.Corrections, err error) {
	learn = sentiment.Corrections{Positive: o.positive, Neutral: o.neutral, Negative: o.against}
	if o.corrected == "" {
		if o.label != "" {
			return learn, usageError{errors.New("--label names a column of the file given with --corrected")}
		}
		return learn, nil
	}
	t, err := readTable(ctx, o.corrected, !o.noHeader)
	if err != nil {
		return learn, err
	}
	text, err := t.column(o.text, "--text")
	if err != nil {
		return learn, err
	}
	label, err := t.column(o.label, "--label")
	if err != nil {
		return learn, err
	}
	learn.Texts, learn.Labels = t.texts(text), t.texts(label)
	return learn, t.checkOut(o.out)
}
