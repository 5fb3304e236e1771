package revise

import (
	"slices"
	"sort"
	"time"

	"throughline/app"
)

// TurnKind says what became of a turn.
type TurnKind int

// What can become of a turn, in the order in which they are listed at one place.
const (
	TurnGone   TurnKind = iota // taken out, all of its words
	TurnNew                    // put in
	TurnSplit                  // made into several
	TurnJoined                 // made one with the turn before it
	TurnVoice                  // said by somebody else now
	TurnTime                   // begins at another time
)

// TurnChange is something that a review does to a turn besides its words.
type TurnChange struct {
	Kind    TurnKind
	Turn    int           // of the base, from 1; for TurnNew the one it follows, 0 for none
	Part    int           // for TurnVoice the part of a turn that was split, from 1; else 0
	Parts   int           // for TurnSplit how many it became
	Speaker string        // for TurnVoice the name, "" for nobody
	From    time.Duration // for TurnTime, or app.NoTime
	Words   string        // for TurnGone and TurnNew all words of the turn
}

// TurnChanges lists what becomes of the turns, by place, changes of times after all others. A turn whose words were all replaced is
// not gone: another stands in its place.
func (r *Review) TurnChanges() []TurnChange {
	c := newLineage(r)
	var out []TurnChange
	for j := range r.Next.Turns {
		out = c.ofNext(out, j)
	}
	for i, t := range r.Base.Turns {
		switch parts := c.parts[i]; {
		case c.into[i] < 0 && len(parts) == 0:
			out = append(out, TurnChange{Kind: TurnGone, Turn: i + 1, Words: r.Base.Text[t.Start:t.End]})
		case len(parts) > 1:
			out = append(out, TurnChange{Kind: TurnSplit, Turn: i + 1, Parts: len(parts)})
		}
	}
	slices.SortStableFunc(out, func(a, b TurnChange) int {
		switch timed := a.Kind == TurnTime; {
		case timed != (b.Kind == TurnTime):
			if timed {
				return 1
			}
			return -1
		case a.Turn != b.Turn:
			return a.Turn - b.Turn
		}
		return int(a.Kind - b.Kind)
	})
	return out
}

// lineage says which turns of the base became which of the next revision.
type lineage struct {
	r     *Review
	from  []int   // of each next turn the base turn that most of it was, or -1
	into  []int   // of each base turn the next turn that most of it is in, or -1
	parts [][]int // of each base turn the next turns that were most of it
	whole [][]int // of each next turn the base turns of which most is in it
}

func newLineage(r *Review) *lineage {
	old, now := r.Base.Turns, r.Next.Turns
	c := &lineage{r: r, from: make([]int, len(now)), into: make([]int, len(old)), parts: make([][]int, len(old)), whole: make([][]int, len(now))}
	for j := range c.from {
		c.from[j] = -1
	}
	for i := range c.into {
		c.into[i] = -1
	}
	shared := map[[2]int]int{}
	var pairs [][2]int
	for _, p := range r.Pieces {
		if !p.Same {
			continue
		}
		eachTurn(old, p.Old, func(i int, s app.Span) {
			by := p.New.Start - p.Old.Start
			eachTurn(now, app.Span{Start: s.Start + by, End: s.End + by}, func(j int, s app.Span) {
				k := [2]int{i, j}
				if shared[k] == 0 {
					pairs = append(pairs, k)
				}
				shared[k] += s.Len()
			})
		})
	}
	for _, k := range pairs {
		i, j := k[0], k[1]
		if 2*shared[k] > now[j].Len() {
			c.from[j], c.parts[i] = i, append(c.parts[i], j)
		}
		if 2*shared[k] > old[i].Len() {
			c.into[i], c.whole[j] = j, append(c.whole[j], i)
		}
	}
	c.replaced()
	return c
}

// eachTurn calls do with each turn that a span touches and what it covers of it.
func eachTurn(turns []app.Turn, s app.Span, do func(int, app.Span)) {
	for i := sort.Search(len(turns), func(i int) bool { return turns[i].End > s.Start }); i < len(turns) && turns[i].Start < s.End; i++ {
		do(i, app.Span{Start: max(s.Start, turns[i].Start), End: min(s.End, turns[i].End)})
	}
}

// replaced pairs turns that have no words in common but stand at the same place.
func (c *lineage) replaced() {
	gaps := map[int][]int{} // by the next turn after which they would stand
	after := -1
	for i := range c.into {
		switch parts := c.parts[i]; {
		case len(parts) > 0:
			after = max(after, parts[len(parts)-1])
		case c.into[i] >= 0:
			after = max(after, c.into[i])
		default:
			gaps[after] = append(gaps[after], i)
		}
	}
	after = -1
	for j := range c.from {
		if c.from[j] >= 0 || len(c.whole[j]) > 0 {
			after = j
			continue
		}
		if g := gaps[after]; len(g) > 0 {
			i := g[0]
			gaps[after] = g[1:]
			c.from[j], c.into[i], c.parts[i], c.whole[j] = i, j, []int{j}, []int{i}
		}
	}
}

// ofNext adds what a turn of the next revision tells.
func (c *lineage) ofNext(out []TurnChange, j int) []TurnChange {
	t, whole := c.r.Next.Turns[j], c.whole[j]
	i := c.from[j]
	if len(whole) > 1 || i < 0 && len(whole) > 0 {
		i = whole[0]
		for _, k := range whole[1:] {
			out = append(out, TurnChange{Kind: TurnJoined, Turn: k + 1})
		}
	}
	if i < 0 {
		return append(out, TurnChange{Kind: TurnNew, Turn: c.before(j) + 1, Words: c.r.Next.Text[t.Start:t.End]})
	}
	was, part := c.r.Base.Turns[i], 0
	if len(c.parts[i]) > 1 {
		part = 1 + slices.Index(c.parts[i], j)
	}
	if is := c.r.Interview.Speaker(t.Speaker).Name; t.Speaker != was.Speaker && is != c.r.was.Speaker(was.Speaker).Name {
		out = append(out, TurnChange{Kind: TurnVoice, Turn: i + 1, Part: part, Speaker: is})
	}
	if t.From != was.From && part <= 1 {
		out = append(out, TurnChange{Kind: TurnTime, Turn: i + 1, From: t.From})
	}
	return out
}

// before is the turn of the base after which a turn that is new stands, -1 for none.
func (c *lineage) before(j int) int {
	for j--; j >= 0; j-- {
		if c.from[j] >= 0 {
			return c.from[j]
		}
		if n := len(c.whole[j]); n > 0 {
			return c.whole[j][n-1]
		}
	}
	return -1
}
