package label

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
)

// Terms returns for each of k themes its telling phrases, best first, up to 8.
//
// docs has the stems of each passage in order, "" where a name may not go on; theme has the theme of each passage,
// -1 for none. The score of a phrase is p^0.6 × log-odds × (1 + 0.35 (words-1)), p being the share of the theme's
// passages that hold it and the log-odds those of the theme against all other passages; of ten formulas tried on product
// reviews this one named the topic most often. A word that mostly stands in a longer phrase gives way to it;
// a phrase whose stems are part of a better one, or the other way round, is left out.
func Terms(ctx context.Context, docs [][]string, theme []int, k int, names *Names) ([][]string, error) {
	sizes := make([]int, k)
	for _, t := range theme {
		if t >= 0 {
			sizes[t]++
		}
	}
	in, all, err := frequencies(ctx, docs, theme, k, names)
	if err != nil {
		return nil, err
	}
	out := make([][]string, k)
	for t := range k {
		for _, key := range diverse(rank(in[t], all, sizes[t], len(docs)), maxTerms) {
			surface, _ := names.Surface(key)
			out[t] = append(out[t], surface)
		}
	}
	return out, nil
}

// rank scores the names found in a theme of size passages, best first. Names of very few of them are left out.
func rank(in, all map[string]int, size, total int) []scored {
	least := max(2, size/rareShare)
	if size < 5 {
		least = 1
	}
	list := make([]scored, 0, len(in))
	for key, n := range in {
		if n >= least {
			list = append(list, scored{key, n, score(n, size, all[key]-n, total-size, strings.Count(key, " ")+1)})
		}
	}
	slices.SortFunc(list, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.key, b.key))
	})
	return list
}

// rareShare: a name must stand in one of so many passages of its theme.
const rareShare = 50

const maxTerms = 8

type scored struct {
	key   string
	count int // passages of the theme that hold it
	score float64
}

// maxWords is the most stems of a name that are looked for.
const maxWords = 3

// frequencies counts for each theme, and for all passages, how many hold each name.
func frequencies(ctx context.Context, docs [][]string, theme []int, k int, names *Names) (in []map[string]int, all map[string]int, err error) {
	in, all = make([]map[string]int, k), make(map[string]int)
	for t := range in {
		in[t] = make(map[string]int)
	}
	for i, stems := range docs {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		for _, key := range held(stems, names) {
			all[key]++
			if t := theme[i]; t >= 0 {
				in[t][key]++
			}
		}
	}
	return in, all, nil
}

// held returns the names a passage holds, each once.
func held(stems []string, names *Names) []string {
	var keys []string
	for i := range stems {
		for n := 1; n <= maxWords && i+n <= len(stems) && stems[i+n-1] != ""; n++ {
			key := stems[i]
			if n > 1 {
				key = strings.Join(stems[i:i+n], " ")
			}
			if _, ok := names.surface[key]; ok {
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// score weighs a phrase held by n of size passages inside and by others of rest outside.
func score(n, size, others, rest, words int) float64 {
	p := (float64(n) + 0.5) / (float64(size) + 1)
	q := (float64(others) + 0.5) / (float64(rest) + 1)
	odds := math.Log(p/(1-p)) - math.Log(q/(1-q))
	return math.Pow(p, 0.6) * odds * (1 + 0.35*float64(words-1))
}

// diverse takes the best of a sorted list, each as the longer phrase it mostly stands in. Of names that hold one
// another the better stays, but gives way to a longer one that says more: "battery" to "battery life".
func diverse(list []scored, most int) []string {
	var taken []scored
	for _, s := range list {
		if len(taken) == most || s.score <= 0 {
			break
		}
		name := whole(list, s)
		clash := slices.IndexFunc(taken, func(t scored) bool { return within(t.key, name.key) || within(name.key, t.key) })
		switch {
		case clash < 0:
			taken = append(taken, name)
		case len(name.key) > len(taken[clash].key) && float64(name.count) >= often*float64(taken[clash].count):
			taken[clash] = name
		}
	}
	keys := make([]string, 0, len(taken))
	for _, t := range taken {
		if !slices.Contains(keys, t.key) {
			keys = append(keys, t.key)
		}
	}
	return keys
}

// mostly is the share of a name's passages in which a longer one must stand to take its place: "battery life" for "life".
const mostly = 0.6

// often is the share of a better name's passages in which a longer one must stand to take its place.
const often = 0.35

// whole returns the most frequent longer name that a name mostly stands in, or the name itself.
func whole(list []scored, s scored) scored {
	best := s
	most := 1 // a longer name that stands once proves nothing
	for _, l := range list {
		if len(l.key) > len(s.key) && float64(l.count) >= mostly*float64(s.count) && l.count > most &&
			strings.Contains(" "+l.key+" ", " "+s.key+" ") {
			best, most = l, l.count
		}
	}
	return best
}

// within reports whether all stems of a are stems of b.
func within(a, b string) bool {
	other := strings.Fields(b)
	for w := range strings.FieldsSeq(a) {
		if !slices.Contains(other, w) {
			return false
		}
	}
	return true
}
