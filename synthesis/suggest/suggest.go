// Package suggest learns from passages that people tagged and proposes tags for others, with its reasons.
package suggest

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"throughline/synthesis/vector"
)

// Example is a passage and the tags people gave it. No tags means that someone read it and gave none.
type Example struct {
	Text string
	Tags []string
	// Not are tags that someone turned down for the text. With them and without Tags nothing is known of the other tags.
	Not []string
}

// Options says how Train works. The zero value is the default.
type Options struct {
	Seed int64 // of the order in which examples are visited
	// About says what a tag means: its name, perhaps with its definition. A tag without an entry is described
	// by its own string. Tags that stand here alone, without an example, are proposed by their words with low scores.
	About map[string]string
	// Background is further text of the project, tagged or not: it shows which words go together. May be nil.
	Background []string
	// Progress hears how many tags of all are learned; may be nil.
	Progress func(done, total int64, what string)
}

// Model proposes tags. It does not change and is safe for concurrent use.
type Model struct {
	space    *space
	tags     []tagModel
	examples []row
	platt    sigmoid
}

// tagModel is what is learned about one tag.
type tagModel struct {
	name     string
	weights  []float64 // one a feature
	bias     float64
	examples []int // places of the examples that carry the tag
}

// Train learns the tags of the examples: for each tag a linear support vector machine against the rest (L2 loss,
// C 1) on TF-IDF of single words and pairs, beside latent semantic coordinates; what the tag is called counts as
// one more example. Scores are calibrated by Platt's sigmoid on margins of examples held out. Two examples a tag
// are enough to begin; without any the model proposes nothing. Returns ctx's error when it ends early.
func Train(ctx context.Context, examples []Example, opt Options) (*Model, error) {
	m := &Model{}
	names, carriers := collectTags(examples, opt.About)
	if len(names) == 0 {
		return m, ctx.Err()
	}
	texts := make([]string, 0, len(examples)+len(names))
	for _, e := range examples {
		texts = append(texts, e.Text)
	}
	for _, name := range names {
		texts = append(texts, about(name, opt.About))
	}
	var err error
	if m.space, err = newSpace(ctx, texts, opt); err != nil {
		return nil, fmt.Errorf("learn the words of the examples: %w", err)
	}
	rows, err := m.space.rows(ctx, texts)
	if err != nil {
		return nil, err
	}
	set := &training{rows: rows, examples: len(examples), carriers: carriers, denied: collectDenied(examples, names), seed: opt.Seed, width: m.space.width()}
	if m.platt, err = set.calibrate(ctx); err != nil {
		return nil, fmt.Errorf("calibrate scores: %w", err)
	}
	if m.tags, err = set.learnAll(ctx, names, opt.Progress); err != nil {
		return nil, fmt.Errorf("learn tags: %w", err)
	}
	m.examples = rows[:len(examples)]
	return m, nil
}

// collectTags returns the tags in alphabetical order and the places of the examples of each.
func collectTags(examples []Example, about map[string]string) (names []string, carriers [][]int) {
	seen := make(map[string][]int)
	for tag := range about {
		seen[tag] = nil
	}
	for i, e := range examples {
		for _, tag := range e.Tags {
			if list := seen[tag]; len(list) == 0 || list[len(list)-1] != i {
				seen[tag] = append(list, i)
			}
		}
	}
	for tag := range seen {
		names = append(names, tag)
	}
	slices.Sort(names)
	for _, tag := range names {
		carriers = append(carriers, seen[tag])
	}
	return names, carriers
}

// collectDenied returns, for examples of which only refusals are known, the places of the tags refused.
func collectDenied(examples []Example, names []string) map[int]map[int]bool {
	denied := map[int]map[int]bool{}
	for i, e := range examples {
		if len(e.Tags) > 0 || len(e.Not) == 0 {
			continue
		}
		denied[i] = map[int]bool{}
		for _, tag := range e.Not {
			if t, ok := slices.BinarySearch(names, tag); ok {
				denied[i][t] = true
			}
		}
	}
	return denied
}

func about(tag string, words map[string]string) string {
	if w, ok := words[tag]; ok {
		return w
	}
	return tag
}

// training is what the machines of all tags learn from.
type training struct {
	rows     []row                // of the examples, then of the tags' own words
	examples int                  // how many rows are examples
	carriers [][]int              // examples of each tag
	denied   map[int]map[int]bool // of an example of which only refusals are known: the tags
	seed     int64
	width    int // features
}

