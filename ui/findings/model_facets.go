package findings

import (
	"cmp"
	"slices"
	"strings"

	"throughline/app"
)

// Facet names one list of choices. Those of attributes begin with byAttribute.
type Facet string

// The facets.
const (
	ByStudy      Facet = "study"
	ByTag        Facet = "tag"
	ByTheme      Facet = "theme"
	BySound      Facet = "sound" // how findings sound, as said or estimated
	ByKind       Facet = "kind"  // what they do, as estimated
	BySegment    Facet = "segment"
	ByPerson     Facet = "person"
	ByInterview  Facet = "interview"
	ByMonth      Facet = "month" // of the interview
	ByProduct    Facet = "product"
	ByRegion     Facet = "region"
	ByMethod     Facet = "method"
	ByStance     Facet = "stance"
	ByProvenance Facet = "provenance"
	ByAuthor     Facet = "author"
	ByConsent    Facet = "consent" // what everybody heard in them allows, or why they may not be quoted outside

	byAttribute = "attribute:"
)

// ByAttribute is the facet of an attribute of people.
func ByAttribute(name string) Facet { return Facet(byAttribute + name) }

// Attribute returns the attribute the facet is of.
func (f Facet) Attribute() (name string, ok bool) { return strings.CutPrefix(string(f), byAttribute) }

// FacetsShown are the facets that have something to choose, in the order shown: what was said before who said it before whose
// work it is.
func (m *Model) FacetsShown() []Facet {
	var out []Facet
	for _, f := range []Facet{ByTag, ByTheme, BySound, ByKind, ByConsent, BySegment, ByPerson, ByInterview, ByMonth, ByStudy, ByProduct, ByRegion, ByMethod, ByStance, ByProvenance, ByAuthor} {
		if f == ByStudy && m.Query.Study != "" || (f == ByProduct || f == ByRegion || f == ByMethod) && !m.worth(f) {
			continue
		}
		if len(m.Choices(f)) > 0 {
			out = append(out, f)
		}
		if f == ByPerson {
			for _, a := range m.Facets.Attributes {
				out = append(out, ByAttribute(a.Name))
			}
		}
	}
	return out
}

// worth reports whether a facet tells findings apart, or is filtered by: within one study all have one product.
func (m *Model) worth(f Facet) bool {
	return len(m.facet(f)) > 1 || len(m.chosen(f)) > 0 || len(m.barred(f)) > 0
}

// Choices returns the values of a facet, each with its count under the present filter, those chosen or left out too when nothing is left
// of them.
func (m *Model) Choices(f Facet) []app.Facet {
	out := m.facet(f)
	var more []app.Facet
	for _, v := range append(slices.Clone(m.chosen(f)), m.barred(f)...) {
		if !slices.ContainsFunc(out, func(c app.Facet) bool { return c.Value == v }) {
			more = append(more, app.Facet{Value: v, Label: m.label(f, v)})
		}
	}
	if len(more) == 0 {
		return out
	}
	return append(slices.Clone(out), more...)
}

func (m *Model) facet(which Facet) []app.Facet { return facetIn(&m.Facets, which, m.Query.Study == "") }

// facetIn returns the values that were counted of a facet; wide takes in the themes across studies.
func facetIn(f *app.FindingFacets, which Facet, wide bool) []app.Facet {
	switch which {
	case ByStudy:
		return f.Studies
	case ByProduct:
		return f.Products
	case ByRegion:
		return f.Regions
	case ByMethod:
		return f.Methods
	case ByMonth:
		return f.Months
	case ByProvenance:
		return f.Provenances
	}
	if name, ok := which.Attribute(); ok {
		for _, a := range f.Attributes {
			if a.Name == name {
				return a.Values
			}
		}
		return nil
	}
	return mainFacet(f, which, wide)
}

func mainFacet(f *app.FindingFacets, which Facet, wide bool) []app.Facet {
	switch which {
	case ByTag:
		return f.Tags
	case ByTheme:
		if wide {
			all := append(slices.Clone(f.WideThemes), f.Themes...)
			slices.SortStableFunc(all, func(a, b app.Facet) int { return b.Count - a.Count })
			return all
		}
		return f.Themes
	case BySegment:
		return f.Segments
	case ByPerson:
		return f.Participants
	case ByInterview:
		return f.Interviews
	case ByStance:
		return f.Stances
	case BySound:
		return f.Sounds
	case ByKind:
		return f.Kinds
	case ByConsent:
		return consentChoices(f.Consents)
	}
	return f.Authors
}

