package kit

import (
	"strings"

	"fyne.io/fyne/v2"
)

// lastAbout is the last letter whose width adds up: those of other scripts change with their neighbours.
const lastAbout = 0x24F

// about is how wide text is without what neighbours do to each other, which is within a tenth, and false where that says nothing.
func about(text string, s Style) (float32, bool) {
	w := float32(0)
	for _, r := range text {
		if r > lastAbout && r != '’' && r != '–' && r != '“' && r != '”' && r != '…' {
			return 0, false
		}
		w += Measure(string(r), s).Width
	}
	return w, true
}

// wider reports whether text takes more than width. It measures only what is near: measuring costs a hundred times more than adding up.
func wider(text string, s Style, width float32) bool {
	if w, ok := about(text, s); ok {
		switch {
		case w < 0.9*width:
			return false
		case w > 1.1*width:
			return true
		}
	}
	return Measure(text, s).Width > width
}

// Fit returns text cut with an ellipsis so that it is at most width wide.
func Fit(text string, s Style, width float32) string {
	if !wider(text, s, width) {
		return text
	}
	const dots = "…"
	runes := []rune(text)
	runes = runes[:min(len(runes), 400)]
	fits := func(n int) bool {
		return fyne.MeasureText(string(runes[:n])+dots, s.Px(), s.fyne()).Width <= width
	}
	n, least, most := guess(runes, s, width-Measure(dots, s).Width), 0, len(runes) // the longest beginning that fits lies from least to most
	for step := 1; least < most; step *= 2 {
		if n = max(least+1, min(most, n)); fits(n) {
			least, n = n, n+step
		} else {
			most, n = n-1, n-step
		}
	}
	return strings.TrimRight(string(runes[:least]), " ") + dots
}

// slack is what Lines leaves free of a width, as a share of it: letters beside each other are a little wider or narrower than by themselves.
const slack = 0.03

// Lines is about how many lines text takes in a width when it is wrapped at spaces, 1 to most. It adds up what letters take, so that it can be asked of
// each row of a list; where it is wrong it is by a line too many, or by one too few for the last letters.
func Lines(text string, s Style, width float32, most int) int {
	return linesFrom(text, s, width, width, most)
}

// linesFrom is Lines where the first line has another width.
func linesFrom(text string, s Style, first, width float32, most int) int {
	lines, used, room := 1, float32(0), first*(1-slack)
	for word := range strings.FieldsSeq(text) {
		w, ok := about(word, s)
		if !ok {
			w = Measure(word, s).Width
		}
		if used > 0 {
			used += Measure(" ", s).Width
		}
		switch used += w; {
		case used <= room:
		case lines == most:
			return most
		default:
			lines++
			used, room = w, width*(1-slack)
		}
	}
	return lines
}

// guess is about how many letters fit into width.
func guess(runes []rune, s Style, width float32) int {
	for i, r := range runes {
		if width -= Measure(string(r), s).Width; width < 0 {
			return i
		}
	}
	return len(runes)
}
