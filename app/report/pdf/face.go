package pdf

import (
	"math"
	"sync"

	"throughline/assets/fonts"
)

// face is one cut of the typeface, or one of the fonts that stand in for what it lacks.
type face int

const (
	regular face = iota
	bold
	italic
	boldItalic
	emoji // stands in for what the four cuts lack
	cjk   // stands in for what emoji lacks too

	allFaces
)

// faceOf is the cut for bold and italic.
func faceOf(isBold, isItalic bool) face {
	f := regular
	if isBold {
		f = bold
	}
	if isItalic {
		f += italic
	}
	return f
}

var cuts = sync.OnceValue(func() [4]*font {
	return [4]*font{readFont(fonts.Regular), readFont(fonts.Bold), readFont(fonts.Italic), readFont(fonts.BoldItalic)}
})

// spares are read only when a text needs them.
var spares = sync.OnceValue(func() [2]*font {
	return [2]*font{readFont(fonts.Emoji()), readFont(fonts.CJK())}
})

// of is the font of a face.
func (f face) of() *font {
	if f >= emoji {
		return spares()[f-emoji]
	}
	return cuts()[f]
}

// faceFor is the face that has a glyph for r: f itself or one that stands in; f where none has.
func faceFor(r rune, f face) face {
	if r == box || r < 1<<16 && cuts()[f].advance[r] != absent {
		return f
	}
	for spare := emoji; spare < allFaces; spare++ {
		if _, ok := spare.of().glyph(r); ok {
			return spare
		}
	}
	return f
}

// faceOn is the face in which r is printed where the text is in f.
func faceOn(r rune, f face) face {
	if r < 128 || ownGlyph(r) {
		return f
	}
	return faceFor(r, f)
}

// ownGlyph reports whether the typeface itself has a glyph for r. All cuts cover the same runes, see TestFaces_CoverTheSame.
func ownGlyph(r rune) bool { return r >= 0 && r < 1<<16 && cuts()[regular].advance[r] != absent }

// has reports whether r can be printed.
func has(r rune) bool {
	if ownGlyph(r) {
		return true
	}
	_, ok := faceFor(r, regular).of().glyph(r)
	return ok
}

// width is how wide s stands in a face and size, in points.
func width(s string, f face, size float64) float64 {
	m, sum := cuts()[f], 0
	for _, r := range s {
		if r < 1<<16 && m.advance[r] != absent {
			sum += int(m.advance[r])
		} else {
			sum += strange(r, f)
		}
	}
	return float64(sum) * size / 1000
}

// strange is the width of a rune that the typeface lacks, in thousandths of the type size.
func strange(r rune, f face) int {
	in := faceFor(r, f).of()
	if g, ok := in.glyph(r); ok {
		return in.wide(g)
	}
	return in.wide(0)
}

// boxes counts the runes of cleaned text that stand as boxes.
func boxes(s string) int {
	n := 0
	for _, r := range s {
		if r > math.MaxInt8 && !ownGlyph(r) && (r == box || !has(r)) {
			n++
		}
	}
	return n
}
