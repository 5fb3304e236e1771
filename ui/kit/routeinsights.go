package kit

import (
	"strings"

	"throughline/app"
)

const narrowed = "where:"

// What insights can need.
const (
	CareDue          = "due"          // stale, or newer findings speak against it
	CareStale        = "stale"        // its day is over, or a person said so
	CareContradicted = "contradicted" // something speaks against it
	CareBare         = "bare"         // without evidence
)

// InsightsThat is the list of a study's insights ("" for all studies) narrowed to a state or, if care is not empty, to those that need it, one
// of CareDue and its like.
func InsightsThat(study app.StudyID, status app.InsightStatus, care string) Route {
	if study == "" {
		study = AllStudies
	}
	return Route{Screen: Insights, Study: study, ID: narrowed + string(status) + "/" + care}
}

// Narrowed returns to which state and care the route narrows the insights; ok is false for other routes.
func (r Route) Narrowed() (status app.InsightStatus, care string, ok bool) {
	text, ok := strings.CutPrefix(r.ID, narrowed)
	state, care, _ := strings.Cut(text, "/")
	return app.InsightStatus(state), care, ok && r.Screen == Insights
}
