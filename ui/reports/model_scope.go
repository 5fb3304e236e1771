package reports

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/report"
	"throughline/ui/say"
)

// Scope is what a report is about: everything, the findings of a view or of a filter, or an insight as it was published.
type Scope string

// The scopes that are always there. Others name a view or an insight.
const (
	Everything Scope = ""
	Filtered   Scope = "filter"
)

const (
	ofView    = "view:"
	ofInsight = "insight:"
)

// Choice is a scope that can be chosen.
type Choice struct {
	Scope Scope
	Name  string
}

// Choices are the scopes there are: everything and a filter, the saved views, then the insights that were published.
func (m *Model) Choices() []Choice {
	all := []Choice{{Everything, say.T("All findings")}, {Filtered, say.T("Findings of a filter")}}
	for _, v := range m.Views {
		all = append(all, Choice{Scope(ofView + string(v.ID)), say.T("View: %s", v.Name)})
	}
	for _, in := range m.Insights {
		if in.Version > 0 {
			all = append(all, Choice{Scope(ofInsight + string(in.ID)), say.T("Version %d: %s", in.Version, in.Title)})
		}
	}
	return all
}

// Fixed reports whether the report is of what was kept at a publication: there is nothing to choose in it.
func (m *Model) Fixed() bool { return strings.HasPrefix(string(m.Scope), ofInsight) }

// SetScope chooses what the report is about.
func (m *Model) SetScope(s Scope) {
	if s != m.Scope {
		m.Scope = s
		m.reload()
	}
}

// SetFilter says which findings the report is of, as a line of conditions; see app.ParseClause.
func (m *Model) SetFilter(line string) {
	line = strings.TrimSpace(line)
	if line != m.Filter {
		m.Filter = line
		m.reload()
	}
}

// question is a scope with what it needs to be read.
type question struct {
	scope  Scope
	filter string
	views  func(ctx context.Context, study app.StudyID) ([]app.View, error)
	parse  func(ctx context.Context, study app.StudyID, line string) (*app.Clause, error)
}

func (m *Model) question() question { return question{m.Scope, m.Filter, m.ViewsOf, m.Parse} }

// put puts what is asked for into a report and returns the views there are.
func (q question) put(ctx context.Context, spec *report.Spec) ([]app.View, error) {
	views, err := q.views(ctx, spec.Study)
	if err != nil {
		return nil, err
	}
	switch name, isView := strings.CutPrefix(string(q.scope), ofView); {
	case q.scope == Filtered && q.filter != "":
		spec.Find.Where, err = q.parse(ctx, spec.Study, q.filter)
	case isView:
		i := slices.IndexFunc(views, func(v app.View) bool { return string(v.ID) == name })
		if i < 0 {
			return views, app.NotFound(say.T("The view of the report"))
		}
		var shows app.FindingView
		if err = views[i].Read(&shows); err == nil {
			spec.Find, spec.Scope = shows.On(spec.Date), views[i].Name
		}
	}
	if in, ok := strings.CutPrefix(string(q.scope), ofInsight); ok {
		spec.Published.Insight = app.InsightID(in)
	}
	return views, err
}
