// Package suggest learns from passages that people tagged and proposes tags for others, with its reasons.
package suggest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
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
	// Parents names the tag above a tag. What carries a tag is an example of those above it as well; Suggest proposes the lowest tag it is
	// sure of, else the one above. May be nil.
	Parents map[string]string
	// Background is further text of the project, tagged or not: it shows which words go together. At most 5,000 texts of it are read. May
	// be nil.
	Background []string
	// Progress hears how many tags of all are learned; may be nil.
	Progress func(done, total int64, what string)
}

// Model proposes tags. It does not change and is safe for concurrent use.
type Model struct {
	space    *space
	set      *training
	texts    []string   // of the examples, then of the tags' own words
	machines []*machine // one a tag
	scorer   *scorer
	held     *heldOut
	sure     certainty
}

// Train learns the tags of the examples: for each tag a linear support vector machine against the rest (L2 loss,
// C 1) on TF-IDF of single words and pairs, latent semantic coordinates and, in English, word vectors; what the tag is called counts as
// one more example. Scores are calibrated on margins of examples held out, see certainty. Two examples a tag
// are enough to begin; without any the model proposes nothing. Returns ctx's error when it ends early.
func Train(ctx context.Context, examples []Example, opt Options) (*Model, error) {
	m := &Model{set: newTraining(examples, opt)}
	if len(m.set.names) == 0 {
		return m, ctx.Err()
	}
	m.texts = textsOf(examples, m.set.names, opt.About)
	var err error
	if m.space, err = newSpace(ctx, m.texts, opt); err != nil {
		return nil, fmt.Errorf("learn the words of the examples: %w", err)
	}
	rows, err := m.space.rows(ctx, m.texts)
	if err != nil {
		return nil, err
	}
	m.set.setRows(rows, m.space.width())
	if m.machines, m.held, err = m.set.learnAll(ctx, opt.Progress); err != nil {
		return nil, fmt.Errorf("learn tags: %w", err)
	}
	m.sure = m.held.calibrate()
	m.scorer = newScorer(m.machines, len(m.space.terms.Terms), m.space.dims())
	return m, nil
}

// textsOf are the texts of examples, then what the tags are called.
func textsOf(examples []Example, names []string, words map[string]string) []string {
	texts := make([]string, 0, len(examples)+len(names))
	for _, e := range examples {
		texts = append(texts, e.Text)
	}
	for _, name := range names {
		texts = append(texts, about(name, words))
	}
	return texts
}

func about(tag string, words map[string]string) string {
	if w, ok := words[tag]; ok {
		return w
	}
	return tag
}

// Suggestion is a tag proposed for a passage.
type Suggestion struct {
	Tag   string
	Score float64 // chance that a person would give the tag, 0 to 1
	Shown int     // examples that show the tag; below Few it is a guess from its name and little else
	Below int     // of these, examples that carry only tags below it
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
	// Few is the number of examples below which what is proposed is a guess.
	Few = 5
	// even is the score from which a tag is sure enough to stand for those above it.
	even = 0.5
	// aboveLeast is the least score of a tag above others that stands for them: it carries all their passages, so a score of a half comes
	// easily to it. On the sample study held out, of 40 such suggestions from .5 to .6 4 were right in any sense.
	aboveLeast = 0.7
	// maxBlind caps the score of a tag that no example shows, and blindStep adds to it for each that does, until there are Few.
	maxBlind, blindStep = 0.3, 0.1
)

// Suggest returns up to n tags for a passage, best first. It returns fewer, or none, when no tag is likely. Of a tag and those
// above it only the lowest with a score of a half or more is among them; when none has that, the one above if it scores .7 or
// more, else the lower one.
func (m *Model) Suggest(s string, n int) []Suggestion { return m.Likely(s, n, minScore) }

// Likely is Suggest with another least score, 0 to 1, than the usual .03.
func (m *Model) Likely(s string, n int, least float64) []Suggestion {
	if len(m.set.names) == 0 || n <= 0 {
		return nil
	}
	r := m.space.recall(s)
	if len(r.idx) == 0 {
		return nil
	}
	var out []Suggestion
	for _, hit := range m.specific(m.rank(r)) {
		if len(out) == n || hit.score < least {
			break
		}
		out = append(out, Suggestion{Tag: m.set.names[hit.tag], Score: hit.score, Shown: len(m.set.carriers[hit.tag]), Below: m.set.below(hit.tag), Why: Why{
			Terms:   m.reasons(int(hit.tag), s),
			Nearest: m.nearest(int(hit.tag), r),
		}})
	}
	return out
}

// Rank returns the n tags that fit a passage best, best first, however unlikely they are and without reasons: for those who
// choose from a list anyway. It returns none for a passage without a known word.
func (m *Model) Rank(s string, n int) []Suggestion {
	if len(m.set.names) == 0 || n <= 0 {
		return nil
	}
	r := m.space.row(s)
	if !r.known() {
		return nil
	}
	hits := m.rank(r)
	out := make([]Suggestion, 0, n)
	for _, h := range hits[:min(n, len(hits))] {
		out = append(out, Suggestion{Tag: m.set.names[h.tag], Score: h.score, Shown: len(m.set.carriers[h.tag])})
	}
	return out
}

type hit struct {
	tag   int32
	score float64
}

// rank scores every tag for a row, best first, then by name.
func (m *Model) rank(r row) []hit { return m.sure.rank(m.set, m.scorer.margins(r)) }

// rank turns the margins of a text into hits, best first.
func (c certainty) rank(s *training, margins []float32) []hit {
	hits := c.scores(s, margins)
	for i := range hits {
		if shown := len(s.carriers[hits[i].tag]); shown < Few {
			hits[i].score = min(maxBlind+blindStep*float64(shown), hits[i].score)
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	return hits
}

func (m *Model) specific(hits []hit) []hit { return m.set.specific(hits) }

// specific drops tags above others unless they are likely and nothing below them is likelier than not, and then what is below them.
func (s *training) specific(hits []hit) []hit {
	if s.flat() {
		return hits
	}
	score := make([]float64, len(s.names))
	for _, h := range hits {
		score[h.tag] = h.score
	}
	beaten := slices.Clone(s.heading)
	for t, above := range s.above {
		for _, a := range above {
			if score[a] < aboveLeast || score[t] >= even {
				beaten[a] = true
			} else if !s.heading[a] {
				beaten[t] = true
			}
		}
	}
	return slices.DeleteFunc(hits, func(h hit) bool { return beaten[h.tag] })
}

// maxNearest is how many examples stand as reasons.
const maxNearest = 3

func (m *Model) nearest(t int, r row) []int {
	hits := make([]hit, 0, len(m.set.carriers[t]))
	for _, i := range m.set.carriers[t] {
		if s := r.cosine(m.set.rows[i]); s > 0 {
			hits = append(hits, hit{i, s})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	var out []int
	for _, h := range hits[:min(maxNearest, len(hits))] {
		out = append(out, int(h.tag))
	}
	return out
}
