package kit

import "strings"

// Run is a stretch of text in one style, part of a Paragraph.
type Run struct {
	Text  string
	Style Style
	Tint  Paint // the ground of a marked stretch, drawn faintly; zero for none
}

// piece is a stretch of one line.
type piece struct {
	text  string
	style Style
	x, w  float32
	run   int // which run it is of
}

// textLine is one line of wrapped text.
type textLine struct {
	pieces []piece
	w      float32
	high   float32
}

// wrap breaks runs into lines at most width wide, at spaces and line feeds; a word wider than a line is cut. Past
// maxLines (0 for no limit) the last line ends with an ellipsis.
func wrap(runs []Run, width float32, maxLines int, measure func(string, Style) float32) []textLine {
	return wrapFrom(runs, width, width, maxLines, measure)
}

// wrapFrom is wrap where the first line has another width.
func wrapFrom(runs []Run, first, width float32, maxLines int, measure func(string, Style) float32) []textLine {
	w := &wrapper{width: first, next: width, measure: measure}
	for n, r := range runs {
		w.run = n
		for i, part := range strings.Split(r.Text, "\n") {
			if i > 0 {
				w.breakLine(r.Style)
			}
			for _, word := range splitWords(part) {
				w.add(word, r.Style)
			}
		}
		w.last = r.Style
	}
	w.breakLine(w.last)
	if maxLines > 0 && len(w.lines) > maxLines {
		w.lines = w.lines[:maxLines]
		if maxLines == 1 {
			w.width = first
		}
		w.ellipsis(&w.lines[maxLines-1])
	}
	return w.lines
}

// splitWords cuts text into words that keep the spaces before them. A sign of per cent stays with its number.
func splitWords(s string) []string {
	var words []string
	start := 0
	for i := 1; i < len(s); i++ {
		if s[i] == ' ' && s[i-1] != ' ' && !strings.HasPrefix(s[i+1:], "%") {
			words = append(words, s[start:i])
			start = i
		}
	}
	if start < len(s) {
		words = append(words, s[start:])
	}
	return words
}

type wrapper struct {
	width   float32 // of the line
	next    float32 // of those after it
	measure func(string, Style) float32
	lines   []textLine
	cur     textLine
	last    Style
	run     int // being wrapped
}

func (w *wrapper) add(word string, s Style) {
	ww := w.measure(word, s)
	if len(w.cur.pieces) > 0 && w.cur.w+ww > w.width {
		w.breakLine(s)
	}
	if len(w.cur.pieces) == 0 {
		word = strings.TrimLeft(word, " ")
		if word == "" {
			return
		}
		ww = w.measure(word, s)
		for ww > w.width && w.width > 0 {
			head, rest := w.cut(word, s)
			w.put(head, s, w.measure(head, s))
			if rest == "" {
				return
			}
			w.breakLine(s)
			word, ww = rest, w.measure(rest, s)
		}
	}
	w.put(word, s, ww)
}

// cut splits a word after as many runes as fit on a line, at least one.
func (w *wrapper) cut(word string, s Style) (head, rest string) {
	runes := []rune(word)
	n := 1
	for n < len(runes) && w.measure(string(runes[:n+1]), s) <= w.width {
		n++
	}
	return string(runes[:n]), string(runes[n:])
}

func (w *wrapper) put(text string, s Style, width float32) {
	if n := len(w.cur.pieces); n > 0 && w.cur.pieces[n-1].style == s && w.cur.pieces[n-1].run == w.run {
		p := &w.cur.pieces[n-1]
		p.text += text
		p.w += width
	} else {
		w.cur.pieces = append(w.cur.pieces, piece{text, s, w.cur.w, width, w.run})
	}
	w.cur.w += width
	w.cur.high = max(w.cur.high, s.LineHeight())
}

func (w *wrapper) breakLine(s Style) {
	if w.cur.high == 0 {
		w.cur.high = s.LineHeight()
	}
	w.lines = append(w.lines, w.cur)
	w.cur, w.width = textLine{}, w.next
}

// ellipsis shortens the last piece of a line until the dots fit.
func (w *wrapper) ellipsis(l *textLine) {
	if len(l.pieces) == 0 {
		return
	}
	p := &l.pieces[len(l.pieces)-1]
	runes := []rune(p.text)
	for len(runes) > 0 && p.x+w.measure(string(runes)+"…", p.style) > w.width {
		runes = runes[:len(runes)-1]
	}
	p.text = strings.TrimRight(string(runes), " ,;") + "…"
	p.w = w.measure(p.text, p.style)
	l.w = p.x + p.w
}
