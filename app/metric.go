package app

import (
	"math"
	"slices"
	"strings"
	"time"
)

// Metric is a number of the product over time, as analytics count it, with its entry in the data dictionary.
type Metric struct {
	ID         MetricID `json:"id"`
	Name       string   `json:"name"`
	Unit       string   `json:"unit,omitempty"`       // of the values: "%", "people", "s"
	Definition string   `json:"definition,omitempty"` // what exactly is counted
	Owner      string   `json:"owner,omitempty"`      // who answers for it
	Source     string   `json:"source,omitempty"`     // where it comes from: the tool, the query
	Target     *float64 `json:"target,omitempty"`     // to be reached; nil for none
	Lower      bool     `json:"lower,omitempty"`      // less is better
	Series     []Series `json:"series,omitempty"`     // sorted by segment, each once
	Stamp
}

// Series is what a metric was for one segment. It keeps days as distances so that ten thousand of them stay small.
type Series struct {
	Segment string    `json:"segment,omitempty"` // "" for everybody
	From    Date      `json:"from"`              // the first day
	Steps   []int     `json:"steps,omitempty"`   // days from each value to the next, all above 0; one fewer than values
	Values  []float64 `json:"values"`
}

// Point is a value of a series on a day.
type Point struct {
	Date  Date    `json:"date"`
	Value float64 `json:"value"`
}

// NewSeries packs points, in any order. Of two on one day the later in the list counts. Days that do not exist and values that are no
// numbers are left out.
func NewSeries(segment string, points []Point) Series {
	s := Series{Segment: segment}
	by := map[int64]float64{}
	for _, p := range points {
		if at := p.Date.Time(); !at.IsZero() && !math.IsNaN(p.Value) && !math.IsInf(p.Value, 0) {
			by[at.Unix()/86400] = p.Value
		}
	}
	days := make([]int64, 0, len(by))
	for d := range by {
		days = append(days, d)
	}
	slices.Sort(days)
	for i, d := range days {
		if i == 0 {
			s.From = DateOf(time.Unix(d*86400, 0).UTC())
		} else {
			s.Steps = append(s.Steps, int(d-days[i-1]))
		}
		s.Values = append(s.Values, by[d])
	}
	return s
}

// Points unpacks a series, by day.
func (s Series) Points() []Point {
	all := make([]Point, len(s.Values))
	at := s.From.Time()
	for i, v := range s.Values {
		if i > 0 {
			at = at.AddDate(0, 0, s.Steps[i-1])
		}
		all[i] = Point{DateOf(at), v}
	}
	return all
}

// Of is the series of a segment; ok is false when there is none.
func (m *Metric) Of(segment string) (s Series, ok bool) {
	for _, s := range m.Series {
		if s.Segment == segment {
			return s, true
		}
	}
	return Series{}, false
}

// Count is how many values all series have together.
func (m *Metric) Count() (n int) {
	for _, s := range m.Series {
		n += len(s.Values)
	}
	return n
}

// Ref names the record.
func (m *Metric) Ref() Ref { return Ref{KindMetric, string(m.ID)} }

// Filed says that names are different, whatever their case.
func (m *Metric) Filed() Filing { return Filing{Once: FoldName(m.Name)} }

// Called is the name.
func (m *Metric) Called() string { return m.Name }

// Validate refuses a metric without a name and series that are not whole.
func (m *Metric) Validate() error {
	for i, s := range m.Series {
		if s.From.Time().IsZero() || len(s.Values) == 0 || len(s.Steps) != len(s.Values)-1 || i > 0 && m.Series[i-1].Segment >= s.Segment {
			return Invalid("The values of “"+m.Name+"” are not whole.", "Import them again.")
		}
		if slices.ContainsFunc(s.Steps, func(d int) bool { return d < 1 }) {
			return Invalid("The days of “"+m.Name+"” are not in order.", "Import them again.")
		}
	}
	return needs(m.Name, "A metric needs a name.", "Say what is counted, such as Activation.")
}

// Equal reports whether o is the same metric in the same state.
func (m *Metric) Equal(o Record) bool { return samePaper(m, o) }

// FoldName is a name by which two count as the same: without white space round it, whatever the case.
func FoldName(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// AnnotationKind is what an annotation marks.
type AnnotationKind string

// The kinds of annotations.
const (
	AnnotateRelease AnnotationKind = "release"
	AnnotateStudy   AnnotationKind = "study"
	AnnotateOther   AnnotationKind = "event" // a campaign, an outage, a holiday
)

// Annotation marks a day on which something happened that may have changed the metrics.
type Annotation struct {
	ID    AnnotationID   `json:"id"`
	Date  Date           `json:"date"`
	Kind  AnnotationKind `json:"kind"`
	Name  string         `json:"name"`
	Study StudyID        `json:"study,omitempty"` // of AnnotateStudy
	Stamp
}

// Ref names the record.
func (a *Annotation) Ref() Ref { return Ref{KindAnnotation, string(a.ID)} }

// Filed says that one name stands on one day once.
func (a *Annotation) Filed() Filing {
	return Filing{Study: a.Study, Once: string(a.Date) + "/" + FoldName(a.Name)}
}

// Called is the name.
func (a *Annotation) Called() string { return a.Name }

// Validate refuses an annotation without a name or a day.
func (a *Annotation) Validate() error {
	if a.Date.Time().IsZero() {
		return Invalid("An annotation needs a day.", "Write the date as 2026-05-31.")
	}
	if !slices.Contains([]AnnotationKind{AnnotateRelease, AnnotateStudy, AnnotateOther}, a.Kind) {
		return Invalid("An annotation is a release, a study or an event.", "Choose one of them.")
	}
	return needs(a.Name, "An annotation needs a name.", "Name the release, the study or the event.")
}

// Equal reports whether o is the same annotation in the same state.
func (a *Annotation) Equal(o Record) bool { return samePaper(a, o) }
