package passage

import "throughline/app"

// pairSpeakers changes pairs of equal lines of two transcripts, in place, where another line with the same words is free beside
// them and only that one is of the same speaker: of "Yes." by one and "Yes." by another, the one that was taken out is not told by
// the words. Lines are moved towards the end and then towards the beginning, so that a row of them moves as one.
func pairSpeakers(old, new *app.Transcript, a, b []app.Span, pairs []pair) {
	who := func(t *app.Transcript, line app.Span) string {
		if i := t.TurnAt(line.Start); i < len(t.Turns) {
			return t.Turns[i].Speaker
		}
		return ""
	}
	settle := func(i int) {
		p, from, to := &pairs[i], pair{-1, -1}, pair{len(a), len(b)}
		words, was, is := old.Text[a[p.a].Start:a[p.a].End], who(old, a[p.a]), who(new, b[p.b])
		if was == is {
			return
		}
		if i > 0 {
			from = pairs[i-1]
		}
		if i+1 < len(pairs) {
			to = pairs[i+1]
		}
		if k := nearest(p.a, from.a, to.a, func(k int) bool { return old.Text[a[k].Start:a[k].End] == words && who(old, a[k]) == is }); k >= 0 {
			p.a = k
		} else if k := nearest(p.b, from.b, to.b, func(k int) bool { return new.Text[b[k].Start:b[k].End] == words && who(new, b[k]) == was }); k >= 0 {
			p.b = k
		}
	}
	for i := len(pairs) - 1; i >= 0; i-- {
		settle(i)
	}
	for i := range pairs {
		settle(i)
	}
}

// nearest is the element between from and to, without both, nearest to at that fits; -1 for none.
func nearest(at, from, to int, fits func(int) bool) int {
	for d := 1; at-d > from || at+d < to; d++ {
		if k := at - d; k > from && fits(k) {
			return k
		}
		if k := at + d; k < to && fits(k) {
			return k
		}
	}
	return -1
}
