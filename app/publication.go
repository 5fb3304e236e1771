package app

import (
	"reflect"
	"strings"
	"time"
)

// Publication is an insight as it was when it was published: its words, its evidence with the words quoted then, the counts and
// the confidence. A report can be made from it again, whatever became of the insight since. Stamp says who published it and when.
type Publication struct {
	ID       PublicationID    `json:"id"`
	Insight  InsightID        `json:"insight"`
	Version  int              `json:"version"` // of the insight, from 1
	Title    string           `json:"title"`
	Body     string           `json:"body,omitempty"`
	Level    Level            `json:"level"`    // as stated
	Computed Level            `json:"computed"` // as computed; another one than Level where a person overrode it
	Reasons  []string         `json:"reasons,omitempty"`
	Why      string           `json:"why,omitempty"` // of an override
	CERQual  CERQual          `json:"cerqual,omitzero"`
	Support  Support          `json:"support"`
	Evidence []PublishedProof `json:"evidence,omitempty"`
	Advice   []string         `json:"advice,omitempty"` // the recommendations that rested on it
	Study    string           `json:"study,omitempty"`  // name of its study
	Change   string           `json:"change,omitempty"` // what would have changed the confidence

	Actions   []PublishedAction   `json:"actions,omitempty"` // those of Advice, with their scores
	Decisions []PublishedDecision `json:"decisions,omitempty"`
	Stamp
}

// PublishedAction is a recommendation as it stood when its insight was published.
type PublishedAction struct {
	Text   string               `json:"text"`
	Status RecommendationStatus `json:"status,omitempty"`
	Owner  string               `json:"owner,omitempty"`
	Score  Score                `json:"score,omitzero"`
	Level  Level                `json:"level,omitempty"` // of the surest insight it rested on
}

// PublishedDecision is a decision that had been made with an insight when it was published.
type PublishedDecision struct {
	Text    string `json:"text"`
	Date    Date   `json:"date,omitempty"`
	By      string `json:"by,omitempty"`
	Where   string `json:"where,omitempty"`
	Outcome string `json:"outcome,omitempty"`
}

// PublishedProof is a piece of evidence with what it said when the insight was published.
type PublishedProof struct {
	Evidence
	Text      string `json:"text"`          // the passage or note, or the name of the theme
	Who       string `json:"who,omitempty"` // code of the participant
	Segment   string `json:"segment,omitempty"`
	Interview string `json:"interview,omitempty"` // title
	Date      Date   `json:"date,omitempty"`      // of the interview
	Findings  int    `json:"findings,omitempty"`  // in a theme
	People    int    `json:"people,omitempty"`    // in a theme

	Observation bool          `json:"observation,omitempty"` // a note, nobody's words
	At          time.Duration `json:"at,omitempty"`          // of the passage in the recording; 0 for unknown
	Withheld    ConsentState  `json:"-"`                     // why Text was taken out for those who read it
}

// Ref names the record.
func (p *Publication) Ref() Ref { return Ref{KindPublication, string(p.ID)} }

// Validate refuses a publication of nothing.
func (p *Publication) Validate() error {
	if p.Insight == "" || p.Version < 1 || strings.TrimSpace(p.Title) == "" {
		return Invalid("A publication needs its insight, version and claim.", "")
	}
	return nil
}

// Equal reports whether o is the same publication in the same state.
func (p *Publication) Equal(o Record) bool {
	q, ok := o.(*Publication)
	if !ok || !p.Stamp.equal(q.Stamp) || !p.CERQual.equal(q.CERQual) {
		return false
	}
	a, b := *p, *q
	a.Stamp, b.Stamp, a.CERQual, b.CERQual = Stamp{}, Stamp{}, CERQual{}, CERQual{}
	return reflect.DeepEqual(a, b)
}

// Standards are what a workspace holds insights and its programme to. A workspace has one record of them, or none: then the defaults hold.
type Standards struct {
	FreshMonths int `json:"fresh_months,omitempty"` // how long a published insight counts as fresh; 0 for the default
	HalfLife    int `json:"half_life,omitempty"`    // months in which a voice loses half its weight; 0 for the default
	Programme
	Stamp
}

// The standards where a workspace set none.
const (
	DefaultFreshMonths = 12
	DefaultHalfLife    = 24
)

// StandardsRef names the one record of standards.
var StandardsRef = Ref{KindStandards, "standards"}

// Ref names the record.
func (s *Standards) Ref() Ref { return StandardsRef }

// Validate refuses spans of time below zero or beyond ten years.
func (s *Standards) Validate() error {
	if s.FreshMonths < 0 || s.FreshMonths > 120 || s.HalfLife < 0 || s.HalfLife > 120 {
		return Invalid("A span of months must be between 1 and 120.", "Write how many months.")
	}
	return s.validate()
}

// Equal reports whether o is the same standards in the same state.
func (s *Standards) Equal(o Record) bool {
	t, ok := o.(*Standards)
	return ok && s.FreshMonths == t.FreshMonths && s.HalfLife == t.HalfLife && s.Programme == t.Programme && s.Stamp.equal(t.Stamp)
}

// Fresh is how many months a published insight counts as fresh.
func (s Standards) Fresh() int {
	if s.FreshMonths == 0 {
		return DefaultFreshMonths
	}
	return s.FreshMonths
}

// Half is in how many months a voice loses half its weight.
func (s Standards) Half() int {
	if s.HalfLife == 0 {
		return DefaultHalfLife
	}
	return s.HalfLife
}
