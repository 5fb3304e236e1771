package pdf

import (
	"encoding/binary"
	"math"
	"sync"
	"unicode/utf8"

	"throughline/assets/fonts"
)

// face is one cut of the typeface.
type face int

const (
	regular face = iota
	bold
	italic
	boldItalic
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

// metrics are the advance widths of a face, in thousandths of the type size and rounded as the PDF's width table is.
type metrics struct {
	advance [1 << 16]uint16 // absent for runes without a glyph
	notdef  float64         // width of the box that stands for them
}

const absent = math.MaxUint16

var faces = sync.OnceValue(func() [4]*metrics {
	return [4]*metrics{readMetrics(fonts.Regular), readMetrics(fonts.Bold), readMetrics(fonts.Italic), readMetrics(fonts.BoldItalic)}
})

// has reports whether the typeface has a glyph for r. All cuts cover the same runes, see TestFaces_CoverTheSame.
func has(r rune) bool { return r >= 0 && r < 1<<16 && faces()[regular].advance[r] != absent }

// width is how wide s stands in a face and size, in points. Runes beyond U+FFFF count as one box.
func width(s string, f face, size float64) float64 {
	m, sum := faces()[f], 0.0
	for _, r := range s {
		if r < 1<<16 && m.advance[r] != absent {
			sum += float64(m.advance[r])
		} else {
			sum += m.notdef
		}
	}
	return sum * size / 1000
}

// boxes counts the runes of s that will stand as boxes.
func boxes(s string) int {
	n := 0
	for _, r := range s {
		if r >= utf8.RuneSelf && !has(r) {
			n++
		}
	}
	return n
}

// readMetrics reads a TrueType file: the widths from hmtx, the runes from the cmap subtable for Unicode's basic plane
// (platform 3, encoding 1, format 4). The fonts are embedded and tested, so a broken one is a programmer's mistake.
func readMetrics(ttf []byte) *metrics {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(ttf[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(ttf[at:])) }
	table := map[string]int{}
	for i := range u16(4) {
		at := 12 + 16*i
		table[string(ttf[at:at+4])] = u32(at + 8)
	}
	scale := 1000 / float64(u16(table["head"]+18))
	long := u16(table["hhea"] + 34)
	advance := func(glyph int) float64 {
		return math.Round(scale * float64(u16(table["hmtx"]+4*min(glyph, long-1))))
	}
	m := &metrics{notdef: advance(0)}
	for i := range m.advance {
		m.advance[i] = absent
	}
	cmap := 0
	for i := range u16(table["cmap"] + 2) {
		if at := table["cmap"] + 4 + 8*i; u16(at) == 3 && u16(at+2) == 1 {
			cmap = table["cmap"] + u32(at+4)
		}
	}
	if cmap == 0 || u16(cmap) != 4 {
		panic("pdf: the embedded font has no format 4 character map")
	}
	segments := u16(cmap+6) / 2
	for i := range segments {
		end, start := u16(cmap+14+2*i), u16(cmap+16+2*(segments+i))
		delta, offsetAt := u16(cmap+16+2*(2*segments+i)), cmap+16+2*(3*segments+i)
		for r := start; r <= end && r < 0xFFFF; r++ {
			glyph := r + delta
			if off := u16(offsetAt); off != 0 {
				glyph = u16(offsetAt + off + 2*(r-start))
				if glyph != 0 {
					glyph += delta
				}
			}
			if glyph &= 0xFFFF; glyph != 0 {
				m.advance[r] = uint16(advance(glyph))
			}
		}
	}
	return m
}
