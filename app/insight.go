package app

import (
	"slices"
	"strings"
)

// InsightStatus is where an insight stands between first thought and being used.
type InsightStatus string

// The states of an insight.
const (
	InsightDraft      InsightStatus = "draft"
	InsightReviewed   InsightStatus = "reviewed"
	InsightPublished  InsightStatus = "published"
	InsightSuperseded InsightStatus = "superseded"
	InsightStale      InsightStatus = "stale"
)

// Evidence ties a finding or a whole theme to an insight. Exactly one of Finding and Theme is set.
type Evidence struct {
	Finding FindingID `json:"finding,omitempty"`
	Theme   ThemeID   `json:"theme,omitempty"`
	Stance  Stance    `json:"stance"`
	Note    string    `json:"note,omitempty"`
}

// Insight is a claim that stays tied to its evidence. Study "" means across studies.
type Insight struct {
	ID             InsightID     `json:"id"`
	Study          StudyID       `json:"study,omitempty"`
	Title          string        `json:"title"` // the claim, one sentence
	Body           string        `json:"body,omitempty"`
	Recommendation string        `json:"recommendation,omitempty"`
	Owner          string        `json:"owner,omitempty"`
	Status         InsightStatus `json:"status"`
	Order          float64       `json:"order"`
	Evidence       []Evidence    `json:"evidence,omitempty"` // in the order shown
	Stamp
}

// Ref names the record.
func (i *Insight) Ref() Ref { return Ref{KindInsight, string(i.ID)} }

// Validate refuses an insight without a claim or with evidence that names nothing.
func (i *Insight) Validate() error {
	if strings.TrimSpace(i.Title) == "" {
		return Invalid("An insight needs a claim.", "Say in one sentence what you learned.")
	}
	for _, e := range i.Evidence {
		if (e.Finding == "") == (e.Theme == "") {
			return Invalid("A piece of evidence must name a finding or a theme.", "Remove it and add it again.")
		}
	}
	return nil
}

// Equal reports whether o is the same insight in the same state.
func (i *Insight) Equal(o Record) bool {
	t, ok := o.(*Insight)
	return ok && i.ID == t.ID && i.Study == t.Study && i.Title == t.Title && i.Body == t.Body &&
		i.Recommendation == t.Recommendation && i.Owner == t.Owner && i.Status == t.Status && i.Order == t.Order &&
		slices.Equal(i.Evidence, t.Evidence) && i.Stamp.equal(t.Stamp)
}

// Without returns a copy of i without the evidence that names one of the records in gone.
func (i *Insight) Without(gone map[Ref]bool) *Insight {
	out := *i
	out.Evidence = nil
	for _, e := range i.Evidence {
		if !gone[e.Ref()] {
			out.Evidence = append(out.Evidence, e)
		}
	}
	return &out
}

// Ref names the finding or theme that is the evidence.
func (e Evidence) Ref() Ref {
	if e.Finding != "" {
		return Ref{KindFinding, string(e.Finding)}
	}
	return Ref{KindTheme, string(e.Theme)}
}
