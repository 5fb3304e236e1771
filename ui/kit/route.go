package kit

import "throughline/app"

// Screen names a place of the window. Screens know each other by these names only.
type Screen string

// The screens.
const (
	Home       Screen = "home"
	Interviews Screen = "interviews"
	Reader     Screen = "reader"
	Findings   Screen = "findings"
	Themes     Screen = "themes"
	Insights   Screen = "insights"
	People     Screen = "people"
	Reports    Screen = "reports"
)

// Route says where to go: a comparable value, so that history and tests can hold and compare it. The zero fields
// mean "as it is" for Study (AllStudies is explicit) and "nothing particular" for the rest.
type Route struct {
	Screen Screen
	Study  app.StudyID // the study to switch to; "" keeps the present one
	ID     string      // the record to open: an interview for Reader, a finding, theme, insight or participant
	Span   app.Span    // for Reader: the passage to show, zero for none
	Filter string      // for lists: text to filter by
}
