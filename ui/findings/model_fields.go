package findings

import (
	"context"
	"slices"
	"strconv"

	"throughline/app"
	"throughline/ui/say"
)

// Field is what a condition of a query may go by.
type Field struct {
	ID    string // the operation, or byAttribute with a name
	Title string
	Op    app.ClauseOp
}

// plainFields are the fields that are always there, in the order offered.
var plainFields = []Field{
	{Title: say.T("Tag"), Op: app.OpTag}, {Title: say.T("Theme"), Op: app.OpTheme}, {Title: say.T("Words"), Op: app.OpText}, {Title: say.T("Sentiment"), Op: app.OpSound}, {Title: say.T("Kind of statement"), Op: app.OpKind},
	{Title: say.T("Segment"), Op: app.OpSegment}, {Title: say.T("Person"), Op: app.OpParticipant}, {Title: say.T("Interview"), Op: app.OpInterview}, {Title: say.T("After the question"), Op: app.OpAsked}, {Title: say.T("Interviewed"), Op: app.OpDate},
	{Title: say.T("Study"), Op: app.OpStudy}, {Title: say.T("Product"), Op: app.OpProduct}, {Title: say.T("Region"), Op: app.OpRegion}, {Title: say.T("Method"), Op: app.OpMethod},
	{Title: say.T("Stance"), Op: app.OpStance}, {Title: say.T("Severity"), Op: app.OpSeverity}, {Title: say.T("Tagged"), Op: app.OpProvenance}, {Title: say.T("Tagged by"), Op: app.OpCoder}, {Title: say.T("Made by"), Op: app.OpAuthor},
	{Title: say.T("Made"), Op: app.OpMade}, {Title: say.T("Starred"), Op: app.OpStar}, {Title: say.T("With a note"), Op: app.OpNote}, {Title: say.T("Tagged at all"), Op: app.OpTagged}, {Title: say.T("In a theme"), Op: app.OpSorted},
	{Title: say.T("Overlaps"), Op: app.OpOverlaps}, {Title: say.T("Inside"), Op: app.OpInside}, {Title: say.T("Around"), Op: app.OpContains}, {Title: say.T("Near"), Op: app.OpNear},
}

// Fields are what conditions may go by: those that are always there, then the attributes of people.
func (m *Model) Fields() []Field {
	var out []Field
	for _, f := range plainFields {
		if f.Op == app.OpStudy && m.Query.Study != "" {
			continue
		}
		f.ID = string(f.Op)
		out = append(out, f)
	}
	for _, a := range m.build.all.Attributes {
		out = append(out, Field{ID: byAttribute + a.Name, Title: a.Name, Op: app.OpAttribute})
	}
	return out
}

// FieldOf is the field a condition goes by.
func (m *Model) FieldOf(p *Part) Field {
	if p.Clause.Op == app.OpAttribute {
		return Field{ID: byAttribute + p.Clause.Attribute, Title: p.Clause.Attribute, Op: app.OpAttribute}
	}
	for _, f := range plainFields {
		if f.Op == p.Clause.Op {
			f.ID = string(f.Op)
			return f
		}
	}
	return Field{ID: string(p.Clause.Op), Title: string(p.Clause.Op), Op: p.Clause.Op}
}

// loadCandidates asks what conditions could choose from.
func (m *Model) loadCandidates() {
	study := m.Query.Study
	var asks []string
	m.candidates.Load(func(ctx context.Context) (app.FindingFacets, error) {
		studies, err := m.Store.Studies(ctx)
		if err != nil {
			return app.FindingFacets{}, err
		}
		for i := range studies {
			if study == "" || studies[i].ID == study {
				asks = append(asks, studies[i].Guide...)
			}
		}
		return m.Store.FindingFacets(ctx, app.FindingQuery{Study: study})
	}, func(f app.FindingFacets, err error) {
		m.tellErr(err)
		m.build.all, m.build.asks = f, asks
		m.changed()
	})
}

// questions are the questions of guides as candidates, each once.
func (m *Model) questions() []app.Facet {
	var out []app.Facet
	for _, q := range m.build.asks {
		if !slices.ContainsFunc(out, func(f app.Facet) bool { return f.Value == q }) {
			out = append(out, app.Facet{Value: q, Label: q, Count: -1})
		}
	}
	return out
}

// Candidates are the values a condition can choose from; nil where they are typed.
func (m *Model) Candidates(p *Part) []app.Facet {
	all := &m.build.all
	switch p.Clause.Op {
	case app.OpTag:
		var out []app.Facet
		for i := range m.Tags {
			out = append(out, app.Facet{Value: string(m.Tags[i].ID), Label: m.Tags[i].Name, Count: m.Tags[i].Findings})
		}
		return out
	case app.OpTheme:
		var out []app.Facet
		for i := range m.Themes {
			out = append(out, app.Facet{Value: string(m.Themes[i].ID), Label: m.Themes[i].Name, Count: m.Themes[i].Findings})
		}
		return out
	case app.OpSeverity:
		var out []app.Facet
		for v := 1; v <= 4; v++ {
			out = append(out, app.Facet{Value: strconv.Itoa(v), Label: severityWords[v], Count: -1})
		}
		return out
	case app.OpCoder:
		return all.Authors
	case app.OpAsked:
		return m.questions()
	}
	f := facetOf(&p.Clause)
	if f == "" {
		return nil
	}
	return complete(f, facetIn(all, f, m.Query.Study == ""))
}

// fixedValues are the values of facets that have the same ones in every workspace.
var fixedValues = map[Facet][]string{
	BySound:      texts(app.Sounds[:]),
	ByKind:       texts(app.StatementKinds[:]),
	ByStance:     {string(app.Supports), string(app.Contradicts), string(app.Nuances), ""},
	ByProvenance: {string(app.ByHand), string(app.BySuggestion), string(app.ByRule)},
	ByConsent:    app.ConsentMarks[:],
}

// complete adds the values of a facet that no finding has yet.
func complete(f Facet, found []app.Facet) []app.Facet {
	out := slices.Clone(found)
	for _, v := range fixedValues[f] {
		if !slices.ContainsFunc(found, func(c app.Facet) bool { return c.Value == v }) {
			out = append(out, app.Facet{Value: v})
		}
	}
	return out
}

// CandidateWords is what a value of a condition is called.
func (m *Model) CandidateWords(p *Part, value string) string {
	f := facetOf(&p.Clause)
	if f != ByStance && f != BySound && f != ByKind && f != ByProvenance && f != ByConsent {
		for _, c := range m.Candidates(p) {
			if c.Value == value && c.Label != "" {
				return c.Label
			}
		}
	}
	if f != "" {
		return m.ValueWords(f, value)
	}
	return orUnknown(value)
}

// Values are what a condition chooses.
func (p *Part) Values() []string { return clauseValues(&p.Clause) }

// ToggleValue adds a value to a condition, or takes it out.
func (m *Model) ToggleValue(p *Part, value string) {
	v := toggled(p.Values(), value)
	switch p.Clause.Op {
	case app.OpTag:
		p.Clause.Tags = ids[app.TagID](v)
	case app.OpTheme:
		p.Clause.Themes = ids[app.ThemeID](v)
	default:
		p.Clause.Values = slices.Clip(v)
	}
	m.Built()
}
