package label

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// reading is a corpus cut into words, each a number.
type reading struct {
	lang  text.Language
	ptr   []int32 // passage i is seq[ptr[i]:ptr[i+1]]
	seq   []int32 // an entry a token: four times the word, plus parted and glued; -1 for what is no content word
	words []word
	byKey map[string]int32 // words by their lower case
}

// word is a content word of the corpus, in lower case.
type word struct {
	norm    string
	spelt   string // as people mostly write it inside a sentence: "PDF", "Garmin", "battery"
	stem    int32
	count   int32 // in the corpus
	class   text.Class
	isVague bool // may not end a name
	isNamed bool // a person is called so; may not stand in a name
}

func (r *reading) docs() int          { return len(r.ptr) - 1 }
func (r *reading) doc(i int) []int32  { return r.seq[r.ptr[i]:r.ptr[i+1]] }
func (r *reading) word(e int32) *word { return &r.words[e>>2] }

// Bits of an entry.
const (
	parted int32 = 1 // a sign parts it from the token before
	glued  int32 = 2 // a hyphen joins it to the token before, without which it says nothing: "top-ups"
)

func isParted(e int32) bool { return e&parted != 0 }
func isGlued(e int32) bool  { return e&glued != 0 }

// maxRead is how much of a passage is read, in bytes: ten pages.
const maxRead = 20_000

// namerChunk is how many passages a goroutine reads into one list of words.
const namerChunk = 1000

// chunk is a part of the corpus with words numbered on their own.
type chunk struct {
	ptr, seq []int32
	ids      map[string]int32
	norms    []string
	counts   []int32
	spelt    map[string]int32 // how often a word is written with capitals that are not those of a sentence's start
}

func newReading(ctx context.Context, texts []string, lang text.Language) (*reading, error) {
	chunks := make([]*chunk, (len(texts)+namerChunk-1)/namerChunk)
	err := vector.EachChunk(ctx, len(texts), namerChunk, func(lo, hi int) {
		c := &chunk{ids: make(map[string]int32), spelt: make(map[string]int32)}
		for i := lo; i < hi && (i%64 != 0 || ctx.Err() == nil); i++ {
			c.read(texts[i], lang)
		}
		chunks[lo/namerChunk] = c
	})
	if err != nil {
		return nil, err
	}
	r := &reading{lang: lang, ptr: []int32{0}, byKey: make(map[string]int32)}
	spelt := make(map[string]int32)
	for _, c := range chunks {
		r.join(c, spelt)
	}
	r.spell(spelt)
	r.stem()
	return r, ctx.Err()
}

// read adds the tokens of a passage.
func (c *chunk) read(s string, lang text.Language) {
	if len(s) > maxRead {
		s = s[:maxRead]
	}
	end := 0
	for _, t := range text.Tokens(s) {
		gap := s[end:t.Start]
		if !text.IsContent(t, lang) {
			c.seq = append(c.seq, -1)
			end = t.End
			continue
		}
		id, ok := c.ids[t.Norm]
		if !ok {
			id = int32(len(c.norms))
			c.ids[t.Norm] = id
			c.norms = append(c.norms, t.Norm)
			c.counts = append(c.counts, 0)
		}
		c.counts[id]++
		if raw := s[t.Start:t.End]; raw != t.Norm && isSpelling(raw, gap, end == 0) {
			c.spelt[raw]++
		}
		entry := id << 2
		switch {
		case gap == "-" && end > 0:
			entry |= glued
		case !joins(gap):
			entry |= parted
		}
		c.seq = append(c.seq, entry)
		end = t.End
	}
	c.ptr = append(c.ptr, int32(len(c.seq)))
}

// joins reports whether what stands between two words lets them make one phrase: white space, a hyphen, nothing.
func joins(gap string) bool {
	switch gap {
	case " ", "", "-":
		return true
	}
	return strings.TrimSpace(gap) == ""
}

// isSpelling reports whether the capitals of a word are its own: "iPhone" anywhere, "Garmin" inside a sentence. Words in
// capitals altogether may be shouted.
func isSpelling(raw, gap string, first bool) bool {
	if text.Spelt(raw) == raw {
		return true
	}
	r, size := utf8.DecodeRuneInString(raw)
	return unicode.IsUpper(r) && !first && (gap == " " || gap == "-") && strings.ToLower(raw[size:]) == raw[size:]
}

// join adds a chunk, whose words get the numbers of the corpus.
func (r *reading) join(c *chunk, spelt map[string]int32) {
	to := make([]int32, len(c.norms))
	for i, norm := range c.norms {
		id, ok := r.byKey[norm]
		if !ok {
			id = int32(len(r.words))
			r.byKey[norm] = id
			r.words = append(r.words, word{norm: norm, spelt: norm, isVague: r.lang == text.English && vague()[norm]})
		}
		r.words[id].count += c.counts[i]
		to[i] = id
	}
	base := int32(len(r.seq))
	for _, e := range c.seq {
		if e >= 0 {
			e = to[e>>2]<<2 | e&(parted|glued)
		}
		r.seq = append(r.seq, e)
	}
	for _, p := range c.ptr {
		r.ptr = append(r.ptr, base+p)
	}
	for raw, n := range c.spelt { // sums do not depend on the order
		spelt[raw] += n
	}
}

// spell gives each word the spelling with capitals that most of its places have, if one does.
func (r *reading) spell(spelt map[string]int32) {
	most := make(map[int32]int32, len(spelt))
	raws := make([]string, 0, len(spelt))
	for raw := range spelt {
		raws = append(raws, raw)
	}
	slices.SortFunc(raws, func(a, b string) int { return cmp.Or(cmp.Compare(spelt[b], spelt[a]), cmp.Compare(a, b)) })
	for _, raw := range raws {
		id, ok := r.byKey[strings.ToLower(raw)]
		if !ok {
			continue
		}
		if n := spelt[raw]; most[id] == 0 && 2*n > r.words[id].count {
			r.words[id].spelt = raw
			r.words[id].isNamed = isGivenName(r.words[id].norm, raw)
		}
		most[id]++
	}
}

// stem numbers the stems of the words.
func (r *reading) stem() {
	stemmer := text.Stemmer{Lang: r.lang}
	ids := make(map[string]int32, len(r.words))
	for i := range r.words {
		s := stemmer.Stem(r.words[i].norm)
		id, ok := ids[s]
		if !ok {
			id = int32(len(ids))
			ids[s] = id
		}
		r.words[i].stem = id
	}
}
