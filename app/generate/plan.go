package generate

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// studyPlan is what a study is to be.
type studyPlan struct {
	study     app.Study
	start     time.Time
	end       time.Time
	running   bool
	countries []string
	focus     []float64 // weight of each topic
	asked     []int     // the topics of the focus
	topic     int       // the first of them
	owner     string
	sessions  []session
}

// session is an interview before it is held.
type session struct {
	day    time.Time
	words  int
	status string
	weight float64 // of its share of the findings
}

const day = 24 * time.Hour

// plan lays out all studies and shares interviews and findings out among them.
func (d *desk) plan() []*studyPlan {
	size := make([]float64, d.Studies)
	for i := range size {
		size[i] = d.skewed(0.8)
	}
	counts := share(d.Interviews, size)
	plans := make([]*studyPlan, d.Studies)
	var weights []float64
	for i := range plans {
		plans[i] = d.planStudy(i, counts[i])
		for _, s := range plans[i].sessions {
			weights = append(weights, s.weight)
		}
	}
	d.owed = share(d.Findings, weights)
	return plans
}

func (d *desk) planStudy(i, interviews int) *studyPlan {
	lx := d.gen.lx
	region, countries := cutRow(pick(d, lx.rows["regions"]))
	pl := &studyPlan{owner: d.coder(), countries: strings.Split(countries, ", "), focus: make([]float64, len(lx.topics))}
	// Studies begin one after another; the last ones go on.
	span := d.Until.Time().Sub(d.begin) - 30*day
	pl.start = d.begin.Add(time.Duration(float64(span) * float64(i+1) / float64(d.Studies))).Truncate(day)
	pl.end = pl.start.AddDate(0, 0, 21+d.rng.IntN(40))
	pl.running = pl.end.After(d.Until.Time())
	for range 4 + d.rng.IntN(3) {
		pl.asked = append(pl.asked, d.rng.IntN(len(lx.topics)))
	}
	pl.topic = pl.asked[0]
	slices.Sort(pl.asked)
	pl.asked = slices.Compact(pl.asked)
	for t := range pl.focus {
		pl.focus[t] = 0.15
		if slices.Contains(pl.asked, t) {
			pl.focus[t] = 1
		}
	}
	product := pick(d, lx.rows["products"])
	pl.study = app.Study{ID: mint[app.StudyID](d), Name: d.studyName(product, region, pl), Product: product, Region: region,
		Method: pick(d, lx.rows["methods"]), Owner: pl.owner, Start: app.DateOf(pl.start), End: app.DateOf(pl.end), Status: "done", Color: i % 12,
		Stamp: d.stamp(pl.owner, pl.start.AddDate(0, 0, -7).Add(10*time.Hour))}
	if pl.running {
		pl.study.Status = "running"
	}
	d.lines.crowd = d.crowds[d.rng.IntN(len(d.crowds))].many
	pl.study.Goal = d.sentence("goal", pl.topic)
	for _, t := range pl.asked[:min(3, len(pl.asked))] {
		pl.study.Questions = append(pl.study.Questions, d.sentence("question", t))
	}
	for _, t := range pl.asked {
		pl.study.Guide = append(pl.study.Guide, d.sentence("ask", t))
	}
	d.planSessions(pl, interviews)
	return pl
}

func (d *desk) studyName(product, region string, pl *studyPlan) string {
	name := fmt.Sprintf("%s: %s (%s, Q%d %d)", product, d.gen.lx.topics[pl.topic].phrase, region, (int(pl.start.Month())+2)/3, pl.start.Year())
	if d.names[name]++; d.names[name] > 1 {
		name = fmt.Sprintf("%s, part %d", name, d.names[name])
	}
	return name
}

// planSessions spreads interviews over the first three quarters of a study, on working days, up to the last day.
func (d *desk) planSessions(pl *studyPlan, n int) {
	last := pl.start.Add(pl.end.Sub(pl.start) * 3 / 4)
	if until := d.Until.Time(); last.After(until) {
		last = until
	}
	days := int(last.Sub(pl.start)/day) + 1
	for range n {
		s := session{day: workday(pl.start.AddDate(0, 0, d.rng.IntN(days)), last), status: "done", weight: 0.3 + d.rng.Float64()*1.4}
		s.words = d.Words*2/3 + d.rng.IntN(d.Words*2/3+1)
		if age := d.Until.Time().Sub(s.day); pl.running && age < 5*day {
			s.status, s.weight = "", 0
		} else if pl.running && age < 10*day {
			s.status, s.weight = "reading", s.weight/3
		}
		pl.sessions = append(pl.sessions, s)
	}
	slices.SortStableFunc(pl.sessions, func(a, b session) int { return a.day.Compare(b.day) })
}

// workday is the day itself or, at a weekend, the Friday before, but not after last.
func workday(t, last time.Time) time.Time {
	switch t.Weekday() {
	case time.Saturday:
		t = t.AddDate(0, 0, -1)
	case time.Sunday:
		t = t.AddDate(0, 0, -2)
	}
	if t.After(last) {
		return last
	}
	return t
}

// skewed draws from a lognormal distribution around 1; spread is the deviation of its logarithm.
func (d *desk) skewed(spread float64) float64 { return math.Exp(spread * d.rng.NormFloat64()) }

// share gives each its part of n by weight, whole numbers that add up to n. When no weight counts, all count the same.
func share(n int, weights []float64) []int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	out, sum, given := make([]int, len(weights)), 0.0, 0
	for i, w := range weights {
		if total == 0 {
			sum += 1 / float64(len(weights))
		} else {
			sum += w / total
		}
		upTo := int(math.Round(sum * float64(n)))
		if i == len(weights)-1 {
			upTo = n
		}
		out[i], given = upTo-given, upTo
	}
	return out
}

// cutRow parts "name: what follows".
func cutRow(row string) (name, rest string) {
	name, rest, _ = strings.Cut(row, ": ")
	return name, rest
}
