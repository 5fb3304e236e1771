package chart

import (
	"strings"
	"unicode/utf8"
)

// wrap breaks s into at most n lines no wider than width. Words that are too wide are broken, what does not fit any
// more ends in an ellipsis. An empty s gives one empty line.
func wrap(s string, width float64, n int, m Measurer, st Style) []string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return []string{""}
	}
	var lines []string
	line := ""
	for len(words) > 0 {
		next := words[0]
		if line != "" {
			next = line + " " + words[0]
		}
		if m.Width(next, st) <= width {
			line, words = next, words[1:]
			continue
		}
		if len(lines) == n-1 { // the last line takes the rest, cut
			return append(lines, fit(strings.TrimSpace(line+" "+strings.Join(words, " ")), width, m, st))
		}
		if line == "" { // one word alone is too wide
			head := prefix(words[0], width, m, st)
			lines = append(lines, head)
			if words[0] = words[0][len(head):]; words[0] == "" {
				words = words[1:]
			}
			continue
		}
		lines, line = append(lines, line), ""
	}
	if line == "" {
		return lines
	}
	return append(lines, line)
}

// fit cuts s to width, ending in an ellipsis if something went.
func fit(s string, width float64, m Measurer, st Style) string {
	if m.Width(s, st) <= width {
		return s
	}
	room := width - m.Width("…", st)
	if room <= 0 {
		return "…"
	}
	return strings.TrimRight(prefix(s, room, m, st), " ") + "…"
}

// prefix is the longest start of s no wider than width, at least one rune.
func prefix(s string, width float64, m Measurer, st Style) string {
	end := 0
	for end < len(s) {
		_, size := utf8.DecodeRuneInString(s[end:])
		if end > 0 && m.Width(s[:end+size], st) > width {
			break
		}
		end += size
	}
	return s[:end]
}
