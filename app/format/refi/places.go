package refi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app/qda"
)

// Least shares of ends of selections at ends of words.
const (
	sure     = 0.8  // below it nothing is sure about a way of counting
	clearly  = 0.05 // how much better another way must be than the one that the program is known for
	ownWords = 12   // letters from which on the name of a selection can be its words
)

// Usual is how a program counts places in texts and how it writes them, by what it calls itself; the standard's way for others.
func Usual(origin string) (c qda.Counts, crlf, mark bool) {
	o := strings.ToLower(origin)
	if strings.Contains(o, "nvivo") && !strings.HasPrefix(o, "throughline") {
		return qda.Counts{Unit: "utf16", CRLF: true}, true, true
	}
	return qda.Counts{}, false, false
}

// resolve finds how a file counts places in one of its texts, and places the selections. raw is the text as it stands in its file.
func resolve(s *qda.Source, raw, origin string) {
	usual, _, _ := Usual(origin)
	best, found := usual, false
	all := []qda.Counts{usual}
	if len(s.Selections) > 0 {
		all = ways(raw, usual)
	}
	for _, c := range all {
		measure(s, raw, &c)
		switch {
		case !found:
			best, found = c, true // the usual way comes first
		case c.Equal != best.Equal:
			if c.Equal > best.Equal {
				best = c
			}
		case c.Score > best.Score+clearly:
			best = c
		}
	}
	agrees := best.Checked > 0 && best.Equal*2 > best.Checked
	best.Unsure = len(s.Selections) > 0 && raw != "" && best.Score < sure && !agrees
	s.Counts = best
	ruler := qda.NewRuler(raw, best)
	s.Text = ruler.Text
	for i := range s.Selections {
		sel := &s.Selections[i]
		if start, end, ok := ruler.Span(sel.From, sel.To); ok {
			sel.Start, sel.End = start, end
		}
	}
}

// ways are the ways of counting that differ for a text, the usual one first.
func ways(raw string, usual qda.Counts) []qda.Counts {
	all := []qda.Counts{usual}
	units, flags := []string{""}, []bool{false, true}
	if strings.ContainsFunc(raw, func(r rune) bool { return r > 0xFFFF }) {
		units = append(units, "utf16")
	}
	if strings.ContainsFunc(raw, func(r rune) bool { return r >= utf8.RuneSelf }) {
		units = append(units, "bytes")
	}
	for _, unit := range units {
		for _, crlf := range flags {
			if crlf && !strings.Contains(raw, "\r\n") {
				continue
			}
			for _, mark := range flags {
				if mark && !strings.HasPrefix(raw, "\ufeff") {
					continue
				}
				for _, last := range flags {
					all = append(all, qda.Counts{Unit: unit, CRLF: crlf, Mark: mark, LastIn: last})
				}
			}
		}
	}
	return all
}

// measure says how well a way of counting fits the selections of a text.
func measure(s *qda.Source, raw string, c *qda.Counts) {
	ruler := qda.NewRuler(raw, *c)
	ends, good := 0, 0
	for i := range s.Selections {
		sel := &s.Selections[i]
		ends += 2
		start, end, ok := ruler.Span(sel.From, sel.To)
		if !ok {
			continue
		}
		if boundary(ruler.Text, start) {
			good++
		}
		if boundary(ruler.Text, end) {
			good++
		}
		if own := said(sel.Name); len(own) >= ownWords {
			if there := said(ruler.Text[start:end]); strings.HasPrefix(there, own) || strings.HasPrefix(own, there) && len(there) >= ownWords {
				c.Equal++
				c.Checked++
			} else if likeWords(own, there) {
				c.Checked++
			}
		}
	}
	if ends > 0 {
		c.Score = float64(good) / float64(ends)
	}
}

// likeWords reports whether a name looks like the words of a passage that is a little off: they share most of their beginning.
func likeWords(own, there string) bool {
	n := min(len(own), len(there), 40)
	return n >= ownWords && (strings.Contains(there, own[len(own)-min(len(own), 8):]) || strings.Contains(own, there[:min(len(there), 8)]))
}

// said is a text for comparison: its words, without what programs put at the end of a name that they cut.
func said(s string) string {
	s = strings.TrimRight(strings.Join(strings.Fields(s), " "), " .…")
	return s
}

// boundary reports whether a word may begin or end at a byte of a text.
func boundary(s string, at int) bool {
	if at <= 0 || at >= len(s) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return !inWord(before) || !inWord(after)
}

// inWord reports whether a sign stands inside words that blanks part.
func inWord(r rune) bool {
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
