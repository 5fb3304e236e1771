package library

import (
	"slices"

	"throughline/app/format"
)

// Meaning is what one column of a table is.
type Meaning string

// The meanings of a column.
const (
	MeanNothing Meaning = "nothing"
	MeanCode    Meaning = "code"
	MeanTitle   Meaning = "title"
	MeanDate    Meaning = "date"
	MeanSegment Meaning = "segment"
	MeanAnswer  Meaning = "answer"
	MeanFact    Meaning = "fact"

	MeanQuote    Meaning = "quote" // the passage of a table of coded passages; the ones below belong to such a table too
	MeanDocument Meaning = "document"
	MeanTags     Meaning = "tags"
	MeanGroup    Meaning = "group"
	MeanNote     Meaning = "note"
	MeanAuthor   Meaning = "author"
	MeanMade     Meaning = "made"
	MeanID       Meaning = "id"
)

// Coded reports whether the table at hand holds coded passages, not respondents.
func (m *Import) Coded() bool { return m.Mapping.Coded != nil }

// SetCoded says what the rows of the table are; its columns are guessed anew.
func (m *Import) SetCoded(on bool) {
	switch {
	case on == m.Coded():
		return
	case on:
		c, _ := format.GuessCoded(m.Table)
		m.Mapping = format.Mapping{Code: none, Title: none, Date: none, Segment: none, Header: m.Mapping.Header, Sheet: m.Mapping.Sheet, Coded: &c}
	default:
		m.Mapping = format.GuessSurvey(m.Table)
	}
	m.changed()
}

// ColumnsReady reports whether the columns say enough to read the table.
func (m *Import) ColumnsReady() bool {
	if m.Coded() {
		return m.Mapping.Coded.Quote != none
	}
	return len(m.Mapping.Text) > 0
}

// MeaningOf returns what column i is taken for.
func (m *Import) MeaningOf(i int) Meaning {
	switch {
	case m.Coded() && slices.Contains(m.Mapping.Coded.Tags, i):
		return MeanTags
	case slices.Contains(m.Mapping.Text, i):
		return MeanAnswer
	case slices.Contains(m.Mapping.Attributes, i):
		return MeanFact
	}
	for mean, at := range m.single() {
		if *at == i {
			return mean
		}
	}
	return MeanNothing
}

// single are the meanings that one column at most can have.
func (m *Import) single() map[Meaning]*int {
	if c := m.Mapping.Coded; c != nil {
		return map[Meaning]*int{MeanQuote: &c.Quote, MeanDocument: &c.Document, MeanGroup: &c.Group, MeanNote: &c.Note, MeanAuthor: &c.Author,
			MeanMade: &c.Created, MeanID: &c.ID}
	}
	return map[Meaning]*int{MeanCode: &m.Mapping.Code, MeanTitle: &m.Mapping.Title, MeanDate: &m.Mapping.Date, MeanSegment: &m.Mapping.Segment}
}

// none stands for no column.
const none = -1

// SetMeaning says what column i is; a single meaning leaves the column that had it.
func (m *Import) SetMeaning(i int, mean Meaning) {
	if c := m.Mapping.Coded; c != nil {
		fresh := *c // the one there is may be read by a preview that runs
		fresh.Tags = without(c.Tags, i)
		if mean == MeanTags {
			fresh.Tags = append(fresh.Tags, i)
			slices.Sort(fresh.Tags)
		}
		m.Mapping.Coded = &fresh
	}
	m.Mapping.Text = without(m.Mapping.Text, i)
	m.Mapping.Attributes = without(m.Mapping.Attributes, i)
	for _, at := range m.single() {
		if *at == i {
			*at = none
		}
	}
	switch mean {
	case MeanAnswer:
		m.Mapping.Text = append(m.Mapping.Text, i)
		slices.Sort(m.Mapping.Text)
	case MeanFact:
		m.Mapping.Attributes = append(m.Mapping.Attributes, i)
		slices.Sort(m.Mapping.Attributes)
	default:
		if at := m.single()[mean]; at != nil {
			*at = i
		}
	}
	m.changed()
}

func without(list []int, i int) []int {
	return slices.DeleteFunc(slices.Clone(list), func(j int) bool { return j == i })
}
