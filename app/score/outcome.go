package score

import (
	"cmp"
	"math"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// seed is of all that is drawn at random: the same numbers every time.
const seed = 1

// draws is how often the people of an outcome are drawn anew for its interval.
const draws = 1000

// Outcome is how important people find an outcome and how satisfied they are with it, together.
type Outcome struct {
	Task         string  `json:"task"`
	Group        string  `json:"group,omitempty"`
	N            int     `json:"n"`            // people who rated both
	Importance   float64 `json:"importance"`   // share who chose 4 or 5, 0 to 10
	Satisfaction float64 `json:"satisfaction"` // likewise
	Opportunity  float64 `json:"opportunity"`  // I + max(I - S, 0), 0 to 20 (Ulwick 2002)
	Low          float64 `json:"low"`          // of a bootstrap over people; both 0 below Few
	High         float64 `json:"high"`
}

// Reading is what an opportunity score is usually taken for: "worth a look" above 10, "high" above 12, "extreme" above 15.
func (o *Outcome) Reading() string {
	switch {
	case o.N < Few:
		return "too few"
	case o.Opportunity > 15:
		return "extreme"
	case o.Opportunity > 12:
		return "high"
	case o.Opportunity > 10:
		return "worth a look"
	}
	return "served"
}

// rating is how one person rated an outcome; NaN for not at all.
type rating struct{ important, satisfied float64 }

// rated is an outcome in one group with the ratings of everybody, in the order in which they came.
type rated struct {
	Outcome
	at  map[string]int // whose, in all
	all []rating
}

// Outcomes joins importance and satisfaction of those who rated both, for each outcome and group, the greatest opportunity first.
func Outcomes(all []app.Measure, by Grouping) []Outcome {
	out := []Outcome{}
	for _, r := range ratings(all, by) {
		if r.score(); r.N > 0 {
			out = append(out, r.Outcome)
		}
	}
	slices.SortStableFunc(out, func(a, b Outcome) int {
		return cmp.Or(cmp.Compare(b.Opportunity, a.Opportunity), natural(a.Task, b.Task), natural(a.Group, b.Group))
	})
	return out
}

// ratings gathers what was said of each outcome in each group.
func ratings(all []app.Measure, by Grouping) (out []*rated) {
	type at struct{ task, group string }
	found := map[at]*rated{}
	for i := range all {
		m := &all[i]
		if m.Kind != app.MeasureImportance && m.Kind != app.MeasureSatisfaction {
			continue
		}
		key := at{app.FoldName(m.Task), app.FoldName(by(m))}
		r := found[key]
		if r == nil {
			r = &rated{Outcome: Outcome{Task: m.Task, Group: by(m)}, at: map[string]int{}}
			found[key] = r
			out = append(out, r)
		}
		whose := KeyOf(m).Whose
		place, ok := r.at[whose]
		if !ok {
			place = len(r.all)
			r.at[whose] = place
			r.all = append(r.all, rating{math.NaN(), math.NaN()})
		}
		if m.Kind == app.MeasureImportance {
			r.all[place].important = m.Value
		} else {
			r.all[place].satisfied = m.Value
		}
	}
	return out
}

// score reckons the outcome from those who rated both.
func (r *rated) score() {
	both := slices.DeleteFunc(slices.Clone(r.all), func(x rating) bool { return math.IsNaN(x.important) || math.IsNaN(x.satisfied) })
	if r.N = len(both); r.N == 0 {
		return
	}
	shares := func(sample []int) (i, s float64) {
		for _, at := range sample {
			if both[at].important >= 4 {
				i++
			}
			if both[at].satisfied >= 4 {
				s++
			}
		}
		return i / float64(len(sample)), s / float64(len(sample))
	}
	every := make([]int, r.N)
	for i := range every {
		every[i] = i
	}
	i, s := shares(every)
	r.Importance, r.Satisfaction, r.Opportunity = 10*i, 10*s, stat.Opportunity(i, s)
	if r.N >= Few {
		in := stat.Bootstrap(r.N, draws, level, seed, func(sample []int) float64 { return stat.Opportunity(shares(sample)) })
		r.Low, r.High = in.Low, in.High
	}
}

// Problems says how much of what can go wrong was seen: met has one row a problem with the number of people who met it, out of people.
type Problems struct {
	People   int     `json:"people"`
	Problems int     `json:"problems"`
	Once     int     `json:"once"`     // met by one person only
	Rate     float64 `json:"rate"`     // mean chance that a person meets a problem
	Adjusted float64 `json:"adjusted"` // the same, corrected for those nobody met (Lewis 2001)
	Seen     float64 `json:"seen"`     // share of the problems that these people are likely to have shown
	For90    int     `json:"for_90"`   // people needed to see 90 % of them
}

// Discover reckons Problems from how many of people met each problem. Problems that nobody met are left out.
func Discover(met []int, people int) Problems {
	p := Problems{People: people}
	sum := 0
	for _, n := range met {
		n = min(n, people)
		if n < 1 {
			continue
		}
		p.Problems++
		sum += n
		if n == 1 {
			p.Once++
		}
	}
	if p.Problems == 0 || people < 1 {
		return p
	}
	p.Rate = float64(sum) / float64(p.Problems*people)
	p.Adjusted = min(1, stat.AdjustedDiscovery(p.Rate, people, float64(p.Once)/float64(p.Problems)))
	p.Seen = stat.Discovery(p.Adjusted, people)
	p.For90 = stat.PeopleToDiscover(p.Adjusted, .9)
	return p
}
