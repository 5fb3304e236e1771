package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTextArea_KeepsTheOrderOfWhatIsTyped(t *testing.T) {
	long := strings.Repeat("some words that are typed one after another and wrap at the end of a line, ", 6)
	for _, c := range []struct{ name, typed, want string }{
		{"words", long, long},
		{"lines", strings.ReplaceAll(long, ", ", ", \n"), strings.ReplaceAll(long, ", ", ", \n")},
		{"every space is taken back and typed again", strings.ReplaceAll(long, " ", " \b "), long},
		{"one sign after another", strings.Repeat("a ", 200), strings.Repeat("a ", 200)},
	} {
		for _, width := range []float32{120, 173, 266, 300} {
			test.NewTempApp(t)
			e := NewTextArea("", 3)
			w := test.NewTempWindow(t, e)
			w.Resize(fyne.NewSize(width, 200))
			e.Focus()
			for _, r := range c.typed {
				switch r {
				case '\n':
					e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				case '\b':
					e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
				default:
					e.TypedRune(r)
				}
			}
			if e.Text != c.want {
				t.Errorf("%s at width %v:\n got %q\nwant %q", c.name, width, e.Text, c.want)
			}
		}
	}
}
