package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/ask"
	"throughline/app/fold"
)

// Mode is what a question is answered by.
type Mode string

// The modes.
const (
	Both    Mode = "" // words and meaning, one list of each kind
	Words   Mode = "words"
	Meaning Mode = "meaning"
)

// Question is what a person asks. It is what a saved search keeps.
type Question struct {
	app.SearchQuery
	Mode  Mode `json:"mode,omitempty"`
	Exact bool `json:"exact,omitempty"` // search for exactly what was typed, without mending words
}

// Result is one thing that was found, and why.
type Result struct {
	app.Hit
	HasWords bool    // it has the words asked for
	Like     float64 // how like the question it is by meaning, 0 to 1; 0 when it was not found by that
}

// Why says in a few words why a result is there.
func (r Result) Why() string {
	var why []string
	if r.HasWords {
		if words := r.marked(); words != "" {
			why = append(why, "contains "+words)
		} else {
			why = append(why, "has what you typed")
		}
	}
	if r.Like > 0 {
		why = append(why, "like what you asked, "+strings.TrimPrefix(fmt.Sprintf("%.2f", min(r.Like, 1)), "0"))
	}
	return strings.Join(why, " · ")
}

// mostNamed is how many words a reason names.
const mostNamed = 3

// marked names the words that were found, each once, as they stand in the text.
func (r Result) marked() string {
	var words []string
	end := -1
	for _, m := range r.Marks {
		w := r.Snippet[m.Start:m.End]
		switch same := func(o string) bool { return fold.Text(strings.Trim(o, "“”")) == fold.Text(w) }; {
		case end >= 0 && strings.TrimSpace(r.Snippet[end:m.Start]) == "" && len(words) > 0 && m.Start == end:
			words[len(words)-1] = strings.TrimSuffix(words[len(words)-1], "”") + w + "”" // signs of a script without spaces
		case !slices.ContainsFunc(words, same):
			words = append(words, "“"+w+"”")
		}
		end = m.End
	}
	return strings.Join(words[:min(mostNamed, len(words))], ", ")
}

// Found is the results of one kind.
type Found struct {
	Kind    app.Kind
	Title   string // "Insights", "Themes", …
	Results []Result
	Count   int  // matches, the results among them; of those like the question only the results count
	More    bool // there are more than Count: "5,000+"
}

// Counted is the number of matches as it is shown: 1,204 or 5,000+.
func (f Found) Counted() string {
	s := fmt.Sprint(f.Count)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if f.More {
		s += "+"
	}
	return s
}

// Answer is what is known about a question.
type Answer struct {
	Groups  []Found
	Mended  string   // the question as it was searched when a word was mended or left out, "" otherwise
	Left    []string // words left out because nothing has all of them
	Placed  Placed   // how much of the workspace can be found by meaning
	Foreign bool     // the question is compared by the forms of its words, see Service.Prepare
}

// Result returns a result by kind and id; ok is false when the answer has none.
func (a *Answer) Result(kind app.Kind, id string) (r Result, ok bool) {
	for _, g := range a.Groups {
		for _, r := range g.Results {
			if r.Kind == kind && r.ID == id {
				return r, true
			}
		}
	}
	return Result{}, false
}

// kept is by how much longer than what is shown the lists are that are put together.
const kept = 3

