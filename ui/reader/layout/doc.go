// Package layout breaks a transcript into lines and finds places in it: which byte is where on the page, and which
// byte lies under a point. It also gives findings their lanes in the margin.
//
// It knows widths only through a Measurer, so it needs no screen. All offsets are bytes of the transcript's text, as
// in app.Span; x and y are px at scale 1 from the top left of the text column. Words are measured once; lines are
// broken by adding up, so that a new width costs less than a millisecond. Turns nobody has looked at yet are measured
// in slices and have an estimated height meanwhile.
//
// Nothing here is safe for concurrent use.
package layout

import (
	"math"
	"sort"

	"throughline/app"
)

// Metrics are the sizes of a page, in px.
type Metrics struct {
	Width   float32 // of the text column
	Line    float32 // height of a line
	Gap     float32 // below a turn
	MinTurn float32 // least height of a turn's lines: room for name and time beside it
	Top     float32 // above the first turn
	Bottom  float32 // below the last
}

// Doc is a transcript set in lines.
type Doc struct {
	text   string
	turns  []turn
	w      *Widths
	met    Metrics
	blocks []block
	tops   []float64 // y of each block and of the end; wrong from dirty on
	dirty  int
	avg    float32 // px per byte, for estimates
	next   int     // where Measure goes on, -1 before it began
	left   int     // blocks not measured yet
	layOut int     // times lines changed, see Version
}

type turn struct{ start, end int }

// New prepares t for a page of the given metrics. It measures nothing yet. A text without turns is one turn; turns
// that do not fit the text are cut to it.
func New(t *app.Transcript, w *Widths, m Metrics) *Doc {
	d := &Doc{text: t.Text, w: w, met: m, avg: w.Of("estimate") / 8, next: -1}
	end := 0
	for _, u := range t.Turns {
		v := turn{min(max(u.Start, end), len(t.Text)), min(max(u.End, end), len(t.Text))}
		end = max(v.start, v.end)
		d.turns = append(d.turns, turn{v.start, end})
	}
	if len(d.turns) == 0 {
		d.turns = []turn{{0, len(t.Text)}}
	}
	d.blocks = blocksOf(d.text, d.turns)
	d.left = len(d.blocks)
	d.tops = make([]float64, len(d.blocks)+1)
	return d
}

// Text is the text that is laid out.
func (d *Doc) Text() string { return d.text }

// Metrics are the sizes the page is laid out with.
func (d *Doc) Metrics() Metrics { return d.met }

// Turns is the number of turns, at least 1.
func (d *Doc) Turns() int { return len(d.turns) }

// Turn returns the bytes of turn i.
func (d *Doc) Turn(i int) app.Span { return app.Span{Start: d.turns[i].start, End: d.turns[i].end} }

// Version changes whenever lines change, so that what is computed from lines knows when to be computed again.
func (d *Doc) Version() int { return d.layOut }

// Relayout sets the page anew for other metrics. Turns measured before are broken at once (60,000 words: under a
// millisecond); keep the reader's place by the first byte of a row and YOf.
func (d *Doc) Relayout(m Metrics) {
	if m == d.met {
		return
	}
	rebreak := m.Width != d.met.Width
	d.met = m
	if rebreak {
		for i := range d.blocks {
			if b := &d.blocks[i]; b.measured {
				b.lay(d.text, d.w, m.Width)
			}
		}
	}
	d.dirty = 0
	d.layOut++
}

// Height is the height of the page, in part estimated until Done.
func (d *Doc) Height() float32 {
	d.settle()
	return float32(d.tops[len(d.blocks)]) + d.met.Bottom
}

// Done reports whether every turn is measured.
func (d *Doc) Done() bool { return d.left == 0 }

// Ensure measures what lies between top and bottom, so that Rows is exact there. Where it moves the text, it returns by
// how much the byte keep went down: scroll by that and the reader sees it stand still.
func (d *Doc) Ensure(top, bottom float32, keep int) float32 {
	d.settle()
	i := d.blockAtY(top)
	before, changed := d.lineTop(keep), false
	for y := d.tops[i]; i < len(d.blocks) && y < float64(bottom); i++ {
		if b := &d.blocks[i]; !b.measured {
			d.finish(i, nil)
			changed = true
		}
		y += d.blockHeight(i)
	}
	if !changed {
		return 0
	}
	return float32(d.lineTop(keep) - before)
}

