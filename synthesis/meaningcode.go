package synthesis

import (
	"math"
	"slices"

	"throughline/synthesis/vector"
)

// CodeBytes is the length of the code of a place: two bits a dimension, then how it was placed and how much it has in common with its code.
// Scanning a million of them takes some five milliseconds, where the places themselves would take fifteen times the memory; the nearest are
// compared exactly afterwards.
const CodeBytes = 26

const dimBits = 2

// The number that each value of two bits stands for, and from where on a number is a large one: the best four values for a normal distribution
// (Max 1960, "Quantizing for minimum distortion", table I) of the spread that numbers of a place have, a tenth, because their squares sum to one.
const (
	smallValue = 0.04528
	largeValue = 0.1510
	large      = 0.09816
)

var codeValues = [1 << dimBits]float32{-smallValue, -largeValue, smallValue, largeValue}

// What a place has in common with its code, their inner product, is kept in 64 steps of a fiftieth. Likenesses to the code are divided by it,
// so that they are neither too small nor too great on the whole (Gao and Long 2024, "RaBitQ"): of a million findings the ten nearest are then
// among the first hundred codes in 94 cases of 100, without it among the first 500.
const (
	leastShare = 0.42
	shareStep  = 1.02
	shares     = 64
)

// shareOf is the inner product that a step stands for.
func shareOf(step int) float64 { return leastShare * math.Pow(shareStep, float64(step)) }

// WriteCode writes the code of a place, all zeros for a text placed Nowhere.
func WriteCode(dst []byte, place []float32, how Script) {
	clear(dst[:CodeBytes])
	if how == Nowhere {
		return
	}
	var share float64
	for d, v := range place[:MeaningDims] {
		bits := 0
		if v >= 0 {
			bits = 2
		}
		if v >= large || v <= -large {
			bits++
		}
		dst[d/4] |= byte(bits << (d % 4 * dimBits))
		share += float64(v * codeValues[bits])
	}
	step := 0
	if share > leastShare {
		step = min(shares-1, int(math.Log(share/leastShare)/math.Log(shareStep)+0.5))
	}
	dst[CodeBytes-1] = byte(how)<<6 | byte(step)
}

// HasCode reports whether a code is that of a place, not zeros.
func HasCode(code []byte) bool { return code[CodeBytes-1] != 0 }

// Lanes are codes as they are scanned, vector.LaneRows of them side by side. A row without a code is all zeros.
type Lanes []byte

// NewLanes returns the codes of rows, one after another, as lanes. The last ones have no code where rows do not fill their block.
func NewLanes(codes []byte) Lanes {
	rows := len(codes) / CodeBytes
	l := make(Lanes, (rows+vector.LaneRows-1)/vector.LaneRows*vector.LaneRows*CodeBytes)
	for r := range rows {
		for b, v := range codes[r*CodeBytes : (r+1)*CodeBytes] {
			l[l.at(r, b)] = v
		}
	}
	return l
}

// at is where a byte of a row's code stands.
func (l Lanes) at(row, b int) int {
	return (row/vector.LaneRows*CodeBytes+b)*vector.LaneRows + row%vector.LaneRows
}

// Read writes the code of a row, counted from 0, into dst, which has CodeBytes bytes.
func (l Lanes) Read(dst []byte, row int) {
	for b := range CodeBytes {
		dst[b] = l[l.at(row, b)]
	}
}

// how is how a row was placed.
func (l Lanes) how(row int) Script {
	return Script(l[l.at(row, CodeBytes-1)] >> 6)
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
	tables vector.Lookup
	// By the last byte of a code: likeness times likeSteps is shift plus scale times the sum. Both are 0 for codes of places that were not placed
	// in the way of the probe.
	shift, scale [256]float32
}

// finest is the greatest number a half byte adds to a sum; likenesses are told apart by a 255th of what the widest half byte can add.
const finest = 255

// Likenesses are kept as whole numbers from 1 on, in steps that go far below what a code tells, from -farthest on.
const (
	farthest  = 2
	likeSteps = 1 << 14
)

// NewProbe makes a probe of a place. The likeness to a code is the inner product with its values, divided by what the coded place has in
// common with them, in steps.
func NewProbe(place []float32, how Script) *Probe {
	p := &Probe{tables: make(vector.Lookup, 2*CodeBytes)}
	var parts [MeaningDims / 2][16]float32
	var base, widest float32
	for h := range parts {
		for v := range 16 {
			parts[h][v] = place[2*h]*codeValues[v&3] + place[2*h+1]*codeValues[v>>dimBits]
		}
		least := slices.Min(parts[h][:])
		base += least
		widest = max(widest, slices.Max(parts[h][:])-least)
	}
	step := widest / finest
	for h := range parts {
		least := slices.Min(parts[h][:])
		for v := range 16 {
			if step > 0 {
				p.tables[h][v] = uint8(min(finest, (parts[h][v]-least)/step+0.5))
			}
		}
	}
	for i := range shares {
		share, last := float32(shareOf(i)), int(how)<<6|i
		p.shift[last], p.scale[last] = (base/share+farthest)*likeSteps, step/share*likeSteps
	}
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

// keptRow is a likeness and a row in one number, greater for better: of equals the first row. Rows are below 2^48.
func keptRow(like uint16, row int64) uint64 { return uint64(like)<<48 | (rowMask - uint64(row)) }

const rowMask = 1<<48 - 1

// Nearest returns room for the n rows most like the probe.
func (p *Probe) Nearest(n int) *Nearest { return &Nearest{p: p, n: n, kept: make([]uint64, 0, 2*n)} }

// Scan compares codes and keeps the nearest; the first rows of equals. rows tell which row has the code beside it, counted from first; nil means that they stand
// in their order.
func (b *Nearest) Scan(first int64, rows []uint8, codes Lanes) {
	if b.n == 0 {
		return
	}
	n := len(codes) / CodeBytes
	b.sums = slices.Grow(b.sums[:0], n)[:n]
	b.p.tables.Sum(b.sums, codes)
	floor := b.floor()
	for block := 0; block < n; block += vector.LaneRows {
		sums := (*[vector.LaneRows]uint16)(b.sums[block:])
		for i, last := range (*[vector.LaneRows]byte)(codes[(block+vector.LaneRows)*CodeBytes-vector.LaneRows:]) {
			like := b.p.shift[last] + b.p.scale[last]*float32(sums[i])
			if like < floor {
				continue
			}
			row := block + i
			if rows != nil {
				row = int(rows[row])
			}
			k := keptRow(uint16(min(like, math.MaxUint16)), first+int64(row))
			if k <= b.sure {
				continue
			}
			if b.keep(k); len(b.kept) == cap(b.kept) {
				b.cut()
				floor = b.floor()
			}
		}
	}
}

// floor is the least likeness, in steps, of what may be among the best: at least 1, which no row without a code has.
func (b *Nearest) floor() float32 { return float32(max(1, b.sure>>48)) }

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
		out[i] = NearRow{int64(rowMask - k&rowMask), float32(k>>48)/likeSteps - farthest}
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
