package kit

import (
	"strings"

	"throughline/app"
)

const savedSearch = "saved:"

// SearchFor is the screen of answers to a question; "" goes on with the last one.
func SearchFor(question string) Route { return Route{Screen: Search, Filter: question} }

// OpenSearch is the screen of answers to a saved search.
func OpenSearch(id app.ViewID) Route { return Route{Screen: Search, ID: savedSearch + string(id)} }

// SavedSearch returns the saved search that the route opens; ok is false for other routes.
func (r Route) SavedSearch() (id app.ViewID, ok bool) {
	s, ok := strings.CutPrefix(r.ID, savedSearch)
	return app.ViewID(s), ok && r.Screen == Search
}

// RouteToHit is where a search hit leads.
func RouteToHit(h app.Hit) Route {
	switch h.Kind {
	case app.KindTranscript:
		return Route{Screen: Reader, Study: h.Study, ID: string(h.Interview), Span: h.Span}
	case app.KindTag:
		return Route{Screen: Findings, Study: h.Study, Filter: h.Title}
	}
	r, _ := RouteTo(app.Named{Ref: app.Ref{Kind: h.Kind, ID: h.ID}, Name: h.Title, Study: h.Study, Interview: h.Interview, Span: h.Span})
	return r
}
