package people

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/people"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

func (s *Screen) makeTable() {
	s.table = kit.NewDataTable(nil, s.cell)
	s.table.OnChoose = s.chose
	s.table.OnOpen = func(line int) { s.interviews(s.model.Row(line)) }
	s.table.OnSort = s.model.SetSort
	s.table.OnMenu = func(_ int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.menu()...) }
	s.table.OnHeadMenu = func(at fyne.Position) { s.columnPicker().ShowAt(kit.CanvasOf(s.root), at) }
	s.table.OnColumns = s.columnsMoved
	s.table.Tip = s.tip
	s.table.OnKey = s.Key
	s.table.OnRune = s.Rune
}

// paintColumns gives the table the columns of the model.
func (s *Screen) paintColumns() {
	m := s.model
	cols := m.ShownColumns()
	var titles strings.Builder
	for _, c := range cols {
		titles.WriteString(m.title(c.ID) + "\x00" + string(m.typeOf(c.ID)) + "\x01")
	}
	if !slices.Equal(cols, s.columns) || titles.String() != s.titles {
		s.columns, s.titles = cols, titles.String()
		var shown []kit.Column
		for _, c := range cols {
			col := s.column(c.ID)
			if c.Width > 0 {
				col.Width, col.Grow = c.Width, c.Width
			}
			shown = append(shown, col)
		}
		if len(m.Taste.Columns) == 0 {
			fromWidth(shown)
		}
		s.table.SetColumns(shown)
	}
	by := m.Sort
	if by == "" {
		by = people.ColCode
	}
	s.table.SetSort(by, m.Down)
}

// fromWidth has each field shown from the width on at which the columns that are always there have room beside it and those before it: so none is
// cut while a person has not chosen columns.
func fromWidth(cols []kit.Column) {
	isField := func(c kit.Column) bool { return strings.HasPrefix(c.ID, "field:") }
	need := float32(0)
	for _, c := range cols {
		if !isField(c) {
			need += c.Width
		}
	}
	for i := range cols {
		if isField(cols[i]) {
			need += cols[i].Width
			cols[i].From = need
		}
	}
}

// title is the heading of a column.
func (m *Model) title(id string) string {
	if x := m.extra(id); x != nil {
		return x.Title
	}
	if m.Roster == nil {
		return ""
	}
	c, _ := m.Roster.Column(id)
	return titleOf(c)
}

// titleOf is the head of a column: what a person called a field, in the words of the window for those that every table has.
func titleOf(c people.Column) string {
	if c.Field != nil {
		return c.Title
	}
	return say.Sentence(c.Title)
}

// typeOf is the type of a column's values.
func (m *Model) typeOf(id string) app.FieldType {
	if m.Roster == nil {
		return ""
	}
	c, _ := m.Roster.Column(id)
	return c.Type
}

// column is how wide a column is and how it is aligned.
func (s *Screen) column(id string) kit.Column {
	m := s.model
	if x := m.extra(id); x != nil {
		return kit.Column{ID: id, Title: x.Title, Width: x.Width, Grow: 0.2}
	}
	c := kit.Column{ID: id, Title: m.title(id), Width: 112, Grow: 1, Sortable: true}
	switch id {
	case people.ColCode:
		c.Width, c.Grow = 92, 0.3
	case people.ColSegment, people.ColContact:
		c.Width = 112
	case people.ColLabels:
		c.Width, c.Grow = 128, 1.5
	case people.ColStatus:
		c.Width, c.Grow = 84, 0.2
	case people.ColNote:
		c.Width, c.Grow = 160, 2
	case people.ColInterviews, people.ColFindings:
		c.Width, c.Grow, c.Trailing = 92, 0.2, true
	case people.ColContacts:
		c.Width, c.Grow, c.Trailing = 136, 0.2, true
	case people.ColLast:
		c.Width, c.Grow, c.Trailing = max(112, kit.DayWidth()), 0.2, true
	default:
		switch m.typeOf(id) {
		case app.FieldNumber:
			c.Width, c.Grow, c.Trailing = 96, 0.4, true
		case app.FieldDate:
			c.Width, c.Grow, c.Trailing = max(112, kit.DayWidth()), 0.3, true
		case app.FieldYesNo:
			c.Width, c.Grow = 80, 0.3
		}
	}
	return c
}

// columnsMoved keeps what a person made of the headings.
func (s *Screen) columnsMoved(cols []kit.Column) {
	var out []app.ViewColumn
	for _, c := range cols {
		v := app.ViewColumn{ID: c.ID}
		if c.Grow == c.Width {
			v.Width = c.Width
		}
		out = append(out, v)
	}
	s.columns = out
	s.model.SetColumns(out)
}

