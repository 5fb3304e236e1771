package passage

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Verdict says what became of a passage when its text changed.
type Verdict string

// What can become of a passage.
const (
	Kept    Verdict = "kept"    // the same words in the same place; white space may differ
	Moved   Verdict = "moved"   // the same words elsewhere
	Changed Verdict = "changed" // the words differ
	Lost    Verdict = "lost"    // no place that can be told
)

// Placing is where a passage stands in the new text.
type Placing struct {
	Verdict    Verdict
	Span       app.Span // in the new text: whole signs, no white space at the ends; for Lost the likeliest place, or empty
	Confidence float64  // 0-1: 1 for kept, how alike the words are for changed, how sure the place is for moved; low for lost
}

const (
	// alike is the least likeness at which rewritten words in the same place are the same passage. 0.4: half of the words may go
	// and some be spelt anew; see TestCarry_QualityIsAsWritten for what other values cost.
	alike = 0.4
	// alikeElsewhere is the same for words in another place, where nothing but the words speaks for them.
	alikeElsewhere = 0.6
	// shortQuote is the number of words below which a passage found elsewhere needs its context as well.
	shortQuote = 4
)

// Carry says for each finding where it stands in the new text of m, in the order given. The findings must be passages of m's old
// text. First the comparison of the texts speaks; passages whose words it finds gone are looked for in what was put in: word for
// word, told apart by the text before and after them, then by likeness. Words that stood in the text already are never taken for
// moved ones. Returns ctx's error when it ends.
func Carry(ctx context.Context, m *Map, found []app.Finding) ([]Placing, error) {
	out := make([]Placing, len(found))
	var fresh *fresh
	for i := range found {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		f := &found[i]
		out[i] = m.inPlace(f)
		if out[i].Verdict != Lost {
			continue
		}
		if fresh == nil {
			fresh = newFresh(m)
		}
		if p := fresh.find(f); p.Verdict != Lost || p.Confidence > out[i].Confidence {
			out[i] = p
		}
	}
	return out, nil
}

// inPlace looks where the comparison puts the finding.
func (m *Map) inPlace(f *app.Finding) Placing {
	span := Snap(m.New, m.Span(f.Span))
	if span.Len() == 0 {
		return Placing{Verdict: Lost}
	}
	words := m.New[span.Start:span.End]
	switch {
	case sameWords(words, f.Quote):
		return Placing{Kept, span, 1}
	case m.exact:
		return Placing{Changed, span, 1}
	}
	c := min(Similar(f.Quote, words), 0.99)
	if c < alike {
		return Placing{Lost, span, c}
	}
	return Placing{Changed, span, c}
}

// sameWords reports whether two passages differ at most in white space.
func sameWords(a, b string) bool {
	return a == b || slices.Equal(strings.Fields(a), strings.Fields(b))
}
