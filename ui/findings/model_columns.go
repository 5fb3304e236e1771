package findings

import (
	"encoding/json"
	"slices"

	"throughline/app"
	"throughline/ui/say"
)

// ColumnID names a column of the table.
type ColumnID string

// The columns.
const (
	ColPassage   ColumnID = "quote"
	ColTags      ColumnID = "tags"
	ColSound     ColumnID = "sound"
	ColPerson    ColumnID = "person"
	ColTime      ColumnID = "time"
	ColTheme     ColumnID = "theme"
	ColStance    ColumnID = "stance"
	ColSegment   ColumnID = "segment"
	ColInterview ColumnID = "interview"
	ColStudy     ColumnID = "study"
	ColNote      ColumnID = "note"
	ColSeverity  ColumnID = "severity"
	ColAuthor    ColumnID = "author"
	ColMade      ColumnID = "made"
	ColConsent   ColumnID = "consent"
)

// column is what the table knows of a column. Passages are what people come to read: they get most of the room, and where it is
// narrow what the inspector says as well is left out.
type column struct {
	id    ColumnID
	title string
	width float32
	grow  float32
	from  float32          // left out where the table is narrower, while a person has not chosen columns
	order app.FindingOrder // by which a press on the heading sorts
	sorts bool
	usual bool // shown before a person chooses
}

var columns = []column{
	{id: ColPassage, title: say.T("Passage"), width: 220, grow: 9, usual: true, sorts: true, order: app.ByPlace},
	{id: ColTags, title: say.T("Tags"), width: 132, grow: 2, usual: true},
	{id: ColSound, title: say.T("Sentiment"), width: 98, grow: 0.1, usual: true, sorts: true, order: app.BySentiment},
	{id: ColPerson, title: say.T("Person"), width: 78, grow: 0.1, usual: true, sorts: true, order: app.ByParticipant},
	{id: ColTime, title: say.T("Time"), width: 84, from: 860, usual: true},
	{id: ColTheme, title: say.T("Theme"), width: 124, grow: 2.5, from: 700, usual: true, sorts: true, order: app.ByTheme},
	{id: ColStance, title: say.T("Stance"), width: 100},
	{id: ColSegment, title: say.T("Segment"), width: 100},
	{id: ColInterview, title: say.T("Interview"), width: 150, grow: 1, sorts: true, order: app.ByLatest},
	{id: ColStudy, title: say.T("Study"), width: 150, grow: 1, from: 760, sorts: true, order: app.ByStudy},
	{id: ColNote, title: say.T("Note"), width: 150, grow: 2},
	{id: ColSeverity, title: say.T("Severity"), width: 100, sorts: true, order: app.BySeverity},
	{id: ColConsent, title: say.T("Consent"), width: 136, grow: 0.1},
	{id: ColAuthor, title: say.T("Coder"), width: 100},
	{id: ColMade, title: say.T("Made"), width: 100, sorts: true, order: app.ByNewest},
}

func columnNamed(id ColumnID) (column, bool) {
	i := slices.IndexFunc(columns, func(c column) bool { return c.id == id })
	if i < 0 {
		return column{}, false
	}
	return columns[i], true
}

// Density is how tall rows are.
type Density string

// The densities.
const (
	Normal  Density = ""
	Compact Density = "compact"
	Roomy   Density = "roomy" // passages in two lines
)

// Taste is how one person likes the table. It is theirs, not the workspace's.
type Taste struct {
	Columns []app.ViewColumn `json:"columns,omitempty"` // in the order shown; none for the usual ones
	Density Density          `json:"density,omitempty"`
	Folded  []Facet          `json:"folded,omitempty"` // facets whose choices are folded away
	Left    float32          `json:"left,omitempty"`   // width of the facets, 0 for the usual one
	Right   float32          `json:"right,omitempty"`  // width of the inspector
}

// ReadTaste reads what Taste.Text wrote; what it does not understand is the usual taste.
func ReadTaste(text string) Taste {
	var t Taste
	if json.Unmarshal([]byte(text), &t) != nil {
		return Taste{}
	}
	return t
}

// Text writes the taste down.
func (t Taste) Text() string {
	b, err := json.Marshal(t)
	if err != nil {
		return "" // texts and numbers always marshal
	}
	return string(b)
}

// ShownColumns are the columns shown, in order, with widths where a person gave them.
func (m *Model) ShownColumns() []app.ViewColumn {
	var out []app.ViewColumn
	for _, c := range m.Taste.Columns {
		if _, known := columnNamed(ColumnID(c.ID)); known {
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, c := range columns {
		if c.usual || c.id == ColStudy && m.Query.Study == "" {
			out = append(out, app.ViewColumn{ID: string(c.id)})
		}
	}
	return out
}

// SetColumns shows these columns; none for the usual ones.
func (m *Model) SetColumns(cols []app.ViewColumn) {
	m.Taste.Columns = cols
	m.tasted()
}

// ToggleColumn shows a column, at the end, or no more. The passage always stays.
func (m *Model) ToggleColumn(id ColumnID) {
	cols := m.ShownColumns()
	i := slices.IndexFunc(cols, func(c app.ViewColumn) bool { return c.ID == string(id) })
	switch {
	case i >= 0 && id == ColPassage:
		return
	case i >= 0:
		cols = slices.Delete(slices.Clone(cols), i, i+1)
	default:
		cols = append(cols, app.ViewColumn{ID: string(id)})
	}
	m.SetColumns(cols)
}

// SetDensity makes rows taller or lower.
func (m *Model) SetDensity(d Density) {
	m.Taste.Density = d
	m.tasted()
}

// Fold folds a facet's choices away, or shows them.
func (m *Model) Fold(f Facet) {
	if i := slices.Index(m.Taste.Folded, f); i >= 0 {
		m.Taste.Folded = slices.Delete(slices.Clone(m.Taste.Folded), i, i+1)
	} else {
		m.Taste.Folded = append(slices.Clone(m.Taste.Folded), f)
	}
	m.tasted()
}

// Folded reports whether a facet's choices are folded away.
func (m *Model) Folded(f Facet) bool { return slices.Contains(m.Taste.Folded, f) }

// SetSides keeps the widths of the facets and of the inspector.
func (m *Model) SetSides(left, right float32) {
	m.Taste.Left, m.Taste.Right = left, right
	m.tasted()
}

func (m *Model) tasted() {
	if m.OnTaste != nil {
		m.OnTaste()
	}
	m.changed()
}
