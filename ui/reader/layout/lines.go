package layout

import "github.com/rivo/uniseg"

// line is one laid-out line of a block: bytes [start, end), drawn up to trim. atom is the index of the atom that holds
// start, which begins before the line where a giant word was cut.
type line struct {
	start, end, trim int32
	atom             int32
	w                float32 // up to trim
}

// breaker fills lines for one block and one width.
type breaker struct {
	text  string
	w     *Widths
	width float32
	lines []line
	cur   line
	x     float32 // where the next atom begins
	empty bool    // nothing on the current line yet
}

// lay breaks a measured block into lines no wider than width. It only adds up widths.
func (b *block) lay(text string, w *Widths, width float32) {
	k := breaker{text: text, w: w, width: width, lines: b.lines[:0], cur: line{start: b.start, trim: b.start}, empty: true}
	start := b.start
	for i, a := range b.atoms {
		if !k.empty && k.x+a.trimW > width {
			k.cut(start, int32(i))
		}
		if a.trimW > width {
			k.cutWord(int32(i), a)
		} else {
			if a.trim > start {
				k.cur.trim, k.cur.w = a.trim, k.x+a.trimW
			}
			k.x += a.w
		}
		k.empty = false
		start = a.end
	}
	k.cut(b.end, 0)
	b.lines = k.lines
}

// cut ends the current line before byte at and begins the next with the given atom.
func (k *breaker) cut(at, atom int32) {
	k.cur.end = at
	k.lines = append(k.lines, k.cur)
	k.cur = line{start: at, trim: at, atom: atom}
	k.x, k.empty = 0, true
}

// cutWord sets a word that is wider than a line, breaking it between grapheme clusters. It adds the widths of the
// clusters: kerning makes the sum a little too wide, so a cut line does not stick out.
func (k *breaker) cutWord(i int32, a atom) {
	state := -1
	for at := k.cur.start; at < a.trim; {
		c, _, _, next := uniseg.FirstGraphemeClusterInString(k.text[at:a.trim], state)
		w := k.w.Of(c)
		if k.x+w > k.width && at > k.cur.start {
			k.cur.trim, k.cur.w = at, k.w.Of(k.text[k.cur.start:at])
			k.cut(at, i)
		}
		k.x += w
		at, state = at+int32(len(c)), next
	}
	k.cur.trim, k.cur.w = a.trim, k.w.Of(k.text[k.cur.start:a.trim])
	k.x = k.cur.w + a.w - a.trimW
}
