package column

import (
	"slices"

	"throughline/app"
)

// relation is the findings that stand to another one of a set as a clause asks: passages of one text.
func (t *Table) relation(c *app.Clause, others Bits) Bits {
	b := newBits(len(t.id))
	var some, list []int32
	for _, all := range t.lists[1:] {
		some = some[:0]
		for _, i := range all {
			if others.has(i) && t.passage(i) {
				some = append(some, i)
			}
		}
		for len(some) > 0 { // nearly always once: all passages are of the latest revision
			text := t.text[some[0]]
			of := func(i int32) bool { return t.text[i] == text && t.passage(i) }
			list = list[:0]
			for _, i := range all {
				if of(i) {
					list = append(list, i)
				}
			}
			t.relate(c, list, slices.DeleteFunc(slices.Clone(some), func(i int32) bool { return !of(i) }), b)
			some = slices.DeleteFunc(some, of)
		}
	}
	return b
}

// passage reports whether a finding is a passage of a text.
func (t *Table) passage(i int32) bool { return t.text[i] > 0 && t.end[i] > t.start[i] }

// stretches are where passages of one text, sorted by start, reach from and to, inclusive: in bytes, or for near in turns.
func (t *Table) stretches(c *app.Clause, list []int32) (from, to []int) {
	from, to = make([]int, len(list)), make([]int, len(list))
	var turns []int32
	if c.Op == app.OpNear && t.turns != nil && len(list) > 0 && int(t.text[list[0]]) < len(t.turns) {
		turns = t.turns[t.text[list[0]]]
	}
	turn := -1 // that holds the start; passages are sorted, so that it never goes back
	for k, i := range list {
		from[k], to[k] = int(t.start[i]), int(t.end[i])-1
		if c.Op != app.OpNear {
			continue
		}
		for turn+1 < len(turns) && turns[turn+1] <= t.start[i] {
			turn++
		}
		last := turn
		for last+1 < len(turns) && turns[last+1] < t.end[i] {
			last++
		}
		from[k], to[k] = turn, last
	}
	return from, to
}

// relate marks those passages of a text that stand to some of them as the clause asks. Both lists are sorted by start.
func (t *Table) relate(c *app.Clause, list, some []int32, b Bits) {
	from, to := t.stretches(c, some)
	reach := make([]int, len(some)) // how far those up to each go
	far := -1
	for k, last := range to {
		far = max(far, last)
		reach[k] = far
	}
	first, last := t.stretches(c, list)
	k := 0
	for n, i := range list {
		begin, end := first[n], last[n]
		if c.Op == app.OpNear {
			begin, end = begin-c.Turns, end+c.Turns
		}
		for k < len(some) && reach[k] < begin { // begins only grow
			k++
		}
		for m := k; m < len(some) && from[m] <= end; m++ {
			if o := some[m]; o != i && t.stands(c, i, o, to[m] >= begin) && t.coder(c, i, o) {
				b.set(i)
				break
			}
		}
	}
}

// stands reports whether passage i stands to o as the clause says; meets is whether one reaches to the other.
func (t *Table) stands(c *app.Clause, i, o int32, meets bool) bool {
	switch c.Op {
	case app.OpInside:
		return t.start[o] <= t.start[i] && t.end[i] <= t.end[o]
	case app.OpContains:
		return t.start[i] <= t.start[o] && t.end[o] <= t.end[i]
	}
	return meets
}

// coder reports whether the author of o is one that the clause allows beside that of i.
func (t *Table) coder(c *app.Clause, i, o int32) bool {
	switch c.Coder {
	case app.BySameAuthor:
		return t.author[i] == t.author[o]
	case app.ByOtherAuthor:
		return t.author[i] != t.author[o]
	}
	return true
}
