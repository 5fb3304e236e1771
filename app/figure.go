package app

import "strings"

// Figure is a number that an insight rests on, beside its quotes: a score of UX measures, or a metric around a day. It names what it is made
// of and holds what it said when it was attached, so that a drift is seen.
type Figure struct {
	ID      FigureID  `json:"id"`
	Insight InsightID `json:"insight"`
	Study   StudyID   `json:"study,omitempty"` // of the insight
	Stance  Stance    `json:"stance"`

	Metric     MetricID     `json:"metric,omitempty"` // a product metric,
	Segment    string       `json:"segment,omitempty"`
	Annotation AnnotationID `json:"annotation,omitempty"` // compared before and after it; "" for the latest value
	Days       int          `json:"days,omitempty"`       // on each side

	Measure MeasureKind `json:"measure,omitempty"` // or a score of UX measures
	Of      StudyID     `json:"of,omitempty"`      // whose; "" for all studies
	Task    string      `json:"task,omitempty"`
	Release string      `json:"release,omitempty"`
	Against string      `json:"against,omitempty"` // the release that it is compared with; "" for none

	Said string `json:"said"` // what it said when it was attached
	Note string `json:"note,omitempty"`
	Stamp
}

// Ref names the record.
func (f *Figure) Ref() Ref { return Ref{KindFigure, string(f.ID)} }

// Filed says that an insight holds a figure once.
func (f *Figure) Filed() Filing {
	return Filing{Study: f.Study, Once: strings.Join([]string{string(f.Insight), string(f.Metric), f.Segment, string(f.Annotation), string(f.Measure), string(f.Of), FoldName(f.Task), f.Release, f.Against}, "/")}
}

// Called is what it said.
func (f *Figure) Called() string { return f.Said }

// Validate refuses a figure without an insight or that names not exactly one thing that it is made of.
func (f *Figure) Validate() error {
	if f.Insight == "" || (f.Metric == "") == (f.Measure == "") {
		return Invalid("A figure belongs to an insight and is made of a metric or a measure.", "Remove it and attach it again.")
	}
	return needs(f.Said, "A figure needs to say something.", "Attach it again.")
}

// Equal reports whether o is the same figure in the same state.
func (f *Figure) Equal(o Record) bool { return samePaper(f, o) }
