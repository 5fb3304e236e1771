package cli

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/search"
	"throughline/app/workspace"
)

type hitOut struct {
	Kind     app.Kind `json:"kind"`
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Detail   string   `json:"detail,omitempty"`
	Snippet  string   `json:"snippet,omitempty"`
	Date     app.Date `json:"date,omitempty"`
	Why      string   `json:"why"`
	Like     float64  `json:"like,omitempty"`
	Strength string   `json:"strength,omitempty"`
}

type groupOut struct {
	Kind  app.Kind `json:"kind"`
	Count int      `json:"count"`
	More  bool     `json:"more,omitempty"`
}

type facetOut struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// searchOptions are the flags of the command.
type searchOptions struct {
	path, study             string
	limit                   int
	words, meaning, facets  bool
	product, region, people []string
	from, to                string
}

// question turns the flags and words into what is asked.
func (o *searchOptions) question(text string, study app.StudyID) (search.Question, error) {
	q := search.Question{SearchQuery: app.SearchQuery{Text: text, Study: study, Limit: o.limit}}
	switch {
	case o.words && o.meaning:
	case o.words:
		q.Mode = search.Words
	case o.meaning:
		q.Mode = search.Meaning
	}
	q.Narrow = app.SearchNarrow{Products: o.product, Regions: o.region, Segments: o.people, From: app.Date(o.from), To: app.Date(o.to)}
	for _, d := range []string{o.from, o.to} {
		if d != "" && app.Date(d).Time().IsZero() {
			return q, app.Invalid("“"+d+"” is no day.", "Write it as 2026-11-30.")
		}
	}
	return q, nil
}

func (c *command) searchCommand() *cobra.Command {
	var o searchOptions
	cmd := &cobra.Command{
		Use:   "search WORDS",
		Short: "Search insights, themes, findings and interviews, by words and by meaning",
		Long: "Search everything in a workspace, by words and by meaning.\n\nA question may hold \"phrases\", OR, NEAR/5, -word, and the fields tag:, study:, in:, person: and is:.\n" +
			"Put -- before words that begin with a minus: throughline search -- setup -beta",
		Args: someArgs("say what to search for"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.within(cmd.Context(), o.path, workspace.ReadOnly, func(w *workspace.Workspace) error {
				return c.runSearch(cmd.Context(), w, &o, strings.Join(args, " "))
			})
		},
	}
	workspaceFlag(cmd, &o.path)
	f := cmd.Flags()
	f.StringVar(&o.study, "study", "", "study to search; all if not given")
	f.IntVar(&o.limit, "limit", 10, "hits of each kind")
	f.BoolVar(&o.words, "words", false, "only what has the words")
	f.BoolVar(&o.meaning, "meaning", false, "only what means the same")
	f.BoolVar(&o.facets, "facets", false, "also count by what the answer can be narrowed")
	f.StringSliceVar(&o.product, "product", nil, "only studies of this product")
	f.StringSliceVar(&o.region, "region", nil, "only studies in this region")
	f.StringSliceVar(&o.people, "segment", nil, "only people of this segment")
	f.StringVar(&o.from, "from", "", "first day, as 2026-11-01")
	f.StringVar(&o.to, "to", "", "last day")
	return cmd
}

func (c *command) runSearch(ctx context.Context, w *workspace.Workspace, o *searchOptions, text string) error {
	study, err := studyNamed(ctx, w, o.study, true)
	if err != nil {
		return err
	}
	q, err := o.question(text, study)
	if err != nil {
		return err
	}
	if q.Mode != search.Words {
		if err := w.Search.Prepare(ctx, nil); err != nil {
			return err
		}
	}
	a, err := w.Search.Answer(ctx, q)
	if err != nil {
		return err
	}
	var all []search.Result
	for _, g := range a.Groups {
		all = append(all, g.Results...)
	}
	strength, err := w.Search.Strengths(ctx, all)
	if err != nil {
		return err
	}
	var facets app.SearchFacets
	if o.facets {
		if facets, err = w.Search.Facets(ctx, q, a); err != nil {
			return err
		}
	}
	err = c.print(searchJSON(a, strength, o.facets, facets), func(out io.Writer) { printAnswer(out, a, strength, facets) })
	if err == nil && len(all) == 0 {
		return &app.Error{Code: app.ENotFound, Message: fmt.Sprintf("Nothing was found for %q.", text), Hint: "Try fewer or other words."}
	}
	return err
}

// facetLists are the facets in the order told.
func facetLists(f app.SearchFacets) []struct {
	name string
	all  []app.Facet
} {
	return []struct {
		name string
		all  []app.Facet
	}{{"studies", f.Studies}, {"products", f.Products}, {"regions", f.Regions}, {"segments", f.Segments}, {"tags", f.Tags}, {"months", f.Months}}
}

func searchJSON(a search.Answer, strength map[app.Ref]string, withFacets bool, facets app.SearchFacets) map[string]any {
	hits, groups := []hitOut{}, []groupOut{}
	for _, g := range a.Groups {
		groups = append(groups, groupOut{g.Kind, g.Count, g.More})
		for _, r := range g.Results {
			hits = append(hits, hitOut{r.Kind, r.ID, r.Title, r.Detail, r.Snippet, r.Date, r.Why(), math.Round(100*r.Like) / 100, strength[r.Ref()]})
		}
	}
	out := map[string]any{"hits": hits, "groups": groups}
	if a.Mended != "" {
		out["searched"] = a.Mended
	}
	if withFacets {
		all := map[string][]facetOut{}
		for _, l := range facetLists(facets) {
			all[l.name] = []facetOut{}
			for _, f := range l.all {
				all[l.name] = append(all[l.name], facetOut{f.Value, f.Label, f.Count})
			}
		}
		out["facets"] = all
	}
	return out
}

// printedFacets is how many values of a facet are written for people.
const printedFacets = 8

func printAnswer(out io.Writer, a search.Answer, strength map[app.Ref]string, facets app.SearchFacets) {
	if a.Mended != "" {
		fmt.Fprintln(out, "Showing results for "+a.Mended)
	}
	for _, g := range a.Groups {
		fmt.Fprintf(out, "%s (%s)\n", g.Title, g.Counted())
		for _, r := range g.Results {
			line := "  " + r.Title + "  " + r.Detail
			if s := strength[r.Ref()]; s != "" {
				line += "  [" + s + "]"
			}
			fmt.Fprintln(out, strings.TrimRight(line, " "))
			if r.Snippet != "" && r.Snippet != r.Title {
				fmt.Fprintln(out, "    "+strings.ReplaceAll(r.Snippet, "\n", " "))
			}
			fmt.Fprintln(out, "    "+r.Why())
		}
	}
	for _, l := range facetLists(facets) {
		if len(l.all) == 0 {
			continue
		}
		var parts []string
		for _, f := range l.all[:min(printedFacets, len(l.all))] {
			parts = append(parts, fmt.Sprintf("%s %d", f.Label, f.Count))
		}
		fmt.Fprintf(out, "By %s: %s\n", l.name, strings.Join(parts, ", "))
	}
}