// consentChoices puts what is chosen by most often first: recording is allowed by nearly all.
func consentChoices(all []app.Facet) []app.Facet {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b app.Facet) int { return cmp.Compare(consentPlace(a.Value), consentPlace(b.Value)) })
	return out
}

func consentPlace(mark string) int {
	return slices.Index([]string{"outside", "inside", "machine", "missing", "refused", "expired", "withdrawn", "record"}, mark)
}

// list is where a query keeps the choices of a facet.
type list struct {
	get func(q *app.FindingQuery) []string
	set func(q *app.FindingQuery, v []string)
	op  app.ClauseOp // the clause that asks for the same
}

// listOf makes a list of a field.
func listOf[T ~string](op app.ClauseOp, at func(q *app.FindingQuery) *[]T) list {
	return list{func(q *app.FindingQuery) []string { return texts(*at(q)) }, func(q *app.FindingQuery, v []string) { *at(q) = ids[T](v) }, op}
}

var lists = map[Facet]list{
	ByStudy:      listOf(app.OpStudy, func(q *app.FindingQuery) *[]app.StudyID { return &q.Studies }),
	ByProduct:    listOf(app.OpProduct, func(q *app.FindingQuery) *[]string { return &q.Products }),
	ByRegion:     listOf(app.OpRegion, func(q *app.FindingQuery) *[]string { return &q.Regions }),
	ByMethod:     listOf(app.OpMethod, func(q *app.FindingQuery) *[]string { return &q.Methods }),
	ByTag:        listOf(app.OpTag, func(q *app.FindingQuery) *[]app.TagID { return &q.Tags }),
	ByTheme:      listOf(app.OpTheme, func(q *app.FindingQuery) *[]app.ThemeID { return &q.Themes }),
	BySegment:    listOf(app.OpSegment, func(q *app.FindingQuery) *[]string { return &q.Segments }),
	ByPerson:     listOf(app.OpParticipant, func(q *app.FindingQuery) *[]app.ParticipantID { return &q.Participants }),
	ByInterview:  listOf(app.OpInterview, func(q *app.FindingQuery) *[]app.InterviewID { return &q.Interviews }),
	ByMonth:      listOf(app.OpDate, func(q *app.FindingQuery) *[]string { return &q.Months }),
	ByStance:     listOf(app.OpStance, func(q *app.FindingQuery) *[]app.Stance { return &q.Stances }),
	BySound:      listOf(app.OpSound, func(q *app.FindingQuery) *[]app.Sound { return &q.Sounds }),
	ByKind:       listOf(app.OpKind, func(q *app.FindingQuery) *[]app.StatementKind { return &q.Kinds }),
	ByProvenance: listOf(app.OpProvenance, func(q *app.FindingQuery) *[]app.Provenance { return &q.Provenances }),
	ByConsent:    listOf(app.OpConsent, func(q *app.FindingQuery) *[]string { return &q.Consents }),
	ByAuthor:     listOf(app.OpAuthor, func(q *app.FindingQuery) *[]string { return &q.Authors }),
}

// valuesOf returns what a query chooses of a facet.
func valuesOf(q *app.FindingQuery, f Facet) []string {
	if name, ok := f.Attribute(); ok {
		for _, a := range q.Attributes {
			if a.Name == name {
				return a.Values
			}
		}
		return nil
	}
	return lists[f].get(q)
}

// setValues makes a query choose of a facet.
func setValues(q *app.FindingQuery, f Facet, v []string) {
	name, ok := f.Attribute()
	if !ok {
		lists[f].set(q, v)
		return
	}
	q.Attributes = slices.DeleteFunc(slices.Clone(q.Attributes), func(a app.AttributeValues) bool { return a.Name == name })
	if len(v) > 0 {
		q.Attributes = append(q.Attributes, app.AttributeValues{Name: name, Values: v})
	}
}

func (m *Model) chosen(f Facet) []string { return valuesOf(&m.Query, f) }

