package sentiment

import (
	"hash/fnv"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"throughline/assets/lexicon"
)

// MaxWeight is the largest weight of a word, of praise above 0 and of complaint below.
const MaxWeight = 3

// Entry is a word or a turn of phrase and how much it praises, -MaxWeight to MaxWeight; 0 says that it means neither praise nor complaint.
type Entry struct {
	Words  string
	Weight float64
}

// Lexicon weighs words, phrases and signs. It does not change and is safe for concurrent use.
type Lexicon struct {
	words map[string]float64
	stems map[string]float64 // beginnings
	signs map[string]float64 // emoji and emoticons
	book  phrasebook
	rules []rule
}

// rule is what a turn of phrase says.
type rule struct {
	weight float64
	wish   bool
	own    bool // from a workspace's own entries: it goes before bundled ones
}

// Default returns the bundled English lexicon, which is read once, in about 10 ms.
var Default = sync.OnceValue(func() *Lexicon {
	l := &Lexicon{words: map[string]float64{}, stems: map[string]float64{}, signs: map[string]float64{}}
	l.read(lexicon.OpinionEN, func(entry string, r rule) {
		if b, ok := strings.CutSuffix(entry, "*"); ok {
			l.stems[b] = r.weight
		} else {
			l.words[entry] = r.weight
		}
	}, strings.Fields)
	l.read(lexicon.OpinionSigns, func(entry string, r rule) { l.signs[plainSign(entry)] = r.weight }, strings.Fields)
	l.read(lexicon.OpinionPhrasesEN, l.phrase, func(s string) []string { return strings.Split(s, ",") })
	return l
})

// read takes the lines of a list: a weight, or "wish", then entries as cut parts them.
func (l *Lexicon) read(list string, take func(string, rule), cut func(string) []string) {
	for line := range strings.Lines(list) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || strings.HasPrefix(head, "#") {
			continue
		}
		r := rule{wish: head == "wish"}
		if r.wish {
			r.weight = wishWeight
		} else if w, err := strconv.ParseFloat(head, 64); err == nil {
			r.weight = w
		}
		for _, entry := range cut(rest) {
			if entry = strings.TrimSpace(entry); entry != "" {
				take(entry, r)
			}
		}
	}
}

func (l *Lexicon) phrase(entry string, r rule) {
	if l.book.add(entry, len(l.rules)) {
		l.rules = append(l.rules, r)
	}
}

// With returns the lexicon with entries of one's own besides, which go before bundled ones. Entries of one word stand for that
// word alone, in any case; entries without a word are left out, weights beyond MaxWeight cut to it.
func (l *Lexicon) With(own []Entry) *Lexicon {
	if len(own) == 0 {
		return l
	}
	out := &Lexicon{words: l.words, stems: l.stems, signs: map[string]float64{}, rules: slices.Clip(l.rules)}
	for sign, w := range l.signs {
		out.signs[sign] = w
	}
	out.book = l.book.clone()
	for _, e := range own {
		r := rule{weight: math.Max(-MaxWeight, math.Min(MaxWeight, e.Weight)), own: true}
		units := unitsOf(e.Words)
		if len(units) == 0 {
			if sign := strings.TrimSpace(e.Words); sign != "" {
				out.signs[sign] = r.weight
			}
			continue
		}
		p := &pattern{rule: len(out.rules)}
		for _, u := range units {
			p.items = append(p.items, item{words: map[string]bool{u.norm: true}})
		}
		out.book.index(p, p.items)
		out.rules = append(out.rules, r)
	}
	return out
}

// clone returns a phrasebook that can take more without the other knowing.
func (b phrasebook) clone() phrasebook {
	by := make(map[string][]*pattern, len(b.by))
	for w, list := range b.by {
		by[w] = slices.Clip(list)
	}
	return phrasebook{by: by, number: slices.Clip(b.number)}
}

// better reports whether rule a says more than b.
func (l *Lexicon) better(a, b int) bool {
	x, y := l.rules[a], l.rules[b]
	if x.own != y.own {
		return x.own
	}
	return math.Abs(x.weight) > math.Abs(y.weight)
}

// weight returns what a word weighs, 0 for one that is not known.
func (l *Lexicon) weight(norm string) float64 {
	if w, ok := l.words[norm]; ok {
		return w
	}
	for n := len(norm); n >= 3; n-- {
		if w, ok := l.stems[norm[:n]]; ok {
			return w
		}
	}
	return 0
}

// Edition tells one edition of the bundled lists from another, so that what was estimated by an older one can be known.
var Edition = sync.OnceValue(func() uint64 {
	h := fnv.New64a()
	for _, list := range []string{lexicon.OpinionEN, lexicon.OpinionPhrasesEN, lexicon.OpinionSigns, lexicon.StatementsEN} {
		_, _ = io.WriteString(h, list) // a hash never fails
	}
	return h.Sum64()
})
