package report

import (
	"slices"

	"throughline/app"
	"throughline/app/evidence"
)

// Section names a part of a report.
type Section string

// The sections in the order they are printed. The cover is always there.
const (
	SectionSummary  Section = "summary"
	SectionInsights Section = "insights"
	SectionActions  Section = "actions"
	SectionThemes   Section = "themes"
	SectionTags     Section = "tags"
	SectionFigures  Section = "figures"
	SectionMethod   Section = "method"
	SectionEvidence Section = "evidence"
)

// Sections are all sections in the order they are printed.
func Sections() []Section {
	return []Section{SectionSummary, SectionInsights, SectionActions, SectionThemes, SectionTags, SectionFigures, SectionMethod, SectionEvidence}
}

// Paper is a size of page.
type Paper string

// The papers. The empty Paper is A4.
const (
	A4     Paper = "A4"
	Letter Paper = "Letter"
)

// Version names a published version of an insight. N 0 is the latest.
type Version struct {
	Insight app.InsightID `json:"insight"`
	N       int           `json:"n,omitempty"`
}

// Spec says what to report and how. Its zero value reports all studies in full.
type Spec struct {
	Study   app.StudyID   // "" for all studies, or for those of Studies
	Studies []app.StudyID // some studies together; with one it is as Study
	// Find, when it asks for less than all, makes a report of the findings it chooses: their themes, tags and people, the insights that rest on
	// them, and all of them as evidence. Its Study and Page are not looked at.
	Find      app.FindingQuery
	Scope     string  // what the findings of Find are called: a view's name; "" says the query in words
	Published Version // not zero: the report of an insight as it was published, from what was kept then; Find does not matter
	Title     string  // the headline, best a claim; "" takes the study's name
	Author    string
	Date      app.Date        // of the report: printed, and "today" for judging how recent evidence is
	Audience  string          // in words, for the cover
	Depth     Depth           // for which readers it is made
	Naming    Naming          // how far it tells people apart
	Sections  []Section       // nil for those of Depth, as far as Order has them; their order here does not matter
	Insights  []app.InsightID // nil for all that are not superseded
	Paper     Paper
	Language  Language
	Brand     Brand

	// MaxQuotes limits the quotes shown with one insight; 0 means those of Depth, 4 in full. The appendix holds all.
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

	// Order is the order of sections by a report outline, called Outline. Those that it does not name are left out, unless Sections has them: then they
	// come last. None is the order of Sections().
	Order   []Section
	Outline string
	// Figures are charts that others counted; nil for none.
	Figures []Figure
	// Beside are the numbers that insights rest on beside their quotes.
	Beside map[app.InsightID][]Figure
	// Asked says who was asked about tags and themes, by their ids; nil where no guide tells.
	Asked map[string]Asked
}

// Holds reports whether a section is in the report.
func (s Spec) Holds(sec Section) bool { return s.has(sec) }

func (s Spec) has(sec Section) bool {
	if s.Sections == nil {
		return slices.Contains(s.Depth.Sections(), sec) && (len(s.Order) == 0 || slices.Contains(s.Order, sec))
	}
	return slices.Contains(s.Sections, sec)
}

func (s Spec) maxQuotes() int {
	if s.MaxQuotes <= 0 {
		return s.Depth.quotes()
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
