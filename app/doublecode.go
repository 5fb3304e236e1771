package app

import "time"

// Coding is one tag that one coder gave to a passage of the latest text.
type Coding struct {
	Interview InterviewID
	Finding   FindingID
	Span
	Tag        TagID
	Author     string
	Provenance Provenance
}

// CodedInterview is an interview and who gave tags in it.
type CodedInterview struct {
	Interview InterviewID
	Study     StudyID
	Title     string
	Date      Date
	Coders    []CoderPart // by name
}

// CoderPart is what one coder did in an interview. It tells nothing of the tags.
type CoderPart struct {
	Author   string
	Passages int
	Until    int       // where their last passage ends, in bytes of the latest text
	Newest   time.Time // when they last tagged
}

// ViewDoubleCoding is the place of double codings: Spec of such a view is a DoubleCoding.
const ViewDoubleCoding ViewPlace = "doublecoding"

// DoubleCoding is who codes which interviews of a study independently of each other.
type DoubleCoding struct {
	A          string        `json:"a"`
	B          string        `json:"b"`
	Interviews []InterviewID `json:"interviews"`
	Before     *AsCoded      `json:"before,omitempty"` // nil until the first disagreement is resolved
}

// AsCoded is how far two coders agreed before they talked: once disagreements are resolved it cannot be measured any more.
type AsCoded struct {
	At            time.Time `json:"at"`
	Unit          string    `json:"unit"`
	Kappa         float64   `json:"kappa"`
	Alpha         float64   `json:"alpha"`
	F1            float64   `json:"f1"`
	Disagreements int       `json:"disagreements"`
}

// TextSize is an interview and how long its latest text is.
type TextSize struct {
	Interview InterviewID
	Title     string
	Bytes     int // to the end of the last turn
}
