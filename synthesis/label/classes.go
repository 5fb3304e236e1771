package label

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"throughline/assets/lexicon"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// How much of a corpus is tagged: all words in small ones, then fewer and fewer. Tagging takes 14 µs a word.
const (
	tagAlways = 6_000  // words
	tagShare  = 40     // one word of so many beyond
	tagMost   = 50_000 // words
	tagWindow = 8      // tokens at each side of the word that is looked at
	tagPlaces = 3      // places of a word that are looked at; more for frequent words
)

// window is a stretch of a passage, in tokens.
type window struct {
	doc, lo, hi int
}

// classify gives each word the class that the tagger gives it in most of the places looked at. A word that was
// not looked at gets the class of a word with the same stem, or one by its ending.
func (r *reading) classify(ctx context.Context, texts []string) error {
	windows := r.windows()
	found := make([][]text.ClassedWord, len(windows))
	err := vector.EachChunk(ctx, len(windows), 16, func(lo, hi int) {
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			found[i] = text.Classes(windows[i].of(texts[windows[i].doc]))
		}
	})
	if err != nil {
		return err
	}
	votes := make([][3]int32, len(r.words))
	for _, list := range found {
		for _, w := range list {
			if id, ok := r.byKey[strings.ToLower(w.Text)]; ok {
				votes[id][w.Class]++
			}
		}
	}
	stems := make(map[int32][3]int32)
	for id, v := range votes {
		s := stems[r.words[id].stem]
		for class, n := range v {
			s[class] += n
		}
		stems[r.words[id].stem] = s
	}
	for id := range r.words {
		w := &r.words[id]
		if qualifiers()[w.norm] || isMask(w.norm) {
			w.class = text.OtherWord
			continue
		}
		var ok bool
		if w.class, ok = elect(votes[id]); ok {
			continue
		}
		if w.class, ok = elect(stems[w.stem]); !ok {
			w.class = byEnding(w.norm)
		}
	}
	return nil
}

// elect returns the class with most votes and whether there were any. A word that is a noun as often as not is one.
func elect(v [3]int32) (text.Class, bool) {
	all := v[0] + v[1] + v[2]
	switch {
	case all == 0:
		return text.OtherWord, false
	case 2*v[text.Noun] >= all:
		return text.Noun, true
	case 2*(v[text.Noun]+v[text.Adjective]) >= all:
		return text.Adjective, true
	}
	return text.OtherWord, true
}

// byEnding guesses the class of a word: what has no ending of another class is a noun (Brill 1992).
func byEnding(norm string) text.Class {
	for _, e := range []string{"ly", "ed", "ing", "ize", "ise", "ify"} {
		if strings.HasSuffix(norm, e) {
			return text.OtherWord
		}
	}
	for _, e := range []string{"able", "ible", "ous", "ful", "ive", "less", "ic", "al", "ish"} {
		if strings.HasSuffix(norm, e) {
			return text.Adjective
		}
	}
	return text.Noun
}

// isMask reports whether a word is one sign again and again, as names are blotted out: "xxxx".
func isMask(norm string) bool { return len(norm) > 1 && strings.Count(norm, norm[:1]) == len(norm) }

// windows chooses where words are looked at: for each word, the most frequent first, places spread evenly
// over the corpus, until the budget is spent. What lies about a word is looked at with it.
func (r *reading) windows() []window {
	ptr, in := r.places()
	order := make([]int32, len(r.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return int(r.words[b].count - r.words[a].count) })
	budget := tagAlways + min(tagMost-tagAlways, len(r.seq)/tagShare)
	seen, used := make([]int32, len(r.words)), make(map[int]bool)
	var out []window
	for _, id := range order {
		places := in[ptr[id]:ptr[id+1]]
		want := int32(tagPlaces)
		for n := len(places); n >= 64 && want < 3*tagPlaces; n /= 2 {
			want++
		}
		want = min(want, int32(len(places)))
		for j := int32(0); j < want && seen[id] < want; j++ {
			at := places[int(2*j+1)*len(places)/int(2*want)]
			w := r.around(int(at))
			if used[w.doc] {
				continue
			}
			if budget -= w.hi - w.lo; budget < 0 {
				return out
			}
			used[w.doc] = true
			out = append(out, w)
			for _, e := range r.doc(w.doc)[w.lo:w.hi] {
				if e >= 0 {
					seen[e>>2]++
				}
			}
		}
	}
	return out
}

// places lists for each word where it stands in seq.
func (r *reading) places() (ptr, at []int32) {
	ptr = make([]int32, len(r.words)+1)
	for id := range r.words {
		ptr[id+1] = ptr[id] + r.words[id].count
	}
	at = make([]int32, ptr[len(r.words)])
	next := slices.Clone(ptr)
	for i, e := range r.seq {
		if e >= 0 {
			at[next[e>>2]] = int32(i)
			next[e>>2]++
		}
	}
	return ptr, at
}

// around returns the window of the passage around an entry of seq.
func (r *reading) around(at int) window {
	doc, ok := slices.BinarySearch(r.ptr, int32(at))
	for !ok || doc+1 < len(r.ptr) && int(r.ptr[doc+1]) <= at {
		if ok {
			doc++ // an empty passage begins where the next one does
			continue
		}
		doc, ok = doc-1, true
	}
	lo, hi := int(r.ptr[doc]), int(r.ptr[doc+1])
	return window{doc, max(lo, at-tagWindow) - lo, min(hi, at+tagWindow+1) - lo}
}

// of returns the text of the window.
func (w window) of(s string) string {
	if len(s) > maxRead {
		s = s[:maxRead]
	}
	tokens := text.Tokens(s)
	start, end := tokens[w.lo].Start, len(s)
	if w.lo == 0 {
		start = 0
	}
	if w.hi < len(tokens) {
		end = tokens[w.hi].Start
	}
	return s[start:end]
}

// vague are English words that say nothing as the head of a name, qualifiers those that say nothing before it.
var (
	vague      = sync.OnceValue(func() map[string]bool { return wordSet(lexicon.VagueEN) })
	qualifiers = sync.OnceValue(func() map[string]bool { return wordSet(lexicon.QualifierEN) })
)

// Lists of names: a theme is not called after who spoke of it.
var (
	givenNames = sync.OnceValue(func() map[string]bool { return wordSet(lexicon.GivenNames) })
	otherNames = sync.OnceValue(func() map[string]bool { return wordSet(lexicon.AmbiguousNames + "\n" + lexicon.NotNames) })
)

// isGivenName reports whether a word that is mostly written with one capital is the name of a person and nothing else.
func isGivenName(norm, raw string) bool {
	_, size := utf8.DecodeRuneInString(raw)
	return strings.ToLower(raw[size:]) == raw[size:] && givenNames()[norm] && !otherNames()[norm]
}

func wordSet(list string) map[string]bool {
	set := make(map[string]bool)
	for line := range strings.Lines(list) {
		if !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(line) {
				set[w] = true
			}
		}
	}
	return set
}
