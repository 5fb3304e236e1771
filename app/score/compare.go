package score

import (
	"fmt"
	"math"
	"strings"

	"throughline/app"
	"throughline/synthesis/stat"
)

// Verdict is what a difference comes to.
type Verdict string

// The verdicts.
const (
	Better  Verdict = "better"  // the interval lies wholly on the good side
	Worse   Verdict = "worse"   // wholly on the bad side
	Unclear Verdict = "unclear" // it reaches over both: the difference may be chance
	TooFew  Verdict = "too few" // fewer than Few on a side
	Missing Verdict = "missing" // a side has nothing
)

// Difference is how the second of two groups does beside the first.
type Difference struct {
	Kind    app.MeasureKind `json:"measure"`
	Task    string          `json:"task,omitempty"`
	A       Score           `json:"a"`
	B       Score           `json:"b"`
	Value   float64         `json:"difference"` // B less A in the unit of the scores, percentage points for shares; for times B as a share of A
	Low     float64         `json:"low"`
	High    float64         `json:"high"`
	Bounded bool            `json:"bounded"`
	Verdict Verdict         `json:"verdict"`
	Both    int             `json:"in_both"` // people who are on both sides: the groups count as independent all the same
}

// Compare holds the scores of group b against those of group a, wherever one of them has some, in the order of Of.
func Compare(scores []Score, a, b string) []Difference {
	type at struct {
		kind app.MeasureKind
		task string
	}
	place := map[at]int{}
	var out []Difference
	for _, s := range scores {
		isA, isB := app.FoldName(s.Group) == app.FoldName(a), app.FoldName(s.Group) == app.FoldName(b)
		if !isA && !isB {
			continue
		}
		key := at{s.Kind, app.FoldName(s.Task)}
		i, ok := place[key]
		if !ok {
			i = len(out)
			place[key] = i
			out = append(out, Difference{Kind: s.Kind, Task: s.Task, A: Score{Kind: s.Kind, Task: s.Task, Group: a}, B: Score{Kind: s.Kind, Task: s.Task, Group: b}})
		}
		if isA {
			out[i].A = s
		}
		if isB {
			out[i].B = s
		}
	}
	for i := range out {
		out[i].reckon()
	}
	return out
}

// Between is the difference of two scores of one kind.
func Between(a, b Score) Difference {
	d := Difference{Kind: a.Kind, Task: a.Task, A: a, B: b}
	d.reckon()
	return d
}

func (d *Difference) reckon() {
	d.Verdict = Missing
	if d.A.N == 0 || d.B.N == 0 {
		return
	}
	for who := range d.A.people {
		if who != "" && d.B.people[who] {
			d.Both++
		}
	}
	var in stat.Interval
	nothing := 0.0
	switch {
	case Share(d.Kind):
		d.Value, in = stat.ProportionDifference(d.A.X, d.A.N, d.B.X, d.B.N, level)
		d.Value, in.Low, in.High = 100*d.Value, 100*in.Low, 100*in.High
	case d.Kind == app.MeasureNPS:
		d.Value, in = stat.NetPromoterDifference(stat.Promoters{Promoters: d.A.X, Detractors: d.A.Against, N: d.A.N},
			stat.Promoters{Promoters: d.B.X, Detractors: d.B.Against, N: d.B.N}, level)
	case d.Kind == app.MeasureTime:
		nothing = 1
		d.Value, in = stat.TimeRatio(d.A.values, d.B.values, level)
	default:
		d.Value, in = stat.MeanDifference(d.A.values, d.B.values, level)
	}
	if d.Bounded = bounded(in); d.Bounded {
		d.Low, d.High = in.Low, in.High
	}
	switch {
	case min(d.A.N, d.B.N) < Few || !d.Bounded:
		d.Verdict = TooFew
	case d.Low <= nothing && d.High >= nothing:
		d.Verdict = Unclear
	case (d.Low > nothing) != (d.Kind == app.MeasureTime):
		d.Verdict = Better
	default:
		d.Verdict = Worse
	}
}

// change writes a difference with its sign and unit; percentage points for shares, per cent of the time for times.
func (d *Difference) change(v float64) string {
	sign := "+"
	if v < 0 {
		sign = "−"
	}
	switch {
	case d.Kind == app.MeasureTime:
		if v < 1 {
			sign = "−"
		}
		return fmt.Sprintf("%s%.0f %%", sign, math.Abs(100*(v-1)))
	case Share(d.Kind):
		return fmt.Sprintf("%s%.0f points", sign, math.Abs(v))
	}
	return sign + strings.TrimPrefix(Number(d.Kind, math.Abs(v)), "−")
}

// Text is the difference: "+12 points", "−20 %" for times, "+0.80".
func (d *Difference) Text() string {
	if d.Verdict == Missing {
		return "–"
	}
	return d.change(d.Value)
}

// Range is its interval: "−3 points to +27 points"; "none" where there is none.
func (d *Difference) Range() string {
	if !d.Bounded {
		return "none"
	}
	low, high := d.change(d.Low), d.change(d.High)
	for _, unit := range []string{" points", " %"} {
		if strings.HasSuffix(high, unit) {
			low = strings.TrimSuffix(low, unit)
		}
	}
	return low + " to " + high
}

// Words is the verdict as people read it.
func (d *Difference) Words() string {
	switch d.Verdict {
	case Better, Worse:
		return app.Capital(string(d.Verdict))
	case Unclear:
		return "May be chance"
	case TooFew:
		return fmt.Sprintf("Too few to compare (%d and %d)", d.A.N, d.B.N)
	}
	if d.A.N == 0 {
		return "Nothing in " + name(d.A.Group)
	}
	return "Nothing in " + name(d.B.Group)
}

func name(group string) string {
	if group == "" {
		return "no group"
	}
	return group
}

// Says is the difference as a sentence for a report.
func (d *Difference) Says() string {
	what := d.Kind.Word()
	if d.Task != "" {
		what += " of “" + d.Task + "”"
	}
	if d.Verdict == Missing {
		return what + ": " + strings.ToLower(d.Words()[:1]) + d.Words()[1:]
	}
	text := fmt.Sprintf("%s: %s in %s (n %d), %s in %s (n %d), a difference of %s", what, Number(d.Kind, d.A.Value), name(d.A.Group), d.A.N,
		Number(d.Kind, d.B.Value), name(d.B.Group), d.B.N, d.Text())
	if d.Bounded {
		text += ", 95 % interval " + d.Range()
	}
	text += ". " + d.Words() + "."
	if d.Both > 0 {
		text += fmt.Sprintf(" %s on both sides; they count as independent, so the interval is wider than it had to be.", app.Count(d.Both, "person"))
	}
	return text
}
