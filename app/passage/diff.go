package passage

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"throughline/app"
)

// run is a stretch that both texts have: size bytes from old of the one, from new of the other.
type run struct{ old, new, size int }

// Map carries places of one text to another. It is a value: make it with Diff or Replace.
type Map struct {
	Old, New string
	exact    bool  // made from the edits themselves: what was replaced stands for what replaced it
	runs     []run // ascending in both texts, not empty
}

// Diff compares two texts: lines first, then words and signs of the lines that differ. It takes time in proportion to the
// texts while the edits are few, and stays bounded for texts that have nothing in common.
func Diff(old, new string) *Map { return diff(old, new, nil) }

// DiffTurns is Diff of two transcripts: of equal lines, one of a speaker stands for one of the same speaker.
func DiffTurns(old, new *app.Transcript) *Map {
	return diff(old.Text, new.Text, func(a, b []app.Span, pairs []pair) { pairSpeakers(old, new, a, b, pairs) })
}

// diff is Diff in which settle, if any, may choose other pairs of equal lines; they ascend as before.
func diff(old, new string, settle func(a, b []app.Span, pairs []pair)) *Map {
	m := &Map{Old: old, New: new}
	if old == new {
		m.add(run{0, 0, len(old)})
		return m
	}
	a, b := lines(old), lines(new)
	ids := numbers{}
	words := numbers{}
	i, j := 0, 0
	pairs := align(ids.of(old, a), ids.of(new, b))
	if settle != nil {
		settle(a, b, pairs)
	}
	for _, p := range append(pairs, pair{len(a), len(b)}) {
		m.between(stretch(a[i:p.a]), stretch(b[j:p.b]), words)
		if p.a < len(a) {
			m.add(run{a[p.a].Start, b[p.b].Start, a[p.a].Len()})
		}
		i, j = p.a+1, p.b+1
	}
	return m
}

// stretch is what several pieces cover.
func stretch(pieces []app.Span) app.Span {
	if len(pieces) == 0 {
		return app.Span{}
	}
	return app.Span{Start: pieces[0].Start, End: pieces[len(pieces)-1].End}
}

// between compares two stretches by words.
func (m *Map) between(old, new app.Span, words numbers) {
	if old.Len() == 0 || new.Len() == 0 {
		return
	}
	a, b := tokens(m.Old, old), tokens(m.New, new)
	for _, p := range align(words.of(m.Old, a), words.of(m.New, b)) {
		m.add(run{a[p.a].Start, b[p.b].Start, a[p.a].Len()})
	}
}

// add appends a run, and makes it one with the last when what lies between them is the same in both texts.
func (m *Map) add(r run) {
	if r.size == 0 {
		return
	}
	if n := len(m.runs); n > 0 {
		last := &m.runs[n-1]
		if m.Old[last.old+last.size:r.old] == m.New[last.new+last.size:r.new] {
			last.size = r.old + r.size - last.old
			return
		}
	}
	m.runs = append(m.runs, r)
}

// Edit puts With in place of a span of a text.
type Edit struct {
	app.Span
	With string
}

// Replace makes edits, which must lie in the text and not overlap, and returns the map to the text they give.
func Replace(old string, edits []Edit) *Map {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
	m := &Map{Old: old, exact: true}
	var text strings.Builder
	at := 0
	keep := func(to int) {
		if to > at {
			m.runs = append(m.runs, run{at, text.Len(), to - at})
			text.WriteString(old[at:to])
		}
	}
	for _, e := range edits {
		keep(e.Start)
		text.WriteString(e.With)
		at = e.End
	}
	keep(len(old))
	m.New = text.String()
	return m
}

// gap is what lies between two runs: a stretch of the old text that became one of the new, either may be empty.
type gap struct{ old, new app.Span }

// gapBefore returns the gap before run i.
func (m *Map) gapBefore(i int) gap {
	g := gap{old: app.Span{End: len(m.Old)}, new: app.Span{End: len(m.New)}}
	if i > 0 {
		r := m.runs[i-1]
		g.old.Start, g.new.Start = r.old+r.size, r.new+r.size
	}
	if i < len(m.runs) {
		g.old.End, g.new.End = m.runs[i].old, m.runs[i].new
	}
	return g
}

// start carries the place where something begins: what was put in just before it stays outside.
func (m *Map) start(at int) int {
	i := sort.Search(len(m.runs), func(i int) bool { return m.runs[i].old+m.runs[i].size > at })
	if i < len(m.runs) && m.runs[i].old <= at {
		return m.runs[i].new + at - m.runs[i].old
	}
	g := m.gapBefore(i)
	if at <= g.old.Start || m.exact {
		return g.new.Start
	}
	return m.inside(g, at)
}

// end carries the place where something ends: what was put in just after it stays outside.
func (m *Map) end(at int) int {
	i := sort.Search(len(m.runs), func(i int) bool { return m.runs[i].old+m.runs[i].size >= at })
	if i < len(m.runs) && m.runs[i].old < at {
		return m.runs[i].new + at - m.runs[i].old
	}
	g := m.gapBefore(i)
	if at >= g.old.End || m.exact {
		return g.new.End
	}
	return m.inside(g, at)
}

// inside carries a place in the middle of a stretch that was rewritten: as far along it, counted in words.
func (m *Map) inside(g gap, at int) int {
	was, is := tokens(m.Old, g.old), tokens(m.New, g.new)
	if len(was) == 0 || len(is) == 0 {
		return g.new.Start
	}
	before := sort.Search(len(was), func(i int) bool { return was[i].Start >= at })
	n := (before*len(is) + len(was)/2) / len(was)
	if n >= len(is) {
		return g.new.End
	}
	return is[n].Start
}

// Span carries a span. What it gives may be empty, when nothing of it is left in its place.
func (m *Map) Span(s app.Span) app.Span {
	to := app.Span{Start: m.start(s.Start), End: m.end(s.End)}
	if to.End < to.Start {
		to.End = to.Start
	}
	return to
}

// Piece is a stretch of a comparison: the same words in both texts, or what was taken out and what was put in.
type Piece struct {
	Same     bool
	Old, New app.Span
}

// Pieces lists the whole comparison in order of place.
func (m *Map) Pieces() []Piece {
	var out []Piece
	for i := range len(m.runs) + 1 {
		if g := m.gapBefore(i); g.old.Len() > 0 || g.new.Len() > 0 {
			out = append(out, Piece{Old: g.old, New: g.new})
		}
		if i < len(m.runs) {
			r := m.runs[i]
			out = append(out, Piece{Same: true, Old: app.Span{Start: r.old, End: r.old + r.size}, New: app.Span{Start: r.new, End: r.new + r.size}})
		}
	}
	return out
}

// ChangedWords counts the words that differ: of each stretch that was rewritten the larger of what it had and has.
func (m *Map) ChangedWords() int {
	n := 0
	for _, p := range m.Pieces() {
		if !p.Same {
			n += max(app.CountWords(m.Old[p.Old.Start:p.Old.End]), app.CountWords(m.New[p.New.Start:p.New.End]))
		}
	}
	return n
}

// Back returns where the first words of a span of the new text that the old has too stand in the old; ok is false when it has none
// of them.
func (m *Map) Back(s app.Span) (old int, ok bool) {
	i := sort.Search(len(m.runs), func(i int) bool { return m.runs[i].new+m.runs[i].size > s.Start })
	if i == len(m.runs) || m.runs[i].new >= s.End {
		return 0, false
	}
	return m.runs[i].old + max(0, s.Start-m.runs[i].new), true
}
