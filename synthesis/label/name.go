package label

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Name returns for each of k themes its telling phrases, best first, up to 8; theme has the theme of each passage, -1
// for none. The score of a phrase is p^0.6 × log-odds × (1 + 0.35 (words-1)), p being the share of the theme's passages that
// hold it and the log-odds those of the theme against all other passages; of ten formulas tried on product reviews this one
// named the topic most often. The first names of two themes differ: of themes that would be
// called the same, the one whose name scores highest keeps it; another takes a longer phrase that holds it, or adds its next
// best in brackets: "service (breakfast)". A theme in which nothing is said more than elsewhere has none.
//
// It panics when theme is not as long as the corpus, and returns ctx's error when it ends.
func (n *Namer) Name(ctx context.Context, theme []int, k int) ([][]string, error) {
	if len(theme) != n.Passages() {
		panic("label: themes and passages differ in number")
	}
	ptr, members := grouped(theme, k)
	picked := make([]picks, k)
	counters := sync.Pool{New: func() any { return &counter{times: make([]int32, len(n.names))} }}
	err := vector.EachChunk(ctx, k, 4, func(lo, hi int) {
		c := counters.Get().(*counter)
		for t := lo; t < hi && ctx.Err() == nil; t++ {
			picked[t] = n.pick(c, members[ptr[t]:ptr[t+1]])
		}
		counters.Put(c)
	})
	if err != nil {
		return nil, err
	}
	return n.part(picked), nil
}

// grouped lists the passages of each theme: members[ptr[t]:ptr[t+1]].
func grouped(theme []int, k int) (ptr, members []int32) {
	ptr = make([]int32, k+2)
	for _, t := range theme {
		if t >= 0 {
			ptr[t+2]++
		}
	}
	for t := range k {
		ptr[t+2] += ptr[t+1]
	}
	members = make([]int32, ptr[k+1])
	for i, t := range theme {
		if t >= 0 {
			members[ptr[t+1]] = int32(i)
			ptr[t+1]++
		}
	}
	return ptr[:k+1], members
}

// Bounds of names.
const (
	maxWords  = 3    // stems of a name that are looked for
	maxTerms  = 8    // names of a theme
	rareShare = 50   // a name must stand in one of so many passages of its theme
	mostly    = 0.6  // share of a name's passages in which a longer one must stand to take its place: "battery life" for "life"
	often     = 0.35 // the same of a better name's passages
)

// counter counts names, kept between themes to spare its clearing.
type counter struct {
	times   []int32 // of each name, 0 between themes
	touched []int32
}

// pick is a name of a theme.
type pick struct {
	id    int32
	count int32 // passages of the theme that hold it
	score float64
}

// picks are the names of a theme, best first, and what it may be called when another theme has its first name: longer
// phrases that hold it, best first.
type picks struct {
	names, longer []pick
}

// pick returns the names of a theme.
func (n *Namer) pick(c *counter, members []int32) picks {
	for _, i := range members {
		for _, id := range n.held[n.ptr[i]:n.ptr[i+1]] {
			if c.times[id] == 0 {
				c.touched = append(c.touched, id)
			}
			c.times[id]++
		}
	}
	size := len(members)
	least := int32(max(2, size/rareShare))
	if size < 5 {
		least = 1
	}
	list := make([]pick, 0, len(c.touched)/2)
	for _, id := range c.touched {
		times := c.times[id]
		if times < least {
			continue
		}
		w := &n.names[id]
		s := score(int(times), size, int(w.all-times), n.Passages()-size, w.length())
		if s > 0 {
			list = append(list, pick{id, times, s})
		}
	}
	slices.SortFunc(list, func(a, b pick) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id)) })
	found := picks{names: n.diverse(list, c, least)}
	if len(found.names) > 0 {
		first := found.names[0]
		for _, p := range list {
			if p.id != first.id && p.count > 1 && float64(p.count) >= telling*float64(first.count) && n.isPart(first.id, p.id) {
				found.longer = append(found.longer, p)
			}
		}
	}
	for _, id := range c.touched {
		c.times[id] = 0
	}
	c.touched = c.touched[:0]
	return found
}

// score weighs a phrase held by n of size passages inside and by others of rest outside.
func score(n, size, others, rest, words int) float64 {
	p := (float64(n) + 0.5) / (float64(size) + 1)
	q := (float64(others) + 0.5) / (float64(rest) + 1)
	odds := math.Log(p/(1-p)) - math.Log(q/(1-q))
	return math.Pow(p, 0.6) * odds * (1 + 0.35*float64(words-1))
}

// length returns how many words a name counts for in its score; letters of a script without spaces are one.
func (w *name) length() int {
	if text.IsUnspaced(w.surface) {
		return 1
	}
	return w.words
}

// telling is the share of a name's passages in a theme in which a longer phrase must stand to name the theme in its place,
// when another theme has the name.
const telling = 0.15

// isPart reports whether a name stands in a longer one.
func (n *Namer) isPart(part, whole int32) bool {
	p := &n.names[part]
	return slices.Contains(n.wider[p.wide:p.wide+p.wides], whole)
}

// diverse takes the best of a sorted list, each as the longer phrase it mostly stands in. Of names that hold one another
// the better stays, but gives way to a longer one that says more: "battery" to "battery life".
func (n *Namer) diverse(list []pick, c *counter, least int32) []pick {
	var taken []pick
	for _, p := range list {
		if len(taken) == maxTerms {
			break
		}
		w := n.whole(p, c, least)
		clash := slices.IndexFunc(taken, func(t pick) bool { return n.overlap(t.id, w.id) })
		switch {
		case clash < 0:
			taken = append(taken, w)
		case n.names[w.id].length() > n.names[taken[clash].id].length() && float64(w.count) >= often*float64(taken[clash].count):
			if !slices.ContainsFunc(taken, func(t pick) bool { return t.id == w.id }) {
				taken[clash] = w
			}
		}
	}
	return taken
}

// whole returns the most frequent longer name that a name mostly stands in, or the name itself.
func (n *Namer) whole(p pick, c *counter, least int32) pick {
	best, most := p, int32(1)
	w := &n.names[p.id]
	for _, id := range n.wider[w.wide : w.wide+w.wides] {
		if times := c.times[id]; times >= least && times > most && float64(times) >= mostly*float64(p.count) {
			best, most = pick{id, times, p.score}, times
		}
	}
	return best
}

// overlap reports whether all stems of one of two names are stems of the other.
func (n *Namer) overlap(a, b int32) bool {
	x, y := &n.names[a], &n.names[b]
	if x.words > y.words {
		x, y = y, x
	}
	for _, s := range x.stems[:x.words] {
		if !slices.Contains(y.stems[:y.words], s) {
			return false
		}
	}
	return true
}
