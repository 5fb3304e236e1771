package kit

import (
	"strings"
	"testing"
)

// eight is a measure of 8 pixels a rune.
func eight(s string, _ Style) float32 { return float32(8 * len([]rune(s))) }

func texts(lines []textLine) string {
	var out []string
	for _, l := range lines {
		s := ""
		for _, p := range l.pieces {
			s += p.text
		}
		out = append(out, s)
	}
	return strings.Join(out, "|")
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name  string
		in    string
		width float32
		max   int
		want  string
	}{
		{"fits", "one two", 80, 0, "one two"},
		{"breaks at the space", "one two three", 64, 0, "one two|three"},
		{"keeps line feeds", "one\ntwo", 800, 0, "one|two"},
		{"keeps empty lines", "one\n\ntwo", 800, 0, "one||two"},
		{"cuts a long word", "abcdefgh", 24, 0, "abc|def|gh"},
		{"ellipsis on the last line", "one two three four", 64, 2, "one two|three…"},
		{"empty", "", 80, 0, ""},
		{"per cent stays with its number", "of 65 to 99 % of", 88, 0, "of 65 to|99 % of"},
		{"no width", "one", 0, 0, "one"},
		{"emoji stay whole", "🙂🙂🙂", 16, 0, "🙂🙂|🙂"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := texts(wrap([]Run{{Text: c.in, Style: Body}}, c.width, c.max, eight)); got != c.want {
				t.Errorf("wrap() = %q, want %q", got, c.want)
			}
		})
	}
}

func TestWrap_RunsShareALine(t *testing.T) {
	lines := wrap([]Run{{Text: "Bold ", Style: Body.B()}, {Text: "then plain text", Style: Body}}, 96, 0, eight)
	if got := texts(lines); got != "Bold then|plain text" {
		t.Fatalf("lines = %q", got)
	}
	if p := lines[0].pieces; len(p) != 2 || !p[0].style.Bold || p[1].style.Bold || p[1].x != 32 && p[1].x != 40 {
		t.Errorf("pieces = %+v, want a bold and a plain one beside it", p)
	}
}
