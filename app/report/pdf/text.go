package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is text in one style, cleaned, before it is broken into lines.
type span struct {
	text string
	typo
	link string
}

// newSpan cleans text.
func newSpan(text string, t typo, link string) span { return span{Clean(text), t, link} }

// seg is a piece of a line: text at x.
type seg struct {
	span
	x float64
}

// textLine is one line of segments.
type textLine struct {
	segs  []seg
	width float64
}

// word is what may not be broken: pieces of text of one or more styles, then the spaces that follow.
type word struct {
	pieces []span
	w      float64 // without the spaces
	space  float64
}

// breakLines sets spans in lines no wider than max. Lines break at spaces, after hyphens and slashes inside words,
// between ideographs, and inside a word only if it is wider than a line. No text gives no lines.
func breakLines(spans []span, max float64) []textLine {
	var out []textLine
	var cur textLine
	pending := 0.0 // spaces that count only if a word follows
	flush := func() {
		if len(cur.segs) > 0 {
			out = append(out, cur)
		}
		cur, pending = textLine{}, 0
	}
	for _, w := range words(spans) {
		if len(cur.segs) > 0 && cur.width+pending+w.w > max {
			flush()
		}
		for w.w > max {
			head, tail := w.split(max)
			cur.put(head, 0)
			flush()
			w = tail
		}
		if len(w.pieces) > 0 {
			cur.put(w, pending)
			pending = w.space
		}
	}
	flush()
	return out
}

// balanced breaks a title into as few lines as fit and makes them about equally long, so that none is left with one word.
func balanced(spans []span, max float64) []textLine {
	best := breakLines(spans, max)
	low := max / float64(len(best)+1)
	for _, w := range words(spans) {
		if low < w.w {
			low = w.w // no word is broken for the sake of balance
		}
	}
	for high := max; len(best) > 1 && high-low > 1; {
		mid := (low + high) / 2
		if l := breakLines(spans, mid); len(l) == len(best) && widest(l) <= mid {
			best, high = l, mid
		} else {
			low = mid
		}
	}
	return best
}

func widest(lines []textLine) float64 {
	w := 0.0
	for _, l := range lines {
		w = max(w, l.width)
	}
	return w
}

// put adds a word after a space. A piece in the style and right at the end of the last segment joins it.
func (l *textLine) put(w word, space float64) {
	if len(l.segs) == 0 {
		space = 0
	}
	for i, p := range w.pieces {
		gap := 0.0
		if i == 0 {
			gap = space
		}
		pw := width(p.text, p.face, p.size)
		if n := len(l.segs); n > 0 {
			if last := &l.segs[n-1]; last.typo == p.typo && last.link == p.link {
				if gap > 0 {
					last.text += " "
				}
				last.text += p.text
				l.width += gap + pw
				continue
			}
		}
		l.segs = append(l.segs, seg{p, l.width + gap})
		l.width += gap + pw
	}
}

// words cuts spans into words. A word goes on across spans when no space parts them.
func words(spans []span) []word {
	var out []word
	open := false // the last word may still grow
	for _, s := range spans {
		rest := s.text
		for rest != "" {
			text, spaces, after := nextWord(rest)
			rest = after
			if text != "" {
				piece := span{text, s.typo, s.link}
				if open {
					last := &out[len(out)-1]
					last.pieces = append(last.pieces, piece)
				} else {
					out = append(out, word{pieces: []span{piece}})
				}
				out[len(out)-1].w += width(text, s.face, s.size)
				open = rest == "" && spaces == 0
			}
			if spaces > 0 {
				if len(out) > 0 {
					out[len(out)-1].space = width(" ", s.face, s.size)
				}
				open = false
			}
		}
	}
	return out
}

// nextWord cuts off the first word of s and the spaces after it.
func nextWord(s string) (text string, spaces int, rest string) {
	end := 0
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if r == ' ' {
			break
		}
		end += n
		if end < len(s) && breaksAfter(r, s[:end], s[end:]) {
			break
		}
	}
	rest = s[end:]
	trimmed := strings.TrimLeft(rest, " ")
	return s[:end], len(rest) - len(trimmed), trimmed
}

// breaksAfter reports whether a line may end after r, which ends before; after is not empty.
func breaksAfter(r rune, before, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	if next == ' ' {
		return false
	}
	switch r {
	case '-', '/', '–', '—', '\\', '_':
		return utf8.RuneCountInString(before) > 2 && unicode.IsLetter(next)
	}
	return ideograph(r) && !closing(next) || ideograph(next) && !opening(r)
}

// ideograph reports whether lines may break on either side of r.
func ideograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || (r >= 0x3000 && r <= 0x303F)
}

func closing(r rune) bool { return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po, unicode.Mn) }
func opening(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }

// split cuts a word that is too wide: head fits into max and has at least one letter with its marks, tail is the rest.
func (w word) split(max float64) (head, tail word) {
	room := max
	for i, p := range w.pieces {
		pw := width(p.text, p.face, p.size)
		if pw <= room {
			head.pieces, head.w, room = append(head.pieces, p), head.w+pw, room-pw
			continue
		}
		at := cut(p, room, len(head.pieces) == 0)
		if at > 0 {
			first := p
			first.text = p.text[:at]
			head.pieces = append(head.pieces, first)
			head.w += width(first.text, p.face, p.size)
		}
		if p.text = p.text[at:]; p.text != "" {
			tail.pieces = append(tail.pieces, p)
		}
		tail.pieces = append(tail.pieces, w.pieces[i+1:]...)
		break
	}
	for _, p := range tail.pieces {
		tail.w += width(p.text, p.face, p.size)
	}
	tail.space = w.space
	return head, tail
}

// cut is the number of bytes of p that fit into room, on a letter boundary; at least one letter if must is set.
func cut(p span, room float64, must bool) int {
	end, sum := 0, 0.0
	for i, r := range p.text {
		w := width(string(r), p.face, p.size)
		if !unicode.Is(unicode.Mn, r) {
			if sum+w > room && (i > 0 || !must) {
				return end
			}
			end = i
		}
		sum += w
		end = i + utf8.RuneLen(r)
	}
	return end
}
