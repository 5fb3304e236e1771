package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"throughline/app"
)

// Snap returns the grapheme boundary at or before byte at, inside a turn: a byte between turns goes to the end of the
// turn before it.
func (d *Doc) Snap(at int) int {
	b := &d.blocks[d.blockAt(at, false)]
	if at <= int(b.start) {
		return int(b.start)
	}
	if at >= int(b.end) {
		return int(b.end)
	}
	return d.lastBoundary(int(b.start), at)
}

// lastBoundary is the last grapheme boundary at or before byte at, segmenting from byte from.
func (d *Doc) lastBoundary(from, at int) int {
	from = d.safeStart(from, at)
	state := -1
	for pos := from; pos < at; {
		c, _, _, next := uniseg.FirstGraphemeClusterInString(d.text[pos:], state)
		if pos+len(c) > at {
			return pos
		}
		pos, state = pos+len(c), next
	}
	return at
}

// safeStart is a byte before at from which grapheme segmentation may start: after two ASCII characters nothing before
// them matters.
func (d *Doc) safeStart(from, at int) int {
	for i := at - 1; i > from+1; i-- {
		if d.text[i] < utf8.RuneSelf && d.text[i-1] < utf8.RuneSelf && d.text[i-1] != '\r' && d.text[i] != '\n' {
			return i
		}
	}
	return from
}

func (d *Doc) prevCluster(from, at int) int { return d.lastBoundary(from, at-1) }

// Prev is the grapheme boundary before byte at; before the start of a turn it is the end of the turn before.
func (d *Doc) Prev(at int) int {
	at = d.Snap(at)
	i := d.blockAt(at, true)
	if at > int(d.blocks[i].start) {
		return d.prevCluster(int(d.blocks[i].start), at)
	}
	if i == 0 {
		return at
	}
	return int(d.blocks[i-1].end)
}

// Next is the grapheme boundary after byte at; after the end of a turn it is the start of the next.
func (d *Doc) Next(at int) int {
	at = d.Snap(at)
	i := d.blockAt(at, false)
	if b := &d.blocks[i]; at < int(b.end) {
		c, _, _, _ := uniseg.FirstGraphemeClusterInString(d.text[at:b.end], -1)
		return at + len(c)
	}
	if i+1 < len(d.blocks) {
		return int(d.blocks[i+1].start)
	}
	return at
}

// Word returns the word at byte at by UAX #29, or the run of spaces or the sign there. It stays inside one paragraph.
func (d *Doc) Word(at int) app.Span {
	b := &d.blocks[d.blockAt(at, false)]
	at = min(max(at, int(b.start)), int(b.end))
	pos := d.wordStart(b, at)
	state := -1
	for pos < int(b.end) {
		w, _, next := uniseg.FirstWordInString(d.text[pos:b.end], state)
		if at < pos+len(w) || pos+len(w) == int(b.end) {
			return app.Span{Start: pos, End: pos + len(w)}
		}
		pos, state = pos+len(w), next
	}
	return app.Span{Start: at, End: at}
}

// WordNear returns the word at byte at; between two words the one after, at the end of a paragraph the one before.
func (d *Doc) WordNear(at int) app.Span {
	w := d.Word(at)
	if strings.TrimSpace(d.text[w.Start:w.End]) != "" {
		return w
	}
	b := &d.blocks[d.blockAt(at, false)]
	if w.End < int(b.end) {
		return d.Word(w.End)
	}
	if w.Start > int(b.start) {
		return d.Word(d.prevCluster(int(b.start), w.Start))
	}
	return w
}

// wordStart is a byte before at where a word surely begins: after a space before an ASCII letter.
func (d *Doc) wordStart(b *block, at int) int {
	for i := at; i > int(b.start); i-- {
		if i < int(b.end) && d.text[i-1] == ' ' && isLetter(d.text[i]) {
			return i
		}
	}
	return int(b.start)
}

// NextWord is the end of the word at or after byte at; from the end of a turn it goes on in the next.
func (d *Doc) NextWord(at int) int {
	for i := d.blockAt(at, false); i < len(d.blocks); i++ {
		b := &d.blocks[i]
		for at = max(at, int(b.start)); at < int(b.end); {
			w := d.Word(at)
			at = w.End
			if hasWord(d.text[w.Start:w.End]) {
				return at
			}
		}
	}
	return at
}

// PrevWord is the start of the word before byte at; from the start of a turn it goes on in the one before.
func (d *Doc) PrevWord(at int) int {
	for i := d.blockAt(at, true); i >= 0; i-- {
		b := &d.blocks[i]
		for at = min(at, int(b.end)); at > int(b.start); {
			w := d.Word(d.prevCluster(int(b.start), at))
			at = w.Start
			if hasWord(d.text[w.Start:w.End]) {
				return at
			}
		}
	}
	return at
}

// hasWord reports whether s says something: letters, digits, or signs such as emoji, but not punctuation of any script.
func hasWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r > 0x2e80 && !unicode.IsPunct(r) && !unicode.IsSpace(r)
	}) >= 0
}