// Answer finds what has the words of a question and what is like it, and puts both into one list of each kind: by the sum of 1/(60+place) in
// either (reciprocal rank fusion, Cormack, Clarke and Büttcher 2009). Kinds come in the order insights, themes, findings, passages, interviews,
// people, memos, tags, templates; those without a result are left out. When few or none have the words, a misspelt word is mended and, when only
// words are asked for, words that carry no topic are left out; the answer says so. Study "" asks all studies. An empty question finds nothing.
func (s *Service) Answer(ctx context.Context, q Question) (Answer, error) {
	asked := ask.Parse(q.Text)
	var a Answer
	if asked.Empty() {
		return a, nil
	}
	shown := q.Limit
	if shown <= 0 {
		shown = usual
	}
	var words []app.SearchPage
	var near nearness
	err := together(ctx, func(ctx context.Context) (err error) {
		if q.Mode != Meaning || asked.Words() == "" {
			words, err = s.seek(ctx, q, asked, shown*kept, &a)
		}
		return err
	}, func(ctx context.Context) (err error) {
		if q.Mode != Words && asked.Words() != "" {
			near, err = s.near(ctx, q, asked, shown*kept)
		}
		return err
	})
	if err != nil {
		return a, err
	}
	a.Placed, a.Foreign = near.placed, near.foreign
	if q.Mode != Meaning {
		standards, err := s.standards(ctx, q.SearchQuery, asked, shown*kept)
		if err != nil {
			return a, err
		}
		words = append(words, standards)
	}
	for _, o := range order {
		f := fuse(words, near.pages, o.kind, shown)
		if f.Title = o.title; len(f.Results) > 0 {
			a.Groups = append(a.Groups, f)
		}
	}
	return a, nil
}

// together runs two pieces of work side by side and returns the first error.
func together(ctx context.Context, a, b func(context.Context) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- b(ctx) }()
	err := a(ctx)
	if err != nil {
		stop()
	}
	return cmp.Or(err, <-done)
}

// rankShift is the k of reciprocal rank fusion, as its authors chose it.
const rankShift = 60

// place tells results apart: of one transcript many turns may be found.
type place struct {
	id   string
	span app.Span
}

// fuse puts the results of a kind from both lists into one.
func fuse(words, near []app.SearchPage, kind app.Kind, shown int) Found {
	f := Found{Kind: kind}
	at := map[place]int{}
	score := []float64{}
	add := func(hits []app.Hit, found func(*Result, app.Hit)) {
		for rank, h := range hits {
			p := place{h.ID, h.Span}
			i, ok := at[p]
			if !ok {
				i = len(f.Results)
				at[p] = i
				f.Results, score = append(f.Results, Result{Hit: h}), append(score, 0)
			}
			found(&f.Results[i], h)
			score[i] += 1 / float64(rankShift+rank)
		}
	}
	for _, p := range words {
		if p.Kind == kind {
			f.Count, f.More = p.Found, p.More
			add(p.Hits, func(r *Result, _ app.Hit) { r.HasWords = true })
		}
	}
	had := len(f.Results)
	for _, p := range near {
		if p.Kind == kind {
			add(p.Hits, func(r *Result, h app.Hit) { r.Like = h.Score })
		}
	}
	f.Count += len(f.Results) - had
	for i := range f.Results {
		f.Results[i].Score = score[i]
	}
	slices.SortStableFunc(f.Results, func(a, b Result) int { return cmp.Compare(b.Score, a.Score) })
	f.Results = f.Results[:min(shown, len(f.Results))]
	return f
}

// Facets counts by what an answer can be narrowed: the matches of its words, at most 5,000 of each kind, and what is like it. It is the slower
// part of an answer, to be shown when it comes. Kinds are those of the answer.
func (s *Service) Facets(ctx context.Context, q Question, a Answer) (app.SearchFacets, error) {
	query := q.SearchQuery
	query.Loose = q.Mode == Both
	if a.Mended != "" {
		query.Text = a.Mended
	}
	near := map[app.Kind][]int64{}
	var kinds []app.Facet
	for _, g := range a.Groups {
		kinds = append(kinds, app.Facet{Value: string(g.Kind), Label: g.Title, Count: g.Count})
		for _, r := range g.Results {
			if !r.HasWords && r.Row >= 0 {
				near[g.Kind] = append(near[g.Kind], r.Row)
			}
		}
	}
	if q.Mode == Meaning {
		query.Text = onlyHints(query.Text)
	}
	f, err := s.Store.SearchFacets(ctx, query, near)
	f.Kinds = kinds
	return f, err
}

// onlyHints is a question without its words, so that nothing matches it by them.
func onlyHints(text string) string {
	return ask.Query{Hints: ask.Parse(text).Hints}.String()
}
