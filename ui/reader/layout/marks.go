package layout

import (
	"cmp"
	"slices"
	"sort"

	"throughline/app"
)

// Marks is an index of spans by place. The index of a span is its index in the slice given to NewMarks.
type Marks struct {
	spans  []app.Span
	order  []int // by start, then the longer first
	maxEnd []int // of the first i+1 in order
}

// NewMarks indexes spans; empty ones are never found.
func NewMarks(spans []app.Span) *Marks {
	m := &Marks{spans: spans, order: make([]int, 0, len(spans))}
	for i, s := range spans {
		if s.Start < s.End {
			m.order = append(m.order, i)
		}
	}
	slices.SortStableFunc(m.order, func(a, b int) int { return comparePlace(spans[a], spans[b]) })
	m.maxEnd = make([]int, len(m.order))
	end := 0
	for k, i := range m.order {
		end = max(end, spans[i].End)
		m.maxEnd[k] = end
	}
	return m
}

func comparePlace(a, b app.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// Over appends to dst the indexes of the spans that share a byte with s, by place.
func (m *Marks) Over(s app.Span, dst []int) []int {
	if s.Len() <= 0 {
		return dst
	}
	k := sort.Search(len(m.order), func(k int) bool { return m.maxEnd[k] > s.Start })
	for ; k < len(m.order) && m.spans[m.order[k]].Start < s.End; k++ {
		if m.spans[m.order[k]].End > s.Start {
			dst = append(dst, m.order[k])
		}
	}
	return dst
}

// At returns the spans that hold byte at, the shortest first: what a click there may mean.
func (m *Marks) At(at int) []int {
	found := m.Over(app.Span{Start: at, End: at + 1}, nil)
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(m.spans[a].Len(), m.spans[b].Len()) })
	return found
}

// Piece is a stretch of text under the same marks.
type Piece struct {
	app.Span
	Marks []int // indexes, by place; never empty
}

// Flatten cuts s where marks begin and end, so that each piece can be tinted once however many marks lie on it. What no
// mark covers is left out; pieces come in order and do not overlap.
func (m *Marks) Flatten(s app.Span) []Piece {
	over := m.Over(s, nil)
	if len(over) == 0 {
		return nil
	}
	cuts := make([]int, 0, 2*len(over))
	for _, i := range over {
		cuts = append(cuts, max(s.Start, m.spans[i].Start), min(s.End, m.spans[i].End))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []Piece
	for k := 0; k+1 < len(cuts); k++ {
		p := Piece{Span: app.Span{Start: cuts[k], End: cuts[k+1]}}
		for _, i := range over {
			if m.spans[i].Overlaps(p.Span) {
				p.Marks = append(p.Marks, i)
			}
		}
		if len(p.Marks) > 0 {
			out = append(out, p)
		}
	}
	return out
}
