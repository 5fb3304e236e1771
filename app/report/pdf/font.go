package pdf

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math"
	"slices"
)

// font is a TrueType file as far as pages need it: widths in thousandths of the type size, rounded as the width table of a PDF is, and outlines.
type font struct {
	table   map[string][]byte
	scale   float64         // from font units to thousandths
	advance [1 << 16]uint16 // by rune; absent for runes without a glyph
	glyphs  [1 << 16]uint16 // by rune
	beyond  map[rune]uint16 // glyphs of runes above U+FFFF
	long    int             // how many glyphs have a width of their own
	count   int             // of glyphs
}

const absent = math.MaxUint16

func u16(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
func u32(b []byte, at int) int { return int(binary.BigEndian.Uint32(b[at:])) }

// readFont reads a TrueType file. The fonts are embedded and tested, so a broken one is a programmer's mistake.
func readFont(ttf []byte) *font {
	f := &font{table: map[string][]byte{}, beyond: map[rune]uint16{}}
	for i := range u16(ttf, 4) {
		at := 12 + 16*i
		from := u32(ttf, at+8)
		f.table[string(ttf[at:at+4])] = ttf[from : from+u32(ttf, at+12)]
	}
	f.scale = 1000 / float64(u16(f.table["head"], 18))
	f.long = u16(f.table["hhea"], 34)
	f.count = u16(f.table["maxp"], 4)
	for i := range f.advance {
		f.advance[i] = absent
	}
	cmap := f.table["cmap"]
	basic, full := 0, 0
	for i := range u16(cmap, 2) {
		at := 4 + 8*i
		switch sub := u32(cmap, at+4); {
		case u16(cmap, sub) == 4 && u16(cmap, at) == 3:
			basic = sub
		case u16(cmap, sub) == 12:
			full = sub
		}
	}
	if basic == 0 && full == 0 {
		panic("pdf: the embedded font has no character map of format 4 or 12")
	}
	if basic != 0 {
		f.readBasic(cmap[basic:])
	}
	if full != 0 {
		f.readFull(cmap[full:])
	}
	return f
}

// readBasic reads a character map of format 4.
func (f *font) readBasic(m []byte) {
	segments := u16(m, 6) / 2
	for i := range segments {
		end, start := u16(m, 14+2*i), u16(m, 16+2*(segments+i))
		delta, offsetAt := u16(m, 16+2*(2*segments+i)), 16+2*(3*segments+i)
		for r := start; r <= end && r < 0xFFFF; r++ {
			g := r + delta
			if off := u16(m, offsetAt); off != 0 {
				if g = u16(m, offsetAt+off+2*(r-start)); g != 0 {
					g += delta
				}
			}
			f.map1(rune(r), g&0xFFFF)
		}
	}
}

// readFull reads a character map of format 12.
func (f *font) readFull(m []byte) {
	for i := range u32(m, 12) {
		at := 16 + 12*i
		first, last, g := u32(m, at), u32(m, at+4), u32(m, at+8)
		for r := first; r <= last; r++ {
			f.map1(rune(r), g+r-first)
		}
	}
}

func (f *font) map1(r rune, g int) {
	switch {
	case g == 0 || g >= f.count:
	case r < 1<<16:
		f.glyphs[r], f.advance[r] = uint16(g), uint16(f.wide(uint16(g)))
	default:
		f.beyond[r] = uint16(g)
	}
}

// glyph is the glyph of a rune.
func (f *font) glyph(r rune) (g uint16, ok bool) {
	if r >= 0 && r < 1<<16 {
		return f.glyphs[r], f.advance[r] != absent
	}
	g, ok = f.beyond[r]
	return g, ok
}

// wide is the width of a glyph in thousandths.
func (f *font) wide(g uint16) int {
	return int(math.Round(f.scale * float64(u16(f.table["hmtx"], 4*min(int(g), f.long-1)))))
}

// outline is the place of a glyph in the table of outlines.
func (f *font) outline(g int) []byte {
	loca, glyf := f.table["loca"], f.table["glyf"]
	if u16(f.table["head"], 50) == 0 {
		return glyf[2*u16(loca, 2*g) : 2*u16(loca, 2*g+2)]
	}
	return glyf[u32(loca, 4*g):u32(loca, 4*g+4)]
}

// parts are the glyphs that a glyph is composed of.
func parts(outline []byte) []int {
	if len(outline) < 10 || int16(u16(outline, 0)) >= 0 {
		return nil
	}
	const words, scaled, more, twoScales, matrix = 1, 8, 32, 64, 128
	var out []int
	for at := 10; ; {
		flags := u16(outline, at)
		out = append(out, u16(outline, at+2))
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scaled != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			return out
		}
	}
}

