package codebook

import (
	"testing"
)

func TestScreen_AGrowingFieldKeepsEveryLetter(t *testing.T) {
	b := newBooth(t)
	b.open("Cheese")
	e := b.s.panel.form.named("Definition").entry
	e.Focus()
	text := "The automatic draft and how people judge it. This is a much longer definition that needs five lines or so, to see whether the field grows with its words as they are typed here. And then some more words, so that it grows again and again."
	for _, r := range text {
		e.TypedRune(r)
	}
	if e.Text != text {
		t.Errorf("the field holds %q", e.Text)
	}
	if fd := b.s.panel.form.named("Definition"); fd.lines < 5 {
		t.Errorf("the field shows %d lines", fd.lines)
	}
}
