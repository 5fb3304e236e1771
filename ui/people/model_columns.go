package people

import (
	"encoding/json"
	"slices"

	"throughline/app"
	"throughline/app/people"
)

// Taste is how one person likes the table. It is theirs, not the workspace's.
type Taste struct {
	Columns []app.ViewColumn `json:"columns,omitempty"` // in the order shown; none for the usual ones
	Right   float32          `json:"right,omitempty"`   // width of the inspector
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

// usualFields is how many fields have a column before a person chooses, as far as the table is wide enough for them.
const usualFields = 7

// Columns lists every column that can be shown: those of the roster and Extra, which stand before the numbers.
func (m *Model) Columns() []people.Column {
	if m.Roster == nil {
		return nil
	}
	var out []people.Column
	for _, c := range m.Roster.Columns {
		if c.ID == people.ColInterviews {
			for _, x := range m.Extra {
				out = append(out, people.Column{ID: x.ID, Title: x.Title, Type: app.FieldText})
			}
		}
		out = append(out, c)
	}
	return out
}

// extra returns a column of others.
func (m *Model) extra(id string) *Extra {
	i := slices.IndexFunc(m.Extra, func(x Extra) bool { return x.ID == id })
	if i < 0 {
		return nil
	}
	return &m.Extra[i]
}

// ShownColumns are the columns shown, in order, with widths where a person gave them.
func (m *Model) ShownColumns() []app.ViewColumn {
	if m.Roster == nil {
		return nil
	}
	var out []app.ViewColumn
	for _, c := range m.Taste.Columns {
		if _, known := m.Roster.Column(c.ID); known || m.extra(c.ID) != nil {
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out
	}
	fields := 0
	for _, c := range m.Columns() {
		usual := true
		switch {
		case c.Field != nil:
			fields++
			usual = fields <= usualFields
		case c.ID == people.ColLabels:
			usual = m.anyLabels()
		case c.ID == people.ColStatus:
			usual = m.anyStatus()
		case c.ID == people.ColContact:
			usual = m.anyBlocked()
		case c.ID == people.ColContacts, c.ID == people.ColSource, c.ID == people.ColAdded, c.ID == people.ColNote:
			usual = false
		}
		if usual {
			out = append(out, app.ViewColumn{ID: c.ID})
		}
	}
	return out
}

func (m *Model) anyLabels() bool {
	return slices.ContainsFunc(m.Roster.Rows, func(r app.ParticipantRow) bool { return len(r.Panel.Labels) > 0 })
}

func (m *Model) anyStatus() bool {
	return slices.ContainsFunc(m.Roster.Rows, func(r app.ParticipantRow) bool { return r.Panel.Status != "" })
}

// anyBlocked reports whether somebody must not be contacted, so that the mark beside their code has its word.
func (m *Model) anyBlocked() bool {
	return slices.ContainsFunc(m.Roster.Rows, func(r app.ParticipantRow) bool { return r.Panel.BlockedOn(m.Roster.On) })
}

// SetColumns shows these columns; none for the usual ones.
func (m *Model) SetColumns(cols []app.ViewColumn) {
	m.Taste.Columns = cols
	m.tasted()
}

// ToggleColumn shows a column, at the end, or no more. The code always stays.
func (m *Model) ToggleColumn(id string) {
	cols := m.ShownColumns()
	i := slices.IndexFunc(cols, func(c app.ViewColumn) bool { return c.ID == id })
	switch {
	case i >= 0 && id == people.ColCode:
		return
	case i >= 0:
		cols = slices.Delete(slices.Clone(cols), i, i+1)
	default:
		cols = append(cols, app.ViewColumn{ID: id})
	}
	m.SetColumns(cols)
}

// SetSide keeps the width of the inspector.
func (m *Model) SetSide(right float32) {
	m.Taste.Right = right
	m.tasted()
}

func (m *Model) tasted() {
	if m.OnTaste != nil {
		m.OnTaste()
	}
	m.changed()
}
