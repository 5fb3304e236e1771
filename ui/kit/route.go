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
	Memos      Screen = "memos"
	People     Screen = "people"
	Reports    Screen = "reports"
	AutoCode   Screen = "autocode" // find passages and tag them
	History    Screen = "history"
	Search     Screen = "search"
	Across     Screen = "across" // studies side by side

	Recruitment Screen = "recruitment"
	Consent     Screen = "consent" // and what is kept, how long, and erased
	Playbook    Screen = "playbook"
	Redaction   Screen = "redaction" // personal data, taken out of all interviews of a study

	StudySheet Screen = "study" // what a study is for and what it asks

	Backups  Screen = "backups"
	Settings Screen = "settings"

	Help Screen = "help" // the user guide
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
	ID     string      // the record to open: an interview for Reader, a tag for Codebook, a finding, theme, insight, memo or participant
	Span   app.Span    // for Reader: the passage to show, zero for none
	Filter string      // for lists: text to filter by
}

const newFrom = "new:"

const inTheme, byPerson = "theme:", "theme-people:"

// FindingsIn is the list of the findings of a theme, by who said them or in the usual order.
func FindingsIn(theme app.ThemeID, name string, people bool) Route {
	kind := inTheme
	if people {
		kind = byPerson
	}
	return Route{Screen: Findings, ID: kind + string(theme), Filter: name}
}

// Theme returns the theme whose findings the route asks for, and whether by who said them; ok is false for other routes.
func (r Route) Theme() (theme app.ThemeID, people, ok bool) {
	if id, ok := strings.CutPrefix(r.ID, byPerson); ok && r.Screen == Findings {
		return app.ThemeID(id), true, true
	}
	id, ok := strings.CutPrefix(r.ID, inTheme)
	return app.ThemeID(id), false, ok && r.Screen == Findings
}

// NewInsight is the place where an insight is begun with a theme as its evidence.
func NewInsight(theme app.ThemeID) Route {
	return Route{Screen: Insights, ID: newFrom + string(theme)}
}

// NewFrom returns the theme with which the route begins an insight; ok is false for other routes.
func (r Route) NewFrom() (theme app.ThemeID, ok bool) {
	id, ok := strings.CutPrefix(r.ID, newFrom)
	return app.ThemeID(id), ok && r.Screen == Insights
}

// RouteTo is where a record is shown; ok is false for one that has no place.
func RouteTo(n app.Named) (r Route, ok bool) {
	r = Route{Study: n.Study, ID: n.ID}
	switch n.Kind {
	case app.KindStudy:
		return Route{Screen: Home, Study: app.StudyID(n.ID)}, true
	case app.KindInterview:
		r.Screen = Reader
	case app.KindFinding:
		r.Screen = Findings
		if n.Interview != "" {
			r.Screen, r.ID, r.Span = Reader, string(n.Interview), n.Span
		}
	case app.KindTag:
		r.Screen = Codebook
	case app.KindTheme:
		r.Screen = Themes
	case app.KindInsight:
		r.Screen = Insights
	case app.KindMemo:
		r.Screen = Memos
	case app.KindParticipant:
		r.Screen = People
	case app.KindTemplate:
		r.Screen = Playbook
	case app.KindView:
		return OpenView(app.ViewID(n.ID), n.Study), true
	default:
		return Route{}, false
	}
	return r, true
}
