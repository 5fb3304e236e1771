package md

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a stretch of text, or a run of one sign that may mark emphasis.
type piece struct {
	text        string
	sign        bool
	open, close bool
	pair        int // index of the run it pairs with; -1 when it stays as text
}

// Bounds on links, so that a line of brackets is read in linear time.
const (
	maxNest = 8   // links inside links
	maxLink = 500 // bytes of a link's text; its address may have four times as many
)

// inline takes the markup out of one line and returns how many bytes at its start are strong.
func inline(s string, depth int) (text string, bold int) {
	pieces := split(s, depth)
	pairUp(pieces)
	var b strings.Builder
	for i, p := range pieces {
		if !p.sign || p.pair < 0 {
			b.WriteString(p.text)
		} else if i > 0 && p.pair == 0 && len(p.text) >= 2 && p.text[0] != '~' {
			bold = b.Len()
		}
	}
	return b.String(), bold
}

// split parts a line into pieces, resolving escapes, code, links, tags and entities.
func split(s string, depth int) []piece {
	var out []piece
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, piece{text: b.String(), pair: -1})
			b.Reset()
		}
	}
	for i := 0; i < len(s); {
		switch c := s[i]; c {
		case '\\':
			if i+1 < len(s) && unicode.IsPunct(rune(s[i+1])) {
				i++
			}
			b.WriteByte(s[i])
			i++
		case '`':
			text, n := code(s[i:])
			b.WriteString(text)
			i += n
		case '!', '[':
			text, n := link(s[i:], depth)
			b.WriteString(text)
			i += n
		case '<':
			text, n := tag(s[i:])
			b.WriteString(text)
			i += n
		case '&':
			text, n := entity(s[i:])
			b.WriteString(text)
			i += n
		case '*', '_', '~':
			n := 1
			for i+n < len(s) && s[i+n] == c {
				n++
			}
			flush()
			out = append(out, run(s, i, n))
			i += n
		default:
			n := strings.IndexAny(s[i+1:], "\\`![<&*_~") + 1
			if n <= 0 {
				n = len(s) - i
			}
			b.WriteString(s[i : i+n])
			i += n
		}
	}
	flush()
	return out
}

// run looks at the signs around a run: emphasis opens before a word and closes after one; inside a word only * counts.
func run(s string, i, n int) piece {
	p := piece{text: s[i : i+n], sign: true, pair: -1}
	prev, _ := utf8.DecodeLastRuneInString(s[:i])
	next, _ := utf8.DecodeRuneInString(s[i+n:])
	before, after := i > 0 && !unicode.IsSpace(prev), i+n < len(s) && !unicode.IsSpace(next)
	inWord := before && after && isWord(prev) && isWord(next)
	if n > 3 || inWord && s[i] == '_' || s[i] == '~' && n != 2 {
		return p
	}
	p.open, p.close = after, before
	return p
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// pairUp joins each closing run with the nearest opening run of the same signs. Few runs are looked back on, so that a
// line of stars is read in linear time.
func pairUp(pieces []piece) {
	const back = 32
	var stack []int
	for i := range pieces {
		p := &pieces[i]
		if !p.sign {
			continue
		}
		if p.close {
			for k := len(stack) - 1; k >= 0 && k >= len(stack)-back; k-- {
				if o := &pieces[stack[k]]; o.text == p.text && stack[k] < i-1 {
					o.pair, p.pair = i, stack[k]
					stack = stack[:k]
					break
				}
			}
		}
		if p.pair < 0 && p.open {
			stack = append(stack, i)
		}
	}
}

// code reads a code span at the start of s.
func code(s string) (string, int) {
	n := 1
	for n < len(s) && s[n] == '`' {
		n++
	}
	if end := strings.Index(s[n:], s[:n]); end >= 0 && n <= 3 {
		return strings.TrimSpace(s[n : n+end]), n + end + n
	}
	return s[:n], n
}

// link reads [text](address), [text][name] and images with a ! before. The text stays; anything else is text.
func link(s string, depth int) (string, int) {
	start := 1
	if s[0] == '!' {
		if len(s) < 2 || s[1] != '[' {
			return "!", 1
		}
		start = 2
	}
	end := closing(s[start:min(len(s), maxLink)], '[', ']')
	if end < 0 || depth >= maxNest {
		return s[:1], 1
	}
	text, rest := s[start:start+end], s[start+end+1:]
	n := len(s) - len(rest)
	switch {
	case strings.HasPrefix(rest, "("):
		if e := closing(rest[1:min(len(rest), 4*maxLink)], '(', ')'); e >= 0 {
			n += e + 2
			break
		}
		return s[:1], 1
	case strings.HasPrefix(rest, "[") && strings.IndexByte(rest[:min(len(rest), 200)], ']') > 0:
		n += strings.IndexByte(rest, ']') + 1
	default:
		return s[:1], 1
	}
	plain, _ := inline(text, depth+1)
	return plain, n
}

// closing returns the offset of the bracket that closes one opened before s, or -1.
func closing(s string, open, close byte) int {
	depth := 1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case open:
			depth++
		case close:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

var tags = map[string]bool{
	"a": true, "b": true, "i": true, "u": true, "p": true, "em": true, "strong": true, "span": true, "div": true, "sup": true, "sub": true, "s": true,
	"del": true, "ins": true, "mark": true, "small": true, "img": true, "font": true, "details": true, "summary": true, "center": true, "hr": true,
}

// tag reads an HTML tag or an address in angle brackets at the start of s. Tags nobody knows are text.
func tag(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 1000)], '>')
	if end < 2 {
		return "<", 1
	}
	inside := s[1:end]
	name, _, _ := strings.Cut(strings.ToLower(strings.Trim(inside, "/")), " ")
	switch {
	case name == "br":
		return "\n", end + 1
	case tags[name]:
		return "", end + 1
	case !strings.Contains(inside, " ") && (strings.Contains(inside, "://") || strings.Contains(inside, "@")):
		return inside, end + 1
	}
	return "<", 1
}

func entity(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 34)], ';')
	if end < 2 || strings.ContainsAny(s[1:end], " &\n") {
		return "&", 1
	}
	return html.UnescapeString(s[:end+1]), end + 1
}