// pickColumns chooses which columns are shown.
func (s *Screen) pickColumns(anchor fyne.CanvasObject) { s.columnPicker().ShowBelow(anchor) }

// columnPicker lists all columns; of forty fields one is found by typing.
func (s *Screen) columnPicker() *kit.Picker {
	m := s.model
	p := kit.NewPicker(say.T("Show which columns?"), 300, func(q string) []kit.PickItem {
		shown := m.ShownColumns()
		var items []kit.PickItem
		for _, c := range m.Columns() {
			it := kit.PickItem{Text: titleOf(c), Detail: typeWord(c), Run: func() { m.ToggleColumn(c.ID) }}
			if slices.ContainsFunc(shown, func(v app.ViewColumn) bool { return v.ID == c.ID }) {
				it.Icon = icons.Check
			}
			items = append(items, it)
		}
		found := kit.Match(q, items)
		if q == "" && len(m.Taste.Columns) > 0 {
			found = append(found, kit.PickItem{Text: say.T("The usual columns"), Muted: true, Run: func() { m.SetColumns(nil) }})
		}
		return found
	})
	p.Keep = true
	return p
}

// typeName says a type of field.
func typeName(t app.FieldType) string {
	return app.Capital(say.Sentence(string(cmp.Or(t, app.FieldText))))
}

// typeWord says what kind of column it is, for fields.
func typeWord(c people.Column) string {
	if c.Field == nil {
		return ""
	}
	return typeName(c.Type)
}

func (s *Screen) cell(line, col int) kit.Cell {
	r := s.model.Row(line)
	if r == nil || col >= len(s.columns) {
		return kit.Cell{}
	}
	id := s.columns[col].ID
	if x := s.model.extra(id); x != nil {
		text, warn := x.Cell(r.ID)
		if warn {
			return kit.Cell{Text: text, Style: kit.Control.In(kit.WarnInk)}
		}
		return kit.Cell{Text: text, Style: kit.Control.In(kit.Muted)}
	}
	row := s.model.Rows[line]
	text := s.model.Roster.Cell(row, id)
	switch id {
	case people.ColCode:
		c := kit.Cell{Text: text, Style: kit.Control.B()}
		if r.Panel.BlockedOn(s.model.Roster.On) {
			c.Dots = []kit.Paint{kit.PaintOf(kit.Bad)}
		}
		return c
	case people.ColSegment:
		return kit.Cell{Text: text}
	case people.ColLabels:
		return chipCell(r.Panel.Labels)
	case people.ColInterviews, people.ColFindings, people.ColContacts:
		return numberCell(text)
	case people.ColContact:
		if text != "yes" {
			return kit.Cell{Text: text, Style: kit.Control.In(kit.WarnInk)}
		}
		return kit.Cell{Text: text, Style: kit.Control.In(kit.Muted)}
	}
	switch s.model.typeOf(id) {
	case app.FieldMulti:
		return chipCell(app.SplitValues(text))
	case app.FieldDate:
		return kit.Cell{Text: dayWord(app.Date(text)), Style: kit.Control.In(kit.Muted)}
	}
	return kit.Cell{Text: strings.Join(strings.Fields(text), " "), Style: kit.Control.In(kit.Muted)}
}

// tip says more of what a column of others says.
func (s *Screen) tip(line, col int) string {
	r := s.model.Row(line)
	if r == nil || col >= len(s.columns) {
		return ""
	}
	if x := s.model.extra(s.columns[col].ID); x != nil && x.Tip != nil {
		return x.Tip(r)
	}
	return ""
}

// chipCell shows words as small pills.
func chipCell(words []string) (c kit.Cell) {
	for _, w := range words {
		c.Chips = append(c.Chips, kit.CellChip{Text: w})
	}
	return c
}

// numberCell shows a count; nothing is faint.
func numberCell(text string) kit.Cell {
	if text == "0" {
		return kit.Cell{Text: "0", Style: kit.Control.In(kit.Muted)}
	}
	return kit.Cell{Text: text}
}

// dayWord is a day as people read it: "31 May 2026".
func dayWord(d app.Date) string {
	t := d.Time()
	if t.IsZero() {
		return string(d)
	}
	return say.Date(t, "2 Jan 2006")
}

// interviews shows the interviews of a person.
func (s *Screen) interviews(r *app.ParticipantRow) {
	switch {
	case r == nil:
	case r.Interviews == 0:
		s.toast(say.T("%s has not been interviewed yet.", r.Code))
	default:
		s.goTo(kit.Route{Screen: kit.Interviews, Filter: r.Code})
	}
}

// toast tells something at the foot of the window.
func (s *Screen) toast(text string) {
	if st := kit.StageOf(s.root); st != nil {
		st.Toast(kit.Toast{Text: text})
	}
}
