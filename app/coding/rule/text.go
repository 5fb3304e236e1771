package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/fold"
)

// folded is a text made comparable, with the way back to its source.
type folded struct {
	text   string
	source string
	from   []int32 // for each byte of text, where the sign it comes from begins in source; nil if the bytes are the same
	to     []int32 // and where that sign ends
}

// foldText makes a text comparable: case and accents as in the full-text index unless exact, white space as one space, curly
// quotes and dashes as straight ones. Other signs stay, so that "C++" and emoji can be found.
func foldText(s string, exact bool) folded {
	if plain(s) {
		if !exact {
			return folded{text: strings.ToLower(s), source: s}
		}
		return folded{text: s, source: s}
	}
	f := folded{source: s, from: make([]int32, 0, len(s)), to: make([]int32, 0, len(s))}
	var b strings.Builder
	b.Grow(len(s))
	last := rune(' ') // begins what was written last; a space at the beginning of all is left out
	for at := 0; at < len(s); {
		r, _ := utf8.DecodeRuneInString(s[at:])
		end := signEnd(s, at)
		w := comparable(s[at:end], r, exact)
		switch next, _ := utf8.DecodeRuneInString(s[end:]); {
		case w == " " && last == ' ', invisible(r) && !(fold.IsWord(last) && fold.IsWord(next)):
			w = ""
		case w != "":
			last, _ = utf8.DecodeRuneInString(w)
		}
		b.WriteString(w)
		for range len(w) {
			f.from, f.to = append(f.from, int32(at)), append(f.to, int32(end))
		}
		at = end
	}
	f.text = b.String()
	return f
}

// plain reports whether s is ASCII with no white space but single spaces inside.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] < ' ' || s[i] == ' ' && (i == 0 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// signEnd is where the sign that begins at byte at ends: a rune with the marks on it.
func signEnd(s string, at int) int {
	_, size := utf8.DecodeRuneInString(s[at:])
	for at += size; at < len(s); at += size {
		var r rune
		if r, size = utf8.DecodeRuneInString(s[at:]); r < utf8.RuneSelf || !unicode.IsMark(r) {
			break
		}
	}
	return at
}

// comparable is a sign, which begins with r, as it is compared.
func comparable(sign string, r rune, exact bool) string {
	switch {
	case unicode.IsSpace(r):
		return " "
	case fold.IsWord(r) && exact:
		return sign
	case fold.IsWord(r):
		return fold.Text(sign)
	}
	if p, ok := straight[r]; ok {
		return p
	}
	return sign
}

// straight are signs that programs write in place of what people type.
var straight = map[rune]string{'‘': "'", '’': "'", 'ʼ': "'", '“': `"`, '”': `"`, '„': `"`, '‐': "-", '‑': "-", '–': "-", '—': "-", '−': "-", '…': "..."}

// invisible reports whether r only steers direction or breaks lines. Inside a word it counts, as it does for the full-text index.
func invisible(r rune) bool {
	return r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\ufeff' || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

// span is the part of the source that bytes from to to of the folded text come from.
func (f folded) span(from, to int) app.Span {
	if f.from == nil {
		return app.Span{Start: from, End: to}
	}
	return app.Span{Start: int(f.from[from]), End: int(f.to[to-1])}
}

// whole reports whether bytes from to to of the folded text are whole signs of the source: not one s of ß.
func (f folded) whole(from, to int) bool {
	return f.from == nil || (from == 0 || f.from[from-1] != f.from[from]) && (to == len(f.text) || f.from[to-1] != f.from[to])
}

// find adds the places of a folded phrase in the source to spans, in order, apart from each other.
func (f folded) find(spans []app.Span, phrase string, whole bool) []app.Span {
	loose := !whole && !fold.Unspaced(base(phrase)) // may end inside a sign: a stem before its vowel in Hindi
	for at := 0; at < len(f.text); {
		i := strings.Index(f.text[at:], phrase)
		if i < 0 {
			break
		}
		s := f.span(at+i, at+i+len(phrase))
		if fits := f.whole(at+i, at+i+len(phrase)); fits && (!whole || standsAlone(f.source, s)) || !fits && loose {
			spans = append(spans, s)
			at += i + len(phrase)
			continue
		}
		_, size := utf8.DecodeRuneInString(f.text[at+i:])
		at += i + size
	}
	return spans
}

// standsAlone reports whether a passage begins and ends where words do. Scripts without spaces have no such places, or many:
// there it always does.
func standsAlone(text string, s app.Span) bool {
	first, _ := utf8.DecodeRuneInString(text[s.Start:])
	next, _ := utf8.DecodeRuneInString(text[s.End:])
	return !joined(base(text[:s.Start]), first) && !joined(base(text[:s.End]), next)
}

// base is the last sign of a text without the marks on it, RuneError for none.
func base(text string) rune {
	for {
		r, size := utf8.DecodeLastRuneInString(text)
		if size == 0 || r < utf8.RuneSelf || !unicode.IsMark(r) {
			return r
		}
		text = text[:len(text)-size]
	}
}

// joined reports whether two signs beside each other are of one word.
func joined(a, b rune) bool {
	return fold.IsWord(a) && fold.IsWord(b) && !fold.Unspaced(a) && !fold.Unspaced(b)
}
