package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app/measure"
)

// evalInput names the labelled file of a measurement and its columns.
type evalInput struct {
	input, text, label string
	noHeader           bool
}

func (c *command) evalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "eval",
		Short: "Measure what the program proposes against labels that people gave",
		Long: `Measure what the program proposes against labels that people gave.

The input is a CSV or TSV file with a column of texts and a column of labels. In a file of two columns that are not named so the one with
fewer different values is the label, and the first row is data if its label stands in other rows too. What was assumed is said on standard
error. Rows without text or label are left out.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, add := range []func() *cobra.Command{c.evalThemesCommand, c.evalSuggestCommand, c.evalSentimentCommand} {
		sub := add()
		sub.Args = usageArgs(sub.Args)
		cmd.AddCommand(sub)
	}
	return cmd
}

// evalFlags adds the flags that name the labelled file.
func evalFlags(cmd *cobra.Command, in *evalInput) {
	f := cmd.Flags()
	f.StringVar(&in.input, "input", "", "CSV or TSV file with labelled texts")
	f.StringVar(&in.text, "text", "text", "column with the text: header name or 1-based number")
	f.StringVar(&in.label, "label", "label", "column with the label: header name or 1-based number")
	f.BoolVar(&in.noHeader, "no-header", false, "the first row is data")
}

func (c *command) evalThemesCommand() *cobra.Command {
	var in evalInput
	var spec measure.ThemeSpec
	var model string
	cmd := &cobra.Command{
		Use:   "themes",
		Short: "Measure themes: NMI, ARI and accuracy at the number of labels, the number chosen, time and memory",
		Example: `  throughline eval themes --input answers.tsv --text text --label label --seeds 5
  throughline eval themes --input answers.csv --text 2 --label 1 --no-header --k 12 --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if spec.K < 0 || spec.K == 1 || spec.Seeds < 1 || spec.Sample < 0 {
				return usageError{fmt.Errorf("--k takes a number from 2 (0 is the number of labels), --seeds from 1, --sample from 1 (0 is all)")}
			}
			spec.Embed = embedder(model)
			return c.runEvalThemes(cmd.Context(), in, spec)
		},
	}
	evalFlags(cmd, &in)
	f := cmd.Flags()
	f.IntVar(&spec.K, "k", 0, "themes asked for; 0 is the number of labels")
	f.IntVar(&spec.Seeds, "seeds", 3, "runs, with seeds 1, 2, …")
	f.IntVar(&spec.Sample, "sample", 0, "rows drawn at random for each run; 0 is all")
	f.StringVar(&model, "model", "", "folder of a sentence-embedding model (model.onnx, tokenizer.json) to compare texts with")
	return cmd
}

func (c *command) runEvalThemes(ctx context.Context, in evalInput, spec measure.ThemeSpec) error {
	set, left, err := c.labelled(ctx, in)
	if err != nil {
		return err
	}
	got, err := measure.Themes(ctx, set, spec, c.progress())
	if err != nil {
		return err
	}
	return c.print(struct {
		Input string `json:"input"`
		measure.ThemeFigures
		LeftOut int `json:"left_out"`
	}{in.input, got, left}, func(out io.Writer) {
		fmt.Fprintf(out, "%s: %d rows, %s, mean of %s\n\n", filepath.Base(in.input), got.Rows, count(got.Labels, "label"), count(got.Seeds, "run"))
		fmt.Fprintf(out, "%-12s %7s %7s %9s %9s %9s\n", "themes", "NMI", "ARI", "accuracy", "wall s", "CPU s")
		fmt.Fprintf(out, "%-12s %7.3f %7.3f %9.3f %9.2f %9.2f\n", strconv.Itoa(got.K), got.NMI, got.ARI, got.Accuracy, got.Wall, got.CPU)
		fmt.Fprintf(out, "%-12s %7.3f %7.3f %9s %9.2f %9.2f\n\n", fmt.Sprintf("%.1f chosen", got.Chosen), got.FreeNMI, got.FreeARI, "", got.FreeWall, got.FreeCPU)
		fmt.Fprintf(out, "peak memory %.0f MiB\n", got.Peak)
	})
}

func (c *command) evalSuggestCommand() *cobra.Command {
	var in evalInput
	var spec measure.SuggestSpec
	var alone bool
	cmd := &cobra.Command{
		Use:   "suggest",
		Short: "Measure suggested tags: hits, macro-F1, calibration, time and memory after a few examples a label",
		Long: `Measure suggested tags. For each seed some rows of every label are drawn to learn from; of the rest at most --test rows are tested.
The rest is also shown without its labels, as a project's untagged text is; --alone does without. A label that has no more rows than
--shots is learned and not tested.`,
		Example: `  throughline eval suggest --input answers.tsv --text text --label label --shots 10 --seeds 3`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if spec.Shots < 1 || spec.Seeds < 1 || spec.Test < 0 {
				return usageError{fmt.Errorf("--shots and --seeds take a number from 1, --test from 1 (0 is all)")}
			}
			if alone {
				spec.Around = -1
			}
			return c.runEvalSuggest(cmd.Context(), in, spec)
		},
	}
	evalFlags(cmd, &in)
	f := cmd.Flags()
	f.IntVar(&spec.Shots, "shots", 10, "examples of each label to learn from")
	f.IntVar(&spec.Seeds, "seeds", 3, "runs, with seeds 1, 2, …")
	f.IntVar(&spec.Test, "test", 3000, "rows tested at most in a run; 0 is all")
	f.BoolVar(&alone, "alone", false, "learn from the examples alone, without the rest as unlabelled text")
	return cmd
}

