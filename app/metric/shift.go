package metric

import (
	"fmt"
	"math"
	"strings"

	"throughline/app"
	"throughline/synthesis/stat"
)

// level is of all intervals.
const level = 0.95

// fewDays is the number of values on a side below which no difference is called one: less than a week cannot tell a change from a weekday.
const fewDays = 7

// Verdict is what a shift comes to.
type Verdict string

// The verdicts.
const (
	Better  Verdict = "better"
	Worse   Verdict = "worse"
	Unclear Verdict = "unclear" // the interval reaches over nothing: it may be chance
	TooFew  Verdict = "too few"
	Missing Verdict = "missing" // a side has no values
)

// Shift is a metric before and after a day.
type Shift struct {
	Metric  string   `json:"metric"`
	Segment string   `json:"segment,omitempty"`
	Unit    string   `json:"unit,omitempty"`
	Mark    string   `json:"mark,omitempty"` // what happened
	Day     app.Date `json:"day"`            // the first day after
	Days    int      `json:"days"`           // looked at on each side
	Before  float64  `json:"before"`         // mean of the values
	After   float64  `json:"after"`
	NBefore int      `json:"n_before"` // values
	NAfter  int      `json:"n_after"`
	Change  float64  `json:"change"` // After less Before
	Low     float64  `json:"low"`
	High    float64  `json:"high"`
	Bounded bool     `json:"bounded"`
	Alike   float64  `json:"neighbours"` // correlation of one value with the next, 0 to 1, by which the interval was widened
	Verdict Verdict  `json:"verdict"`

	target *float64
	lower  bool
}

// Around compares the mean of a metric's values on so many days before a day with that on as many days from it on. The interval is stat.LevelShift's,
// which knows that one day is like the next; a trend that went on anyway it does not know.
func Around(m *app.Metric, segment string, mark string, day app.Date, days int) Shift {
	sh := Shift{Metric: m.Name, Segment: segment, Unit: m.Unit, Mark: mark, Day: day, Days: days, Verdict: Missing, target: m.Target, lower: m.Lower}
	series, _ := m.Of(segment)
	from, to := app.DateOf(day.Time().AddDate(0, 0, -days)), app.DateOf(day.Time().AddDate(0, 0, days))
	var before, after []float64
	for _, p := range series.Points() {
		switch {
		case p.Date >= from && p.Date < day:
			before = append(before, p.Value)
		case p.Date >= day && p.Date < to:
			after = append(after, p.Value)
		}
	}
	sh.NBefore, sh.NAfter = len(before), len(after)
	if sh.NBefore == 0 || sh.NAfter == 0 {
		return sh
	}
	sh.Before, _ = mean(before)
	sh.After, _ = mean(after)
	var in stat.Interval
	sh.Change, sh.Alike, in = stat.LevelShift(before, after, level)
	if sh.Bounded = !math.IsInf(in.Low, 0) && !math.IsNaN(in.Low); sh.Bounded {
		sh.Low, sh.High = in.Low, in.High
	}
	switch {
	case !sh.Bounded || min(sh.NBefore, sh.NAfter) < fewDays:
		sh.Verdict = TooFew
	case sh.Low <= 0 && sh.High >= 0:
		sh.Verdict = Unclear
	case (sh.Low > 0) != m.Lower:
		sh.Verdict = Better
	default:
		sh.Verdict = Worse
	}
	return sh
}

func mean(values []float64) (float64, int) {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values)), len(values)
}

// Number writes a value with its unit: "1,204", "45.2 %", "3.5 s".
func Number(v float64, unit string) string {
	text := ""
	switch a := math.Abs(v); {
	case a >= 1000:
		text = app.Number(int(math.Round(v)))
	case a >= 100 || v == math.Trunc(v):
		text = fmt.Sprintf("%.0f", v)
	case a >= 1:
		text = strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0")
	default:
		text = fmt.Sprintf("%.3g", v)
	}
	text = strings.Replace(text, "-", "−", 1)
	if unit == "" {
		return text
	}
	return text + " " + unit
}

// signed is Number with its sign.
func signed(v float64, unit string) string {
	if v >= 0 {
		return "+" + Number(v, unit)
	}
	return Number(v, unit)
}

// Words is the verdict as people read it.
func (s *Shift) Words() string {
	switch s.Verdict {
	case Better, Worse:
		return app.Capital(string(s.Verdict))
	case Unclear:
		return "May be chance"
	case TooFew:
		return fmt.Sprintf("Too few values to tell (%d and %d)", s.NBefore, s.NAfter)
	}
	if s.NBefore == 0 {
		return "No values before"
	}
	return "No values after"
}

// Text is the change: "+3.2 %".
func (s *Shift) Text() string {
	if s.Verdict == Missing {
		return "–"
	}
	return signed(s.Change, s.points())
}

// points is the unit of a difference.
func (s *Shift) points() string {
	if s.Unit == "%" {
		return "points"
	}
	return s.Unit
}

// Range is the interval of the change; "none" where there is none.
func (s *Shift) Range() string {
	if !s.Bounded {
		return "none"
	}
	return signed(s.Low, "") + " to " + signed(s.High, s.points())
}

// Says is the comparison as a sentence for a post-launch review.
func (s *Shift) Says() string {
	what := s.Metric
	if s.Segment != "" {
		what += " of " + s.Segment
	}
	at := string(s.Day)
	if s.Mark != "" {
		at = s.Mark + " (" + at + ")"
	}
	if s.Verdict == Missing {
		return fmt.Sprintf("%s around %s: %s within %d days.", what, at, strings.ToLower(s.Words()[:1])+s.Words()[1:], s.Days)
	}
	text := fmt.Sprintf("%s was %s in the %d days before %s and %s from it on, a change of %s", what, Number(s.Before, s.Unit), s.Days, at, Number(s.After, s.Unit), s.Text())
	if s.Bounded {
		text += ", 95 % interval " + s.Range()
	}
	text += ". " + s.Words() + "."
	if s.target != nil {
		reached := s.After >= *s.target
		if s.lower {
			reached = s.After <= *s.target
		}
		word := "is not reached"
		if reached {
			word = "is reached"
		}
		text += " The target of " + Number(*s.target, s.Unit) + " " + word + "."
	}
	if s.Alike > 0.3 {
		text += " One day is like the next, so the interval was widened."
	}
	return text
}
