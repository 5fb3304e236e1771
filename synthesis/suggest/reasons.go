package suggest

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// maxReasons is how many words stand as reasons.
const maxReasons = 5

type reason struct {
	term string
	gain float64
}

// reasons returns the terms of a text that add most to a tag's margin, as the text writes them; a word that repeats a part of one taken,
// or says nothing by itself, is left out.
func (m *Model) reasons(t int, s string) []string {
	s = strings.ToValidUTF8(s, "")
	terms, surfaces := cut(s, &text.Stemmer{Lang: m.space.lang})
	written := make(map[string]string, len(terms))
	for i, term := range terms {
		if _, ok := written[term]; !ok {
			written[term] = surfaces[i]
		}
	}
	var out, keys []string
	for _, g := range m.gains(t, terms) {
		if len(out) == maxReasons || g.gain <= 0 {
			break
		}
		repeats := func(k string) bool {
			return strings.Contains(" "+k+" ", " "+g.term+" ") || strings.Contains(" "+g.term+" ", " "+k+" ")
		}
		if m.space.tells(g.term) && !slices.ContainsFunc(keys, repeats) {
			keys = append(keys, g.term)
			out = append(out, written[g.term])
		}
	}
	return out
}

// gains returns what each term of a text adds to a tag's margin, most first: by its own weight and through the
// latent dimensions, whose part of the margin is shared out in proportion to what each term puts into them.
func (m *Model) gains(t int, terms []string) []reason {
	idx, val := m.space.terms.Row(terms)
	w := m.machines[t].w
	lsa := m.space.lsa
	first := len(m.space.terms.Terms)
	latent := make([]float64, lsa.Dims())
	for d := range latent {
		latent[d] = float64(w[first+d])
	}
	place := make([]float32, lsa.Dims())
	lsa.ProjectRow(place, idx, val)
	list := make([]reason, len(idx))
	through := make([]float64, len(idx))
	var sum float64
	for j, c := range idx {
		list[j] = reason{m.space.terms.Terms[c], blockWeight * val[j] * float64(w[c])}
		through[j] = val[j] * lsa.Along(int(c), latent)
		sum += through[j]
	}
	margin := blockWeight * float64(vector.Dot(place, w[first:first+lsa.Dims()]))
	if math.Abs(sum) > 1e-9 {
		for i := range list {
			list[i].gain += through[i] * margin / sum
		}
	}
	slices.SortStableFunc(list, func(a, b reason) int { return cmp.Compare(b.gain, a.gain) })
	return list
}

// tells reports whether a term has a word that is no stop word.
func (s *space) tells(term string) bool {
	for w := range strings.FieldsSeq(term) {
		if !text.IsStop(w, s.lang) && len(w) > 1 {
			return true
		}
	}
	return false
}
