package synthesis

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// Use is one passage of a code in a comparison of two groups, such as marked early and marked late, or by one coder and by
// another.
type Use struct {
	Passage int
	Block   string // what passages of one source share: the interview
	Second  bool   // of the second group
}

// Shift says how the words under one code differ between two groups.
type Shift struct {
	First, Second int     // passages of the groups
	Distance      float64 // Jensen-Shannon divergence of their words, each group weighed by its words, 0 to 1
	P             float64 // chance of so large a distance if the groups did not differ
	Rounds        int     // permutations drawn
	Came, Went    []ShiftWord
}

// ShiftWord is a word that the groups use differently, with the passages of each that hold it.
type ShiftWord struct {
	Word          string
	First, Second int
}

// Permutations: up to shiftRounds are drawn; once shiftEnough of them reach the distance seen, P is large and known well
// enough (Besag and Clifford 1991).
const (
	shiftRounds = 999
	shiftEnough = 20
)

// Shift compares two groups of passages by a permutation test on their words. Passages of one block stay together, for what
// one person says is alike in words whatever the code: where each block is of one group, whole blocks change places; where blocks
// hold passages of both, passages change places inside their block. Equal seeds give equal results. Returns ctx's error when it
// ends.
func (c *Codes) Shift(ctx context.Context, uses []Use, seed int64) (Shift, error) {
	t := newShiftTest(c, uses)
	s := Shift{First: t.size[0], Second: t.size[1], P: 1}
	if s.First == 0 || s.Second == 0 || t.sum == 0 {
		return s, ctx.Err()
	}
	s.Distance = t.distance(t.group)
	rng := rand.New(rand.NewPCG(uint64(seed), 0xd21f7))
	reached := 0
	group := slices.Clone(t.group)
	for s.Rounds < shiftRounds && reached < shiftEnough {
		if s.Rounds%16 == 0 && ctx.Err() != nil {
			return Shift{}, ctx.Err()
		}
		s.Rounds++
		t.shuffle(group, rng)
		if t.distance(group) >= s.Distance-1e-12 {
			reached++
		}
	}
	s.P = float64(1+reached) / float64(1+s.Rounds)
	if reached == shiftEnough {
		s.P = float64(reached) / float64(s.Rounds)
	}
	s.Came, s.Went = t.words()
	return s, nil
}

// shiftTest is the words of the passages of one code, in units that change places together.
type shiftTest struct {
	codes  *Codes
	width  int     // words looked at
	stems  []int32 // of them
	unit   [][]int32
	weight [][]int32 // beside unit: how many passages of the unit hold the word
	group  []bool    // of each unit: the second
	strata [][]int   // units that may change places with each other
	size   [2]int    // passages
	blocks [][2]map[string]bool
	held   [][2]int
	all    []int32   // how many passages hold each word
	second []int32   // of the second group, as dealt
	log    []float64 // n log n by n
	sum    int       // words of all passages
}

// newShiftTest gathers the words that at least shiftLeast passages hold.
func newShiftTest(c *Codes, uses []Use) *shiftTest {
	t := &shiftTest{codes: c}
	in := map[int32]int{}
	for _, u := range uses {
		for _, s := range c.docs[u.Passage] {
			in[s]++
		}
	}
	for s, n := range in {
		if n >= shiftLeast {
			t.stems = append(t.stems, s)
		}
	}
	slices.Sort(t.stems)
	t.width = len(t.stems)
	column := make(map[int32]int32, t.width)
	for i, s := range t.stems {
		column[s] = int32(i)
	}
	t.held, t.blocks = make([][2]int, t.width), make([][2]map[string]bool, t.width)
	for _, u := range uses {
		g := side(u.Second)
		t.size[g]++
		for _, s := range c.docs[u.Passage] {
			if i, ok := column[s]; ok {
				t.held[i][g]++
				if t.blocks[i][g] == nil {
					t.blocks[i][g] = map[string]bool{}
				}
				t.blocks[i][g][u.Block] = true
			}
		}
	}
	t.units(uses, column)
	t.total()
	return t
}

// shiftLeast is how many passages must hold a word for it to count.
const shiftLeast = 2

func side(second bool) int {
	if second {
		return 1
	}
	return 0
}

