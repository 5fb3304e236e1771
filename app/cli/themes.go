package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/workspace"
)

type themesOptions struct {
	workspace, study string
	input, text, out string
	noHeader, accept bool
	k                int
	seed             int64
	granularity      float64
}

func (c *command) themesCommand() *cobra.Command {
	var o themesOptions
	cmd := &cobra.Command{
		Use:   "themes",
		Short: "Propose themes for a study's findings, or for a column of a spreadsheet",
		Example: `  throughline themes -w research.throughline --study Onboarding
  throughline themes --input answers.csv --text answer --out themes.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.k < 0 || o.granularity < -1 || o.granularity > 1 {
				return usageError{fmt.Errorf("--k takes a number from 2 (0 chooses), --granularity a number from -1 to 1")}
			}
			if o.input != "" {
				return c.runThemesTable(cmd.Context(), o)
			}
			return c.runThemes(cmd.Context(), o)
		},
	}
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.StringVar(&o.study, "study", "", "study, if the workspace has several")
	f.BoolVar(&o.accept, "accept", false, "put the proposal on the study's board")
	f.StringVar(&o.input, "input", "", "CSV or TSV file instead of a workspace")
	f.StringVar(&o.text, "text", "", "column with the text: header name, or 1-based number with --no-header")
	f.StringVar(&o.out, "out", "", "file to write: the input's rows plus theme and theme_label")
	f.BoolVar(&o.noHeader, "no-header", false, "the input's first row is data")
	f.IntVar(&o.k, "k", 0, "number of themes; 0 chooses")
	f.Int64Var(&o.seed, "seed", 1, "seed; equal seeds give equal themes")
	f.Float64Var(&o.granularity, "granularity", 0, "-1 coarse to 1 fine, when the number is chosen")
	return cmd
}

func (o themesOptions) options() analysis.Options {
	return analysis.Options{K: o.k, Granularity: o.granularity, Seed: o.seed}
}

type themeOut struct {
	Theme    int      `json:"theme"`
	Label    string   `json:"label"`
	Terms    []string `json:"terms"`
	Size     int      `json:"size"`
	People   int      `json:"people,omitempty"`
	Continue string   `json:"continues,omitempty"` // id of the theme on the board
	Quotes   []string `json:"quotes,omitempty"`
}

func (c *command) runThemesTable(ctx context.Context, o themesOptions) error {
	if o.out == "" {
		return usageError{fmt.Errorf("name the file to write with --out")}
	}
	t, err := readTable(o.input, !o.noHeader)
	if err != nil {
		return err
	}
	col, err := t.column(o.text, "--text")
	if err != nil {
		return err
	}
	theme, groups, err := analysis.GroupTexts(ctx, t.texts(col), o.options(), c.progress())
	if err != nil {
		return err
	}
	added := make([][]string, len(theme))
	unsorted := 0
	for i, g := range theme {
		label := "Unsorted"
		if g >= 0 {
			label = groups[g].Label
		} else {
			unsorted++
		}
		added[i] = []string{strconv.Itoa(g), label}
	}
	if err := t.write(o.out, []string{"theme", "theme_label"}, added); err != nil {
		return err
	}
	var rows []themeOut
	for i, g := range groups {
		rows = append(rows, themeOut{Theme: i, Label: g.Label, Terms: g.Terms, Size: g.Size})
	}
	return c.printThemes(rows, unsorted, len(theme), map[string]any{"out": o.out})
}

func (c *command) runThemes(ctx context.Context, o themesOptions) error {
	mode := workspace.ReadOnly
	if o.accept {
		mode = workspace.Existing
	}
	return c.within(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, false)
		if err != nil {
			return err
		}
		pr, err := w.Analysis.Propose(ctx, study, o.options(), c.progress())
		if err != nil {
			return err
		}
		if o.accept {
			if err := w.Analysis.Accept(ctx, pr); err != nil {
				return err
			}
		}
		rows := make([]themeOut, len(pr.Themes))
		for i, t := range pr.Themes {
			quotes, err := w.Store.FindingsByID(ctx, t.Quotes[:min(2, len(t.Quotes))])
			if err != nil {
				return err
			}
			rows[i] = themeOut{Theme: i, Label: t.Name, Terms: t.Terms, Size: len(t.Findings), People: t.People, Continue: string(t.Existing)}
			for _, q := range quotes {
				rows[i].Quotes = append(rows[i].Quotes, q.Text())
			}
		}
		return c.printThemes(rows, len(pr.Unsorted), pr.Total, map[string]any{"accepted": o.accept, "moves": pr.Moves, "kept": len(pr.Kept)})
	})
}

func (c *command) printThemes(rows []themeOut, unsorted, total int, more map[string]any) error {
	more["themes"], more["unsorted"], more["total"] = rows, unsorted, total
	return c.print(more, func(out io.Writer) {
		for _, r := range rows {
			fmt.Fprintf(out, "%5d  %s\n", r.Size, r.Label)
			for _, q := range r.Quotes {
				fmt.Fprintf(out, "         “%s”\n", q)
			}
		}
		fmt.Fprintf(out, "%d themes over %d passages, %d unsorted. A proposal, not a finding: read before you trust it.\n", len(rows), total, unsorted)
	})
}

type suggestOptions struct {
	workspace, study, interview string
	train, text, tag            string
	input, out                  string
	noHeader                    bool
	seed                        int64
}

func (c *command) suggestCommand() *cobra.Command {
	var o suggestOptions
	cmd := &cobra.Command{
		Use:   "suggest",
		Short: "Suggest tags, learned from the tags that people gave",
		Example: `  throughline suggest -w research.throughline --interview "P07, Admin"
  throughline suggest --train labelled.csv --text answer --tag tag --input new.csv --out suggested.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.train != "" || o.input != "" {
				return c.runSuggestTable(cmd.Context(), o)
			}
			return c.runSuggest(cmd.Context(), o)
		},
	}
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.StringVar(&o.study, "study", "", "study, if the workspace has several")
	f.StringVar(&o.interview, "interview", "", "interview's title or id; all of the study if not given")
	f.StringVar(&o.train, "train", "", "CSV or TSV file with tagged texts")
	f.StringVar(&o.text, "text", "", "column with the text, in both files")
	f.StringVar(&o.tag, "tag", "", "column with the tag, in the file to learn from")
	f.StringVar(&o.input, "input", "", "CSV or TSV file with new texts")
	f.StringVar(&o.out, "out", "", "file to write: the new rows plus tag_1..tag_3 and score_1..score_3")
	f.BoolVar(&o.noHeader, "no-header", false, "the files' first rows are data")
	f.Int64Var(&o.seed, "seed", 1, "seed; equal seeds give equal suggestions")
	return cmd
}

