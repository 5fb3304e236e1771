package app

import (
	"strings"
	"time"
)

// Level is how sure one may be of a claim, in the words of GRADE-CERQual (Lewin et al. 2018, Implementation Science 13 Suppl 1).
type Level string

// The levels of confidence. The empty level is not judged.
const (
	High     Level = "High"
	Moderate Level = "Moderate"
	Low      Level = "Low"
	VeryLow  Level = "Very low"
)

// Levels lists the levels, the surest first.
func Levels() []Level { return []Level{High, Moderate, Low, VeryLow} }

// Rank is 4 for High down to 1 for Very low, 0 for a level that is not judged.
func (l Level) Rank() int {
	for i, one := range Levels() {
		if l == one {
			return 4 - i
		}
	}
	return 0
}

// Meaning is what the level says, as Lewin et al. (2018) define it for findings of qualitative syntheses.
func (l Level) Meaning() string {
	switch l {
	case High:
		return "It is highly likely that the claim is a reasonable representation of what is studied."
	case Moderate:
		return "It is likely that the claim is a reasonable representation of what is studied."
	case Low:
		return "It is possible that the claim is a reasonable representation of what is studied."
	case VeryLow:
		return "It is not clear whether the claim is a reasonable representation of what is studied."
	}
	return ""
}

// Strength is how much a piece of evidence weighs. The empty strength was not judged and counts as medium.
type Strength string

// The strengths of evidence.
const (
	Weak   Strength = "weak"   // hearsay, a guess about the future, an answer to a leading question
	Medium Strength = "medium" // told from experience
	Strong Strength = "strong" // observed, or told in detail of a recent case
)

// Rank is 1 for weak to 3 for strong; what was not judged is medium.
func (s Strength) Rank() int {
	switch s {
	case Weak:
		return 1
	case Strong:
		return 3
	}
	return 2
}

// Override is the level a person gives a claim instead of the computed one. Zero for none.
type Override struct {
	Level  Level     `json:"level,omitempty"`
	Reason string    `json:"reason,omitempty"`
	By     string    `json:"by,omitempty"`
	At     time.Time `json:"at,omitzero"`
}

func (o Override) validate() error {
	switch {
	case o.Level == "" && o == Override{}:
		return nil
	case o.Level.Rank() == 0:
		return Invalid("A confidence must be high, moderate, low or very low.", "Choose one of the four levels.")
	case strings.TrimSpace(o.Reason) == "":
		return Invalid("Another confidence than the computed one needs a reason.", "Say in a sentence what the counts do not know.")
	}
	return nil
}

func (o Override) equal(p Override) bool {
	return o.Level == p.Level && o.Reason == p.Reason && o.By == p.By && o.At.Equal(p.At)
}

// Renewal is somebody's word that a claim still holds. Zero for never.
type Renewal struct {
	By   string    `json:"by,omitempty"`
	At   time.Time `json:"at,omitzero"`
	Note string    `json:"note,omitempty"`
}

func (r Renewal) equal(q Renewal) bool { return r.By == q.By && r.Note == q.Note && r.At.Equal(q.At) }

// ConcernLevel is how much one component of GRADE-CERQual worries whoever assesses. The empty one is not assessed.
type ConcernLevel string

// The concerns of GRADE-CERQual.
const (
	NoConcern       ConcernLevel = "none" // no or very minor concerns
	MinorConcern    ConcernLevel = "minor"
	ModerateConcern ConcernLevel = "moderate"
	SeriousConcern  ConcernLevel = "serious"
)

// ConcernLevels lists the concerns, the least first.
func ConcernLevels() []ConcernLevel {
	return []ConcernLevel{NoConcern, MinorConcern, ModerateConcern, SeriousConcern}
}

// Rank is 1 for none to 4 for serious, 0 for not assessed.
func (c ConcernLevel) Rank() int {
	for i, one := range ConcernLevels() {
		if c == one {
			return i + 1
		}
	}
	return 0
}

// Concern is the assessment of one component, with its explanation.
type Concern struct {
	Level ConcernLevel `json:"level,omitempty"`
	Why   string       `json:"why,omitempty"`
}

// CERQual is a person's assessment of a claim by the four components of GRADE-CERQual (Lewin et al. 2018). Zero for none.
type CERQual struct {
	Methods   Concern   `json:"methods,omitzero"`   // methodological limitations of the interviews behind it
	Coherence Concern   `json:"coherence,omitzero"` // does the claim fit what the passages say, also those that disagree
	Adequacy  Concern   `json:"adequacy,omitzero"`  // richness and quantity of the passages
	Relevance Concern   `json:"relevance,omitzero"` // were the right people asked, in the right place and time
	Level     Level     `json:"level,omitempty"`    // the overall assessment
	By        string    `json:"by,omitempty"`
	At        time.Time `json:"at,omitzero"`
}

// Components returns the four concerns in the order in which they are assessed.
func (c *CERQual) Components() [4]*Concern {
	return [4]*Concern{&c.Methods, &c.Coherence, &c.Adequacy, &c.Relevance}
}

// IsZero reports whether nothing was assessed.
func (c CERQual) IsZero() bool { return c.equal(CERQual{}) }

func (c CERQual) equal(d CERQual) bool {
	return c.Methods == d.Methods && c.Coherence == d.Coherence && c.Adequacy == d.Adequacy && c.Relevance == d.Relevance &&
		c.Level == d.Level && c.By == d.By && c.At.Equal(d.At)
}

func (c CERQual) validate() error {
	for _, one := range c.Components() {
		if one.Level != "" && one.Level.Rank() == 0 {
			return Invalid("A concern must be none, minor, moderate or serious.", "Choose one of the four.")
		}
	}
	if c.Level != "" && c.Level.Rank() == 0 {
		return Invalid("The assessment must be high, moderate, low or very low.", "Choose one of the four levels.")
	}
	return nil
}
