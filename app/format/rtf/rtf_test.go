package rtf_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/formattest"
	"throughline/app/format/rtf"
	"throughline/app/format/source"
)

func TestRead(t *testing.T) { formattest.Golden(t, rtf.Read) }

func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, "x.rtf", rtf.Read, `{\rtf1 a\par b}`, `{\rtf1{\*\atrfstart 1}a{\*\annotation{\*\atnref 1}b}`, `{\rtf1\bin99999 x}`, `{\rtf1\u55357?\u-1?\'zz\uc0\u65 b}`,
		`{\rtf1\intbl a\cell b\row\pard c}}}}}`, `{\rtf1{\footnote{\annotation{\title x}}}y}`)
}

func TestRead_Refuses(t *testing.T) {
	for _, c := range []struct {
		name, data string
		says       string
	}{
		{"empty", "", "a.rtf is empty."},
		{"words", "just words", "a.rtf is not rich text: its content is something else."},
		{"no text", `{\rtf1\pict 0102}`, "a.rtf has no text. Was it scanned?"},
		{"deep", `{\rtf1` + strings.Repeat("{", 5000) + "x", "a.rtf is nested too deeply to be a document."},
	} {
		_, err := rtf.Read(t.Context(), source.Bytes("a.rtf", c.data))
		if message, hint := app.Explain(err); message != c.says || hint == "" {
			t.Errorf("%s: %q %q", c.name, message, hint)
		}
	}
}
