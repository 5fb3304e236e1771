package synthesis

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/synthesis/cluster"
	"throughline/synthesis/label"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Passage is a piece of text to be put into a theme: a quote, a note, a survey answer.
type Passage struct {
	Text  string
	Group string // who it comes from, so that quotes spread over people; may be empty
}

// ThemeOptions says how Themes works. The zero value is the default.
type ThemeOptions struct {
	K           int     // themes wanted; 0 for the number suggested. Seeds count. Fewer come when there are fewer distinct passages
	Seed        int64   // of the random starts
	Granularity float64 // -1 few broad themes … 1 many narrow ones; moves a chosen K, not a given one
	KeepAll     bool    // no passage is left unsorted but those without any word
	Seeds       []Seed  // themes that stay
	// Embed places texts by their meaning in place of the bundled word vectors: a row of length 1 a text. Nil for those.
	Embed    func(ctx context.Context, texts []string) (*vector.Dense, error)
	Progress func(done, total int64, what string)
}

// Result says which passage belongs to which theme.
type Result struct {
	K      int       // themes found, len(Themes)
	Theme  []int     // theme of each passage, or -1: unsorted
	Score  []float64 // closeness of each passage to its theme, 0 to 1; 0 when unsorted
	Themes []Theme   // by size, largest first, then by first passage

	Parents  []Parent      // broader groups, when there are more themes than are read at once
	Language text.Language // of most of the words
}

// Parent is a broader group of two themes or more.
type Parent struct {
	Label  string
	Themes []int // places among the themes, ascending
}

// Theme is a proposed group of passages.
type Theme struct {
	Label  string   // up to three telling phrases, parted by " / "
	Terms  []string // telling phrases, best first, up to 8
	Size   int      // passages in the theme
	Quotes []int    // passages that stand for the theme, best first, up to 5

	Seed     int     // the seed it grew from, or -1
	Parent   int     // the broader group it lies in, or -1
	Cohesion float64 // mean closeness of its passages, 0 to 1
}

// maxQuotes bounds what a Theme carries, labelTerms what its name shows.
const (
	maxQuotes  = 5
	labelTerms = 3
)

// Themes puts passages into themes by what they talk about, names each theme and picks passages to quote: it makes an Outline and cuts it
// at opt.K, or at the number suggested.
//
// Equal passages, options and seeds give equal results on any number of processors. Above 20,000 passages the
// themes are learned from a sample and the rest placed by it. Themes looks at ctx every 100 ms or oftener and
// returns its error when it ends; there is no other failure but one of opt.Embed. Progress is told steps of 100.
func Themes(ctx context.Context, passages []Passage, opt ThemeOptions) (Result, error) {
	o, err := NewOutline(ctx, passages, opt)
	if err != nil {
		return Result{}, err
	}
	report := opt.report()
	report(80, 100, "Naming themes")
	k := opt.K
	if k <= 0 {
		k = o.Suggested()
	}
	res, err := o.At(ctx, k)
	if err != nil {
		return Result{}, err
	}
	report(100, 100, "Done")
	return res, nil
}

func (opt ThemeOptions) report() func(done, total int64, what string) {
	if opt.Progress == nil {
		return func(int64, int64, string) {}
	}
	return opt.Progress
}

// unsorted returns a result that holds every passage in no theme.
func (c *corpus) unsorted() Result {
	res := Result{Theme: make([]int, len(c.passages)), Score: make([]float64, len(c.passages))}
	for i := range res.Theme {
		res.Theme[i] = -1
	}
	return res
}

