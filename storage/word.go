package storage

import (
	"strings"

	"throughline/app/fold"
)

// indexed is a text as the full-text index gets it: its folded words with spaces between.
func indexed(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	fold.EachWord(text, func(start, end int) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(fold.Text(text[start:end]))
	})
	return b.String()
}
