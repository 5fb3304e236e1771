package synthesis

import (
	"slices"

	"throughline/synthesis/vector"
)

// CodeBytes is the length of the code of a place: a bit a dimension and how it was placed. Scanning a million of them takes some two
// milliseconds, where the places themselves would take thirty times the memory; the nearest are compared exactly afterwards.
const CodeBytes = 13

// WriteCode writes the code of a place, all zeros for a text placed Nowhere: the signs of its numbers (Charikar 2002, "Similarity estimation
// techniques from rounding algorithms").
func WriteCode(dst []byte, place []float32, how Script) {
	clear(dst[:CodeBytes])
	if how == Nowhere {
		return
	}
	for d, v := range place[:MeaningDims] {
		if v >= 0 {
			dst[d/8] |= 1 << (d % 8)
		}
	}
	dst[CodeBytes-1] |= byte(how) << 4
}

// Lanes are codes as they are scanned, vector.LaneRows of them side by side. A row without a code is all zeros.
type Lanes []byte

// NewLanes returns the codes of rows, one after another, as lanes.
func NewLanes(codes []byte) Lanes {
	rows := len(codes) / CodeBytes
	l := make(Lanes, (rows+vector.LaneRows-1)/vector.LaneRows*vector.LaneRows*CodeBytes)
	for r := range rows {
		l.Put(r, codes[r*CodeBytes:])
	}
	return l
}

// Put replaces the code of a row, counted from 0.
func (l Lanes) Put(row int, code []byte) {
	at := row/vector.LaneRows*vector.LaneRows*CodeBytes + row%vector.LaneRows
	for b, v := range code[:CodeBytes] {
		l[at+b*vector.LaneRows] = v
	}
}

// Clear takes the code of a row away.
func (l Lanes) Clear(row int) {
	var none [CodeBytes]byte
	l.Put(row, none[:])
}

// how is how a row was placed.
func (l Lanes) how(row int) Script {
	return Script(l[(row/vector.LaneRows*CodeBytes+CodeBytes-1)*vector.LaneRows+row%vector.LaneRows] >> 4)
}

// Count returns how many rows have a code, and how many of these were placed by letters.
func (l Lanes) Count() (placed, byLetters int) {
	for r := range len(l) / CodeBytes {
		switch l.how(r) {
		case ByLetters:
			byLetters++
			placed++
		case ByWords:
			placed++
		}
	}
	return placed, byLetters
}

// Probe compares a place with codes.
type Probe struct {
	how    Script
	tables vector.Lookup
	base   float32 // the likeness of a sum of 0
	step   float32 // what one more in the sum adds to it
}

// finest is the greatest number a half byte adds to a sum; likenesses are told apart by a 255th of what the widest half byte can add.
const finest = 255

// NewProbe makes a probe of a place. The likeness to a code is the inner product with its signs, in steps.
func NewProbe(place []float32, how Script) *Probe {
	p := &Probe{how: how, tables: make(vector.Lookup, 2*CodeBytes)}
	var parts [2 * CodeBytes][16]float32
	var widest float32
	for h := range parts {
		for v := range 16 {
			for bit := range 4 {
				switch d := 4*h + bit; {
				case d >= MeaningDims:
				case v>>bit&1 == 1:
					parts[h][v] += place[d]
				default:
					parts[h][v] -= place[d]
				}
			}
		}
		least := slices.Min(parts[h][:])
		p.base += least
		widest = max(widest, slices.Max(parts[h][:])-least)
	}
	p.step = widest / finest
	for h := range parts {
		least := slices.Min(parts[h][:])
		for v := range 16 {
			if p.step > 0 {
				p.tables[h][v] = uint8(min(finest, (parts[h][v]-least)/p.step+0.5))
			}
		}
	}
	p.tables[2*CodeBytes-1][how] = finest // so that hardly a row placed in another way comes among the best
	p.base -= finest * p.step
	return p
}

// NearRow is a row and its likeness by code.
type NearRow struct {
	Row   int64
	Score float32
}

// Nearest gathers the rows most like a probe, as they are scanned.
type Nearest struct {
	p    *Probe
	n    int
	kept []uint64 // the best so far and others, see keptRow; cut to the best n when there are twice as many
	sure uint64   // what is not above it is not among the best n
	sums []uint16
}

// keptRow is a sum and a row in one number, greater for better: of equals the first row. Rows are below 2^48.
func keptRow(sum uint16, row int64) uint64 { return uint64(sum)<<48 | (rowMask - uint64(row)) }

const rowMask = 1<<48 - 1

// Nearest returns room for the n rows most like the probe.
func (p *Probe) Nearest(n int) *Nearest { return &Nearest{p: p, n: n, kept: make([]uint64, 0, 2*n)} }

// Scan compares the codes of rows from first on and keeps the nearest; the first rows of equals.
func (b *Nearest) Scan(first int64, codes Lanes) {
	if b.n == 0 {
		return
	}
	rows := len(codes) / CodeBytes
	b.sums = slices.Grow(b.sums[:0], rows)[:rows]
	b.p.tables.Sum(b.sums, codes)
	floor := uint16(b.sure >> 48)
	for r, s := range b.sums {
		if s < floor || codes.how(r) != b.p.how {
			continue
		}
		k := keptRow(s, first+int64(r))
		if k <= b.sure {
			continue
		}
		if b.keep(k); len(b.kept) == cap(b.kept) {
			b.cut()
			floor = uint16(b.sure >> 48)
		}
	}
}

func (b *Nearest) keep(k uint64) { b.kept = append(b.kept, k) }

// cut leaves the best n.
func (b *Nearest) cut() {
	if len(b.kept) <= b.n {
		return
	}
	greatest(b.kept, b.n)
	b.kept = b.kept[:b.n]
	b.sure = slices.Min(b.kept)
}

// greatest brings the n greatest of x to its front, in no order; 0 < n < len(x) (Hoare 1961, "Algorithm 65: find").
func greatest(x []uint64, n int) {
	lo, hi := 0, len(x)-1
	for lo < hi {
		pivot := x[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for x[i] > pivot {
				i++
			}
			for x[j] < pivot {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case n-1 <= j:
			hi = j
		case n-1 >= i:
			lo = i
		default:
			return
		}
	}
}

// Rows returns the rows kept, the nearest first, the first of equals.
func (b *Nearest) Rows() []NearRow {
	b.cut()
	slices.SortFunc(b.kept, func(x, y uint64) int {
		if x > y {
			return -1
		}
		return 1
	})
	out := make([]NearRow, len(b.kept))
	for i, k := range b.kept {
		out[i] = NearRow{int64(rowMask - k&rowMask), b.p.base + b.p.step*float32(k>>48)}
	}
	return out
}

// Merge adds the rows another part of the scan kept, by the same probe.
func (b *Nearest) Merge(o *Nearest) {
	for _, k := range o.kept {
		if k > b.sure && b.n > 0 {
			if b.keep(k); len(b.kept) == cap(b.kept) {
				b.cut()
			}
		}
	}
}