// place copies a grouping into a result and numbers the themes by size, then first passage.
func (o *Outline) place(res *Result, g *grouping) {
	c, groups := o.c, len(g.broad)
	out := cluster.Outliers(g.score, c.content, o.opt.KeepAll)
	for _, seed := range o.seeds {
		for _, i := range seed.members {
			out[i] = false
		}
	}
	sizes, first := make([]int, groups), make([]int, groups)
	for i := len(c.kept) - 1; i >= 0; i-- {
		if !out[i] {
			sizes[g.of[i]]++
			first[g.of[i]] = i
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
	number := make([]int, groups)
	for n, k := range order {
		number[k] = n
		res.Themes = append(res.Themes, Theme{Size: sizes[k], Seed: max(-1, k-(groups-len(o.seeds))), Parent: -1})
	}
	res.K = len(order)
	for i, p := range c.kept {
		if !out[i] {
			t := &res.Themes[number[g.of[i]]]
			res.Theme[p] = number[g.of[i]]
			res.Score[p] = min(1, max(0, float64(g.score[i])))
			t.Cohesion += res.Score[p] / float64(t.Size)
		}
	}
	res.gather(order, g.broad)
}

// gather puts themes under the broader groups they lie in, those with several.
func (res *Result) gather(order, broad []int) {
	under := make(map[int][]int)
	for n, k := range order {
		if b := broad[k]; b >= 0 {
			under[b] = append(under[b], n)
		}
	}
	if len(under) < 2 {
		return
	}
	for n, k := range order {
		if themes := under[broad[k]]; len(themes) > 1 && themes[0] == n {
			for _, t := range themes {
				res.Themes[t].Parent = len(res.Parents)
			}
			res.Parents = append(res.Parents, Parent{Themes: themes})
		}
	}
}

// describe fills labels, terms and quotes of the themes.
func (o *Outline) describe(ctx context.Context, res *Result) error {
	c := o.c
	group := make([]int, len(c.kept))
	for i, p := range c.kept {
		group[i] = res.Theme[p]
	}
	terms, err := o.terms(ctx, group, res.K)
	if err != nil {
		return err
	}
	quotes, err := label.Quotes(ctx, c.quotable(group, res.K), maxQuotes)
	if err != nil {
		return err
	}
	for t := range res.Themes {
		th := &res.Themes[t]
		th.Terms = terms[t]
		th.Label = strings.Join(th.Terms[:min(labelTerms, len(th.Terms))], labelGap)
		for _, i := range quotes[t] {
			th.Quotes = append(th.Quotes, c.kept[i])
		}
		if th.Label == "" && len(th.Quotes) > 0 {
			th.Label = c.passages[th.Quotes[0]].Text
		}
		if th.Seed >= 0 {
			th.Label = cmp.Or(o.opt.Seeds[th.Seed].Name, th.Label)
		}
	}
	for p := range res.Parents {
		res.Parents[p].Label = res.broadLabel(res.Parents[p].Themes)
	}
	return nil
}

// terms returns the telling phrases of k groups of the kept passages.
func (o *Outline) terms(ctx context.Context, group []int, k int) ([][]string, error) {
	if len(o.named) < len(group) {
		some := make([]int, len(o.named))
		for n, i := range o.named {
			some[n] = group[i]
		}
		group = some
	}
	return o.names.Name(ctx, group, k)
}

// broadLabel names a broader group by the first phrases of its largest themes.
func (res *Result) broadLabel(themes []int) string {
	var names []string
	for _, t := range themes {
		first, _, _ := strings.Cut(res.Themes[t].Label, labelGap)
		if !slices.Contains(names, first) && len(names) < labelTerms {
			names = append(names, first)
		}
	}
	return strings.Join(names, labelGap)
}

// labelGap stands between the phrases of a name.
const labelGap = " / "

// opening returns the first words of a passage, for a theme that has no telling phrase. It ends in … where the passage goes on, so
// that nobody takes it for a name.
func opening(s string) string {
	words := strings.Fields(strings.ToValidUTF8(head(s, 400), ""))
	s = strings.Join(words[:min(openingWords, len(words))], " ")
	if runes := []rune(s); len(runes) > maxOpening {
		return string(runes[:maxOpening-1]) + "…"
	}
	if len(words) > openingWords {
		s += " …"
	}
	return s
}

const maxOpening, openingWords = 40, 5 // characters; words
