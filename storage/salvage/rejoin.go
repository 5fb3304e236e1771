package salvage

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// cutRow is a row of which an overflow page was destroyed, and with it the pointer to those after it.
type cutRow struct {
	table int
	row   Row
}

// rejoin looks for the ends of rows that were cut among the pages that belong to nobody: a chain that no page leads to and that is
// exactly as long as what is missing. Of several the nearest behind is taken, for that is how they are written. Then it gives the rows.
func (w *walker) rejoin() error {
	if len(w.cut) == 0 {
		return nil
	}
	loose := w.loose()
	for _, c := range w.cut {
		p := &c.row.payload
		room := w.usable - 4
		need := (p.size - p.cut + room - 1) / room
		near := p.pages[len(p.pages)-1]
		slices.SortFunc(loose[need], func(a, b uint32) int { return cmp.Compare(a-near, b-near) }) // wraps: what lies before comes last
		for i, head := range loose[need] {
			if row, ok := w.join(c.row, head); ok {
				c.row, loose[need] = row, slices.Delete(loose[need], i, i+1)
				break
			}
		}
		if err := w.give(c.table, c.row); err != nil {
			return err
		}
	}
	w.cut = nil
	return nil
}

// loose returns the first pages of chains that nothing leads to, by their length.
func (w *walker) loose() map[int][]uint32 {
	next, led := map[uint32]uint32{}, map[uint32]bool{}
	for n := uint32(1); n <= w.pages; n++ {
		if w.seen[n] {
			continue
		}
		b := w.read(n)
		to := binary.BigEndian.Uint32(b)
		if to > w.pages || to != 0 && w.seen[to] || zeros(b) {
			continue
		}
		next[n] = to
		led[to] = true
	}
	loose := map[int][]uint32{}
	for head := range next {
		if led[head] {
			continue
		}
		long, n := 1, next[head]
		for ; n != 0 && long <= len(next); long++ {
			to, ok := next[n]
			if !ok {
				long = -1 // it breaks off as well
				break
			}
			n = to
		}
		if long > 0 && n == 0 {
			loose[long] = append(loose[long], head)
		}
	}
	return loose
}

// join fills the cut end of a row from a chain of pages. ok is false when what comes of it is not what SQLite wrote.
func (w *walker) join(row Row, head uint32) (joined Row, ok bool) {
	p := row.payload
	p.bytes, p.pages = slices.Clone(p.bytes), slices.Clone(p.pages)
	last := &p.gaps[len(p.gaps)-1]
	p.gaps = append(slices.Clone(p.gaps[:len(p.gaps)-1]), gap{last.from, p.cut})
	for at, n := p.cut, head; at < p.size; {
		data := w.read(n)
		at += copy(p.bytes[at:], data[4:])
		p.pages = append(p.pages, n)
		n = binary.BigEndian.Uint32(data)
	}
	joined, ok = record(p.bytes, p.gaps)
	if ok {
		for _, n := range p.pages {
			w.seen[n] = true
		}
	}
	joined.ID = row.ID
	return joined, ok
}

// End reads what ran over from a row that is lost, from its first page on: the end of its payload, and after it, up to the end of the last page,
// whatever lay there.
func (s *File) End(head uint32) []byte {
	var b []byte
	for n, pages := head, uint32(0); n >= 1 && n <= s.pages && pages < s.pages && len(b) < largeGap; pages++ {
		data := s.read(n)
		b = append(b, data[4:]...)
		n = binary.BigEndian.Uint32(data)
	}
	return b
}
