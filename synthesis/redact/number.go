package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// digitGroup is a run of digits in a text.
type digitGroup struct{ start, end int }

// digitRun is groups of digits that may be one number: a space, a point, a hyphen, a slash or brackets stand between them.
type digitRun struct {
	s      string
	start  int // of the sign before the first group, "+" or "("
	groups []digitGroup
}

const (
	maxGroups = 24 // groups of one run; what follows is another run
	maxGroup  = 24 // digits of a group that is looked at
	maxWindow = 9  // groups of one number
)

// numbers finds what is made of digits: cards, phones, papers, dates.
func numbers(r *reading) []Entity {
	var out []Entity
	s := r.s
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		run := readRun(s, i)
		for g := 0; g < len(run.groups); {
			e, next := run.number(r, g)
			if e.Score > 0 {
				out = append(out, e)
			}
			g = max(g+1, next)
		}
		i = run.groups[len(run.groups)-1].end
	}
	return out
}

// readRun reads the run that begins with the digit at a byte.
func readRun(s string, at int) digitRun {
	run := digitRun{s: s, start: opening(s, at)}
	for i := at; ; {
		end := i
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		run.groups = append(run.groups, digitGroup{i, end})
		gap := digitGap(s, end)
		if gap == 0 || len(run.groups) == maxGroups {
			return run
		}
		i = end + gap
	}
}

// opening returns where the signs before a number's first digit begin: "+", "(", "+(" or "(+".
func opening(s string, at int) int {
	start := at
	for n := 0; n < 2 && start > 0 && (s[start-1] == '+' || s[start-1] == '('); n++ {
		start--
	}
	if start == at && at > 1 && s[at-1] == ' ' && s[at-2] == '+' {
		return at - 2
	}
	return start
}

// digitGap returns how many bytes part the group that ends at a byte from the next one of its number, 0 if there is none.
func digitGap(s string, end int) int {
	i, signs, brackets := end, 0, 0
	for i < len(s) && i-end < 7 {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c < utf8.RuneSelf && isDigit(byte(c)):
			if i == end {
				return 0
			}
			return i - end
		case c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\u2009':
		case c == '(' || c == ')':
			brackets++
		case c == '-' || c == '.' || c == '/' || c == '\u2010' || c == '\u2011' || c == '–':
			signs++
		default:
			return 0
		}
		if signs > 1 || brackets > 2 || i-end-signs-brackets > 2 {
			return 0
		}
		i += size
	}
	return 0
}

// window is some groups of a run that may be one number by themselves.
type window struct {
	run    *digitRun
	lo, hi int // groups, half-open
	start  int // bytes
	end    int
	digits string
	lens   []int
	marks  string // for each gap its telling sign: ' ', '-', '.', '/', ')'
}

// mark returns the telling sign between a group and the next.
func (run *digitRun) mark(g int) byte {
	gap := run.s[run.groups[g].end:run.groups[g+1].start]
	for _, c := range gap {
		switch c {
		case '-', '\u2010', '\u2011', '–':
			return '-'
		case '.', '/', ')', '(':
			return byte(c)
		}
	}
	return ' '
}

// window returns the groups lo to hi as a number; ok is false where they are only part of one.
func (run *digitRun) window(lo, hi int) (w window, ok bool) {
	w = window{run: run, lo: lo, hi: hi, start: run.groups[lo].start, end: run.groups[hi-1].end}
	if lo == 0 {
		w.start = run.start
	} else if m := run.mark(lo - 1); m == '(' {
		w.start--
	} else if m != ' ' && m != '/' {
		return w, false
	} else if run.s[w.start-1] == '(' {
		w.start--
	}
	if hi < len(run.groups) {
		if m := run.mark(hi - 1); m != ' ' && m != '/' && m != '(' {
			return w, false
		}
	}
	var digits strings.Builder
	for g := lo; g < hi; g++ {
		n := run.groups[g].end - run.groups[g].start
		if n > maxGroup {
			return w, false
		}
		digits.WriteString(run.s[run.groups[g].start:run.groups[g].end])
		w.lens = append(w.lens, n)
		if g+1 < hi {
			w.marks += string(run.mark(g))
		}
	}
	w.digits = digits.String()
	return w, w.free()
}

// free reports whether nothing around the number makes it another thing: letters, money, percent, a decimal point, a clock.
func (w window) free() bool {
	s := w.run.s
	return freeBefore(s[:w.start]) && freeBehind(s[w.end:], w.extended())
}

