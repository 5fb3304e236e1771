package across

import (
	"cmp"
	"math"
	"slices"

	"throughline/app"
	"throughline/synthesis"
)

// Likeness says how alike things of different studies are, each from 0 to 1; NaN where there is too little to tell.
type Likeness struct {
	Score float64 // how likely they mean the same: the mean of all pairs of different studies
	Names float64 // of their names, the mean
	Use   float64 // of the findings that they hold, the mean
}

// Sure is the likeness in words.
func (l Likeness) Sure() string {
	switch {
	case l.ByName():
		return "alike by name, not by findings"
	case l.Score >= veryAlike:
		return "very alike"
	case l.Score >= synthesis.NearFloor:
		return "alike"
	}
	return "somewhat alike"
}

// ByName reports whether there are findings enough to compare and they do not say alike things: only the names speak for it.
func (l Likeness) ByName() bool { return l.Use <= synthesis.UseFloor }

// veryAlike is the score from which things are called very alike. How often that is right is measured, see docs/QUALITY.md.
const veryAlike = 0.8

// group is things of different studies that say the same.
type group struct {
	members []int // ascending
	Likeness
}

// groupsOf joins things that are alike. home is the study of each, "" for what stands above studies; tied are pairs that are known to
// belong together. A group holds at most one thing of a study when single, and at most one above studies. Two groups become one when the
// mean score of their pairs is at least the floor. The most alike come first, those by name
// alone last. Equal input gives equal groups.
func groupsOf(home []app.StudyID, pairs []synthesis.Pair, tied [][2]int, floor float64, single bool) []group {
	g := grouping{home: home, single: single, of: make([]int, len(home)), members: make([][]int, len(home)), pair: make(map[[2]int]synthesis.Pair, len(pairs))}
	for i := range home {
		g.of[i], g.members[i] = i, []int{i}
	}
	for _, p := range pairs {
		g.pair[[2]int{min(p.A, p.B), max(p.A, p.B)}] = p
	}
	for _, t := range tied {
		if a, b := g.of[t[0]], g.of[t[1]]; a != b && g.agree(a, b) {
			g.join(a, b)
		}
	}
	sorted := slices.Clone(pairs)
	slices.SortStableFunc(sorted, func(p, q synthesis.Pair) int { return cmp.Compare(q.Score, p.Score) })
	for _, p := range sorted {
		a, b := g.of[p.A], g.of[p.B]
		if p.Score >= floor && a != b && g.agree(a, b) && g.link(a, b) >= floor {
			g.join(a, b)
		}
	}
	var out []group
	for _, m := range g.members {
		if len(m) > 1 {
			out = append(out, group{m, g.likeness(m)})
		}
	}
	slices.SortStableFunc(out, func(x, y group) int {
		if x.ByName() != y.ByName() {
			if y.ByName() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(len(y.members), len(x.members)), cmp.Compare(x.members[0], y.members[0]))
	})
	return out
}

type grouping struct {
	home    []app.StudyID
	single  bool
	of      []int   // group of each thing
	members [][]int // of each group, ascending; nil once it became part of another
	pair    map[[2]int]synthesis.Pair
}

// agree reports whether two groups may be one.
func (g *grouping) agree(a, b int) bool {
	for _, i := range g.members[a] {
		for _, j := range g.members[b] {
			if g.home[i] == g.home[j] && (g.single || g.home[i] == "") {
				return false
			}
		}
	}
	return true
}

// link is the mean score of the pairs between two groups; a pair that was not found alike counts 0, one of a single study not at all.
func (g *grouping) link(a, b int) float64 {
	sum, n := 0.0, 0
	for _, i := range g.members[a] {
		for _, j := range g.members[b] {
			if g.home[i] != g.home[j] {
				sum += g.pair[[2]int{min(i, j), max(i, j)}].Score
				n++
			}
		}
	}
	return sum / float64(max(1, n))
}

func (g *grouping) join(a, b int) {
	for _, i := range g.members[b] {
		g.of[i] = a
	}
	g.members[a] = append(g.members[a], g.members[b]...)
	g.members[b] = nil
	slices.Sort(g.members[a])
}

func (g *grouping) likeness(members []int) Likeness {
	var score, names, use mean
	for k, i := range members {
		for _, j := range members[k+1:] {
			if g.home[i] == g.home[j] {
				continue
			}
			p, ok := g.pair[[2]int{i, j}]
			score.add(p.Score)
			if ok {
				names.add(p.Names)
				use.add(p.Use)
			}
		}
	}
	return Likeness{Score: score.value(), Names: names.value(), Use: use.value()}
}

// mean is the mean of what was added that is a number.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(v float64) {
	if !math.IsNaN(v) {
		m.sum += v
		m.n++
	}
}

func (m *mean) value() float64 {
	if m.n == 0 {
		return math.NaN()
	}
	return m.sum / float64(m.n)
}