// barred returns the values of a facet that are left out.
func (m *Model) barred(f Facet) []string {
	bars, _ := splitWhere(m.Query.Where)
	for i := range bars {
		if facetOf(&bars[i]) == f {
			return clauseValues(&bars[i])
		}
	}
	return nil
}

// Chosen reports whether the filter asks for a value of a facet.
func (m *Model) Chosen(f Facet, value string) bool { return slices.Contains(m.chosen(f), value) }

// Barred reports whether the filter leaves a value of a facet out.
func (m *Model) Barred(f Facet, value string) bool { return slices.Contains(m.barred(f), value) }

// Toggle adds a value of a facet to the filter, or takes it out; one that was left out is so no more.
func (m *Model) Toggle(f Facet, value string) {
	if m.Barred(f, value) {
		m.setBarred(f, toggled(m.barred(f), value))
	} else {
		setValues(&m.Query, f, toggled(m.chosen(f), value))
		m.Query.SubTags = len(m.Query.Tags) > 0
	}
	m.narrowed()
}

// Only makes a value the one choice of its facet.
func (m *Model) Only(f Facet, value string) {
	m.setBarred(f, nil)
	setValues(&m.Query, f, []string{value})
	m.Query.SubTags = len(m.Query.Tags) > 0
	m.narrowed()
}

// Bar leaves a value of a facet out, or does so no more.
func (m *Model) Bar(f Facet, value string) {
	if m.Chosen(f, value) {
		setValues(&m.Query, f, toggled(m.chosen(f), value))
	}
	m.setBarred(f, toggled(m.barred(f), value))
	m.narrowed()
}

// ClearFacet takes everything about a facet out of the filter.
func (m *Model) ClearFacet(f Facet) {
	setValues(&m.Query, f, nil)
	m.setBarred(f, nil)
	m.narrowed()
}

// setBarred leaves exactly these values of a facet out.
func (m *Model) setBarred(f Facet, v []string) {
	bars, rest := splitWhere(m.Query.Where)
	i := slices.IndexFunc(bars, func(c app.Clause) bool { return facetOf(&c) == f })
	switch {
	case i >= 0 && len(v) == 0:
		bars = slices.Delete(bars, i, i+1)
	case i >= 0:
		bars[i] = clauseOf(f, v)
	case len(v) > 0:
		bars = append(bars, clauseOf(f, v))
	}
	m.Query.Where = joinWhere(bars, rest)
}

// toggled returns values with one added at the end, or without it.
func toggled(values []string, v string) []string {
	if i := slices.Index(values, v); i >= 0 {
		return slices.Delete(slices.Clone(values), i, i+1)
	}
	return append(slices.Clone(values), v)
}

// label is what a value that no finding has any more is called.
func (m *Model) label(f Facet, value string) string {
	switch f {
	case ByTag:
		if t := m.TagNamed(app.TagID(value)); t != nil {
			return t.Name
		}
	case ByTheme:
		for i := range m.Themes {
			if string(m.Themes[i].ID) == value {
				return m.Themes[i].Name
			}
		}
	}
	if kind, ok := refFacets[f]; ok {
		return m.names[app.Ref{Kind: kind, ID: value}]
	}
	return value
}

// refFacets are the facets whose values are ids of records.
var refFacets = map[Facet]app.Kind{ByStudy: app.KindStudy, ByTag: app.KindTag, ByTheme: app.KindTheme, ByPerson: app.KindParticipant, ByInterview: app.KindInterview}

// state is what the filter says of a value.
type state int

const (
	unchosen state = iota
	picked
	leftOut
)

func chosenIf(on bool) state {
	if on {
		return picked
	}
	return unchosen
}

func (m *Model) stateOf(f Facet, value string) state {
	if m.Barred(f, value) {
		return leftOut
	}
	return chosenIf(m.Chosen(f, value))
}

// Unread counts the findings under the filter that the machine may not read; 0 where nobody is asked, and while the filter is by consent.
func (m *Model) Unread() int {
	if len(m.Facets.Consents) == 0 || len(m.chosen(ByConsent)) > 0 || len(m.barred(ByConsent)) > 0 {
		return 0
	}
	n := m.Facets.Total
	for _, c := range m.Facets.Consents {
		if c.Value == "machine" {
			n -= c.Count
		}
	}
	return n
}
