package report

import (
	"cmp"
	"slices"
)

// The names of the sheets of a study's book.
const (
	sheetOverview     = "Overview"
	sheetFindings     = "Findings"
	sheetTagList      = "Tags"
	sheetTags         = "Tags x participants"
	sheetThemes       = "Themes"
	sheetInsights     = "Insights and evidence"
	sheetAdvice       = "Recommendations"
	sheetParticipants = "Participants and coverage"
	sheetInterviews   = "Interviews"
	sheetDictionary   = "Data dictionary"
)

// The names of the sheets that are made of what others count.
const (
	SheetSegments   = "Tags x segments"
	SheetTogether   = "Co-occurrence"
	SheetCoverage   = "Coverage"
	SheetSaturation = "Saturation"
	SheetScores     = "UX measures"
	SheetOutcomes   = "Outcomes"
	SheetMetrics    = "Product metrics"
	SheetValues     = "Metric values"
	SheetAgreement  = "Agreement"
	SheetProgramme  = "Programme metrics"
)

// bookOrder is in which order the sheets stand. The data dictionary explains those before it.
var bookOrder = []string{sheetOverview, sheetFindings, sheetTagList, sheetTags, SheetSegments, SheetTogether, sheetThemes, sheetInsights, sheetAdvice,
	sheetParticipants, SheetCoverage, sheetInterviews, SheetSaturation, SheetScores, SheetOutcomes, SheetMetrics, SheetValues, SheetAgreement, SheetProgramme, sheetDictionary}

// Add puts sheets into the book, each in its place. Those that others made count in the hash of the data, and the data dictionary explains them too.
func (b *Book) Add(sheets ...Sheet) {
	b.Sheets = append(b.Sheets, sheets...)
	slices.SortStableFunc(b.Sheets, func(x, y Sheet) int {
		return cmp.Compare(slices.Index(bookOrder, x.english()), slices.Index(bookOrder, y.english()))
	})
}

// sheet is the sheet of an English name, which must be there.
func (b *Book) sheet(name string) *Sheet {
	return &b.Sheets[slices.IndexFunc(b.Sheets, func(s Sheet) bool { return s.english() == name })]
}

// beside are the rows of the sheets that others made.
func (b *Book) beside() (out []any) {
	for _, s := range b.Sheets {
		switch s.english() {
		case SheetSegments, SheetTogether, SheetCoverage, SheetSaturation, SheetScores, SheetOutcomes, SheetMetrics, SheetValues, SheetAgreement, SheetProgramme:
			out = append(out, s.english(), s.Rows)
		}
	}
	return out
}
