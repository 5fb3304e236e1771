package score

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis/stat"
)

// level is of all intervals.
const level = 0.95

// Few is the number of people below which a score is told with a warning and no difference is called one: with four, an interval of task
// success spans more than half of what is possible.
const Few = 5

// Score is what a kind of measure comes to in one group. Value, Best, Low and High are in per cent for shares (task success, CSAT, importance
// and satisfaction: the two best answers), from -100 to 100 for NPS, seconds for times, and on the scale of the kind otherwise.
type Score struct {
	Kind    app.MeasureKind `json:"measure"`
	Task    string          `json:"task,omitempty"`
	Group   string          `json:"group,omitempty"` // what the measures were grouped by: a release, a study, a segment; "" for none
	N       int             `json:"n"`
	Value   float64         `json:"value"`
	Best    float64         `json:"best"`        // the best estimate: the adjusted share where there are few, otherwise Value
	Low     float64         `json:"low"`         // of the interval; both 0 where there is none
	High    float64         `json:"high"`        //
	Bounded bool            `json:"bounded"`     // there is an interval: a mean needs two values
	X       int             `json:"x,omitempty"` // successes, best answers or promoters
	Against int             `json:"detractors,omitempty"`
	Failed  int             `json:"failed,omitempty"` // times that are left out, since the task was not done
	Grade   string          `json:"grade,omitempty"`  // of SUS
	AsSUS   float64         `json:"as_sus,omitempty"` // the SUS that UMUX-Lite foretells

	values []float64
	people map[string]bool // whose
}

// Share reports whether scores of a kind are shares of people.
func Share(k app.MeasureKind) bool {
	return slices.Contains([]app.MeasureKind{app.MeasureSuccess, app.MeasureCSAT, app.MeasureImportance, app.MeasureSatisfaction}, k)
}

// Grouping says which group a measure belongs to.
type Grouping func(*app.Measure) string

// ByRelease groups measures by the release that was used.
func ByRelease(m *app.Measure) string { return m.Release }

// Together puts all measures into one group.
func Together(*app.Measure) string { return "" }

// Of makes the scores of measures, for each kind, task and group. They are sorted by kind as MeasureKinds lists them, by task and by group,
// numbers in names as numbers. Tasks and groups are the same whatever the case; the spelling that comes first is kept. A person's later
// value in the same task and group counts beside the earlier one: both are of sessions.
func Of(all []app.Measure, by Grouping) []Score {
	type at struct {
		kind        app.MeasureKind
		task, group string
	}
	failed := failures(all)
	found := map[at]*Score{}
	var out []*Score
	for i := range all {
		m := &all[i]
		group := by(m)
		key := at{m.Kind, app.FoldName(m.Task), app.FoldName(group)}
		s := found[key]
		if s == nil {
			s = &Score{Kind: m.Kind, Task: m.Task, Group: group, people: map[string]bool{}}
			found[key] = s
			out = append(out, s)
		}
		if k := KeyOf(m); m.Kind == app.MeasureTime && failed[Key{k.Study, k.Whose, app.MeasureSuccess, k.Task, k.Release}] {
			s.Failed++
			continue
		}
		s.values = append(s.values, m.Value)
		s.people[cmp.Or(string(m.Participant), string(m.Interview))] = true
	}
	scores := make([]Score, 0, len(out))
	for _, s := range out {
		s.reckon()
		scores = append(scores, *s)
	}
	order := app.MeasureKinds()
	slices.SortStableFunc(scores, func(a, b Score) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)), natural(a.Task, b.Task), natural(a.Group, b.Group))
	})
	return scores
}

// failures are the attempts of which it is known that the task was not done.
func failures(all []app.Measure) map[Key]bool {
	out := map[Key]bool{}
	for i := range all {
		if all[i].Kind == app.MeasureSuccess && all[i].Value == 0 {
			out[KeyOf(&all[i])] = true
		}
	}
	return out
}

// reckon makes the score of its values.
func (s *Score) reckon() {
	s.N = len(s.values)
	if s.N == 0 {
		return
	}
	var in stat.Interval
	switch {
	case Share(s.Kind):
		s.X = s.count(topOf(s.Kind), math.Inf(1))
		s.Value = 100 * float64(s.X) / float64(s.N)
		var best float64
		best, in = stat.AdjustedWald(s.X, s.N, level)
		s.Best, in.Low, in.High = s.Value, 100*in.Low, 100*in.High
		if s.N < 20 { // below, the plain share is the worse guess (Lewis and Sauro 2006)
			s.Best = 100 * best
		}
	case s.Kind == app.MeasureNPS:
		s.X, s.Against = s.count(9, 10), s.count(0, 6)
		s.Value, in = stat.NetPromoter(s.X, s.Against, s.N, level)
	case s.Kind == app.MeasureTime:
		s.Value, in = stat.GeometricMean(s.values, level)
	default:
		s.Value, in = stat.Mean(s.values, level)
	}
	if !Share(s.Kind) {
		s.Best = s.Value
	}
	if s.Bounded = bounded(in); s.Bounded {
		s.Low, s.High = in.Low, in.High
	}
	switch s.Kind {
	case app.MeasureSUS:
		s.Grade = stat.SUSGrade(s.Value)
	case app.MeasureUMUXLite:
		s.AsSUS = 0.65*s.Value + 22.9
	}
}

