package synthesis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/synthesis/cluster"
	"throughline/synthesis/label"
	"throughline/synthesis/text"
)

// Passage is a piece of text to be put into a theme: a quote, a note, a survey answer.
type Passage struct {
	Text  string
	Group string // who it comes from, so that quotes spread over people; may be empty
}

// ThemeOptions says how Themes works. The zero value is the default.
type ThemeOptions struct {
	K           int     // themes wanted; 0 chooses, see cluster.Choose. Fewer come when there are fewer distinct passages
	Seed        int64   // of the random starts
	Granularity float64 // -1 few broad themes … 1 many narrow ones; moves a chosen K, not a given one
	KeepAll     bool    // no passage is left unsorted but those without any word
	Progress    func(done, total int64, what string)
}

// Result says which passage belongs to which theme.
type Result struct {
	K      int       // themes found, len(Themes)
	Theme  []int     // theme of each passage, or -1: unsorted
	Score  []float64 // closeness of each passage to its theme, 0 to 1; 0 when unsorted
	Themes []Theme   // by size, largest first, then by first passage
}

// Theme is a proposed group of passages.
type Theme struct {
	Label  string   // up to three telling phrases, parted by " / "
	Terms  []string // telling phrases, best first, up to 8
	Size   int      // passages in the theme
	Quotes []int    // passages that stand for the theme, best first, up to 5
}

// maxTerms and maxQuotes bound what a Theme carries, labelTerms what its name shows.
const (
	maxTerms   = 8
	maxQuotes  = 5
	labelTerms = 3
)

// Themes puts passages into themes by what they talk about, names each theme and picks passages to quote.
//
// Equal passages, options and seeds give equal results on any number of processors. Above 20,000 passages the
// themes are learned from a sample and the rest placed by it. Themes looks at ctx every 100 ms or oftener and
// returns its error when it ends; there is no other failure. Progress is told steps of 100.
func Themes(ctx context.Context, passages []Passage, opt ThemeOptions) (Result, error) {
	report := opt.Progress
	if report == nil {
		report = func(int64, int64, string) {}
	}
	res := Result{Theme: make([]int, len(passages)), Score: make([]float64, len(passages))}
	for i := range res.Theme {
		res.Theme[i] = -1
	}
	report(0, 100, "Reading passages")
	c, err := newCorpus(ctx, passages)
	if err != nil {
		return Result{}, fmt.Errorf("read passages: %w", err)
	}
	if len(c.kept) == 0 {
		report(100, 100, "Done")
		return res, nil
	}
	if c.lang == text.English {
		go func() { _ = text.LoadTagger(ctx) }() // beside the numbers; naming waits for it and has the error
	}
	report(20, 100, "Comparing passages")
	x, err := c.features(ctx, opt.Seed)
	if err != nil {
		return Result{}, fmt.Errorf("compare passages: %w", err)
	}
	report(40, 100, "Grouping passages")
	k := opt.K
	if k <= 0 {
		k, err = cluster.Choose(ctx, x, cluster.ChooseOptions{Seed: opt.Seed, Granularity: opt.Granularity})
		if err != nil {
			return Result{}, fmt.Errorf("choose the number of themes: %w", err)
		}
	}
	grouping, err := cluster.KMeans(ctx, x, cluster.Options{K: k, Seed: opt.Seed})
	if err != nil {
		return Result{}, fmt.Errorf("group passages: %w", err)
	}
	c.place(&res, grouping, opt.KeepAll)
	report(80, 100, "Naming themes")
	if err := c.describe(ctx, &res); err != nil {
		return Result{}, fmt.Errorf("name themes: %w", err)
	}
	report(100, 100, "Done")
	return res, nil
}

// place copies a grouping of the kept passages into res and numbers the themes by size, then first passage.
func (c *corpus) place(res *Result, g *cluster.Grouping, keepAll bool) {
	outlier := g.Outliers(c.content(), keepAll)
	sizes, first := make([]int, g.Centers.Rows), make([]int, g.Centers.Rows)
	for i := len(c.kept) - 1; i >= 0; i-- {
		if !outlier[i] {
			sizes[g.Of[i]]++
			first[g.Of[i]] = i
		}
	}
	var order []int
	for k, n := range sizes {
		if n > 0 {
			order = append(order, k)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sizes[b], sizes[a]), cmp.Compare(first[a], first[b]))
	})
	number := make([]int, len(sizes))
	for n, k := range order {
		number[k] = n
		res.Themes = append(res.Themes, Theme{Size: sizes[k]})
	}
	res.K = len(order)
	for i, p := range c.kept {
		if !outlier[i] {
			res.Theme[p] = number[g.Of[i]]
			res.Score[p] = min(1, max(0, float64(g.Score[i])))
		}
	}
}

// describe fills labels, terms and quotes of the themes.
func (c *corpus) describe(ctx context.Context, res *Result) error {
	group := make([]int, len(c.kept))
	for i, p := range c.kept {
		group[i] = res.Theme[p]
	}
	names, err := c.names(ctx, group, res)
	if err != nil {
		return err
	}
	terms, err := label.Terms(ctx, c.stems(), group, res.K, names)
	if err != nil {
		return err
	}
	quotes, err := label.Quotes(ctx, c.quotable(group, res.K), maxQuotes)
	if err != nil {
		return err
	}
	for t := range res.Themes {
		th := &res.Themes[t]
		th.Terms = terms[t][:min(maxTerms, len(terms[t]))]
		th.Label = strings.Join(th.Terms[:min(labelTerms, len(th.Terms))], " / ")
		for _, i := range quotes[t] {
			th.Quotes = append(th.Quotes, c.kept[i])
		}
		if th.Label == "" && len(th.Quotes) > 0 {
			th.Label = opening(c.passages[th.Quotes[0]].Text)
		}
	}
	return nil
}

// opening returns the first words of a passage, for a theme that has no telling phrase.
func opening(s string) string {
	words := strings.Fields(strings.ToValidUTF8(head(s, 400), ""))
	s = strings.Join(words[:min(5, len(words))], " ")
	if runes := []rune(s); len(runes) > maxOpening {
		return string(runes[:maxOpening-1]) + "…"
	}
	return s
}

const maxOpening = 40 // characters