func freeBefore(s string) bool {
	c, size := utf8.DecodeLastRuneInString(s)
	s = s[:len(s)-size]
	switch {
	case c == '_' || spaced(c) || unicode.Is(unicode.Sc, c):
		return false
	case c == ' ':
		money, _ := utf8.DecodeLastRuneInString(s)
		return !unicode.Is(unicode.Sc, money)
	case c == '.' || c == ',' || c == ':' || c == '-':
		return s == "" || !isDigit(s[len(s)-1])
	}
	return true
}

func freeBehind(s string, extended bool) bool {
	c, size := utf8.DecodeRuneInString(s)
	s = s[size:]
	switch {
	case c == '_' || c == '%' || spaced(c) && !extended || unicode.Is(unicode.Sc, c):
		return false
	case c == ' ':
		money, _ := utf8.DecodeRuneInString(s)
		return money != '%' && !unicode.Is(unicode.Sc, money)
	case c == ':' || c == ',' || c == '.':
		return s == "" || !isDigit(s[0])
	}
	return true
}

// spaced reports whether c is a letter of a script whose words stand apart.
func spaced(c rune) bool {
	return unicode.IsLetter(c) && !unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// extended reports whether an extension follows right behind: "x459".
func (w window) extended() bool { return extension(w.run.s, w.end) > w.end }

// number reads the number that begins with a group, and says with which group to go on. Its Score is 0 when it tells nothing.
func (run *digitRun) number(r *reading, g int) (Entity, int) {
	for hi := min(len(run.groups), g+maxWindow); hi > g; hi-- {
		w, ok := run.window(g, hi)
		if !ok {
			continue
		}
		if e := w.paper(r); e.Score > 0 {
			return e, hi
		}
		if e := w.card(r); e.Score > 0 {
			return e, hi
		}
		if e, is := w.date(r); is {
			return e, hi
		}
		if e := w.phone(r); e.Score > 0 {
			return e, hi
		}
	}
	return Entity{}, g + 1
}

func (w window) entity(kind Kind, score float64, why string) Entity {
	start := w.start
	if s := w.run.s; s[start] == '(' && strings.IndexByte(s[start:w.end], ')') < 0 { // "(0171 2345678": the bracket is another's
		start++
	}
	return Entity{kind, start, w.end, score, why}
}

var cardWords = set("card cards visa mastercard amex maestro discover credit debit cc karte kreditkarte kartennummer carte tarjeta carta cartão kort creditcard kaart pan")

// card tells a payment card by its check digit and first digits, or by a word for one before it.
func (w window) card(r *reading) Entity {
	n := len(w.digits)
	if n < 12 || n > 19 || w.run.s[w.start] == '+' || strings.ContainsAny(w.marks, "./()") {
		return Entity{}
	}
	_, cue := r.near(w.start, 10, cardWords)
	switch {
	case cue == 0 && luhn(w.digits):
		return w.entity(Card, .98, "a card number with the right check digit")
	case n >= 13 && luhn(w.digits) && issued(w.digits):
		return w.entity(Card, .97, "a card number with the right check digit")
	case cue == 0 && (n < 15 || len(w.lens) == 1 || w.lens[0] == 4):
		return w.entity(Card, .9, "a long number after a word for a card")
	case n == 16 && len(w.lens) == 4 && w.lens[0] == 4 && w.lens[1] == 4 && w.lens[2] == 4 && issued(w.digits):
		return w.entity(Card, .7, "grouped as a card number")
	}
	return Entity{}
}

// issuers are how the numbers of the large card schemes begin, and how long they are (ISO/IEC 7812 ranges as the issuers publish them).
var issuers = []struct {
	from, to string // first digits
	lengths  string // one letter a length: a is 10
}{
	{"1800", "1800", "f"}, {"2014", "2014", "f"}, {"2131", "2131", "f"}, {"2149", "2149", "f"}, {"2200", "2720", "g"}, {"30", "30", "eg"}, {"34", "34", "f"},
	{"35", "35", "ghij"}, {"36", "36", "eghij"}, {"37", "37", "f"}, {"38", "39", "eg"}, {"4", "4", "dgj"}, {"50", "50", "cdefghij"}, {"51", "55", "g"},
	{"56", "58", "cdefghij"}, {"6", "6", "dfghij"}, {"1", "1", "f"},
}

// issued reports whether digits begin and are as many as those of a card scheme.
func issued(digits string) bool {
	length := byte('a' + len(digits) - 10)
	for _, i := range issuers {
		if first := digits[:len(i.from)]; first >= i.from && first <= i.to && strings.IndexByte(i.lengths, length) >= 0 {
			return true
		}
	}
	return false
}