func (c *command) runEvalSuggest(ctx context.Context, in evalInput, spec measure.SuggestSpec) error {
	set, left, err := c.labelled(ctx, in)
	if err != nil {
		return err
	}
	got, err := measure.Suggest(ctx, set, spec, c.progress())
	if err != nil {
		return err
	}
	return c.print(struct {
		Input string `json:"input"`
		measure.SuggestFigures
		LeftOut int `json:"left_out"`
	}{in.input, got, left}, func(out io.Writer) {
		fmt.Fprintf(out, "%s: %s, %d examples of each, %d rows tested, %d shown without label, mean of %s\n\n", filepath.Base(in.input), count(got.Labels, "label"), got.Shots,
			got.Tested, got.Unlabelled, count(got.Seeds, "run"))
		fmt.Fprintf(out, "first is right         %.3f\namong the first three  %.3f\nmacro-F1               %.3f\ncalibration error      %.3f  (mean score %.3f)\n",
			got.First, got.Three, got.MacroF1, got.Calibration, got.MeanScore)
		fmt.Fprintf(out, "training               %.2f s wall, %.2f s CPU\nsuggesting             %.0f µs a text wall, %.0f µs CPU\npeak memory            %.0f MiB\n\n",
			got.Train, got.TrainCPU, got.Predict, got.PredictCPU, got.Peak)
		fmt.Fprintf(out, "%-10s %7s %7s\n", "score", "right", "rows")
		for _, b := range got.Bins {
			fmt.Fprintf(out, "%.1f - %.1f  %7.2f %7d\n", b.Low, b.High, b.Right, b.Count)
		}
	})
}

// labelled reads the labelled file and says on standard error what was assumed and left out.
func (c *command) labelled(ctx context.Context, in evalInput) (set measure.Set, left int, err error) {
	if in.input == "" {
		return set, 0, usageError{fmt.Errorf("name the file with --input")}
	}
	t, err := readTable(ctx, in.input, !in.noHeader)
	if err != nil {
		return set, 0, err
	}
	text, label, assumed, err := t.labelledColumns(in)
	if err != nil {
		return set, 0, err
	}
	if assumed != "" && !c.quiet {
		fmt.Fprintln(c.Err, assumed)
	}
	set, left, err = measure.NewSet(t.texts(text), t.texts(label))
	if left > 0 && err == nil && !c.quiet {
		fmt.Fprintf(c.Err, "Left out %s without text or label.\n", count(left, "row"))
	}
	return set, left, err
}

// labelledColumns finds the columns of text and label, and says what it assumed when the first row does not name them.
func (t *table) labelledColumns(in evalInput) (text, label int, assumed string, err error) {
	text, textErr := t.column(in.text, "--text")
	label, labelErr := t.column(in.label, "--label")
	if textErr == nil && labelErr == nil {
		return text, label, "", nil
	}
	text, label, ok := t.assume(in, textErr != nil && labelErr != nil)
	if !ok {
		return 0, 0, "", cmp.Or(textErr, labelErr)
	}
	first := "is data"
	if t.header != nil && !t.repeats(label) {
		first = "is a header, because its label stands in no other row"
	} else if t.header != nil {
		t.unhead()
	}
	return text, label, fmt.Sprintf("%s has no columns named %s and %s. Assumed: label in column %d, text in column %d, the first row %s.",
		filepath.Base(t.path), in.text, in.label, label+1, text+1, first), nil
}

// assume finds the columns by number, or in a file of two columns by which has fewer different values.
func (t *table) assume(in evalInput, neither bool) (text, label int, ok bool) {
	byNumber := func(s string) (int, bool) {
		n, err := strconv.Atoi(s)
		return n - 1, err == nil && n >= 1 && n <= t.width()
	}
	text, textOK := byNumber(in.text)
	label, labelOK := byNumber(in.label)
	switch {
	case textOK && labelOK:
		return text, label, true
	case !neither || t.width() != 2:
		return 0, 0, false
	case t.distinct(1) < t.distinct(0):
		return 0, 1, true
	}
	return 1, 0, true
}

// repeats reports whether the header's cell of a column stands in a row too.
func (t *table) repeats(col int) bool {
	return col < len(t.header) && slices.ContainsFunc(t.rows, func(r []string) bool { return col < len(r) && r[col] == t.header[col] })
}

// unhead makes the header the first row.
func (t *table) unhead() {
	t.rows, t.header = slices.Insert(t.rows, 0, t.header), nil
}

// distinct counts the different cells of a column, blanks aside.
func (t *table) distinct(col int) int {
	seen := map[string]bool{}
	for _, cell := range t.texts(col) {
		seen[strings.TrimSpace(cell)] = true
	}
	return len(seen)
}
