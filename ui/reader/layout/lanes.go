package layout

import (
	"cmp"
	"slices"

	"throughline/app"
)

// MaxLanes is the most stripes that stand beside each other; what does not fit is counted ("+3").
const MaxLanes = 12

// Cluster is a group of spans that hang together by overlaps. Clusters share no byte, so that each is placed alone.
type Cluster struct {
	app.Span
	Items []Lane // by place
	Lanes int    // used, at most MaxLanes
	More  []More // what found no lane, by place
}

// Lane is where one span's stripe stands.
type Lane struct {
	Item int // index into the spans given
	Lane int // from 0, the leftmost
}

// More stands for overlapping spans that found no lane.
type More struct {
	app.Span
	Items []int
}

// Lanes gives every span the leftmost lane that is free over its whole length, in order of start, then as given: greedy
// interval colouring, which needs no more lanes than the deepest overlap. Spans beyond MaxLanes are gathered in More.
// Empty spans get none. Equal input gives equal output.
func Lanes(spans []app.Span) []Cluster {
	var out []Cluster
	var ends [MaxLanes]int
	for _, i := range byStart(spans) {
		s := spans[i]
		n := len(out) - 1
		if n < 0 || s.Start >= out[n].End {
			out = append(out, Cluster{Span: s})
			ends = [MaxLanes]int{}
			n++
		}
		c := &out[n]
		c.End = max(c.End, s.End)
		lane := slices.IndexFunc(ends[:], func(end int) bool { return end <= s.Start })
		if lane < 0 {
			c.addMore(i, s)
			continue
		}
		ends[lane] = s.End
		c.Lanes = max(c.Lanes, lane+1)
		c.Items = append(c.Items, Lane{Item: i, Lane: lane})
	}
	return out
}

// byStart lists the spans that are not empty.
func byStart(spans []app.Span) []int {
	order := make([]int, 0, len(spans))
	for i, s := range spans {
		if s.Start < s.End {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(spans[a].Start, spans[b].Start) })
	return order
}

func (c *Cluster) addMore(i int, s app.Span) {
	if n := len(c.More) - 1; n >= 0 && s.Start < c.More[n].End {
		c.More[n].End = max(c.More[n].End, s.End)
		c.More[n].Items = append(c.More[n].Items, i)
		return
	}
	c.More = append(c.More, More{Span: s, Items: []int{i}})
}
