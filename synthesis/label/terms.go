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
// reviews this one named the topic most often. A phrase whose stems are part of a better one, or the other way
// round, is left out.
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
	total := len(docs)
	out := make([][]string, k)
	for t := range k {
		list := make([]scored, 0, len(in[t]))
		for key, n := range in[t] {
			if n > 1 || sizes[t] < 5 {
				list = append(list, scored{key, score(n, sizes[t], all[key]-n, total-sizes[t], strings.Count(key, " ")+1)})
			}
		}
		slices.SortFunc(list, func(a, b scored) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.key, b.key))
		})
		for _, key := range diverse(list, maxTerms) {
			surface, _ := names.Surface(key)
			out[t] = append(out[t], surface)
		}
	}
	return out, nil
}

const maxTerms = 8

type scored struct {
	key   string
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

// diverse takes the best of a sorted list, leaving out phrases that repeat a stem of one taken when one holds the other.
func diverse(list []scored, most int) []string {
	var taken []string
	for _, s := range list {
		if len(taken) == most || s.score <= 0 {
			break
		}
		if !slices.ContainsFunc(taken, func(t string) bool { return within(t, s.key) || within(s.key, t) }) {
			taken = append(taken, s.key)
		}
	}
	return taken
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
