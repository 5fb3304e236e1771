package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Keyed is something for the pointer alone whose work keys do elsewhere: the marks beside a text, lines that a field above them steers. ByKey names those keys, or the
// command of the palette; "" says that there are none yet.
type Keyed interface{ ByKey() string }

// Inert is something that can be pressed at times and is a mere sign now: a chip that does nothing, text without links. The keyboard passes it.
type Inert interface{ Inert() bool }

// labelled is a field or control that takes its name from the label above it.
type labelled interface{ setLabel(string) }

// NameOf is what an object is called by words: what it says of itself, or the words that stand in it. "" is the name of what has none.
func NameOf(o fyne.CanvasObject) string {
	if _, ok := o.(*fyne.Container); ok {
		return wordsIn(o) // the toolkit calls every one of them a container
	}
	if n, ok := o.(interface{ AccessibilityLabel() string }); ok {
		if name := strings.TrimSpace(n.AccessibilityLabel()); name != "" {
			return name
		}
	}
	return wordsIn(o)
}

// wordsIn joins the words that stand in a tree of containers, in reading order.
func wordsIn(o fyne.CanvasObject) string {
	if o == nil || !o.Visible() {
		return ""
	}
	switch v := o.(type) {
	case *canvas.Text:
		return v.Text
	case *ScrollView:
		return wordsIn(v.body.content)
	case *fyne.Container:
		var all []string
		for _, o := range v.Objects {
			if w := NameOf(o); w != "" {
				all = append(all, w)
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
}

// withLabel puts the label of a field before what it says of itself.
func withLabel(label, text string) string {
	switch {
	case label == "":
		return text
	case text == "":
		return label
	}
	return label + ": " + text
}

// named gives the fields of a form row their label as name.
func named(o fyne.CanvasObject, words string) {
	switch v := o.(type) {
	case labelled:
		v.setLabel(words)
	case *fyne.Container:
		for _, o := range v.Objects {
			named(o, words)
		}
	}
}

// Announce says that an object has got the keyboard.
func Announce(o fyne.CanvasObject) {
	if s := StageOf(o); s != nil && s.OnFocus != nil {
		s.OnFocus(NameOf(o))
	}
}
