package kit

import (
	"strings"

	"throughline/app"
)

const inTool, inStudies, inTools = "tool:", "studies", "tools"

// OpenTemplate is the page of a template of the playbook.
func OpenTemplate(id app.TemplateID) Route { return Route{Screen: Playbook, ID: string(id)} }

// OpenTool is the page of a tool in the register; "" for the register.
func OpenTool(id app.ToolID) Route {
	if id == "" {
		return Route{Screen: Playbook, ID: inTools}
	}
	return Route{Screen: Playbook, ID: inTool + string(id)}
}

// OpenUses is where one sees which study uses what, with its checklists; of one study, or of the present choice for "".
func OpenUses(study app.StudyID) Route { return Route{Screen: Playbook, ID: inStudies, Study: study} }

// Tool returns the tool that the route opens, "" for the register; ok is false for other routes.
func (r Route) Tool() (id app.ToolID, ok bool) {
	if r.Screen == Playbook && r.ID == inTools {
		return "", true
	}
	rest, ok := strings.CutPrefix(r.ID, inTool)
	return app.ToolID(rest), ok && r.Screen == Playbook
}

// Uses reports whether the route asks for which study uses what.
func (r Route) Uses() bool { return r.Screen == Playbook && r.ID == inStudies }

// Template returns the template that the route opens; ok is false for other routes.
func (r Route) Template() (id app.TemplateID, ok bool) {
	if _, tool := r.Tool(); tool || r.Uses() || r.Screen != Playbook || r.ID == "" {
		return "", false
	}
	return app.TemplateID(r.ID), true
}

const codebookHealth, whatToDo = "health", "what to do"

// CodebookHealth is where the codebook of a study is looked over.
func CodebookHealth(study app.StudyID) Route {
	return Route{Screen: Codebook, Study: study, ID: codebookHealth}
}

// Health reports whether the route asks for the health of the codebook.
func (r Route) Health() bool { return r.Screen == Codebook && r.ID == codebookHealth }

// WhatToDo is the table of recommendations with their scores.
func WhatToDo() Route { return Route{Screen: Insights, ID: whatToDo} }

// ToDo reports whether the route asks for the recommendations.
func (r Route) ToDo() bool { return r.Screen == Insights && r.ID == whatToDo }
