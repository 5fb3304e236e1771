package findings

import (
	"slices"

	"throughline/app"
)

// SetText filters by words.
func (m *Model) SetText(s string) {
	if s != m.Query.Text {
		m.Query.Text = s
		m.reload()
	}
}

// SetOrder sorts.
func (m *Model) SetOrder(o app.FindingOrder) {
	if o != m.Query.Order {
		m.Query.Order = o
		m.reload()
	}
}

// Facet names one list of choices.
type Facet int

// The facets, in the order shown.
const (
	ByTag Facet = iota
	ByTheme
	BySound // how findings sound, as said or estimated
	ByKind  // what they do, as estimated
	BySegment
	ByPerson
	ByInterview
	ByStance
	ByAuthor
)

// Choices returns the values of a facet over the whole study, each with its count under the present filter.
func (m *Model) Choices(f Facet) []app.Facet {
	counts := map[string]app.Facet{}
	for _, c := range pick(&m.Facets, f) {
		counts[c.Value] = c
	}
	out := slices.Clone(pick(&m.All, f))
	for i := range out {
		c := counts[out[i].Value]
		out[i].Count, out[i].Estimated = c.Count, c.Estimated
	}
	return out
}

func pick(f *app.FindingFacets, which Facet) []app.Facet {
	switch which {
	case ByTag:
		return f.Tags
	case ByTheme:
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
	}
	return f.Authors
}

// Chosen reports whether the filter asks for a value of a facet.
func (m *Model) Chosen(f Facet, value string) bool { return slices.Contains(m.chosen(f), value) }

func (m *Model) chosen(f Facet) []string {
	q := &m.Query
	switch f {
	case ByTag:
		return texts(q.Tags)
	case ByTheme:
		return texts(q.Themes)
	case BySegment:
		return q.Segments
	case ByPerson:
		return texts(q.Participants)
	case ByInterview:
		return texts(q.Interviews)
	case ByStance:
		return texts(q.Stances)
	case BySound:
		return texts(q.Sounds)
	case ByKind:
		return texts(q.Kinds)
	}
	return q.Authors
}

// Toggle adds a value of a facet to the filter, or takes it out.
func (m *Model) Toggle(f Facet, value string) {
	vs := slices.Clone(m.chosen(f))
	if i := slices.Index(vs, value); i >= 0 {
		vs = slices.Delete(vs, i, i+1)
	} else {
		vs = append(vs, value)
	}
	q := &m.Query
	switch f {
	case ByTag:
		q.Tags, q.SubTags = ids[app.TagID](vs), false
	case ByTheme:
		q.Themes = ids[app.ThemeID](vs)
	case BySegment:
		q.Segments = vs
	case ByPerson:
		q.Participants = ids[app.ParticipantID](vs)
	case ByInterview:
		q.Interviews = ids[app.InterviewID](vs)
	case ByStance:
		q.Stances = ids[app.Stance](vs)
	case BySound:
		q.Sounds = ids[app.Sound](vs)
	case ByKind:
		q.Kinds = ids[app.StatementKind](vs)
	case ByAuthor:
		q.Authors = vs
	}
	m.reload()
}

// SetUntagged shows only findings without a tag.
func (m *Model) SetUntagged(on bool) { m.Query.Untagged = on; m.reload() }

// SetUnsorted shows only findings in no theme.
func (m *Model) SetUnsorted(on bool) { m.Query.Unsorted = on; m.reload() }

// SetStarred shows only starred findings.
func (m *Model) SetStarred(on bool) { m.Query.Starred = on; m.reload() }

// Filtered reports whether anything narrows the table.
func (m *Model) Filtered() bool { return filters(&m.Query) }

func filters(q *app.FindingQuery) bool {
	return q.Text != "" || len(q.Tags)+len(q.Themes)+len(q.Segments)+len(q.Participants)+len(q.Interviews)+len(q.Stances)+len(q.Sounds)+len(q.Kinds)+len(q.Authors) > 0 ||
		q.Untagged || q.Unsorted || q.Starred
}

// ClearFilter shows all findings of the study.
func (m *Model) ClearFilter() {
	m.Query = app.FindingQuery{Study: m.Query.Study, Order: m.Query.Order}
	m.reload()
}

func texts[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

func ids[T ~string](in []string) []T {
	out := make([]T, len(in))
	for i, v := range in {
		out[i] = T(v)
	}
	return out
}
