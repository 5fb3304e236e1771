package cli

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/workspace"
)

// findingsPage is how many findings are read at once.
const findingsPage = 2000

type findingsOptions struct {
	path, study, where, order string
	limit                     int
	seed                      uint64
	csv                       bool
}

type findingOut struct {
	ID        app.FindingID `json:"id"`
	Study     app.StudyID   `json:"study"`
	Interview string        `json:"interview,omitempty"`
	Code      string        `json:"participant,omitempty"`
	Segment   string        `json:"segment,omitempty"`
	Quote     string        `json:"quote,omitempty"`
	Note      string        `json:"note,omitempty"`
	Tags      []string      `json:"tags,omitempty"`
	Theme     string        `json:"theme,omitempty"`
	Stance    app.Stance    `json:"stance,omitempty"`
	Sound     app.Sound     `json:"sound,omitempty"` // as people said, otherwise as estimated
	Severity  int           `json:"severity,omitempty"`
	Star      bool          `json:"star,omitempty"`
	Author    string        `json:"author"`
	Created   string        `json:"created"`
	Start     int           `json:"start"`
	End       int           `json:"end"`
}

func (c *command) findingsCommand() *cobra.Command {
	var o findingsOptions
	cmd := &cobra.Command{
		Use:   "findings",
		Short: "List findings that a filter finds",
		Long: `List findings that a filter finds, as text, CSV or JSON.

A filter is conditions field:value, joined by and, or, not and brackets:

  tag:Pricing and not segment:Admin and near 3 (tag:Trust)
  under:Access or "waited for days" or @Role:PM or @"Team size">20
  severity>=3 has:note date:2026-01..2026-03 overlaps by other (tag:Pricing)

Fields: tag, under (a tag and those beneath it), theme, study, product, region, method, interview, person, segment, author, coder,
provenance (human, suggested, rule), stance, sound, kind, severity, date (of the interview), made, text, has (star, note, tag, theme),
and @Attribute of the participant with : ~ (contains) < <= >= >. Several values have commas between; values with blanks stand in quotes.
Relations to another finding of the same text: overlaps, inside, contains and near N (turns), each with a filter in brackets, and with
"by same" or "by other" for its author.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runFindings(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.path)
	cmd.Flags().StringVar(&o.study, "study", "", "study to look in; all if not given")
	cmd.Flags().StringVar(&o.where, "where", "", "the filter, see above; all findings if not given")
	cmd.Flags().StringVar(&o.order, "order", "place", "place, newest, latest, participant, theme, study, sentiment, severity or sample")
	cmd.Flags().Uint64Var(&o.seed, "seed", 1, "of --order sample: another number, another sample")
	cmd.Flags().IntVar(&o.limit, "limit", 0, "at most so many; 0 for all")
	cmd.Flags().BoolVar(&o.csv, "csv", false, "print a CSV table")
	return cmd
}

// orders are the words of --order.
var orders = map[string]app.FindingOrder{"place": app.ByPlace, "newest": app.ByNewest, "latest": app.ByLatest, "participant": app.ByParticipant, "theme": app.ByTheme,
	"study": app.ByStudy, "sentiment": app.BySentiment, "severity": app.BySeverity, "sample": app.BySample}

func (c *command) runFindings(ctx context.Context, o findingsOptions) error {
	order, ok := orders[o.order]
	switch {
	case !ok:
		return usageError{fmt.Errorf("there is no order %q", o.order)}
	case c.json && o.csv:
		return usageError{errors.New("choose --csv or --json, not both")}
	case o.limit < 0:
		return usageError{errors.New("--limit takes a number that is not negative")}
	}
	return c.within(ctx, o.path, workspace.ReadOnly, func(w *workspace.Workspace) error {
		id, err := studyNamed(ctx, w, o.study, true)
		if err != nil {
			return err
		}
		q := app.FindingQuery{Study: id, Order: order, Seed: o.seed}
		if q.Where, err = whereOf(ctx, w, id, o.where); err != nil {
			return err
		}
		rows, err := readFindings(ctx, w, q, o.limit)
		if err != nil {
			return err
		}
		if o.csv {
			err = findingsCSV(c.Out, rows)
		} else {
			err = c.print(map[string]any{"findings": rows}, func(out io.Writer) { findingsText(out, rows) })
		}
		if err == nil && len(rows) == 0 {
			return &app.Error{Code: app.ENotFound, Message: "No finding is like that.", Hint: "Ask for less in --where."}
		}
		return err
	})
}

// whereOf reads a filter from a line with the names of a study and of the taxonomy; nil for an empty line.
func whereOf(ctx context.Context, w *workspace.Workspace, study app.StudyID, line string) (*app.Clause, error) {
	if strings.TrimSpace(line) == "" {
		return nil, nil
	}
	return w.Clause(ctx, study, line)
}

// readFindings reads at most limit findings with the names of their tags.
func readFindings(ctx context.Context, w *workspace.Workspace, q app.FindingQuery, limit int) ([]findingOut, error) {
	tags, err := w.Store.AllTags(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[app.TagID]string, len(tags))
	for i := range tags {
		names[tags[i].ID] = tags[i].Name
	}
	all := []findingOut{}
	for {
		q.Page = app.Page{Offset: len(all), Limit: findingsPage}
		if limit > 0 {
			q.Page.Limit = min(findingsPage, limit-len(all))
		}
		rows, err := w.Store.Findings(ctx, q)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			all = append(all, findingOf(&rows[i], names))
		}
		if len(rows) < q.Page.Limit || limit > 0 && len(all) >= limit {
			return all, nil
		}
	}
}

func findingOf(r *app.FindingRow, names map[app.TagID]string) findingOut {
	sound := app.SoundOf(r.Sentiment)
	if sound == "" {
		sound = r.Estimate.Sound
	}
	out := findingOut{ID: r.ID, Study: r.Study, Interview: r.InterviewTitle, Code: r.Code, Segment: r.Segment, Quote: r.Quote, Note: r.Note, Theme: r.ThemeName,
		Stance: r.Stance, Sound: sound, Severity: r.Severity, Star: r.Star, Author: r.Author, Created: r.Created.Format("2006-01-02T15:04:05Z07:00"), Start: r.Start, End: r.End}
	for _, id := range r.TagIDs() {
		out.Tags = append(out.Tags, names[id])
	}
	return out
}

func findingsText(out io.Writer, rows []findingOut) {
	for i := range rows {
		r := &rows[i]
		text := r.Quote
		if text == "" {
			text = r.Note
		}
		fmt.Fprintln(out, strings.ReplaceAll(text, "\n", " "))
		var parts []string
		for _, p := range []string{r.Code, r.Interview, r.Theme, strings.Join(r.Tags, ", ")} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		if len(parts) > 0 {
			fmt.Fprintln(out, "    "+strings.Join(parts, " · "))
		}
	}
}

func findingsCSV(out io.Writer, rows []findingOut) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"id", "interview", "participant", "segment", "quote", "note", "tags", "theme", "stance", "sound", "severity", "star", "author", "created"}) // Error tells
	for i := range rows {
		r := &rows[i]
		cells := []string{string(r.ID), r.Interview, r.Code, r.Segment, r.Quote, r.Note, strings.Join(r.Tags, "; "), r.Theme, string(r.Stance), string(r.Sound),
			strconv.Itoa(r.Severity), strconv.FormatBool(r.Star), r.Author, r.Created}
		for k := range cells {
			cells[k] = plainCell(cells[k])
		}
		_ = w.Write(cells) // Error tells
	}
	w.Flush()
	return w.Error()
}

// plainCell puts an apostrophe before what a spreadsheet would take for a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
