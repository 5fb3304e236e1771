package layout

import (
	"sort"

	"github.com/rivo/uniseg"

	"throughline/app"
)

// Row is one line as it stands on the page.
type Row struct {
	app.Span         // bytes of the line; the lines of a turn tile it
	Trim     int     // end of what is drawn: the white space after it is not
	Turn     int     // index of its turn
	Y        float32 // top
	Width    float32 // of what is drawn
	First    bool    // of its turn
	Last     bool    // of its turn
	RTL      bool    // holds right-to-left text: places inside are approximate
	block    int
	line     int
}

// Rows appends to dst the lines that show between top and bottom, from above. Call Ensure first.
func (d *Doc) Rows(top, bottom float32, dst []Row) []Row {
	i := d.blockAtY(top)
	for ; i < len(d.blocks) && d.tops[i] < float64(bottom); i++ {
		b := &d.blocks[i]
		k := max(0, int((float64(top)-d.tops[i])/float64(d.met.Line)))
		for ; k < len(b.lines); k++ {
			r := d.row(i, k)
			if r.Y >= bottom {
				return dst
			}
			dst = append(dst, r)
		}
	}
	return dst
}

func (d *Doc) row(i, k int) Row {
	b := &d.blocks[i]
	l := b.lines[k]
	return Row{
		Span: app.Span{Start: int(l.start), End: int(l.end)}, Trim: int(l.trim), Turn: int(b.turn), Width: l.w,
		Y:     float32(d.tops[i] + float64(k)*float64(d.met.Line)),
		First: b.first && k == 0, Last: b.last && k == len(b.lines)-1,
		RTL: b.rtl && hasRTL(d.text[l.start:l.trim]), block: i, line: k,
	}
}

// RowOf returns the line that holds byte at, measuring its turn if need be. Where one line ends and the next begins it
// is the next, or the one that ends with up.
func (d *Doc) RowOf(at int, up bool) Row {
	i := d.blockAt(at, up)
	d.need(i)
	return d.row(i, d.blocks[i].lineAt(at, up))
}

// lineAt is the index of the line of a measured block that holds byte at.
func (b *block) lineAt(at int, up bool) int {
	k := max(0, sort.Search(len(b.lines), func(k int) bool { return int(b.lines[k].start) > at })-1)
	if up && k > 0 && int(b.lines[k].start) == at {
		k--
	}
	return k
}

// X is how far from the left edge of the text byte at of row r stands. Bytes outside the row stand at its ends. In a
// row with right-to-left text it counts from the right end.
func (d *Doc) X(r Row, at int) float32 {
	x := d.advance(r, min(max(at, r.Start), r.End))
	if r.RTL {
		return max(0, r.Width-x)
	}
	return x
}

// advance is the width of row r before byte at.
func (d *Doc) advance(r Row, at int) float32 {
	b := &d.blocks[r.block]
	l := b.lines[r.line]
	x, pos := float32(0), int(l.start)
	for i := int(l.atom); i < len(b.atoms) && pos < at; i++ {
		a := b.atoms[i]
		whole := i > int(l.atom) || b.atomStart(i) == pos
		if int(a.end) > at || !whole {
			end := min(int(a.end), at)
			x += d.w.piece(d.text[pos:end])
			pos = end
			continue
		}
		x += a.w
		pos = int(a.end)
	}
	return x
}

func (b *block) atomStart(i int) int {
	if i == 0 {
		return int(b.start)
	}
	return int(b.atoms[i-1].end)
}

// Cover returns the part of row r that the span s covers, as x from and to; ok is false when it covers nothing that is
// drawn. A row with right-to-left text is covered whole.
func (d *Doc) Cover(r Row, s app.Span) (x0, x1 float32, ok bool) {
	from, to := max(s.Start, r.Start), min(s.End, r.Trim)
	if from >= to {
		return 0, 0, false
	}
	if r.RTL {
		return 0, r.Width, true
	}
	x0 = d.advance(r, from)
	if to == r.Trim {
		return x0, r.Width, true
	}
	return x0, d.advance(r, to), true
}

// Hit returns the grapheme boundary nearest to a point of the page, and whether it is the end of its line rather than
// the start of the next.
func (d *Doc) Hit(x, y float32) (at int, up bool) {
	i := d.blockAtY(y)
	d.need(i)
	k := int((float64(y) - d.tops[i]) / float64(d.met.Line))
	k = min(max(k, 0), len(d.blocks[i].lines)-1)
	return d.HitRow(d.row(i, k), x)
}

