package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/workspace"
)

type suggestOptions struct {
	workspace, study, interview string
	train, text, tag            string
	input, out                  string
	noHeader                    bool
	seed                        int64
	teach                       int
}

func (c *command) suggestCommand() *cobra.Command {
	var o suggestOptions
	cmd := &cobra.Command{
		Use:   "suggest",
		Short: "Suggest tags, learned from the tags that people gave",
		Example: `  throughline suggest -w research.throughline --interview "P07, Admin"
  throughline suggest -w research.throughline --teach 10
  throughline suggest --train labelled.csv --text answer --tag tag --input new.csv --out suggested.csv`,
		Long: `Suggest tags, learned from the tags that people gave: for the interviews of a workspace, or for the rows of a spreadsheet. A cell of the
column of tags may hold several, parted by semicolons; the likeliest three are written whatever their score. With --teach it names instead the
passages of a study that would teach most if somebody tagged them.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.teach < 0 {
				return usageError{fmt.Errorf("--teach takes a number from 1")}
			}
			if o.teach > 0 {
				return c.runTeach(cmd.Context(), o)
			}
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
	f.StringVar(&o.tag, "tag", "", "column with the tag, or several parted by ;, in the file to learn from")
	f.StringVar(&o.input, "input", "", "CSV or TSV file with new texts")
	f.StringVar(&o.out, "out", "", "file to write: the new rows plus tag_1..tag_3 and score_1..score_3")
	f.BoolVar(&o.noHeader, "no-header", false, "the files' first rows are data")
	f.IntVar(&o.teach, "teach", 0, "name this many passages that would teach most if tagged")
	f.Int64Var(&o.seed, "seed", 1, "seed; equal seeds give equal suggestions")
	return cmd
}

// tableSuggestions is how many tags a row gets at most.
const tableSuggestions = 3

func (c *command) runSuggestTable(ctx context.Context, o suggestOptions) error {
	if o.train == "" || o.input == "" || o.out == "" {
		return usageError{fmt.Errorf("give --train, --input and --out together")}
	}
	train, err := readTable(ctx, o.train, !o.noHeader)
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
	fresh, err := readTable(ctx, o.input, !o.noHeader)
	if err != nil {
		return err
	}
	newText, err := fresh.column(o.text, "--text")
	if err != nil {
		return err
	}
	if err := errors.Join(fresh.checkOut(o.out), train.checkOut(o.out)); err != nil {
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
		fmt.Fprintf(out, "Suggested tags for %s, learned from %d: %s\n", count(len(got), "row"), len(train.rows), o.out)
		if all, few := analysis.ThinTags(train.texts(tag)); all == 1 {
			fmt.Fprintln(out, "There is one tag only: nothing tells texts apart that have it from texts that do not. Give rows with other tags, or with none, as well.")
		} else if few > 0 {
			fmt.Fprintf(out, "%d of %s have fewer than %d rows to learn from: what is suggested of these is a guess.\n", few, count(all, "tag"), analysis.EnoughExamples)
		}
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
		defer c.tellLeftOut(ctx, w, study)
		ivs, err := interviewsNamed(ctx, w, study, o.interview)
		if err != nil {
			return err
		}
		rows := []suggestionOut{}
		for _, iv := range ivs {
			tr, err := w.Curtain.Aside().Transcript(ctx, iv.ID)
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
		return c.print(map[string]any{"suggestions": rows}, func(out io.Writer) {
			for _, r := range rows {
				fmt.Fprintf(out, "%.2f  %-24s %s: “%s”\n", r.Score, r.Tag, r.Interview, r.Quote)
			}
			if len(rows) == 0 {
				fmt.Fprintln(out, "No suggestions. They come once the study has tags and some passages carry them.")
				return
			}
			fmt.Fprintf(out, "%s. People decide.\n", count(len(rows), "suggestion"))
		})
	})
}

type lessonOut struct {
	Interview string `json:"interview"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Quote     string `json:"quote"`
	Reason    string `json:"reason"`
}

func (c *command) runTeach(ctx context.Context, o suggestOptions) error {
	return c.within(ctx, o.workspace, workspace.ReadOnly, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, false)
		if err != nil {
			return err
		}
		defer c.tellLeftOut(ctx, w, study)
		got, err := w.Analysis.Teach(ctx, study, o.teach, c.progress())
		if err != nil {
			return err
		}
		rows := make([]lessonOut, len(got))
		for i, l := range got {
			rows[i] = lessonOut{l.Title, l.Span.Start, l.Span.End, l.Quote, l.Reason}
		}
		return c.print(map[string]any{"lessons": rows}, func(out io.Writer) {
			for _, r := range rows {
				fmt.Fprintf(out, "%s: “%s”\n    %s\n", r.Interview, r.Quote, r.Reason)
			}
			if len(rows) == 0 {
				fmt.Fprintln(out, "Nothing to teach yet: make some tags first.")
			}
		})
	})
}

// interviewsNamed returns the interviews of a study with a title or id, all for "". Returns ENotFound if there is none.
func interviewsNamed(ctx context.Context, w *workspace.Workspace, study app.StudyID, name string) ([]app.InterviewRow, error) {
	all, err := w.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, &app.Error{Code: app.ENotFound, Message: "There are no interviews yet.", Hint: "Import some first."}
	}
	named := slices.DeleteFunc(all, func(iv app.InterviewRow) bool {
		return name != "" && !strings.EqualFold(name, iv.Title) && name != string(iv.ID)
	})
	if len(named) == 0 {
		e := app.NotFound("The interview " + name)
		e.Hint = "Give its title as it stands in the list of interviews."
		return nil, e
	}
	return named, nil
}
