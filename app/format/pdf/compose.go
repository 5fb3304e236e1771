package pdf

import (
	"context"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/format/speech"
)

// composed is the text of a document as lines for the speakers to be found in, with its pages and marks.
type composed struct {
	lines    speech.List
	beside   speech.Beside
	unplaced int // remarks on pages without text

	speakers *speech.Speakers
	known    map[string]bool // words of the document, where lines end in hyphens
	where    [][]*spot       // where each line of each page went
	last     *spot           // of them
	line     *line           // added last
	alone    bool            // it names who speaks, and what is said stands below
}

// spot is where a line of a page went: its text begins at a byte of a line and is size bytes long there.
type spot struct{ line, at, size int }

// compose joins the lines of pages to paragraphs: what one speaker says, or what stands together. A paragraph that goes on over columns and pages is one.
func compose(ctx context.Context, pages []page) (*composed, error) {
	c := &composed{where: make([][]*spot, len(pages))}
	var raw speech.List
	for i := range pages {
		for _, l := range pages[i].lines {
			raw = append(raw, speech.Line{Text: l.text})
		}
	}
	var err error
	if c.speakers, err = speech.Survey(ctx, raw); err != nil {
		return nil, err
	}
	c.learn(pages)
	for i := range pages {
		p := &pages[i]
		pitch, right := measures(p.lines)
		for n := range p.lines {
			l := &p.lines[n]
			c.add(l, n > 0, pitch, right)
			c.last = &spot{line: len(c.lines) - 1, at: len(c.lines[len(c.lines)-1].Text) - len(l.text), size: len(l.text)}
			c.where[i] = append(c.where[i], c.last)
			if n == 0 {
				c.beside.Pages = append(c.beside.Pages, speech.PageSpot{Spot: speech.Spot{Line: c.last.line, Byte: c.last.at}, Page: p.number})
			}
		}
	}
	for i := range pages {
		c.mark(&pages[i], c.where[i])
	}
	return c, nil
}

// add adds a line: to the paragraph at hand, or as the beginning of another. same says that the line before stands on the same page.
func (c *composed) add(l *line, same bool, pitch, right float64) {
	begins, alone := c.speakers.Begins(speech.Line{Text: l.text})
	last := c.line
	switch {
	case last == nil:
		c.begin(l)
	case begins || c.alone:
		c.begin(l)
	case !same && !endsSentence(last.text), same && c.goesOn(last, l, pitch, right):
		c.join(last, l)
	default:
		c.lines = append(c.lines, speech.Line{})
		c.begin(l)
	}
	c.line, c.alone = l, begins && alone
}

func (c *composed) begin(l *line) { c.lines = append(c.lines, speech.Line{Text: l.text}) }

// join puts a line behind the one before it. A hyphen at its end goes, unless it belongs to the word.
func (c *composed) join(last, l *line) {
	text := &c.lines[len(c.lines)-1].Text
	first, _ := utf8.DecodeRuneInString(l.text)
	end, _ := utf8.DecodeLastRuneInString(*text)
	switch {
	case last.broken && c.parted(last.text, l.text):
		*text = strings.TrimSuffix(*text, "-")
		c.last.size--
	case last.broken, isIdeograph(first) && isIdeograph(end):
	default:
		*text += " "
	}
	*text += l.text
}

// parted reports whether the hyphen between two lines only parts a word. It belongs to the word when a capital or a digit follows, or
// when the document has the word with its hyphen elsewhere and not without.
func (c *composed) parted(a, b string) bool {
	first, _ := utf8.DecodeRuneInString(b)
	if !unicode.IsLower(first) && !unicode.Is(unicode.Lo, first) {
		return false
	}
	head := a[strings.LastIndexByte(a, ' ')+1:]
	tail, _, _ := strings.Cut(b, " ")
	with, without := word(head+tail), word(strings.TrimSuffix(head, "-")+tail)
	return !c.known[with] || c.known[without]
}

