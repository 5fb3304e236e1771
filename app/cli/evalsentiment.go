package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"throughline/app/measure"
)

func (c *command) evalSentimentCommand() *cobra.Command {
	var in evalInput
	var spec measure.SentimentSpec
	cmd := &cobra.Command{
		Use:   "sentiment",
		Short: "Measure estimates of sentiment: macro-F1, accuracy, each class, time and memory",
		Long: `Measure estimates of sentiment against labels. Labels are the words positive, negative, neutral and mixed (pos, neg, neu, in any case), or
numbers: 1 and 2 are positive, 3 neutral, 4 and 5 negative. Other labels, and stars, are named with --positive, --neutral and --negative. Unless a
label says mixed, an estimate of mixed counts as neutral. With --shots or --train the program first learns from rows drawn by the seed, as it
learns from corrections, and is tested on the others.`,
		Example: `  throughline eval sentiment --input answers.tsv --text text --label label
  throughline eval sentiment --input reviews.csv --text review --label stars --positive 4,5 --neutral 3 --negative 1,2 --train 1000 --seeds 3 --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if spec.Shots < 0 || spec.Train < 0 || spec.Shots > 0 && spec.Train > 0 || spec.Seeds < 1 {
				return usageError{fmt.Errorf("give --shots or --train, a number from 0, and --seeds a number from 1")}
			}
			return c.runEvalSentiment(cmd.Context(), in, spec)
		},
	}
	evalFlags(cmd, &in)
	scaleFlags(cmd, &spec.Positive, &spec.Neutral, &spec.Negative)
	f := cmd.Flags()
	f.IntVar(&spec.Shots, "shots", 0, "rows of each class to learn from; 0 tests the lexicon alone")
	f.IntVar(&spec.Train, "train", 0, "rows to learn from, drawn from all")
	f.IntVar(&spec.Seeds, "seeds", 3, "runs, with seeds 1, 2, …, when something is learned")
	return cmd
}

// scaleFlags adds the flags that name labels.
func scaleFlags(cmd *cobra.Command, positive, neutral, negative *[]string) {
	f := cmd.Flags()
	f.StringSliceVar(positive, "positive", nil, "labels that mean positive, parted by commas")
	f.StringSliceVar(neutral, "neutral", nil, "labels that mean neutral")
	f.StringSliceVar(negative, "negative", nil, "labels that mean negative")
}

func (c *command) runEvalSentiment(ctx context.Context, in evalInput, spec measure.SentimentSpec) error {
	set, left, err := c.labelled(ctx, in)
	if err != nil {
		return err
	}
	got, err := measure.Sentiment(ctx, set, spec, c.progress())
	if err != nil {
		return err
	}
	if !c.quiet {
		if got.Assumed != "" {
			fmt.Fprintln(c.Err, got.Assumed)
		}
		if got.Unread > 0 {
			fmt.Fprintf(c.Err, "Left out %s whose label means no class.\n", count(got.Unread, "row"))
		}
	}
	return c.print(struct {
		Input string `json:"input"`
		measure.SentimentFigures
		LeftOut int `json:"left_out"`
	}{in.input, got, left}, func(out io.Writer) {
		fmt.Fprintf(out, "%s: %d rows tested, learned from %d, mean of %s\n\n", filepath.Base(in.input), got.Tested, got.Learned, count(got.Seeds, "run"))
		fmt.Fprintf(out, "macro-F1         %.3f\naccuracy         %.3f\nsign of score    %.3f  (rows labelled positive or negative)\n\n", got.MacroF1, got.Accuracy, got.Binary)
		fmt.Fprintf(out, "%-10s %9s %7s %7s %7s\n", "class", "precision", "recall", "F1", "rows")
		for _, cf := range got.Classes {
			fmt.Fprintf(out, "%-10s %9.3f %7.3f %7.3f %7d\n", cf.Class, cf.Precision, cf.Recall, cf.F1, cf.Rows)
		}
		fmt.Fprintf(out, "\ntraining     %.2f s wall, %.2f s CPU\nestimating   %.2f s wall, %.2f s CPU\npeak memory  %.0f MiB\n", got.Train, got.TrainCPU, got.Wall, got.CPU, got.Peak)
		if got.Foreign > 0 {
			fmt.Fprintf(out, "%s not English: no estimate\n", count(got.Foreign, "row"))
		}
	})
}
