package kit

import (
	"strings"
	"sync"

	"fyne.io/fyne/v2"
)

// advances are the widths of single runes in a style. Words are as wide as their runes together but for a pixel or two, which
// cards leave room for: that way breaking the lines of a card costs no measuring of words never seen before.
type advances struct {
	ascii [128]float32
	more  map[rune]float32
	style Style
}

var advancesOf = struct {
	sync.Mutex
	m map[Style]*advances
}{m: map[Style]*advances{}}

// advancesIn returns the widths of runes in a style.
func advancesIn(st Style) *advances {
	st.Color = ""
	advancesOf.Lock()
	defer advancesOf.Unlock()
	a := advancesOf.m[st]
	if a == nil {
		a = &advances{more: map[rune]float32{}, style: st}
		for r := rune(32); r < 128; r++ {
			a.ascii[r] = a.measure(r)
		}
		advancesOf.m[st] = a
	}
	return a
}

// measure asks the font. A space is measured between letters: at an end it may count for nothing.
func (a *advances) measure(r rune) float32 {
	width := func(s string) float32 { return fyne.MeasureText(s, a.style.Px(), a.style.fyne()).Width }
	if r == ' ' {
		return width("n n") - width("nn")
	}
	return width(string(r))
}

// maxRunes is how many runes beyond ASCII are remembered in a style.
const maxRunes = 50_000

func (a *advances) of(r rune) float32 {
	if r < 128 {
		return a.ascii[r]
	}
	w, ok := a.more[r]
	if !ok {
		if len(a.more) > maxRunes {
			clear(a.more)
		}
		w = a.measure(r)
		a.more[r] = w
	}
	return w
}

// lines breaks a text at spaces into lines at most width wide, and a word that is wider where it must be; past most lines the last
// one ends with dots. Line feeds and tabs count as spaces.
func (a *advances) lines(text string, width float32, most int) []string {
	var out []string
	line := lineBreaker{a: a, room: width - a.style.Px()/4}
	for i, r := range text {
		if r == '\n' || r == '\t' || r == '\r' {
			r = ' '
		}
		if line.add(text, i, r) {
			if len(out) == most-1 && most > 0 {
				return append(out, line.dots(text))
			}
			out = append(out, clean(text[line.from:line.to]))
			line.next()
		}
	}
	if rest := clean(text[line.from:]); rest != "" || len(out) == 0 {
		out = append(out, rest)
	}
	return out
}

var spaces = strings.NewReplacer("\n", " ", "\t", " ", "\r", " ")

func clean(s string) string { return strings.TrimSpace(spaces.Replace(s)) }

// lineBreaker walks a text and says where a line ends.
type lineBreaker struct {
	a         *advances
	room      float32
	from, to  int     // the line, once it is full
	used      float32 // of its room
	gap       int     // byte of the last space, -1 for none
	afterGap  float32 // used by what comes after it
	started   bool
	nextStart int
	nextUsed  float32
}

// add takes a rune up; true when the line is full and the rune belongs to the next.
func (l *lineBreaker) add(text string, i int, r rune) bool {
	if !l.started {
		if r == ' ' {
			l.from = i + 1
			return false
		}
		l.started, l.gap = true, -1
	}
	w := l.a.of(r)
	if r == ' ' {
		l.gap, l.afterGap = i, 0
		l.used += w
		return false
	}
	if l.used+w <= l.room || i == l.from {
		l.used += w
		l.afterGap += w
		return false
	}
	if l.gap >= 0 {
		l.to, l.nextStart, l.nextUsed = l.gap, l.gap+1, l.afterGap+w
	} else {
		l.to, l.nextStart, l.nextUsed = i, i, w
	}
	return true
}

// next begins the line after a full one.
func (l *lineBreaker) next() {
	l.from, l.used, l.afterGap, l.gap, l.started = l.nextStart, l.nextUsed, l.nextUsed, -1, true
}

// dots is the full line as the last one shown.
func (l *lineBreaker) dots(text string) string {
	s := clean(text[l.from:l.to])
	room := l.room - l.a.of('…')
	used := float32(0)
	for i, r := range s {
		if used += l.a.of(r); used > room {
			s = s[:i]
			break
		}
	}
	return strings.TrimRight(s, " ,;:") + "…"
}

// fit is a text cut with dots to a width.
func (a *advances) fit(text string, width float32) string {
	used := float32(0)
	cut := 0
	room := width - a.of('…')
	for i, r := range text {
		if used <= room {
			cut = i
		}
		if used += a.of(r); used > width {
			return strings.TrimRight(text[:cut], " ") + "…"
		}
	}
	return text
}

// width is how wide a text is, to a pixel or two.
func (a *advances) width(text string) (w float32) {
	for _, r := range text {
		w += a.of(r)
	}
	return w
}