// tableSuggestions is how many tags a row gets at most.
const tableSuggestions = 3

func (c *command) runSuggestTable(ctx context.Context, o suggestOptions) error {
	if o.train == "" || o.input == "" || o.out == "" {
		return usageError{fmt.Errorf("give --train, --input and --out together")}
	}
	train, err := readTable(o.train, !o.noHeader)
	if err != nil {
		return err
	}
	text, err := train.column(o.text, "--text")
	if err != nil {
		return err
	}
	tag, err := train.column(o.tag, "--tag")
	if err != nil {
		return err
	}
	fresh, err := readTable(o.input, !o.noHeader)
	if err != nil {
		return err
	}
	newText, err := fresh.column(o.text, "--text")
	if err != nil {
		return err
	}
	got, err := analysis.SuggestForTexts(ctx, train.texts(text), train.texts(tag), fresh.texts(newText), tableSuggestions, o.seed, c.progress())
	if err != nil {
		return err
	}
	names := []string{"tag_1", "tag_2", "tag_3", "score_1", "score_2", "score_3"}
	added := make([][]string, len(got))
	for i, tags := range got {
		cells := make([]string, 2*tableSuggestions)
		for n, s := range tags {
			cells[n], cells[tableSuggestions+n] = s.Tag, strconv.FormatFloat(s.Score, 'f', 4, 64)
		}
		added[i] = cells
	}
	if err := fresh.write(o.out, names, added); err != nil {
		return err
	}
	return c.print(map[string]any{"out": o.out, "rows": len(got), "learned_from": len(train.rows)}, func(out io.Writer) {
		fmt.Fprintf(out, "Suggested tags for %d rows, learned from %d: %s\n", len(got), len(train.rows), o.out)
	})
}

type suggestionOut struct {
	Interview string  `json:"interview"`
	Start     int     `json:"start"`
	End       int     `json:"end"`
	Quote     string  `json:"quote"`
	Tag       string  `json:"tag"`
	Score     float64 `json:"score"`
	Reason    string  `json:"reason"`
}

func (c *command) runSuggest(ctx context.Context, o suggestOptions) error {
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, false)
		if err != nil {
			return err
		}
		ivs, err := w.Store.Interviews(ctx, study, app.Page{})
		if err != nil {
			return err
		}
		var rows []suggestionOut
		seen := false
		for _, iv := range ivs {
			if o.interview != "" && o.interview != iv.Title && o.interview != string(iv.ID) {
				continue
			}
			seen = true
			tr, err := w.Store.Transcript(ctx, iv.ID)
			if err != nil {
				return err
			}
			sugs, err := w.Analysis.Suggest(ctx, iv.ID)
			if err != nil {
				return err
			}
			for _, s := range sugs {
				rows = append(rows, suggestionOut{iv.Title, s.Span.Start, s.Span.End, tr.Text[s.Span.Start:s.Span.End], s.Tag.Name, s.Score, s.Reason})
			}
		}
		if !seen {
			return app.NotFound("The interview " + o.interview)
		}
		return c.print(map[string]any{"suggestions": rows}, func(out io.Writer) {
			for _, r := range rows {
				fmt.Fprintf(out, "%.2f  %-24s %s: “%s”\n", r.Score, r.Tag, r.Interview, r.Quote)
			}
			fmt.Fprintf(out, "%d suggestions. People decide.\n", len(rows))
		})
	})
}
