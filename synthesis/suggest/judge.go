package suggest

import "slices"

// Record says how a tag's suggestions fared on examples held out: by machines that had not seen them.
type Record struct {
	Offered  int // passages for which the tag would have been suggested first, with the least score asked for or more
	Right    int // of these, the ones that carry it
	Carriers int // passages held out that carry the tag
	Passages int // passages held out of which it is known whether they carry it
}

// HeldOut judges the suggestions of a tag of at least a score, 0 to 1. Nothing is known, and the record empty, with fewer than six
// examples in all. Passages that Train was not given, such as most of those without any tag, are not among the ones held out.
func (m *Model) HeldOut(tag string, least float64) (r Record) {
	if m.held == nil || len(m.held.parts) == 0 {
		return r
	}
	s, p := m.held.set, m.held.parts[0]
	at, ok := slices.BinarySearch(s.names, tag)
	if !ok {
		return r
	}
	t := int32(at)
	for n, i := range p.rows {
		if !s.speaks(i, t) {
			continue
		}
		carries := s.carries(i, t)
		r.Passages++
		if carries {
			r.Carriers++
		}
		hits := s.specific(m.sure.rank(s, p.margins.Row(n)))
		if hits[0].tag == t && hits[0].score >= least {
			r.Offered++
			if carries {
				r.Right++
			}
		}
	}
	return r
}
