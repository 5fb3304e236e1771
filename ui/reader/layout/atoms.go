package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// atom is a stretch of text that is never broken unless it is wider than a line: a word with the spaces after it.
// It begins where the atom before it ends.
type atom struct {
	end, trim int32   // bytes of the transcript; trim is the end without spaces
	w, trimW  float32 // width with and without the spaces
}

// maxBlock is the most bytes that are measured and broken as one paragraph. A longer monologue breaks the line at a
// sentence end near it, so that a place deep inside can be shown without measuring all before it.
const maxBlock = 4096

// block is a paragraph: a turn, or a part of one between line feeds or of at most maxBlock bytes.
type block struct {
	turn, start, end int32
	first, last      bool // of its turn
	measured         bool
	rtl              bool
	atoms            []atom
	lines            []line
}

// blocksOf cuts every turn into blocks. Blocks of a turn tile it.
func blocksOf(text string, turns []turn) []block {
	out := make([]block, 0, len(turns))
	for i, t := range turns {
		at := t.start
		for {
			end := blockEnd(text, at, t.end)
			out = append(out, block{turn: int32(i), start: int32(at), end: int32(end), first: at == t.start, last: end >= t.end})
			if end >= t.end {
				break
			}
			at = end
		}
	}
	return out
}

// blockEnd finds where the block that starts at byte at ends: after a line feed, at the end of the turn, or near
// maxBlock after the end of a sentence, else after a space, else between two grapheme clusters.
func blockEnd(text string, at, end int) int {
	s := text[at:min(end, at+maxBlock)]
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return at + i + 1
	}
	if at+len(s) == end {
		return end
	}
	space := 0
	for i := len(s) - 1; i > len(s)/2; i-- {
		if s[i-1] != ' ' || s[i] == ' ' {
			continue
		}
		if space == 0 {
			space = i
		}
		if i > 1 && strings.IndexByte(".?!", s[i-2]) >= 0 {
			return at + i
		}
	}
	if space > 0 {
		return at + space
	}
	return at + lastCluster(text[at:end], len(s))
}

// lastCluster returns the last grapheme boundary of s that is at most n bytes in, but not 0.
func lastCluster(s string, n int) int {
	at, state := 0, -1
	for at < len(s) {
		c, _, _, next := uniseg.FirstGraphemeClusterInString(s[at:], state)
		if at+len(c) > n && at > 0 {
			return at
		}
		at, state = at+len(c), next
	}
	return at
}

// measure fills the atoms of b, asking stop now and then; it returns false when stop said so before the end, and then
// goes on from there the next time. A nil stop never stops.
func (b *block) measure(text string, w *Widths, stop func() bool) bool {
	at := int(b.start)
	if n := len(b.atoms); n > 0 {
		at = int(b.atoms[n-1].end)
	}
	for at < int(b.end) {
		misses := w.misses
		at = b.addRun(text, at, w)
		if stop != nil && (w.misses != misses || len(b.atoms)%256 == 0) && stop() {
			return false
		}
	}
	b.measured = true
	return true
}

// addRun adds the atoms of the next run: text up to a space between two ASCII characters, where every rule of UAX #14
// that matters in running text allows a break. A run of ASCII breaks at hyphens too; other runs are left to uniseg.
func (b *block) addRun(text string, at int, w *Widths) int {
	end, ascii := at, true
	for end < int(b.end) {
		c := text[end]
		ascii = ascii && c < utf8.RuneSelf
		end++
		if (c == ' ' || c == '\t') && end < int(b.end) && isSafeBreak(text, at, end) {
			break
		}
	}
	if ascii {
		for i := at + 1; i < end-1; i++ {
			if text[i] == '-' && isLetter(text[i-1]) && isLetter(text[i+1]) {
				b.add(text, at, i+1, w)
				at = i + 1
			}
		}
		b.add(text, at, end, w)
		return end
	}
	state := -1
	for at < end {
		seg, _, _, next := uniseg.FirstLineSegmentInString(text[at:end], state)
		b.add(text, at, at+len(seg), w)
		at, state = at+len(seg), next
	}
	return end
}

// isSafeBreak reports whether text may break before byte i, the first after a space; from is where the run began.
func isSafeBreak(text string, from, i int) bool {
	if text[i] >= utf8.RuneSelf || text[i] == ' ' || text[i] == '\t' || text[i] == '\n' {
		return false
	}
	for j := i - 1; j >= from; j-- {
		if text[j] != ' ' && text[j] != '\t' {
			return text[j] < utf8.RuneSelf
		}
	}
	return true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func (b *block) add(text string, at, end int, w *Widths) {
	word := strings.TrimRightFunc(text[at:end], unicode.IsSpace)
	b.rtl = b.rtl || hasRTL(word)
	b.atoms = append(b.atoms, atom{
		end: int32(end), trim: int32(at + len(word)),
		w: w.piece(text[at:end]), trimW: w.Of(word),
	})
}

// hasRTL reports whether s has a letter of a script written from right to left.
func hasRTL(s string) bool {
	for _, r := range s {
		if r >= 0x590 && (r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefe || r >= 0x10800 && r <= 0x10fff ||
			r >= 0x1e800 && r <= 0x1efff) {
			return true
		}
	}
	return false
}
