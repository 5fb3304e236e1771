package refi

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app/qda"
)

// Least shares of ends of selections at ends of words.
const (
	sure     = 0.8  // below it nothing is sure about a way of counting
	clearly  = 0.05 // how much better another way must be than the one that the program is known for
	enough   = 5    // selections of a project that can speak for another way; one that ends inside a word leaves the usual one sure among three
	alone    = 10   // selections of one text that can speak for a way of its own
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

// placed is a text with selections whose places are to be found.
type placed struct {
	source *qda.Source
	raw    string                      // the text as it stands in its file
	fits   map[qda.Counts]*measurement // by way of counting, those that differ for this text

	wide, foreign, crlf, mark bool // what the text holds that ways of counting differ about
}

// measurement is how well a way of counting fits selections.
type measurement struct {
	ends, good     int // ends of selections, and those at ends of words
	checked, equal int // selections with words of their own, and those that are these words
}

func (m *measurement) add(o *measurement) {
	m.ends, m.good, m.checked, m.equal = m.ends+o.ends, m.good+o.good, m.checked+o.checked, m.equal+o.equal
}

func (m *measurement) score() float64 {
	if m.ends == 0 {
		return 0
	}
	return float64(m.good) / float64(m.ends)
}

// beats reports whether a way is to be taken instead of the best so far: because words of the selections prove it, or, from least selections
// on and unless that counts the end otherwise, because it fits well where usual does not.
func (m *measurement) beats(best, usual *measurement, lastIn bool, least int) bool {
	if m.equal != best.equal {
		return m.equal > best.equal
	}
	return !lastIn && m.ends >= 2*least && usual.score() < sure && m.score() >= sure && m.score() > best.score()+clearly
}

// resolve finds how a project counts places in its texts, and places the selections. All texts are asked together: few selections say little, and
// some end inside a word because somebody marked them so. A text goes its own way where its selections are clear about it.
// Returns the context's error.
func resolve(ctx context.Context, all []placed, origin string) error {
	usual, _, _ := Usual(origin)
	for i := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		all[i].measure(usual)
	}
	way, of := usual, map[qda.Counts]*measurement{}
	for _, c := range every(usual) {
		of[c] = &measurement{}
		for i := range all {
			of[c].add(all[i].fits[all[i].effective(c, usual)])
		}
		if of[c].beats(of[way], of[usual], c.LastIn, enough) {
			way = c
		}
	}
	sound := of[way].ends >= 2*enough && of[way].score() >= sure
	for i := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		all[i].place(usual, way, sound)
	}
	return nil
}

// every way of counting, the usual one first.
func every(usual qda.Counts) []qda.Counts { return ways("\ufeff\r\n😀", usual) }

// effective is the way that comes to the same as c in a text, among those that were measured.
func (t *placed) effective(c, usual qda.Counts) qda.Counts {
	if c == usual {
		return c
	}
	if c.Unit == "utf16" && !t.wide || c.Unit == "bytes" && !t.foreign {
		c.Unit = ""
	}
	c.CRLF, c.Mark = c.CRLF && t.crlf, c.Mark && t.mark
	return c
}

// measure measures the ways of counting that differ for a text.
func (t *placed) measure(usual qda.Counts) {
	t.wide = strings.ContainsFunc(t.raw, func(r rune) bool { return r > 0xFFFF })
	t.foreign = strings.ContainsFunc(t.raw, func(r rune) bool { return r >= utf8.RuneSelf })
	t.crlf, t.mark = strings.Contains(t.raw, "\r\n"), strings.HasPrefix(t.raw, "\ufeff")
	t.fits = map[qda.Counts]*measurement{}
	for _, c := range ways(t.raw, usual) {
		if t.fits[c] == nil {
			t.fits[c] = measure(t.source, t.raw, c)
		}
	}
}

// place settles how a text counts, the project's way or its own, and places its selections. sound says that the project's way is sure for
// the project.
func (t *placed) place(usual, way qda.Counts, sound bool) {
	s := t.source
	best := t.effective(way, usual)
	of := t.fits[best]
	for _, c := range ways(t.raw, usual) {
		if m := t.fits[c]; m.beats(t.fits[best], of, c.LastIn, alone) {
			best = c
		}
	}
	m := t.fits[best]
	best.Score, best.Checked, best.Equal = m.score(), m.checked, m.equal
	agrees := best.Checked > 0 && best.Equal*2 > best.Checked || sound && len(s.Selections) < enough
	best.Unsure = len(s.Selections) > 0 && t.raw != "" && best.Score < sure && !agrees
	s.Counts = best
	ruler := qda.NewRuler(t.raw, best)
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
func measure(s *qda.Source, raw string, c qda.Counts) *measurement {
	m := &measurement{}
	if len(s.Selections) == 0 {
		return m
	}
	ruler := qda.NewRuler(raw, c)
	for i := range s.Selections {
		sel := &s.Selections[i]
		m.ends += 2
		start, end, ok := ruler.Span(sel.From, sel.To)
		if !ok {
			continue
		}
		if boundary(ruler.Text, start) {
			m.good++
		}
		if boundary(ruler.Text, end) {
			m.good++
		}
		if own := said(sel.Name); len(own) >= ownWords {
			if there := said(ruler.Text[start:end]); strings.HasPrefix(there, own) || strings.HasPrefix(own, there) && len(there) >= ownWords {
				m.equal++
				m.checked++
			} else if likeWords(own, there) {
				m.checked++
			}
		}
	}
	return m
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