// learnAll trains every tag on all rows.
func (s *training) learnAll(ctx context.Context, names []string, progress func(done, total int64, what string)) ([]tagModel, error) {
	tags := make([]tagModel, len(names))
	all := make([]int, s.examples)
	for i := range all {
		all[i] = i
	}
	done := newCounter(int64(len(names)), progress)
	err := vector.EachChunk(ctx, len(names), 1, func(t, _ int) {
		w, b := s.learn(ctx, t, all)
		tags[t] = tagModel{name: names[t], weights: w, bias: b, examples: s.carriers[t]}
		done.add()
	})
	return tags, err
}

// learn trains tag t on the examples named, the words of all tags, and an empty text, which has no tag.
func (s *training) learn(ctx context.Context, t int, from []int) (weights []float64, bias float64) {
	p := problem{width: s.width, rng: rand.New(rand.NewPCG(uint64(s.seed), uint64(t)))}
	carrier := make(map[int]bool, len(s.carriers[t]))
	for _, i := range s.carriers[t] {
		carrier[i] = true
	}
	for _, i := range from {
		if s.speaks(i, t) {
			p.add(s.rows[i], carrier[i])
		}
	}
	for other := range s.carriers {
		p.add(s.rows[s.examples+other], other == t)
	}
	p.add(row{}, false)
	return p.solve(ctx)
}

// speaks reports whether example i tells anything about tag t.
func (s *training) speaks(i, t int) bool {
	only, some := s.denied[i]
	return !some || only[t]
}

// Suggestion is a tag proposed for a passage.
type Suggestion struct {
	Tag   string
	Score float64 // chance that a person would give the tag, 0 to 1
	Why   Why
}

// Why are the reasons of a Suggestion.
type Why struct {
	Terms   []string // words of the passage that speak for the tag, strongest first, up to 5
	Nearest []int    // examples of the tag most like the passage, nearest first, up to 3
}

const (
	// minScore is the least chance worth showing: below one in thirty a reader sees only noise. Callers may ask more.
	minScore = 0.03
	// maxBlind caps the score of a tag that no example shows.
	maxBlind = 0.3
)

// Suggest returns up to n tags for a passage, best first. It returns fewer, or none, when no tag is likely.
func (m *Model) Suggest(s string, n int) []Suggestion {
	if len(m.tags) == 0 || n <= 0 {
		return nil
	}
	r, terms := m.space.row(s)
	if len(r.idx) == 0 {
		return nil
	}
	var out []Suggestion
	for _, hit := range m.rank(r) {
		if len(out) == n || hit.score < minScore {
			break
		}
		tag := &m.tags[hit.tag]
		out = append(out, Suggestion{Tag: tag.name, Score: hit.score, Why: Why{
			Terms:   m.space.reasons(tag, r, terms),
			Nearest: m.nearest(tag, r),
		}})
	}
	return out
}

// Rank returns the n tags that fit a passage best, best first, however unlikely they are and without reasons: for those who
// choose from a list anyway. It returns none for a passage without a known word.
func (m *Model) Rank(s string, n int) []Suggestion {
	if len(m.tags) == 0 || n <= 0 {
		return nil
	}
	r, _ := m.space.row(s)
	if len(r.idx) == 0 {
		return nil
	}
	hits := m.rank(r)
	out := make([]Suggestion, 0, n)
	for _, h := range hits[:min(n, len(hits))] {
		out = append(out, Suggestion{Tag: m.tags[h.tag].name, Score: h.score})
	}
	return out
}

type hit struct {
	tag   int
	score float64
}

// rank scores every tag for a row, best first, then by name.
func (m *Model) rank(r row) []hit {
	hits := make([]hit, len(m.tags))
	for t := range m.tags {
		tag := &m.tags[t]
		hits[t] = hit{t, m.platt.at(r.dot(tag.weights) + tag.bias)}
		if len(tag.examples) == 0 {
			hits[t].score = min(maxBlind, hits[t].score)
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	return hits
}

// maxNearest is how many examples stand as reasons.
const maxNearest = 3

func (m *Model) nearest(tag *tagModel, r row) []int {
	hits := make([]hit, 0, len(tag.examples))
	for _, i := range tag.examples {
		if s := r.cosine(m.examples[i]); s > 0 {
			hits = append(hits, hit{i, s})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	var out []int
	for _, h := range hits[:min(maxNearest, len(hits))] {
		out = append(out, h.tag)
	}
	return out
}
