package column

import (
	"cmp"
	"slices"

	"throughline/app"
)

// Pairs counts how the tags of what a query finds meet: on one finding, or on passages of one text that overlap. A tag stands for itself only.
func (t *Table) Pairs(q *app.FindingQuery, given Given) app.TagPairs {
	b := t.choose(q, given).all
	tags := t.ownTags()
	p := &pairing{t: t, set: b, tags: tags, at: map[uint64]int32{}, from: make([]int32, len(t.id)), to: make([]int32, len(t.id))}
	p.meet()
	p.people()
	c := &counting{t: t, set: b, rows: tags, columns: t.axis(app.AxisNone, "", false, given), byPerson: t.personOrder()}
	c.occurring()
	uses := c.table()
	out := app.TagPairs{Tags: uses.Rows, Uses: uses.RowSum, All: t.countOf(b)}
	slices.SortFunc(p.pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.together.Findings, x.together.Findings), cmp.Compare(y.near.Findings, x.near.Findings), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, x := range p.pairs {
		out.Pairs = append(out.Pairs, app.TagPair{A: app.TagID(tags.keys[x.a].Value), B: app.TagID(tags.keys[x.b].Value), Together: x.together, Near: x.near})
	}
	return out
}

// ownTags is the axis of tags by name in which each stands for itself.
func (t *Table) ownTags() axis {
	keys, lut := listedKeys(len(t.tags.all), t.tags.byName(all), func(i int32) app.CrossKey {
		v := &t.tags.all[i]
		return app.CrossKey{Value: v.GUID, Label: v.Name, Hue: app.HueOf(v.Color)}
	})
	return axis{keys: keys, several: func(i int32, into []int32) []int32 {
		before := int32(0)
		for _, g := range t.tagsOf(i) {
			if g.tag != before { // else by another author
				into = append(into, lut[g.tag])
			}
			before = g.tag
		}
		return into
	}}
}

// pair is two tags that meet, by their places on the axis, a before b.
type pair struct {
	a, b               int32
	together, near     app.CrossCount
	inTogether, inNear int32 // in which interview, then by whom, they were counted last
}

// pairing is a count of pairs on its way.
type pairing struct {
	t     *Table
	set   Bits
	tags  axis
	at    map[uint64]int32 // the place of a pair in pairs
	pairs []pair
	met   []int32 // which pairs findings made: twice the place in pairs, and one when together
	from  []int32 // by finding, where its own stand in met
	to    []int32
}

// meet goes through the interviews and counts findings and interviews.
func (p *pairing) meet() {
	var passages []int32
	for _, iv := range p.t.order {
		passages = passages[:0]
		for _, i := range p.t.lists[iv] {
			if p.set.has(i) {
				passages = append(passages, i)
			}
		}
		p.interview(iv, passages)
	}
}

// interview counts the chosen findings of one interview, which are sorted by start.
func (p *pairing) interview(iv int32, chosen []int32) {
	t := p.t
	reach := make([]int32, len(chosen)) // how far those up to each go
	far := int32(-1)
	for k, i := range chosen {
		far = max(far, t.end[i])
		reach[k] = far
	}
	var own, others []int32
	for _, i := range chosen {
		own, others = p.tags.of(i, own[:0]), others[:0]
		if t.passage(i) {
			k, _ := slices.BinarySearch(reach, t.start[i]+1)
			for ; k < len(chosen) && t.start[chosen[k]] < t.end[i]; k++ {
				if o := chosen[k]; o != i && t.text[o] == t.text[i] && t.passage(o) && t.end[o] > t.start[i] {
					others = p.tags.of(o, others)
				}
			}
		}
		p.from[i] = int32(len(p.met))
		p.finding(iv, own, others)
		p.to[i] = int32(len(p.met))
	}
}

// finding counts the pairs of one finding: its own tags with each other, and with those of the passages that overlap it.
func (p *pairing) finding(iv int32, own, others []int32) {
	first := len(p.met)
	for n, a := range own {
		for _, b := range own[n+1:] {
			p.met = append(p.met, p.place(a, b)<<1|1)
		}
	}
	for _, a := range own {
		for _, b := range others {
			if a == b || slices.Contains(own, b) {
				continue
			}
			if m := p.place(a, b) << 1; !slices.Contains(p.met[first:], m) {
				p.met = append(p.met, m)
			}
		}
	}
	for _, m := range p.met[first:] {
		x := &p.pairs[m>>1]
		x.near.Findings++
		if iv > 0 && x.inNear != iv {
			x.inNear = iv
			x.near.Interviews++
		}
		if m&1 == 0 {
			continue
		}
		x.together.Findings++
		if iv > 0 && x.inTogether != iv {
			x.inTogether = iv
			x.together.Interviews++
		}
	}
}

func (p *pairing) place(a, b int32) int32 {
	key := uint64(min(a, b))<<32 | uint64(max(a, b))
	at, ok := p.at[key]
	if !ok {
		at = int32(len(p.pairs))
		p.at[key] = at
		p.pairs = append(p.pairs, pair{a: min(a, b), b: max(a, b)})
	}
	return at
}

// people counts who said what meets.
func (p *pairing) people() {
	for n := range p.pairs {
		p.pairs[n].inNear, p.pairs[n].inTogether = 0, 0
	}
	for _, i := range p.t.personOrder().slots {
		if !p.set.has(i) {
			continue
		}
		who := p.t.person[i]
		for _, m := range p.met[p.from[i]:p.to[i]] {
			x := &p.pairs[m>>1]
			if x.inNear != who {
				x.inNear = who
				x.near.People++
			}
			if m&1 == 1 && x.inTogether != who {
				x.inTogether = who
				x.together.People++
			}
		}
	}
}