// Measure goes on measuring turns after byte near, then those before it, until stop says so. It returns how far down
// the byte keep moved. Call it in slices until Done.
func (d *Doc) Measure(near, keep int, stop func() bool) float32 {
	if d.left == 0 {
		return 0
	}
	before := d.lineTop(keep)
	if d.next < 0 {
		d.next = d.blockAt(near, false)
	}
	for n := 0; n <= len(d.blocks) && d.left > 0; n++ {
		if b := &d.blocks[d.next]; !b.measured && !d.finish(d.next, stop) {
			break
		}
		d.next = (d.next + 1) % len(d.blocks)
	}
	d.estimate()
	return float32(d.lineTop(keep) - before)
}

// finish measures block i and breaks its lines; false when stop interrupted it.
func (d *Doc) finish(i int, stop func() bool) bool {
	b := &d.blocks[i]
	if !b.measure(d.text, d.w, stop) {
		return false
	}
	b.lay(d.text, d.w, d.met.Width)
	d.left--
	d.dirty = min(d.dirty, i)
	d.layOut++
	return true
}

// estimate learns the mean width of a byte from what is measured.
func (d *Doc) estimate() {
	var px float64
	n := 0
	for i := range d.blocks {
		for _, l := range d.blocks[i].lines {
			px += float64(l.w)
			n += int(l.trim - l.start)
		}
		if n > 1<<16 {
			break
		}
	}
	if n > 256 {
		d.avg = float32(px / float64(n))
		d.dirty = 0
	}
}

// blockHeight is the height of block i with the gap below its turn, estimated while it is not measured.
func (d *Doc) blockHeight(i int) float64 {
	b := &d.blocks[i]
	h := float64(d.lineCount(b)) * float64(d.met.Line)
	if !b.last {
		return h
	}
	sum := h
	for j := i - 1; j >= 0 && !d.blocks[j+1].first; j-- {
		sum += float64(d.lineCount(&d.blocks[j])) * float64(d.met.Line)
	}
	return h + max(0, float64(d.met.MinTurn)-sum) + float64(d.met.Gap)
}

func (d *Doc) lineCount(b *block) int {
	if b.measured {
		return len(b.lines)
	}
	px := float64(b.end-b.start) * float64(d.avg) * 1.04 // 4 %: what ragged line ends leave empty at 75 characters
	return max(1, int(math.Ceil(px/float64(max(1, d.met.Width)))))
}

// settle brings tops up to date.
func (d *Doc) settle() {
	if d.dirty >= len(d.blocks) {
		return
	}
	// The gap of a turn hangs on its last block and counts the lines of all, so start at the block itself.
	y := float64(d.met.Top)
	if d.dirty > 0 {
		y = d.tops[d.dirty]
	}
	for i := d.dirty; i < len(d.blocks); i++ {
		d.tops[i] = y
		y += d.blockHeight(i)
	}
	d.tops[len(d.blocks)] = y
	d.dirty = len(d.blocks)
}

// blockAtY returns the block at height y; the first above the page, the last below.
func (d *Doc) blockAtY(y float32) int {
	d.settle()
	i := sort.Search(len(d.blocks), func(i int) bool { return d.tops[i+1] > float64(y) })
	return min(i, len(d.blocks)-1)
}

// blockAt returns the block that holds byte at. Where one ends and another begins it is the later, or the earlier with
// up. A byte between turns belongs to the turn before it.
func (d *Doc) blockAt(at int, up bool) int {
	i := sort.Search(len(d.blocks), func(i int) bool { return int(d.blocks[i].start) > at }) - 1
	i = max(i, 0)
	if up && i > 0 && int(d.blocks[i].start) == at && int(d.blocks[i-1].end) == at {
		i--
	}
	return i
}