// subset is the font with some runes and the outlines of their glyphs only. Glyphs keep their numbers; those after the last one used are gone.
func (f *font) subset(used map[rune]uint16) []byte {
	keep := map[int]bool{0: true}
	var add func(g int)
	add = func(g int) {
		if !keep[g] && g < f.count {
			keep[g] = true
			for _, p := range parts(f.outline(g)) {
				add(p)
			}
		}
	}
	for _, g := range used {
		add(int(g))
	}
	n := slices.Max(slices.Collect(maps.Keys(keep))) + 1
	loca, hmtx := make([]byte, 4*(n+1)), make([]byte, 4*n)
	var glyf []byte
	for g := range n {
		binary.BigEndian.PutUint32(loca[4*g:], uint32(len(glyf)))
		if !keep[g] {
			continue
		}
		glyf = append(glyf, f.outline(g)...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		all := f.table["hmtx"]
		copy(hmtx[4*g:], all[4*min(g, f.long-1):4*min(g, f.long-1)+2])
		side := 4*g + 2
		if g >= f.long {
			side = 4*f.long + 2*(g-f.long)
		}
		copy(hmtx[4*g+2:], all[side:side+2])
	}
	binary.BigEndian.PutUint32(loca[4*n:], uint32(len(glyf)))
	head, hhea, maxp := bytes.Clone(f.table["head"]), bytes.Clone(f.table["hhea"]), bytes.Clone(f.table["maxp"])
	binary.BigEndian.PutUint16(head[50:], 1) // long places
	binary.BigEndian.PutUint16(hhea[34:], uint16(n))
	binary.BigEndian.PutUint16(maxp[4:], uint16(n))
	return packed(map[string][]byte{"OS/2": f.table["OS/2"], "cmap": charMap(used), "cvt ": f.table["cvt "], "fpgm": f.table["fpgm"], "glyf": glyf, "head": head, "hhea": hhea,
		"hmtx": hmtx, "loca": loca, "maxp": maxp, "name": f.table["name"], "post": f.table["post"], "prep": f.table["prep"]})
}

// packed writes tables as a TrueType file, without those that are empty.
func packed(tables map[string][]byte) []byte {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(tables)), func(n string) bool { return len(tables[n]) == 0 })
	n := len(names)
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	out := make([]byte, 12+16*n)
	binary.BigEndian.PutUint32(out, 0x00010000)
	for i, v := range []int{n, power * 16, log, n*16 - power*16} {
		binary.BigEndian.PutUint16(out[4+2*i:], uint16(v))
	}
	headAt := 0
	for i, name := range names {
		data := tables[name]
		if name == "head" {
			headAt = len(out)
			binary.BigEndian.PutUint32(data[8:], 0)
		}
		entry := out[12+16*i:]
		copy(entry, name)
		binary.BigEndian.PutUint32(entry[4:], checksum(data))
		binary.BigEndian.PutUint32(entry[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(entry[12:], uint32(len(data)))
		out = append(out, data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum is the sum of the file's words.
func checksum(b []byte) uint32 {
	sum := uint32(0)
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
