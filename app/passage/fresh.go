package passage

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"throughline/app"
)

const (
	// maxPlaces bounds how many places of a word are looked at: a more frequent one says nothing about where a passage is.
	maxPlaces = 100
	// maxVotes is how many of a passage's rarest words vote for its place.
	maxVotes = 12
	// maxScan is the longest text, in bytes, that is searched from end to end for a passage of common words only.
	maxScan = 1 << 20
	// maxTries is how many places are compared word by word.
	maxTries = 4
)

// fresh is what was put into a text, prepared to look for passages that went from their place.
type fresh struct {
	m      *Map
	gaps   []app.Span       // stretches of the new text that the old does not have, ascending
	words  []app.Span       // their words, ascending
	places map[string][]int // word in small letters -> indices into words, at most maxPlaces+1
}

func newFresh(m *Map) *fresh {
	f := &fresh{m: m, places: map[string][]int{}}
	for i := range len(m.runs) + 1 {
		g := m.gapBefore(i).new
		if g.Len() == 0 {
			continue
		}
		f.gaps = append(f.gaps, g)
		for _, t := range tokens(m.New, g) {
			w := strings.ToLower(m.New[t.Start:t.End])
			if len(f.places[w]) <= maxPlaces {
				f.places[w] = append(f.places[w], len(f.words))
			}
			f.words = append(f.words, t)
		}
	}
	return f
}

// share is how much of a span of the new text was put in, 0 to 1.
func (f *fresh) share(s app.Span) float64 {
	n := 0
	for i := sort.Search(len(f.gaps), func(i int) bool { return f.gaps[i].End > s.Start }); i < len(f.gaps) && f.gaps[i].Start < s.End; i++ {
		n += min(f.gaps[i].End, s.End) - max(f.gaps[i].Start, s.Start)
	}
	return float64(n) / float64(max(1, s.Len()))
}

// find looks for a passage among what was put in.
func (f *fresh) find(of *app.Finding) Placing {
	if len(f.words) == 0 {
		return Placing{Verdict: Lost}
	}
	near := f.candidates(of.Quote)
	if p := f.verbatim(of, near); p.Verdict == Moved {
		return p
	}
	return f.alike(of, near)
}

// candidates are indices into words where the passage may begin, those most of its rarest words vote for first.
func (f *fresh) candidates(quote string) []int {
	type vote struct {
		word   string
		offset int
	}
	var votes []vote
	for i, t := range tokens(quote, app.Span{End: len(quote)}) {
		w := strings.ToLower(quote[t.Start:t.End])
		if n := len(f.places[w]); n > 0 && n <= maxPlaces {
			votes = append(votes, vote{w, i})
		}
	}
	slices.SortStableFunc(votes, func(a, b vote) int { return len(f.places[a.word]) - len(f.places[b.word]) })
	score := map[int]int{}
	for _, v := range votes[:min(len(votes), maxVotes)] {
		for _, at := range f.places[v.word] {
			score[max(0, at-v.offset)]++
		}
	}
	type start struct{ at, votes int }
	starts := make([]start, 0, len(score))
	for at, n := range score {
		starts = append(starts, start{at, 2*n + score[at-1] + score[at+1]}) // a word more or less shifts the rest
	}
	slices.SortFunc(starts, func(a, b start) int { return cmp.Or(b.votes-a.votes, a.at-b.at) })
	out := make([]int, min(len(starts), maxPlaces))
	for i := range out {
		out[i] = starts[i].at
	}
	return out
}

// verbatim finds the passage word for word. At least half of it must have been put in, or it is another passage with the same
// words that stood there before.
func (f *fresh) verbatim(of *app.Finding, near []int) Placing {
	quote := of.Quote
	best, second := Placing{Verdict: Lost}, 0.0
	places := f.occurrences(quote, near)
	for _, at := range places {
		c := f.context(of, at)
		if best.Verdict == Lost || c > best.Confidence {
			second = best.Confidence
			best = Placing{Moved, at, c}
		} else {
			second = max(second, c)
		}
	}
	if best.Verdict == Lost {
		return best
	}
	clear := best.Confidence - second
	long := len(tokens(quote, app.Span{End: len(quote)})) >= shortQuote
	switch {
	case len(places) == 1 && long:
		best.Confidence = 1
	case best.Confidence >= 0.5 && (clear > 0.1 || long):
		best.Confidence = min(1, 0.6+best.Confidence/3)
	case long:
		best.Confidence = 0.5
	default:
		return Placing{Lost, best.Span, 0.3}
	}
	return best
}

// occurrences are the places where the quote was put in: near the candidates, or anywhere if no word of it is rare enough.
func (f *fresh) occurrences(quote string, near []int) []app.Span {
	var out []app.Span
	text := f.m.New
	look := func(from, to int) (next int) {
		i := strings.Index(text[from:to], quote)
		if i < 0 {
			return to
		}
		at := app.Span{Start: from + i, End: from + i + len(quote)}
		if !slices.Contains(out, at) && Snap(text, at) == at && f.share(at) >= 0.5 {
			out = append(out, at)
		}
		return at.End
	}
	for _, w := range near {
		at := f.words[w].Start
		look(max(0, at-len(quote)/4-8), min(len(text), at+len(quote)+len(quote)/4+8))
	}
	if len(near) > 0 || len(text) > maxScan {
		return out
	}
	for at := 0; at < len(text) && len(out) < maxPlaces; {
		at = look(at, len(text))
	}
	return out
}

// context is how much of the text before and after a passage stands round a place as well, 0 to 1.
func (f *fresh) context(of *app.Finding, at app.Span) float64 {
	before, after := f.m.New[:at.Start], f.m.New[at.End:]
	n, all := 0, len(of.Before)+len(of.After)
	for n < len(of.Before) && n < len(before) && of.Before[len(of.Before)-1-n] == before[len(before)-1-n] {
		n++
	}
	k := 0
	for k < len(of.After) && k < len(after) && of.After[k] == after[k] {
		k++
	}
	return float64(n+k) / float64(max(1, all))
}

// alike finds the passage by likeness of words.
func (f *fresh) alike(of *app.Finding, near []int) Placing {
	size := len(tokens(of.Quote, app.Span{End: len(of.Quote)}))
	if size < shortQuote {
		return Placing{Verdict: Lost}
	}
	best := Placing{Verdict: Lost}
	for _, start := range near[:min(len(near), maxTries)] {
		span := app.Span{Start: f.words[start].Start, End: f.words[min(start+size, len(f.words))-1].End}
		span = f.fit(of.Quote, Snap(f.m.New, span))
		if span.Len() == 0 || f.share(span) < 0.5 {
			continue
		}
		if c := Similar(of.Quote, f.m.New[span.Start:span.End]); c > best.Confidence {
			best = Placing{Lost, span, c}
		}
	}
	if best.Confidence >= alikeElsewhere {
		best.Verdict, best.Confidence = Changed, best.Confidence*0.9
	}
	return best
}

// fit begins and ends a place where the passage does, when those words are at hand.
func (f *fresh) fit(quote string, span app.Span) app.Span {
	if span.Len() == 0 {
		return span
	}
	m := Diff(quote, f.m.New[span.Start:span.End])
	if len(m.runs) == 0 {
		return span
	}
	to := m.Span(app.Span{End: len(quote)})
	return Snap(f.m.New, app.Span{Start: span.Start + to.Start, End: span.Start + to.End})
}