// bounded reports whether an interval has two ends that say something.
func bounded(in stat.Interval) bool {
	return !math.IsNaN(in.Low) && !math.IsNaN(in.High) && !math.IsInf(in.Low, 0) && !math.IsInf(in.High, 0) && !(in.Low == 0 && in.High > math.MaxFloat64/2)
}

// topOf is the least of the best answers of a kind whose scores are shares.
func topOf(k app.MeasureKind) float64 {
	if k == app.MeasureSuccess {
		return 1
	}
	return 4
}

// count is how many values lie between two, both included.
func (s *Score) count(from, to float64) (n int) {
	for _, v := range s.values {
		if v >= from && v <= to {
			n++
		}
	}
	return n
}

// SortNames sorts names of groups as people do, 2.10 after 2.9.
func SortNames(names []string) { slices.SortFunc(names, natural) }

// natural orders names as people do, 2.10 after 2.9, whatever their case.
func natural(a, b string) int {
	x, y := strings.ToLower(a), strings.ToLower(b)
	for x != "" && y != "" {
		p, q := digits(x), digits(y)
		if p > 0 && q > 0 {
			m, n := strings.TrimLeft(x[:p], "0"), strings.TrimLeft(y[:q], "0")
			if c := cmp.Or(cmp.Compare(len(m), len(n)), cmp.Compare(m, n)); c != 0 {
				return c
			}
			x, y = x[p:], y[q:]
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

// digits is how many digits a text begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// Number writes a value of a kind's scores with its unit: "80 %", "1:24", "72.5".
func Number(k app.MeasureKind, v float64) string {
	switch {
	case Share(k):
		return fmt.Sprintf("%.0f %%", v)
	case k == app.MeasureTime:
		return Clock(v)
	case k == app.MeasureNPS:
		return signed(fmt.Sprintf("%.0f", v))
	case k == app.MeasureSEQ || k == app.MeasureCES:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.1f", v)
}

// signed has a real minus sign, and never minus nothing.
func signed(text string) string {
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-")
	}
	return strings.Replace(text, "-", "−", 1)
}

// Clock writes seconds: "45 s", "1:24", "1:02:03".
func Clock(sec float64) string {
	switch n := int(math.Round(sec)); {
	case sec < 10:
		return fmt.Sprintf("%.1f s", sec)
	case n < 60:
		return fmt.Sprintf("%d s", n)
	case n < 3600:
		return fmt.Sprintf("%d:%02d", n/60, n%60)
	default:
		return fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)
	}
}

// Text is the score in words: "80 % (4 of 5)", "72.5".
func (s *Score) Text() string {
	switch {
	case s.N == 0:
		return "–"
	case Share(s.Kind):
		return fmt.Sprintf("%s (%d of %d)", Number(s.Kind, s.Value), s.X, s.N)
	}
	return Number(s.Kind, s.Value)
}

// Range is the interval in words: "36 to 98 %"; "none" where there is none.
func (s *Score) Range() string {
	if !s.Bounded {
		return "none"
	}
	if Share(s.Kind) {
		return fmt.Sprintf("%.0f to %.0f %%", s.Low, s.High)
	}
	return Number(s.Kind, s.Low) + " to " + Number(s.Kind, s.High)
}

// Says is the score as a sentence for a report.
func (s *Score) Says() string {
	who := app.Count(s.N, "person")
	what := s.Kind.Word()
	if s.Task != "" {
		what += " of “" + s.Task + "”"
	}
	if s.Group != "" {
		what += ", " + s.Group
	}
	text := what + ": " + s.Text()
	if s.Bounded {
		text += ", 95 % interval " + s.Range()
	}
	if !Share(s.Kind) {
		text += ", " + who
	}
	if s.Grade != "" {
		text += ", grade " + s.Grade
	}
	if w := s.Warn(); w != "" {
		text += ". " + w
	}
	return text
}

// Warn says what makes the score doubtful, "" for nothing.
func (s *Score) Warn() string {
	switch {
	case s.N == 0:
		return "Nobody did the task, so there is no time."
	case s.N < Few:
		return fmt.Sprintf("%s: too few for more than a hint.", app.Count(s.N, "person"))
	}
	return ""
}
