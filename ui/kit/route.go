package kit

import (
	"strings"

	"throughline/app"
)

// Screen names a place of the window. Screens know each other by these names only.
type Screen string

// The screens.
const (
	Home       Screen = "home"
	Interviews Screen = "interviews"
	Reader     Screen = "reader"
	Codebook   Screen = "codebook"
	Findings   Screen = "findings"
	Themes     Screen = "themes"
	Insights   Screen = "insights"
	People     Screen = "people"
	Reports    Screen = "reports"
)

// KeyHelp is one line of the shortcut sheet.
type KeyHelp struct {
	Keys string // "T", "Ctrl K"
	Does string
}

// AllStudies as Route.Study leaves the single study and shows all.
const AllStudies app.StudyID = "*"

// Route says where to go: a comparable value, so that history and tests can hold and compare it. The zero fields
// mean "as it is" for Study (see AllStudies) and "nothing particular" for the rest.
type Route struct {
	Screen Screen
	Study  app.StudyID // the study to switch to; "" keeps the present one
	ID     string      // the record to open: an interview for Reader, a tag for Codebook, a finding, theme, insight or participant
	Span   app.Span    // for Reader: the passage to show, zero for none
	Filter string      // for lists: text to filter by
}

const newFrom = "new:"

// NewInsight is the place where an insight is begun with a theme as its evidence.
func NewInsight(theme app.ThemeID) Route {
	return Route{Screen: Insights, ID: newFrom + string(theme)}
}

// NewFrom returns the theme with which the route begins an insight; ok is false for other routes.
func (r Route) NewFrom() (theme app.ThemeID, ok bool) {
	id, ok := strings.CutPrefix(r.ID, newFrom)
	return app.ThemeID(id), ok && r.Screen == Insights
}
