package app

import (
	"math"
	"slices"
	"strings"
)

// RecommendationKind says what is proposed.
type RecommendationKind string

// The kinds of recommendations.
const (
	ToDo        RecommendationKind = "recommendation" // something to do
	Opportunity RecommendationKind = "opportunity"    // a need to meet, whatever the way
)

// RecommendationStatus is what became of a recommendation.
type RecommendationStatus string

// The states of a recommendation.
const (
	Proposed  RecommendationStatus = "proposed"
	Planned   RecommendationStatus = "planned"
	UnderWay  RecommendationStatus = "under way"
	Done      RecommendationStatus = "done"
	TurnedOff RecommendationStatus = "turned down"
)

// RecommendationStatuses lists the states in the order in which a recommendation goes through them.
func RecommendationStatuses() []RecommendationStatus {
	return []RecommendationStatus{Proposed, Planned, UnderWay, Done, TurnedOff}
}

// ScoreMethod names a formula to prioritise by. The empty one does not score.
type ScoreMethod string

// The methods of scoring.
const (
	// RICE is reach × impact × confidence ÷ effort (McBride, Intercom).
	RICE ScoreMethod = "RICE"
	// ICE is impact × confidence × ease, each 1 to 10 (Ellis).
	ICE ScoreMethod = "ICE"
	// ODI is the opportunity score importance + max(importance − satisfaction, 0), both 0 to 10 (Ulwick 2002).
	ODI ScoreMethod = "Opportunity"
)

// ScoreMethods lists the methods as they are offered.
func ScoreMethods() []ScoreMethod { return []ScoreMethod{RICE, ICE, ODI} }

// Score is what goes into the formulas. A recommendation keeps the inputs of all of them, so that changing the method loses
// nothing. 0 is not given, except for Satisfaction beside an Importance.
type Score struct {
	Method       ScoreMethod `json:"method,omitempty"`
	Reach        float64     `json:"reach,omitempty"`        // RICE: people or events in a quarter
	Impact       float64     `json:"impact,omitempty"`       // RICE: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal
	Effort       float64     `json:"effort,omitempty"`       // RICE: person-months
	Benefit      float64     `json:"benefit,omitempty"`      // ICE: impact, 1-10
	Ease         float64     `json:"ease,omitempty"`         // ICE: 1-10
	Importance   float64     `json:"importance,omitempty"`   // ODI: share of people who rate it 4-5 of 5, in tenths: 0-10
	Satisfaction float64     `json:"satisfaction,omitempty"` // ODI: likewise, for how well it is met today
	Confidence   float64     `json:"confidence,omitempty"`   // a person's own, 0-1; 0 takes it from the evidence
	Why          string      `json:"why,omitempty"`          // of a confidence of one's own
}

// Value is the score with a confidence of 0 to 1, and whether its inputs are all given.
func (s Score) Value(confidence float64) (value float64, ok bool) {
	switch s.Method {
	case RICE:
		if s.Reach > 0 && s.Impact > 0 && s.Effort > 0 && confidence > 0 {
			return s.Reach * s.Impact * confidence / s.Effort, true
		}
	case ICE:
		if s.Benefit > 0 && s.Ease > 0 && confidence > 0 {
			return s.Benefit * 10 * confidence * s.Ease, true
		}
	case ODI:
		if s.Importance > 0 {
			return s.Importance + max(s.Importance-s.Satisfaction, 0), true
		}
	}
	return 0, false
}

func (s Score) validate() error {
	for _, in := range []struct {
		name      string
		v, lo, hi float64
	}{
		{"Reach", s.Reach, 0, 1e12}, {"Impact", s.Impact, 0, 100}, {"Effort", s.Effort, 0, 1e6}, {"Impact", s.Benefit, 0, 10}, {"Ease", s.Ease, 0, 10},
		{"Importance", s.Importance, 0, 10}, {"Satisfaction", s.Satisfaction, 0, 10}, {"Confidence", s.Confidence, 0, 1},
	} {
		if math.IsNaN(in.v) || in.v < in.lo || in.v > in.hi {
			return Invalid(in.name+" is out of its range.", "See what the field says it takes.")
		}
	}
	if s.Confidence > 0 && strings.TrimSpace(s.Why) == "" {
		return Invalid("A confidence of one's own needs a reason.", "Say why it is not what the evidence says.")
	}
	return nil
}

// Recommendation is what to do about insights, or an opportunity they open. Study "" means across studies.
type Recommendation struct {
	ID       RecommendationID     `json:"id"`
	Study    StudyID              `json:"study,omitempty"`
	Text     string               `json:"text"`
	Kind     RecommendationKind   `json:"kind"`
	Owner    string               `json:"owner,omitempty"`
	Status   RecommendationStatus `json:"status"`
	Insights []InsightID          `json:"insights,omitempty"` // what it rests on, each once; one that is gone is passed over
	Score    Score                `json:"score,omitzero"`
	Order    float64              `json:"order"` // place under its insights, ascending
	Stamp
}

// Ref names the record.
func (r *Recommendation) Ref() Ref { return Ref{KindRecommendation, string(r.ID)} }

// Validate refuses a recommendation without words and inputs of a score that are out of range.
func (r *Recommendation) Validate() error {
	if strings.TrimSpace(r.Text) == "" {
		return Invalid("A recommendation needs words.", "Say in a sentence what to do.")
	}
	return r.Score.validate()
}

// Equal reports whether o is the same recommendation in the same state.
func (r *Recommendation) Equal(o Record) bool {
	t, ok := o.(*Recommendation)
	return ok && r.ID == t.ID && r.Study == t.Study && r.Text == t.Text && r.Kind == t.Kind && r.Owner == t.Owner && r.Status == t.Status &&
		slices.Equal(r.Insights, t.Insights) && r.Score == t.Score && r.Order == t.Order && r.Stamp.equal(t.Stamp)
}

// Decision is something that was decided with insights at hand. Study "" means across studies.
type Decision struct {
	ID       DecisionID  `json:"id"`
	Study    StudyID     `json:"study,omitempty"`
	Text     string      `json:"text"`              // what was decided
	Date     Date        `json:"date,omitempty"`    // when
	By       string      `json:"by,omitempty"`      // who decided
	Where    string      `json:"where,omitempty"`   // a meeting, a document, a link
	Outcome  string      `json:"outcome,omitempty"` // what came of it
	Insights []InsightID `json:"insights,omitempty"`
	Stamp
}

// Ref names the record.
func (d *Decision) Ref() Ref { return Ref{KindDecision, string(d.ID)} }

// Validate refuses a decision without words or with a day that does not exist.
func (d *Decision) Validate() error {
	if strings.TrimSpace(d.Text) == "" {
		return Invalid("A decision needs words.", "Say in a sentence what was decided.")
	}
	if d.Date != "" && d.Date.Time().IsZero() {
		return Invalid("The date of the decision does not exist.", "Write it as 2026-11-04.")
	}
	return nil
}

// Equal reports whether o is the same decision in the same state.
func (d *Decision) Equal(o Record) bool {
	t, ok := o.(*Decision)
	return ok && d.ID == t.ID && d.Study == t.Study && d.Text == t.Text && d.Date == t.Date && d.By == t.By && d.Where == t.Where &&
		d.Outcome == t.Outcome && slices.Equal(d.Insights, t.Insights) && d.Stamp.equal(t.Stamp)
}
