package report

import (
	"slices"

	"throughline/app"
	"throughline/app/evidence"
)

// Section names a part of a evidence.
type Section string

// The sections in the order they are printed. The cover is always there.
const (
	SectionSummary  Section = "summary"
	SectionInsights Section = "insights"
	SectionThemes   Section = "themes"
	SectionTags     Section = "tags"
	SectionMethod   Section = "method"
	SectionEvidence Section = "evidence"
)

// Sections are all sections in the order they are printed.
func Sections() []Section {
	return []Section{SectionSummary, SectionInsights, SectionThemes, SectionTags, SectionMethod, SectionEvidence}
}

// Paper is a size of page.
type Paper string

// The papers. The empty Paper is A4.
const (
	A4     Paper = "A4"
	Letter Paper = "Letter"
)

// Spec says what to report and how. Its zero value reports all studies in full.
type Spec struct {
	Study    app.StudyID // "" for all studies
	Title    string      // the headline, best a claim; "" takes the study's name
	Author   string
	Date     app.Date // of the report: printed, and "today" for judging how recent evidence is
	Audience string
	Sections []Section       // nil for all; the printed order is always that of Sections()
	Insights []app.InsightID // nil for all that are not superseded
	Paper    Paper

	// MaxQuotes limits the quotes shown with one insight; 0 means 4. The appendix holds all.
	MaxQuotes int
	// Readers are whom the report is for, as the store was asked for them: what it withholds is said in these words.
	Readers app.Audience
	// MayQuote says whether a participant's words may leave the team; "" asks for passages of unknown speakers. Passages
	// that may not are counted, not quoted, and the report says how many. Nil allows everyone.
	MayQuote func(app.ParticipantID) bool
	// Judge gives an insight its confidence; nil takes evidence.Confidence at Date.
	Judge func(app.Support) (level string, reasons []string, change string)
	// Progress receives steps while reading; may be nil.
	Progress app.Progress
}

func (s Spec) has(sec Section) bool { return s.Sections == nil || slices.Contains(s.Sections, sec) }

func (s Spec) maxQuotes() int {
	if s.MaxQuotes <= 0 {
		return 4 // with facts, table and advice they fill one page
	}
	return s.MaxQuotes
}

func (s Spec) mayQuote(p app.ParticipantID) bool { return s.MayQuote == nil || s.MayQuote(p) }

func (s Spec) judge(sup app.Support) (level string, reasons []string, change string) {
	if s.Judge != nil {
		return s.Judge(sup)
	}
	return evidence.Confidence(sup, s.Date)
}
