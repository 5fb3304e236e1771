package kit

import (
	"encoding/json"
	"strings"

	"throughline/app"
)

const savedView, ofQuery = "view:", "query:"

// OpenView is the table of findings under a saved view; study is the view's, "" for one of all studies.
func OpenView(view app.ViewID, study app.StudyID) Route {
	return Route{Screen: Findings, Study: study, ID: savedView + string(view)}
}

// View returns the saved view that the route opens; ok is false for other routes.
func (r Route) View() (view app.ViewID, ok bool) {
	id, ok := strings.CutPrefix(r.ID, savedView)
	return app.ViewID(id), ok && r.Screen == Findings
}

// FindingsOf is the table of the findings that match a query, in its order, under a title that says where they come from: "Trust in
// Bavaria". It switches to the query's study, or to all studies for "". The filter stands above the table as chips to take away. The
// query's page is left out.
func FindingsOf(title string, q app.FindingQuery) Route {
	study := q.Study
	if study == "" {
		study = AllStudies
	}
	q.Study, q.Page = "", app.Page{}
	b, err := json.Marshal(q)
	if err != nil {
		panic("kit: a query cannot be encoded: " + err.Error())
	}
	return Route{Screen: Findings, Study: study, ID: ofQuery + string(b), Filter: title}
}

// Find returns the query of FindingsOf without its study, and its title; ok is false for other routes.
func (r Route) Find() (title string, q app.FindingQuery, ok bool) {
	text, ok := strings.CutPrefix(r.ID, ofQuery)
	if !ok || r.Screen != Findings || json.Unmarshal([]byte(text), &q) != nil {
		return "", app.FindingQuery{}, false
	}
	return r.Filter, q, true
}
