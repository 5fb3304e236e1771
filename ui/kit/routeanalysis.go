package kit

import (
	"encoding/json"
	"strings"

	"throughline/app"
)

// Analysis is the screen that counts what was found.
const Analysis Screen = "analysis"

// AnalysisOf is the place where the findings that match a query are counted, under a title that says where they come from. It switches to the
// query's study, or to all studies for "".
func AnalysisOf(title string, q app.FindingQuery) Route {
	r := FindingsOf(title, q)
	r.Screen = Analysis
	return r
}

// Analyse returns the query of AnalysisOf without its study, and its title; ok is false for other routes.
func (r Route) Analyse() (title string, q app.FindingQuery, ok bool) {
	text, ok := strings.CutPrefix(r.ID, ofQuery)
	if !ok || r.Screen != Analysis || json.Unmarshal([]byte(text), &q) != nil {
		return "", app.FindingQuery{}, false
	}
	return r.Filter, q, true
}
