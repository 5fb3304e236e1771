package synthesis

import (
	"cmp"
	"slices"
)

// CodeBytes is the length of the code of a place: a bit a dimension and how it was placed. Scanning a million of them takes about ten
// milliseconds, where the places themselves would take a hundred times the memory; the nearest are compared exactly afterwards.
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

// Probe compares a place with codes.
type Probe struct {
	how    byte
	tables [CodeBytes][256]float32 // of each byte, what it adds to the likeness
}

// NewProbe makes a probe of a place. The likeness to a code is the inner product with its signs.
func NewProbe(place []float32, how Script) *Probe {
	p := &Probe{how: byte(how)}
	for b := range CodeBytes {
		for v := range 256 {
			var sum float32
			for bit := range 8 {
				d := 8*b + bit
				switch {
				case d >= MeaningDims:
				case v>>bit&1 == 1:
					sum += place[d]
				default:
					sum -= place[d]
				}
			}
			p.tables[b][v] = sum
		}
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
	n    int
	best []NearRow // a heap, the least first
}

// NewNearest returns room for n rows.
func NewNearest(n int) *Nearest { return &Nearest{n: n, best: make([]NearRow, 0, n)} }

// Scan compares the codes of rows from first on, one after another, and keeps the nearest; the first rows of equals.
func (b *Nearest) Scan(p *Probe, first int64, codes []byte) {
	t := &p.tables
	for i := 0; i+CodeBytes <= len(codes); i += CodeBytes {
		c := (*[CodeBytes]byte)(codes[i:])
		if c[12]>>4 != p.how {
			continue
		}
		s := t[0][c[0]] + t[1][c[1]] + t[2][c[2]] + t[3][c[3]] + t[4][c[4]] + t[5][c[5]] + t[6][c[6]] + t[7][c[7]] +
			t[8][c[8]] + t[9][c[9]] + t[10][c[10]] + t[11][c[11]] + t[12][c[12]]
		if len(b.best) == b.n && (b.n == 0 || s <= b.best[0].Score) {
			continue
		}
		b.keep(NearRow{first + int64(i/CodeBytes), s})
	}
}

func (b *Nearest) keep(r NearRow) {
	if len(b.best) < b.n {
		b.best = append(b.best, r)
		for i := len(b.best) - 1; i > 0; {
			up := (i - 1) / 2
			if !worse(b.best[i], b.best[up]) {
				return
			}
			b.best[i], b.best[up] = b.best[up], b.best[i]
			i = up
		}
		return
	}
	b.best[0] = r
	for i := 0; ; {
		least := i
		for _, k := range [2]int{2*i + 1, 2*i + 2} {
			if k < len(b.best) && worse(b.best[k], b.best[least]) {
				least = k
			}
		}
		if least == i {
			return
		}
		b.best[i], b.best[least] = b.best[least], b.best[i]
		i = least
	}
}

// worse says which of two goes first when there is no room; of equals the later row.
func worse(a, b NearRow) bool { return a.Score < b.Score || a.Score == b.Score && a.Row > b.Row }

// Rows returns the rows kept, the nearest first, the first of equals.
func (b *Nearest) Rows() []NearRow {
	out := slices.Clone(b.best)
	slices.SortFunc(out, func(a, b NearRow) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Row, b.Row)) })
	return out
}

// Merge adds the rows another part of the scan kept.
func (b *Nearest) Merge(o *Nearest) {
	for _, r := range o.Rows() {
		if len(b.best) < b.n || worse(b.best[0], r) {
			b.keep(r)
		}
	}
}
