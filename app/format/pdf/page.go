package pdf

import (
	"strings"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/responses"
)

// page is one page, its lines in the order of the file until they are put in order.
type page struct {
	number  int // from 1
	lines   []line
	remarks []remark
}

// box is a place on a page, in points from its lower left corner: top lies above bottom.
type box struct{ left, bottom, right, top float64 }

func (b box) high() float64   { return b.top - b.bottom }
func (b box) middle() float64 { return (b.top + b.bottom) / 2 }

// with is the box around both; an empty one adds nothing.
func (b box) with(o box) box {
	if b == (box{}) {
		return o
	}
	return box{min(b.left, o.left), min(b.bottom, o.bottom), max(b.right, o.right), max(b.top, o.top)}
}

// line is a line of a page.
type line struct {
	text string
	box
	letters []letter // of text, in its order
	broken  bool     // it ends in a hyphen that parts a word
}

// letter is one character and where it stands.
type letter struct {
	at int // byte of the line's text
	box
}

// smallest is the height in points that a line has at least, whatever signs it begins with.
const smallest = 8

// hyphens are what the library gives for a hyphen at the end of a line.
const hyphens = "\x02\u00ad\ufffe"

// linesOf parts the characters of a page into lines: where the library breaks them, and where the place says that another line begins.
func linesOf(chars []*responses.GetPageTextStructuredChar) []line {
	var out []line
	var cur builder
	for _, c := range chars {
		b := box{c.PointPosition.Left, c.PointPosition.Bottom, c.PointPosition.Right, c.PointPosition.Top}
		if c.Text == "\r" || c.Text == "\n" || c.Text == "" {
			out = cur.end(out)
			continue
		}
		if c.Text != " " && cur.leaves(b) {
			out = cur.end(out)
		}
		cur.add(c.Text, b)
		if c.Text == "\x02" || c.Text == "\ufffe" { // the library gives no line end after it
			out = cur.end(out)
		}
	}
	return cur.end(out)
}

// builder gathers a line.
type builder struct {
	text strings.Builder
	line
}

// leaves reports whether a character stands on another line: well above or below the line at hand, or far to its left. The library breaks most lines
// itself; a full stop after a quotation mark is no reason.
func (b *builder) leaves(o box) bool {
	if b.box == (box{}) || o.high() <= 0 {
		return false
	}
	high := max(b.high(), o.high(), smallest)
	return o.bottom > b.top+high*0.6 || o.top < b.bottom-high*0.6 || o.right < b.left-2*high
}

func (b *builder) add(text string, at box) {
	if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\ufeff") {
		text = "\ufffd"
	}
	if strings.ContainsAny(text, "\t\u00a0") {
		text = " "
	}
	if text == " " && (b.text.Len() == 0 || strings.HasSuffix(b.text.String(), " ")) {
		return
	}
	b.letters = append(b.letters, letter{at: b.text.Len(), box: at})
	b.text.WriteString(text)
	if at.high() > 0 && text != " " {
		b.box = b.box.with(at)
	}
}

// end adds the line at hand, if it holds text.
func (b *builder) end(lines []line) []line {
	l := b.line
	l.text = strings.TrimRight(b.text.String(), " ")
	*b = builder{}
	if cut := strings.TrimRight(l.text, hyphens); cut != l.text {
		l.text, l.broken = cut+"-", true
	} else if n := len(l.text); n > 1 && (strings.HasSuffix(l.text, "-") || strings.HasSuffix(l.text, "‐")) && l.text[n-2] != ' ' && l.text[n-2] != '-' {
		l.text, l.broken = strings.TrimSuffix(strings.TrimSuffix(l.text, "‐"), "-")+"-", true
	}
	if strings.Trim(l.text, " -") == "" {
		return lines
	}
	for len(l.letters) > 0 && l.letters[len(l.letters)-1].at >= len(l.text) {
		l.letters = l.letters[:len(l.letters)-1]
	}
	return append(lines, l)
}