// word is a word without the signs around it, in small letters.
func word(s string) string {
	return strings.ToLower(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// learn collects the words of a document that has words parted at line ends.
func (c *composed) learn(pages []page) {
	c.known = map[string]bool{}
	broken := func(l line) bool { return l.broken }
	if !slices.ContainsFunc(pages, func(p page) bool { return slices.ContainsFunc(p.lines, broken) }) {
		return
	}
	for i := range pages {
		for _, l := range pages[i].lines {
			all := strings.Fields(l.text)
			if l.broken && len(all) > 0 {
				all = all[:len(all)-1]
			}
			for _, w := range all {
				c.known[word(w)] = true
			}
		}
	}
}

// measures are the usual distance between two lines of a page and how far right its lines reach, in points.
func measures(lines []line) (pitch, right float64) {
	var steps []float64
	for i := range lines {
		right = max(right, lines[i].right)
		if i > 0 {
			if d := lines[i-1].middle() - lines[i].middle(); d > 1 {
				steps = append(steps, d)
			}
		}
	}
	if len(steps) == 0 {
		return math.Inf(1), right
	}
	slices.Sort(steps)
	return steps[len(steps)/2], right
}

// goesOn reports whether a line goes on in the paragraph of the one before it on its page.
func (c *composed) goesOn(last, l *line, pitch, right float64) bool {
	step := last.middle() - l.middle()
	switch {
	case isItem(l.text):
		return false
	case step < -1: // the next column
		return !endsSentence(last.text)
	case step > pitch*1.4+1:
		return false
	case !endsSentence(last.text):
		return true
	case l.left > last.left+8: // an indent begins a paragraph
		return false
	}
	return last.right > last.left+(right-last.left)*0.8 // a short line ends one
}

// isItem reports whether a line begins like an item of a list.
func isItem(s string) bool {
	for _, sign := range []string{"• ", "– ", "◦ ", "▪ ", "● ", "o ", "- ", "* "} {
		if strings.HasPrefix(s, sign) {
			return true
		}
	}
	return false
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:。！？", last)
}

func isIdeograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// mark finds the text under the remarks of a page. A note stands at the line beside it.
func (c *composed) mark(p *page, where []*spot) {
	for _, r := range p.remarks {
		from, to, ok := passage(p, where, r)
		if !ok {
			c.unplaced++
			continue
		}
		c.beside.Marks = append(c.beside.Marks, speech.MarkedLines{From: from, To: to, DocMark: app.DocMark{Note: r.note, Author: r.author, Created: r.created}})
	}
}

// passage is where the text under a remark went.
func passage(p *page, where []*spot, r remark) (from, to speech.Spot, ok bool) {
	for i := range p.lines {
		l := &p.lines[i]
		for k, at := range l.letters {
			if !slices.ContainsFunc(r.boxes, func(b box) bool { return b.holds(at.box) }) {
				continue
			}
			end := len(l.text)
			if k+1 < len(l.letters) {
				end = l.letters[k+1].at
			}
			s := where[i]
			if !ok {
				from = speech.Spot{Line: s.line, Byte: s.at + min(at.at, s.size)}
			}
			to, ok = speech.Spot{Line: s.line, Byte: s.at + min(end, s.size)}, true
		}
	}
	if ok || len(p.lines) == 0 {
		return from, to, ok
	}
	best := 0
	for i := range p.lines {
		if math.Abs(p.lines[i].middle()-r.at.middle()) < math.Abs(p.lines[best].middle()-r.at.middle()) {
			best = i
		}
	}
	s := where[best]
	return speech.Spot{Line: s.line, Byte: s.at}, speech.Spot{Line: s.line, Byte: s.at + s.size}, true
}

// holds reports whether the middle of a character lies in the box. Boxes of marks are often a little lower or higher than their line.
func (b box) holds(o box) bool {
	if o.high() <= 0 {
		return false
	}
	x := (o.left + o.right) / 2
	return x >= b.left-0.5 && x <= b.right+0.5 && o.middle() >= b.bottom-1 && o.middle() <= b.top+1
}
