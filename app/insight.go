package app

import (
	"slices"
	"strings"
	"time"
)

// InsightStatus is where an insight stands between first thought and being used.
type InsightStatus string

// The states of an insight, in the order in which it goes through them. "reviewed" is how the first version called what is in review.
const (
	InsightDraft      InsightStatus = "draft"
	InsightInReview   InsightStatus = "reviewed"
	InsightPublished  InsightStatus = "published"
	InsightStale      InsightStatus = "stale" // a person said so; what has become stale by time or by newer findings keeps its status
	InsightSuperseded InsightStatus = "superseded"
)

// InsightStatuses lists the states in the order in which an insight goes through them.
func InsightStatuses() []InsightStatus {
	return []InsightStatus{InsightDraft, InsightInReview, InsightPublished, InsightStale, InsightSuperseded}
}

// Word is the state as people read it: "In review".
func (s InsightStatus) Word() string {
	switch s {
	case InsightInReview:
		return "In review"
	case "":
		return "Draft"
	}
	return strings.ToUpper(string(s[:1])) + string(s[1:])
}

// Evidence ties a finding or a whole theme to an insight. Exactly one of Finding and Theme is set.
type Evidence struct {
	Finding  FindingID `json:"finding,omitempty"`
	Theme    ThemeID   `json:"theme,omitempty"`
	Stance   Stance    `json:"stance"`
	Strength Strength  `json:"strength,omitempty"`
	Note     string    `json:"note,omitempty"` // why it matters, and why it is as strong as that
}

// Insight is a claim that stays tied to its evidence. Study "" means across studies.
type Insight struct {
	ID           InsightID     `json:"id"`
	Study        StudyID       `json:"study,omitempty"`
	Title        string        `json:"title"` // the claim, one sentence
	Body         string        `json:"body,omitempty"`
	Owner        string        `json:"owner,omitempty"`
	Status       InsightStatus `json:"status"`
	SupersededBy InsightID     `json:"superseded_by,omitempty"` // what says it better; may be gone
	Published    time.Time     `json:"published,omitzero"`      // when it was published last; zero for never
	Version      int           `json:"version,omitempty"`       // how often it was published
	ReviewBy     Date          `json:"review_by,omitempty"`     // the last day on which it counts as fresh; "" for ever
	Renewed      Renewal       `json:"renewed,omitzero"`        // the last time somebody said that it still holds
	Override     Override      `json:"override,omitzero"`
	CERQual      CERQual       `json:"cerqual,omitzero"`
	Order        float64       `json:"order"`
	Evidence     []Evidence    `json:"evidence,omitempty"` // in the order shown
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
	if i.SupersededBy == i.ID && i.ID != "" {
		return Invalid("An insight cannot supersede itself.", "Choose the insight that says it better.")
	}
	if err := i.Override.validate(); err != nil {
		return err
	}
	return i.CERQual.validate()
}

// Equal reports whether o is the same insight in the same state.
func (i *Insight) Equal(o Record) bool {
	t, ok := o.(*Insight)
	return ok && i.ID == t.ID && i.Study == t.Study && i.Title == t.Title && i.Body == t.Body &&
		i.Owner == t.Owner && i.Status == t.Status && i.SupersededBy == t.SupersededBy && i.Published.Equal(t.Published) &&
		i.Version == t.Version && i.ReviewBy == t.ReviewBy && i.Renewed.equal(t.Renewed) && i.Override.equal(t.Override) &&
		i.CERQual.equal(t.CERQual) && i.Order == t.Order && slices.Equal(i.Evidence, t.Evidence) && i.Stamp.equal(t.Stamp)
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