// HitRow is Hit inside one row.
func (d *Doc) HitRow(r Row, x float32) (at int, up bool) {
	if r.RTL {
		x = r.Width - x
	}
	b := &d.blocks[r.block]
	l := b.lines[r.line]
	pos, left := int(l.start), float32(0)
	for i := int(l.atom); i < len(b.atoms) && pos < int(l.end); i++ {
		end := min(int(b.atoms[i].end), int(l.end))
		w := b.atoms[i].w
		if b.atomStart(i) != pos || end != int(b.atoms[i].end) {
			w = d.w.piece(d.text[pos:end])
		}
		if left+w > x || end == int(l.end) {
			at = d.nearest(pos, end, x-left)
			break
		}
		left += w
		pos = end
	}
	if at < pos {
		at = pos
	}
	if at < r.End {
		return at, false
	}
	if !r.Last && r.Trim < r.End { // the end of the row shows at the start of the next: stay before the white space
		return d.prevCluster(r.Start, r.End), false
	}
	return at, !r.Last
}

// nearest is the grapheme boundary of text[pos:end] whose x, counted from pos, is nearest to x.
func (d *Doc) nearest(pos, end int, x float32) int {
	var cuts []int
	state := -1
	for at := pos; at < end; {
		c, _, _, next := uniseg.FirstGraphemeClusterInString(d.text[at:end], state)
		cuts = append(cuts, at)
		at, state = at+len(c), next
	}
	cuts = append(cuts, end)
	width := func(i int) float32 { return d.w.piece(d.text[pos:cuts[i]]) }
	i := sort.Search(len(cuts), func(i int) bool { return width(i) >= x })
	if i == len(cuts) {
		i = len(cuts) - 1
	}
	if i > 0 && x-width(i-1) < width(i)-x {
		i--
	}
	return cuts[i]
}

// YOf is the height of the line that holds byte at, estimated while its turn is not measured.
func (d *Doc) YOf(at int) float32 { return float32(d.lineTop(at)) }

func (d *Doc) lineTop(at int) float64 {
	d.settle()
	i := d.blockAt(at, false)
	b := &d.blocks[i]
	if b.measured {
		return d.tops[i] + float64(b.lineAt(at, false))*float64(d.met.Line)
	}
	part := float64(min(max(at, int(b.start)), int(b.end))-int(b.start)) / float64(max(1, b.end-b.start))
	return d.tops[i] + float64(int(part*float64(d.lineCount(b))))*float64(d.met.Line)
}

// WholeLines widens s to the lines it touches, so that two findings on one line count as side by side. Where the text is
// not measured yet it stays as it is.
func (d *Doc) WholeLines(s app.Span) app.Span {
	if b := &d.blocks[d.blockAt(s.Start, false)]; b.measured {
		s.Start = min(s.Start, int(b.lines[b.lineAt(s.Start, false)].start))
	}
	if b := &d.blocks[d.blockAt(s.End, true)]; b.measured {
		s.End = max(s.End, int(b.lines[b.lineAt(s.End, true)].end))
	}
	return s
}

// Reach returns the top of the first line that s touches and the bottom of the last.
func (d *Doc) Reach(s app.Span) (top, bottom float32) {
	d.settle()
	y := d.lineTop(s.Start)
	end := d.blockAt(s.End, true)
	b := &d.blocks[end]
	if !b.measured {
		return float32(y), float32(max(y, d.lineTop(s.End))) + d.met.Line
	}
	bottom = float32(d.tops[end] + float64(b.lineAt(s.End, true)+1)*float64(d.met.Line))
	return float32(y), max(bottom, float32(y)+d.met.Line)
}

// Below returns the row under r; false at the end of the page.
func (d *Doc) Below(r Row) (Row, bool) {
	if r.line+1 < len(d.blocks[r.block].lines) {
		return d.row(r.block, r.line+1), true
	}
	if r.block+1 == len(d.blocks) {
		return r, false
	}
	d.need(r.block + 1)
	return d.row(r.block+1, 0), true
}

// Above returns the row over r; false at the top of the page.
func (d *Doc) Above(r Row) (Row, bool) {
	if r.line > 0 {
		return d.row(r.block, r.line-1), true
	}
	if r.block == 0 {
		return r, false
	}
	d.need(r.block - 1)
	return d.row(r.block-1, len(d.blocks[r.block-1].lines)-1), true
}

// need measures block i if that was not done yet.
func (d *Doc) need(i int) {
	if !d.blocks[i].measured {
		d.finish(i, nil)
	}
	d.settle()
}
