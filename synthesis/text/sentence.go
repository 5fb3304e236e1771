package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/neurosnap/sentences"
	"github.com/neurosnap/sentences/english"
)

// Sentences returns the spans of the sentences of s in order, trimmed of white space. Together they hold every
// character that is not white space.
//
// Punkt (Kiss and Strunk 2006, trained on English) decides about full stops; blank lines and the full stops of
// Chinese, Japanese, Arabic and Hindi always end a sentence.
func Sentences(s string) []Span {
	var spans []Span
	for _, block := range paragraphs(s) {
		from := block.Start
		cuts := punkt(block.Of(s))
		for i, cut := range cuts {
			end := block.Start + cut.End
			if i+1 < len(cuts) && isSplitAbbreviation(s[from:end], s[end:block.Start+cuts[i+1].End]) {
				continue
			}
			spans = appendParts(spans, s, Span{from, end})
			from = end
		}
	}
	return spans
}

// isSplitAbbreviation reports whether one sentence ends and the next begins with a letter and a full stop, as "z. B." does in German
// and "d. h.", of which Punkt for English makes two.
func isSplitAbbreviation(this, next string) bool {
	this, next = strings.TrimSpace(this), strings.TrimSpace(next)
	this, ok := strings.CutSuffix(this, ".")
	if !ok {
		return false
	}
	last, size := utf8.DecodeLastRuneInString(this)
	before, _ := utf8.DecodeLastRuneInString(this[:len(this)-size])
	first, size := utf8.DecodeRuneInString(next)
	return unicode.IsLetter(last) && !unicode.IsLetter(before) && unicode.IsLetter(first) && strings.HasPrefix(next[size:], ".")
}

// paragraphs cuts s at blank lines.
func paragraphs(s string) []Span {
	var out []Span
	start := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '\n' {
			continue
		}
		end := i
		for i+1 < len(s) && strings.IndexByte(" \t\r\n", s[i+1]) >= 0 {
			i++
		}
		if strings.Count(s[end:i+1], "\n") > 1 {
			out = append(out, Span{start, end})
			start = i + 1
		}
	}
	return append(out, Span{start, len(s)})
}

// otherStops end a sentence in scripts that Punkt for English does not know, together with the stops and closing signs
// right behind them.
const (
	otherStops = "。！？｡؟۔।॥"
	closing    = "」』）】〉》”’\")]"
)

// appendParts adds the trimmed parts of span, cut after the full stops of other scripts.
func appendParts(spans []Span, s string, span Span) []Span {
	start := span.Start
	add := func(end int) {
		if p := (Span{start, end}).trimmed(s); p.Start < p.End {
			spans = append(spans, p)
		}
		start = end
	}
	if part := span.Of(s); strings.ContainsAny(part, otherStops) {
		stopped := false
		for i, r := range part {
			isStop := strings.ContainsRune(otherStops, r) && r != utf8.RuneError
			if stopped && !isStop && !strings.ContainsRune("!?…"+closing, r) {
				add(span.Start + i)
				stopped = false
			}
			stopped = stopped || isStop
		}
	}
	add(span.End)
	return spans
}

var english1 = sync.OnceValues(func() (*sentences.DefaultSentenceTokenizer, error) { return english.NewSentenceTokenizer(nil) })

// maxBlock is the longest text given to Punkt at once, in bytes; longer ones go in pieces cut at white space.
const maxBlock = 1 << 16

// punkt returns the sentences of a paragraph. A long one goes to the library block by block, the unfinished last
// sentence of each block again with the next.
func punkt(s string) []Span {
	var spans []Span
	start := 0
	for len(s)-start > maxBlock {
		block := s[start : start+maxBlock]
		if cut := strings.LastIndexAny(block, " \t\n"); cut > 0 {
			block = block[:cut]
		}
		for !utf8.RuneStart(s[start+len(block)]) && len(block) > maxBlock-utf8.UTFMax {
			block = block[:len(block)-1]
		}
		found := cutBlock(block)
		if len(found) > 1 {
			found = found[:len(found)-1]
		}
		spans = appendShifted(spans, found, start)
		start += found[len(found)-1].End
	}
	return appendShifted(spans, cutBlock(s[start:]), start)
}

func appendShifted(dst, spans []Span, by int) []Span {
	for _, p := range spans {
		dst = append(dst, Span{p.Start + by, p.End + by})
	}
	return dst
}

// cutBlock returns the sentences of a block, at least one. Should the library fail, the block is one sentence.
func cutBlock(s string) (spans []Span) {
	whole := []Span{{0, len(s)}}
	if !strings.ContainsAny(s, ".!?") {
		return whole
	}
	defer func() {
		if recover() != nil {
			spans = whole
		}
	}()
	tokenizer, err := english1()
	if err != nil {
		return whole
	}
	// The space makes the library emit the last word even when it ends in a rune of several bytes.
	for _, found := range tokenizer.Tokenize(tame(s) + " ") {
		if end := min(found.End, len(s)); end > found.Start {
			spans = append(spans, Span{found.Start, end})
		}
	}
	if len(spans) == 0 {
		return whole
	}
	return spans
}

// maxBare is the longest run without white space that reaches a library as it is, in bytes.
const maxBare = 512

// tame returns s with the inside of endless words replaced by as many letters: libraries take time in
// proportion to their square. Lengths and offsets stay.
func tame(s string) string {
	var b []byte
	for start := 0; start < len(s); {
		end := start
		for end < len(s) && s[end] > ' ' {
			end++
		}
		if end-start > maxBare {
			if b == nil {
				b = []byte(s)
			}
			for i := start; i < end; i++ {
				b[i] = 'x'
			}
		}
		start = end + 1
	}
	if b == nil {
		return s
	}
	return string(b)
}
