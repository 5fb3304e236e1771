package label

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Contrary is a passage of a theme that disagrees with the bulk of it, or stands apart from it.
type Contrary struct {
	Passage int
	Reason  Reason
	Share   float64 // of the theme's passages with a tone, those that have the other one; 0 when it stands apart
}

// Reason says why a passage is contrary.
type Reason uint8

// The reasons.
const (
	Opposite Reason = iota // praises what most complain of, or the other way round
	Apart                  // is about the theme, but far from its middle
)

// Bounds of Contraries.
const (
	clearTone   = 0.25 // what counts as praise or complaint
	toneBulk    = 2.0 / 3
	leastToned  = 4   // passages of a theme with a tone
	apartSigmas = 1.5 // standard deviations below the mean closeness
	leastApart  = 8   // passages of a theme
	leastWords  = 5   // of a contrary passage
)

// Contraries returns for each theme the passages that disagree with its bulk, up to most, the clearest first.
//
// tone has the tone of each passage, -1 complaint to 1 praise, 0 for neither or unknown. Where two thirds or more of a theme's
// toned passages are of one kind, those of the other are contrary; of these, the ones closest to the theme's middle come first,
// for they speak of the same matter. Then come passages that stand apart: inside the theme, yet less close to its middle by 1.5
// standard deviations than the mean. Passages of under five words, and themes of few passages, have none. A tone is an estimate:
// what is contrary is a proposal to look at.
func Contraries(ctx context.Context, q Quotable, tone []float64, most int) ([][]Contrary, error) {
	if len(tone) != len(q.Theme) {
		panic("label: tones and passages differ in number")
	}
	centers, members := q.centers()
	out := make([][]Contrary, q.Themes)
	for t := range out {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out[t] = q.contraries(members[t], q.closeness(members[t], centers[t]), tone, most)
	}
	return out, nil
}

// contraries returns those of one theme; near has the closeness of each member.
func (q Quotable) contraries(members []int, near, tone []float64, most int) []Contrary {
	share, sign := bulk(members, tone)
	limit := middle(near)
	var list []Contrary
	closeness := make(map[int]float64, len(members))
	for n, i := range members {
		closeness[i] = near[n]
		switch {
		case q.Words[i] < leastWords:
		case share >= toneBulk && tone[i]*sign <= -clearTone:
			list = append(list, Contrary{i, Opposite, share})
		case len(members) >= leastApart && near[n] < limit:
			list = append(list, Contrary{i, Apart, 0})
		}
	}
	slices.SortStableFunc(list, func(a, b Contrary) int {
		if a.Reason != Opposite && b.Reason != Opposite {
			return cmp.Compare(closeness[a.Passage], closeness[b.Passage]) // the farthest first
		}
		return cmp.Or(cmp.Compare(a.Reason, b.Reason), cmp.Compare(closeness[b.Passage], closeness[a.Passage]))
	})
	return list[:min(most, len(list))]
}

// bulk returns the share of the toned members that have the commoner tone, and its sign; 0 when too few have one.
func bulk(members []int, tone []float64) (share, sign float64) {
	praise, complaint := 0, 0
	for _, i := range members {
		switch {
		case tone[i] >= clearTone:
			praise++
		case tone[i] <= -clearTone:
			complaint++
		}
	}
	if praise+complaint < leastToned {
		return 0, 0
	}
	all := float64(praise + complaint)
	if praise >= complaint {
		return float64(praise) / all, 1
	}
	return float64(complaint) / all, -1
}

// middle returns the closeness below which a passage stands apart.
func middle(near []float64) float64 {
	var sum, squares float64
	for _, v := range near {
		sum += v
		squares += v * v
	}
	n := math.Max(1, float64(len(near)))
	mean := sum / n
	return mean - apartSigmas*math.Sqrt(math.Max(0, squares/n-mean*mean))
}
