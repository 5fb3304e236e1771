package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/ownmodel"
	"throughline/app/workspace"
)

type themesOptions struct {
	workspace, study string
	input, text, out string
	model            string
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
			if o.k < 0 || o.k == 1 || o.granularity < -1 || o.granularity > 1 {
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
	f.StringVar(&o.model, "model", "", "folder of a sentence-embedding model (model.onnx, tokenizer.json) to compare passages with")
	f.Float64Var(&o.granularity, "granularity", 0, "-1 coarse to 1 fine, when the number is chosen")
	return cmd
}

func (o themesOptions) options() analysis.Options {
	return analysis.Options{K: o.k, Granularity: o.granularity, Seed: o.seed}
}

// embedder returns the model in a folder, nil for "".
func embedder(dir string) analysis.Embedder {
	if dir == "" {
		return nil
	}
	k := &ownmodel.Keeper{}
	k.Choose(dir, true)
	return k.Embed
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
	t, col, err := tableOfTexts(ctx, o.input, o.text, o.out, !o.noHeader)
	if err != nil {
		return err
	}
	opt := o.options()
	opt.Embed = embedder(o.model)
	theme, groups, err := analysis.GroupTexts(ctx, t.texts(col), opt, c.progress())
	if err != nil {
		return err
	}
	cells := make([][]string, 1+len(groups)) // shared by all rows of a theme; the unsorted first
	cells[0] = []string{"-1", "Unsorted"}
	for g := range groups {
		cells[1+g] = []string{strconv.Itoa(g), groups[g].Label}
	}
	added := make([][]string, len(theme))
	unsorted := 0
	for i, g := range theme {
		added[i] = cells[1+g]
		if g < 0 {
			unsorted++
		}
	}
	if err := t.write(o.out, []string{"theme", "theme_label"}, added); err != nil {
		return err
	}
	rows := make([]themeOut, len(groups))
	for i, g := range groups {
		rows[i] = themeOut{Theme: i, Label: g.Label, Terms: g.Terms, Size: g.Size}
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
		defer c.tellLeftOut(ctx, w, study)
		w.Analysis.Model = func() analysis.Embedder { return embedder(o.model) }
		pr, err := w.Analysis.Propose(ctx, study, o.options(), c.progress())
		if err != nil {
			return err
		}
		if o.accept {
			if err := w.Analysis.Accept(ctx, pr); err != nil {
				return err
			}
		}
		rows, door := make([]themeOut, len(pr.Themes)), w.Door(app.Audience(c.audience))
		for i, t := range pr.Themes {
			quotes, err := door.FindingsByID(ctx, t.Quotes[:min(2, len(t.Quotes))])
			if err != nil {
				return err
			}
			if o.accept { // what was grouped was everybody's who lets the machine read it
				t.Terms = nil
				if t.Name, err = sayable(ctx, door, t); err != nil {
					return err
				}
			}
			rows[i] = themeOut{Theme: i, Label: t.Name, Terms: t.Terms, Size: len(t.Findings), People: t.People, Continue: string(t.Existing)}
			for _, q := range quotes {
				rows[i].Quotes = append(rows[i].Quotes, q.Text())
			}
		}
		return c.printThemes(rows, len(pr.Unsorted), pr.Total, map[string]any{"accepted": o.accept, "moves": pr.Moves, "kept": len(pr.Kept)})
	})
}

// sayable is the name of an accepted theme, which is made of words of its passages: withheld where one of them is.
func sayable(ctx context.Context, door *workspace.Curtain, t analysis.ProposedTheme) (string, error) {
	all, err := door.Aside().FindingsByID(ctx, t.Findings)
	for i := range all {
		if all[i].Withheld != "" {
			return "[name withheld: it may hold words of people who did not allow it]", err
		}
	}
	return t.Name, err
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
		fmt.Fprintf(out, "%s over %s, %d unsorted. A proposal, not a finding: read before you trust it.\n", count(len(rows), "theme"), count(total, "passage"), unsorted)
	})
}
