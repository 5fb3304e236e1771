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

// stretch is where a passage reaches from and to, inclusive: in bytes, or for near in turns.
func (t *Table) stretch(c *app.Clause, i int32) (from, to int) {
	if c.Op == app.OpNear {
		return t.turnAt(t.text[i], t.start[i]), t.turnAt(t.text[i], t.end[i]-1)
	}
	return int(t.start[i]), int(t.end[i]) - 1
}

// relate marks those passages of a text that stand to some of them as the clause asks. Both lists are sorted by start.
func (t *Table) relate(c *app.Clause, list, some []int32, b Bits) {
	from := make([]int, len(some))
	reach := make([]int, len(some)) // how far those up to each go
	far := -1
	for k, o := range some {
		first, last := t.stretch(c, o)
		far = max(far, last)
		from[k], reach[k] = first, far
	}
	for _, i := range list {
		first, last := t.stretch(c, i)
		if c.Op == app.OpNear {
			first, last = first-c.Turns, last+c.Turns
		}
		k, _ := slices.BinarySearch(reach, first)
		for ; k < len(some) && from[k] <= last; k++ {
			if o := some[k]; o != i && t.stands(c, i, o, first) && t.coder(c, i, o) {
				b.set(i)
				break
			}
		}
	}
}

// stands reports whether passage i stands to o as the clause says; o begins in time, and first is where i's reach begins.
func (t *Table) stands(c *app.Clause, i, o int32, first int) bool {
	switch c.Op {
	case app.OpInside:
		return t.start[o] <= t.start[i] && t.end[i] <= t.end[o]
	case app.OpContains:
		return t.start[i] <= t.start[o] && t.end[o] <= t.end[i]
	}
	_, last := t.stretch(c, o)
	return last >= first
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