// Sentence returns the sentence at byte at by UAX #29, without the spaces after it. It stays inside one paragraph.
func (d *Doc) Sentence(at int) app.Span {
	b := &d.blocks[d.blockAt(at, false)]
	at = min(max(at, int(b.start)), int(b.end))
	pos, state := int(b.start), -1
	for pos < int(b.end) {
		s, _, next := uniseg.FirstSentenceInString(d.text[pos:b.end], state)
		if at < pos+len(s) || pos+len(s) == int(b.end) {
			return app.Span{Start: pos, End: pos + len(strings.TrimRightFunc(s, unicode.IsSpace))}
		}
		pos, state = pos+len(s), next
	}
	return app.Span{Start: at, End: at}
}

// TurnOf returns the index of the turn that holds byte at.
func (d *Doc) TurnOf(at int) int { return int(d.blocks[d.blockAt(at, false)].turn) }

// Trim takes white space off both ends of a span and snaps them to grapheme boundaries. Between turns nothing counts.
func (d *Doc) Trim(s app.Span) app.Span {
	s.Start, s.End = d.Snap(s.Start), d.Snap(s.End)
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(d.text[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(d.text[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.End -= n
	}
	return s
}

// NextSentence is the end of the sentence at or after byte at; from the end of a turn it goes on in the next.
func (d *Doc) NextSentence(at int) int {
	for i := d.blockAt(at, false); i < len(d.blocks); i++ {
		b := &d.blocks[i]
		from := max(at, int(b.start))
		for from < int(b.end) {
			s := d.Sentence(from)
			if s.End > at && s.Len() > 0 {
				return s.End
			}
			from = d.afterSpace(max(from+1, s.End), int(b.end))
		}
	}
	return int(d.blocks[len(d.blocks)-1].end)
}

// afterSpace is the first byte at or after at, before end, that is not white space; end if there is none.
func (d *Doc) afterSpace(at, end int) int {
	if at >= end {
		return end
	}
	rest := d.text[at:end]
	return end - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
}

// PrevSentence is the start of the sentence before byte at, or of the one that at lies in; from the start of a turn it
// goes on in the one before.
func (d *Doc) PrevSentence(at int) int {
	for i := d.blockAt(at, true); i >= 0; i-- {
		b := &d.blocks[i]
		end := min(at, int(b.end))
		text := strings.TrimRightFunc(d.text[b.start:max(int(b.start), end)], unicode.IsSpace)
		if text == "" {
			continue
		}
		_, n := utf8.DecodeLastRuneInString(text)
		return d.Sentence(int(b.start) + len(text) - n).Start
	}
	return int(d.blocks[0].start)
}

// NextTurn is the start of the turn after the one that holds byte at, or the end of the last.
func (d *Doc) NextTurn(at int) int {
	if i := d.TurnOf(at) + 1; i < len(d.turns) {
		return d.turns[i].start
	}
	return d.turns[len(d.turns)-1].end
}

// PrevTurn is the start of the turn that holds byte at, or of the one before if at is that start.
func (d *Doc) PrevTurn(at int) int {
	i := d.TurnOf(at)
	if i > 0 && at <= d.turns[i].start {
		i--
	}
	return d.turns[i].start
}

// EndOfTurn is the end of the turn that holds byte at, or of the next if at is that end already.
func (d *Doc) EndOfTurn(at int) int {
	i := int(d.blocks[d.blockAt(at, true)].turn)
	if at >= d.turns[i].end && i+1 < len(d.turns) {
		i++
	}
	return d.turns[i].end
}

// Wider returns the next larger unit round s: words, then sentences, then turns. It returns s when nothing is larger.
func (d *Doc) Wider(s app.Span) app.Span {
	if s.Len() == 0 {
		if w := d.wordAt(s.Start); w.Len() > 0 {
			return w
		}
	}
	last := max(s.Start, s.End-1)
	for _, unit := range []func(at int) app.Span{d.Word, d.Sentence, func(at int) app.Span { return d.Turn(d.TurnOf(at)) }} {
		w := d.Trim(app.Span{Start: min(s.Start, unit(s.Start).Start), End: max(s.End, unit(last).End)})
		if w.Len() > s.Len() {
			return w
		}
	}
	return s
}

// wordAt is the word at byte at or, where the caret stands behind one, as after a step by words, the word before; empty at neither.
func (d *Doc) wordAt(at int) app.Span {
	spoken := func(s app.Span) bool {
		return strings.IndexFunc(d.text[s.Start:s.End], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
	}
	if w := d.Word(at); spoken(w) {
		return w
	}
	b := &d.blocks[d.blockAt(at, false)]
	if before := min(at, int(b.end)); before > int(b.start) {
		if w := d.Word(d.prevCluster(int(b.start), before)); spoken(w) {
			return w
		}
	}
	return app.Span{Start: at, End: at}
}