// units makes whole blocks the units if each is of one group, else passages, which stay in their block.
func (t *shiftTest) units(uses []Use, column map[int32]int32) {
	mixed := false
	first := map[string]bool{}
	for _, u := range uses {
		if was, seen := first[u.Block]; seen && was != u.Second {
			mixed = true
		} else if !seen {
			first[u.Block] = u.Second
		}
	}
	at := map[string]int{}
	for i, u := range uses {
		n, seen := at[u.Block]
		switch {
		case mixed:
			if !seen {
				n = len(t.strata)
				at[u.Block] = n
				t.strata = append(t.strata, nil)
			}
			t.strata[n] = append(t.strata[n], i)
			t.addUnit(u, column)
		case !seen:
			at[u.Block] = len(t.unit)
			t.addUnit(u, column)
		default:
			t.join(n, u, column)
		}
	}
	if !mixed {
		all := make([]int, len(t.unit))
		for i := range all {
			all[i] = i
		}
		t.strata = [][]int{all}
	}
}

func (t *shiftTest) addUnit(u Use, column map[int32]int32) {
	t.unit, t.weight, t.group = append(t.unit, nil), append(t.weight, nil), append(t.group, u.Second)
	t.join(len(t.unit)-1, u, column)
}

// join adds the words of a passage to a unit.
func (t *shiftTest) join(n int, u Use, column map[int32]int32) {
	for _, s := range t.codes.docs[u.Passage] {
		i, ok := column[s]
		if !ok {
			continue
		}
		at, found := slices.BinarySearch(t.unit[n], i)
		if !found {
			t.unit[n], t.weight[n] = slices.Insert(t.unit[n], at, i), slices.Insert(t.weight[n], at, 0)
		}
		t.weight[n][at]++
	}
}

// total adds up the words of both groups.
func (t *shiftTest) total() {
	t.all, t.second = make([]int32, t.width), make([]int32, t.width)
	for n, words := range t.unit {
		for i, w := range words {
			t.all[w] += t.weight[n][i]
		}
	}
	most := int32(0)
	for _, n := range t.all {
		most = max(most, n)
		t.sum += int(n)
	}
	t.log = make([]float64, most+1)
	for n := int32(2); n <= most; n++ {
		t.log[n] = float64(n) * math.Log2(float64(n))
	}
}

// distance is the Jensen-Shannon divergence (Lin 1991), to base 2, of the distributions of words in two groups, each weighed
// by its number of words. With these weights the words of both together stay what they are however the groups are dealt, and
// what is left are sums of n log n over whole numbers.
func (t *shiftTest) distance(group []bool) float64 {
	clear(t.second)
	for n, words := range t.unit {
		if group[n] {
			for i, w := range words {
				t.second[w] += t.weight[n][i]
			}
		}
	}
	var all, apart float64
	second := 0
	for w, n := range t.second {
		all += t.log[t.all[w]]
		apart += t.log[n] + t.log[t.all[w]-n]
		second += int(n)
	}
	total := float64(t.sum)
	own := xlogx(float64(second)) + xlogx(total-float64(second))
	return max(0, (apart-own-all+xlogx(total))/total)
}

func xlogx(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return x * math.Log2(x)
}

// shuffle deals the groups anew inside each stratum.
func (t *shiftTest) shuffle(group []bool, rng *rand.Rand) {
	for _, units := range t.strata {
		for i := len(units) - 1; i > 0; i-- {
			j := rng.IntN(i + 1)
			a, b := units[i], units[j]
			group[a], group[b] = group[b], group[a]
		}
	}
}

// A word is told as having come or gone when it is held by at least toldLeast passages of at least toldBlocks blocks of one group, and
// its share of them differs by toldShare.
const (
	toldLeast  = 3
	toldBlocks = 2
	toldShare  = 0.12
	toldWords  = 4
)

// words returns what came and what went, most telling first.
func (t *shiftTest) words() (came, went []ShiftWord) {
	type scored struct {
		ShiftWord
		z float64
	}
	var all []scored
	for i, held := range t.held {
		a, b := float64(held[0])/float64(t.size[0]), float64(held[1])/float64(t.size[1])
		g := side(b > a)
		if held[g] < toldLeast || len(t.blocks[i][g]) < toldBlocks || math.Abs(a-b) < toldShare {
			continue
		}
		both := float64(held[0]+held[1]) / float64(t.size[0]+t.size[1])
		se := math.Sqrt(both * (1 - both) * (1/float64(t.size[0]) + 1/float64(t.size[1])))
		all = append(all, scored{ShiftWord{t.codes.words[t.stems[i]], held[0], held[1]}, (b - a) / max(se, 1e-9)})
	}
	slices.SortFunc(all, func(x, y scored) int {
		return cmp.Or(cmp.Compare(math.Abs(y.z), math.Abs(x.z)), cmp.Compare(x.Word, y.Word))
	})
	for _, w := range all {
		switch {
		case w.z > 0 && len(came) < toldWords:
			came = append(came, w.ShiftWord)
		case w.z < 0 && len(went) < toldWords:
			went = append(went, w.ShiftWord)
		}
	}
	return came, went
}
