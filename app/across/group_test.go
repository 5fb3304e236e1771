package across

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"throughline/app"
	"throughline/synthesis"
)

func TestGroupsOf(t *testing.T) {
	pair := func(a, b int, score float64) synthesis.Pair {
		return synthesis.Pair{A: a, B: b, Score: score, Names: score, Use: math.NaN()}
	}
	for _, row := range []struct {
		name   string
		home   []app.StudyID
		pairs  []synthesis.Pair
		tied   [][2]int
		single bool
		want   string
	}{
		{"nothing", nil, nil, nil, true, "[]"},
		{"two studies", []app.StudyID{"a", "b"}, []synthesis.Pair{pair(0, 1, .9)}, nil, true, "[[0 1]]"},
		{"too little alike", []app.StudyID{"a", "b"}, []synthesis.Pair{pair(0, 1, .5)}, nil, true, "[]"},
		{"one theme of a study, the more alike", []app.StudyID{"a", "a", "b"}, []synthesis.Pair{pair(0, 2, .7), pair(1, 2, .9)}, nil, true, "[[1 2]]"},
		{"several tags of a study", []app.StudyID{"a", "a", "b"}, []synthesis.Pair{pair(0, 2, .7), pair(1, 2, .9)}, nil, false, "[[0 1 2]]"},
		{"two of the taxonomy stay apart", []app.StudyID{"", "", "b"}, []synthesis.Pair{pair(0, 2, .9), pair(1, 2, .8)}, nil, false, "[[0 2]]"},
		{"a chain that does not hold together", []app.StudyID{"a", "b", "c"}, []synthesis.Pair{pair(0, 1, .9), pair(1, 2, .7)}, nil, true, "[[0 1]]"},
		{"tied though unlike", []app.StudyID{"", "b", "c"}, []synthesis.Pair{pair(1, 2, .9)}, [][2]int{{0, 1}}, true, "[[0 1]]"},
		{"most alike first", []app.StudyID{"a", "b", "a", "b"}, []synthesis.Pair{pair(0, 1, .7), pair(2, 3, .9)}, nil, true, "[[2 3] [0 1]]"},
	} {
		t.Run(row.name, func(t *testing.T) {
			members := [][]int{}
			for _, g := range groupsOf(row.home, row.pairs, row.tied, synthesis.NearFloor, row.single) {
				members = append(members, g.members)
			}
			if got := fmt.Sprint(members); got != row.want {
				t.Errorf("groups %s, want %s", got, row.want)
			}
		})
	}
}

// TestGroupsOf_KeepsItsLaws holds groups of random pairs to what they promise: nothing stands in two, no study twice in a single one, and their
// scores fall.
func TestGroupsOf_KeepsItsLaws(t *testing.T) {
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 1))
		home := make([]app.StudyID, 3+rng.IntN(30))
		for i := range home {
			home[i] = app.StudyID(fmt.Sprint(rng.IntN(5)))
		}
		var pairs []synthesis.Pair
		for a := range home {
			for b := a + 1; b < len(home); b++ {
				if home[a] != home[b] && rng.IntN(3) > 0 {
					pairs = append(pairs, synthesis.Pair{A: a, B: b, Score: rng.Float64()})
				}
			}
		}
		seen := map[int]bool{}
		last := math.Inf(1)
		groups := groupsOf(home, pairs, nil, synthesis.NearFloor, true)
		for _, g := range groups {
			studies := map[app.StudyID]bool{}
			for _, i := range g.members {
				if seen[i] || studies[home[i]] {
					t.Fatalf("seed %d: %v holds something twice", seed, g.members)
				}
				seen[i], studies[home[i]] = true, true
			}
			if g.Score > last || g.Score < synthesis.NearFloor/2 {
				t.Fatalf("seed %d: score %.2f after %.2f", seed, g.Score, last)
			}
			last = g.Score
		}
		again := groupsOf(home, pairs, nil, synthesis.NearFloor, true)
		if !slices.EqualFunc(groups, again, func(a, b group) bool { return slices.Equal(a.members, b.members) }) {
			t.Fatalf("seed %d: groups differ from run to run", seed)
		}
	}
}

func TestLikeness_InWords(t *testing.T) {
	for _, row := range []struct {
		name   string
		l      Likeness
		want   string
		byName bool
	}{
		{"names and findings", Likeness{0.95, 1, 0.8}, "very alike", false},
		{"one name, too few findings to compare", Likeness{0.9, 1, math.NaN()}, "very alike", false},
		{"one name for different things", Likeness{0.9, 1, 0}, "alike by name, not by findings", true},
		{"findings up to the floor count for nothing", Likeness{0.9, 1, synthesis.UseFloor}, "alike by name, not by findings", true},
		{"findings above it", Likeness{0.7, 0.7, 0.6}, "alike", false},
		{"under the floor of pairs", Likeness{0.5, 0.2, 0.6}, "somewhat alike", false},
	} {
		if got := row.l.Sure(); got != row.want || row.l.ByName() != row.byName {
			t.Errorf("%s: %q, by name %v; want %q, %v", row.name, got, row.l.ByName(), row.want, row.byName)
		}
	}
}

func TestGroupsOf_ThoseAlikeByNameAloneComeLast(t *testing.T) {
	home := []app.StudyID{"a", "b", "a", "b"}
	pairs := []synthesis.Pair{
		{A: 0, B: 1, Score: .95, Names: 1, Use: 0},
		{A: 2, B: 3, Score: .75, Names: .5, Use: .9},
	}
	groups := groupsOf(home, pairs, nil, synthesis.NearFloor, true)
	if len(groups) != 2 || groups[0].ByName() || !groups[1].ByName() {
		t.Errorf("groups %+v, want the one that its findings speak for first", groups)
	}
}
