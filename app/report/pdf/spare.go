package pdf

import (
	"encoding/binary"
	"maps"
	"slices"
	"unicode/utf16"
)

// spareFont is what a file needs of a font that stands in: its signs only, under code points that the PDF library can write.
type spareFont struct {
	ttf   []byte
	signs map[rune]rune // what is written for runes above U+FFFF: code points for private use
}

// privateUse is where those begin.
const privateUse = 0xE000

// spareFonts gathers from all pages what stands in for the typeface.
func spareFonts(l *layout) map[face]*spareFont {
	used := map[face]map[rune]bool{}
	for _, p := range l.pages {
		for _, o := range p.ops {
			for _, r := range o.text {
				if r < 128 || ownGlyph(r) {
					continue
				}
				if f := faceFor(r, regular); f >= emoji {
					if used[f] == nil {
						used[f] = map[rune]bool{}
					}
					used[f][r] = true
				}
			}
		}
	}
	out := map[face]*spareFont{}
	for f, runes := range used {
		out[f] = f.of().spare(slices.Sorted(maps.Keys(runes)))
	}
	return out
}

// spare is the font with some runes only, in order.
func (f *font) spare(runes []rune) *spareFont {
	s := &spareFont{signs: map[rune]rune{}}
	glyphs := map[rune]uint16{}
	for _, r := range runes {
		g, _ := f.glyph(r)
		if r > 0xFFFF {
			s.signs[r] = privateUse + rune(len(s.signs))
			r = s.signs[r]
		}
		glyphs[r] = g
	}
	s.ttf = f.subset(glyphs)
	return s
}

// charMap writes a table from runes to glyphs: format 4, a segment a rune.
func charMap(glyphs map[rune]uint16) []byte {
	runes := slices.Sorted(maps.Keys(glyphs))
	n := len(runes) + 1 // the last segment is there by rule
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	sub := make([]uint16, 0, 8+4*n)
	sub = append(sub, 4, uint16(16+8*n), 0, uint16(2*n), uint16(2*power), uint16(log), uint16(2*n-2*power))
	for _, r := range runes {
		sub = append(sub, uint16(r))
	}
	sub = append(sub, 0xFFFF, 0)
	for _, r := range runes {
		sub = append(sub, uint16(r))
	}
	sub = append(sub, 0xFFFF)
	for _, r := range runes {
		sub = append(sub, glyphs[r]-uint16(r))
	}
	sub = append(sub, 1)
	sub = append(sub, make([]uint16, n)...)
	out := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}
	for _, v := range sub {
		out = binary.BigEndian.AppendUint16(out, v)
	}
	return out
}

// meant says in the page what letters of private use stand for, so that viewers find and copy the signs themselves.
func meant(s string) string {
	const digits = "0123456789ABCDEF"
	out := []byte("/Span <</ActualText <FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
	}
	return string(append(out, ">>> BDC"...))
}
