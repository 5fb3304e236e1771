package app

import (
	"slices"
	"strconv"
	"strings"
)

// MeasureKind is what a measure measures.
type MeasureKind string

// The kinds of measures, each with what Measure.Value holds.
const (
	MeasureSuccess      MeasureKind = "success"      // 1 for a task that was done, 0 for one that was not
	MeasureTime         MeasureKind = "time"         // seconds on a task
	MeasureSEQ          MeasureKind = "seq"          // Single Ease Question, 1 to 7
	MeasureSUS          MeasureKind = "sus"          // System Usability Scale, 0 to 100
	MeasureUMUXLite     MeasureKind = "umux-lite"    // 0 to 100, of two answers 1 to 7
	MeasureUXLite       MeasureKind = "ux-lite"      // 0 to 100, of two answers 1 to 5
	MeasureNPS          MeasureKind = "nps"          // likelihood to recommend, 0 to 10
	MeasureCSAT         MeasureKind = "csat"         // satisfaction, 1 to 5
	MeasureCES          MeasureKind = "ces"          // effort, 1 to 7, 7 for the least
	MeasureImportance   MeasureKind = "importance"   // of an outcome, 1 to 5
	MeasureSatisfaction MeasureKind = "satisfaction" // with an outcome, 1 to 5
)

// MeasureKinds lists the kinds in the order in which they are shown.
func MeasureKinds() []MeasureKind {
	return []MeasureKind{MeasureSuccess, MeasureTime, MeasureSEQ, MeasureSUS, MeasureUMUXLite, MeasureUXLite, MeasureNPS, MeasureCSAT, MeasureCES, MeasureImportance, MeasureSatisfaction}
}

// Word is the kind as people read it: "Task success".
func (k MeasureKind) Word() string {
	switch k {
	case MeasureSuccess:
		return "Task success"
	case MeasureTime:
		return "Time on task"
	case MeasureUMUXLite:
		return "UMUX-Lite"
	case MeasureUXLite:
		return "UX-Lite"
	case MeasureSEQ, MeasureSUS, MeasureNPS, MeasureCSAT, MeasureCES:
		return strings.ToUpper(string(k))
	}
	return Capital(string(k))
}

// Range is the least and the greatest value, both included; top is 0 where there is no greatest.
func (k MeasureKind) Range() (least, top float64) {
	switch k {
	case MeasureSuccess:
		return 0, 1
	case MeasureSEQ, MeasureCES:
		return 1, 7
	case MeasureSUS, MeasureUMUXLite, MeasureUXLite:
		return 0, 100
	case MeasureNPS:
		return 0, 10
	case MeasureCSAT, MeasureImportance, MeasureSatisfaction:
		return 1, 5
	}
	return 0, 0
}

// OfTask reports whether the kind is measured of a task or an outcome; the others are of a whole session, though they may name a task too.
func (k MeasureKind) OfTask() bool {
	return slices.Contains([]MeasureKind{MeasureSuccess, MeasureTime, MeasureSEQ, MeasureImportance, MeasureSatisfaction}, k)
}

// Answers is how many answers make one value, each between 1 and most; 0 where the value is given itself.
func (k MeasureKind) Answers() (n, most int) {
	switch k {
	case MeasureSUS:
		return 10, 5
	case MeasureUMUXLite:
		return 2, 7
	case MeasureUXLite:
		return 2, 5
	}
	return 0, 0
}

// Measure is one number from a session: how one person did in one task, or what they answered to one questionnaire.
type Measure struct {
	ID          MeasureID     `json:"id"`
	Study       StudyID       `json:"study"`
	Participant ParticipantID `json:"participant,omitempty"`
	Interview   InterviewID   `json:"interview,omitempty"` // the session it is from; "" for one that is not here
	Kind        MeasureKind   `json:"kind"`
	Task        string        `json:"task,omitempty"`    // or the outcome; "" for the whole session
	Release     string        `json:"release,omitempty"` // of the product that was used; "" for unknown
	Date        Date          `json:"date,omitempty"`
	Value       float64       `json:"value"`             // by Kind
	Answers     []int         `json:"answers,omitempty"` // of which Value was made, in the order of the form; nil where only the score is known
	Stamp
}

// Ref names the record.
func (m *Measure) Ref() Ref { return Ref{KindMeasure, string(m.ID)} }

// Filed says whose measure it is, and of which session.
func (m *Measure) Filed() Filing {
	return Filing{Study: m.Study, Participant: m.Participant, Interview: m.Interview}
}

// Called is the kind with the task: "SEQ of Checkout".
func (m *Measure) Called() string {
	if m.Task == "" {
		return m.Kind.Word()
	}
	return m.Kind.Word() + " of " + m.Task
}

// Validate refuses a measure without a study, that is nobody's, or whose value its kind does not know.
func (m *Measure) Validate() error {
	if m.Study == "" || m.Participant == "" && m.Interview == "" {
		return Invalid("A measure needs a study, and a person or a session.", "Choose whose it is.")
	}
	if !slices.Contains(MeasureKinds(), m.Kind) {
		return Invalid("“"+string(m.Kind)+"” is nothing that is measured here.", "Choose one of task success, time, SEQ, SUS, UMUX-Lite, UX-Lite, NPS, CSAT, CES, importance and satisfaction.")
	}
	if m.Kind.OfTask() && strings.TrimSpace(m.Task) == "" {
		return Invalid(m.Kind.Word()+" needs a task.", "Name the task or the outcome.")
	}
	return m.Kind.Check(m.Value)
}

// Equal reports whether o is the same measure in the same state.
func (m *Measure) Equal(o Record) bool { return samePaper(m, o) }

// whole are the kinds whose values have no fractions.
var whole = []MeasureKind{MeasureSuccess, MeasureSEQ, MeasureNPS, MeasureCSAT, MeasureCES, MeasureImportance, MeasureSatisfaction}

// Check returns EInvalid, with what would fit, for a value that the kind does not know.
func (k MeasureKind) Check(v float64) error {
	least, top := k.Range()
	switch {
	case k == MeasureTime:
		if !(v > 0 && v <= 1e7) {
			return Invalid("A time on task is more than nothing.", "Write seconds, or minutes and seconds such as 1:30.")
		}
		return nil
	case !(v >= least && v <= top), slices.Contains(whole, k) && v != float64(int(v)):
		what := "a whole number"
		if !slices.Contains(whole, k) {
			what = "a number"
		}
		if k == MeasureSuccess {
			return Invalid("Task success is yes or no.", "Write 1 or yes for a task that was done, 0 or no for one that was not.")
		}
		return Invalid(k.Word()+" is "+what+" from "+format(least)+" to "+format(top)+".", "Correct the value.")
	}
	return nil
}

// format writes a bound as short as it is.
func format(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
