package findings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Heights of rows.
const (
	compactHigh float32 = 28
	roomyHigh   float32 = 56
)

func (s *Screen) makeTable() {
	s.table = kit.NewDataTable(nil, s.cell)
	s.table.OnChoose = s.chose
	s.table.OnOpen = s.openRow
	s.table.OnSort = s.sort
	s.table.OnMenu = func(_ int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.menu()...) }
	s.table.OnHeadMenu = func(at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.columnMenu()...) }
	s.table.OnColumns = s.columnsMoved
	s.table.OnEscape = func() bool { return s.preview.hide() }
	s.table.OnKey = s.Key
	s.table.OnRune = s.Rune
	s.table.OnRange = s.model.InSight
	s.table.Tip = s.tip
}

// paintColumns gives the table the columns and the density of the model.
func (s *Screen) paintColumns() {
	m := s.model
	cols := m.ShownColumns()
	if !slices.Equal(cols, s.columns) {
		s.columns = cols
		var shown []kit.Column
		for _, c := range cols {
			k, _ := columnNamed(ColumnID(c.ID))
			col := kit.Column{ID: c.ID, Title: k.title, Width: k.width, Grow: k.grow, Sortable: k.sorts, From: k.from}
			if len(m.Taste.Columns) > 0 {
				col.From = 0
			}
			if c.Width > 0 {
				col.Width, col.Grow = c.Width, c.Width
			}
			shown = append(shown, col)
		}
		s.table.SetColumns(shown)
	}
	switch m.Taste.Density {
	case Compact:
		s.table.SetRowHeight(compactHigh)
	case Roomy:
		s.table.SetRowHeight(roomyHigh)
	default:
		s.table.SetRowHeight(kit.RowHigh)
	}
	s.table.SetSort(s.sortedBy())
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

// columnMenu chooses columns and density.
func (s *Screen) columnMenu() []kit.MenuItem {
	m := s.model
	items := []kit.MenuItem{{Text: say.T("Columns"), Head: true}}
	shown := m.ShownColumns()
	for _, c := range columns {
		on := slices.ContainsFunc(shown, func(v app.ViewColumn) bool { return v.ID == string(c.id) })
		items = append(items, kit.MenuItem{Text: c.title, Checked: on, Disabled: c.id == ColPassage, Run: func() { m.ToggleColumn(c.id) }})
	}
	items = append(items, kit.MenuItem{Text: say.T("The usual columns"), Disabled: len(m.Taste.Columns) == 0, Run: func() { m.SetColumns(nil) }}, kit.Separator,
		kit.MenuItem{Text: say.T("Rows"), Head: true})
	for _, d := range []struct {
		words string
		d     Density
	}{{say.T("Compact"), Compact}, {say.T("Normal"), Normal}, {say.T("Two lines"), Roomy}} {
		items = append(items, kit.MenuItem{Text: d.words, Checked: m.Taste.Density == d.d, Run: func() { m.SetDensity(d.d) }})
	}
	return items
}

// sort is a click on a heading; a second click goes back to the order of the interviews.
func (s *Screen) sort(id string, _ bool) {
	c, _ := columnNamed(ColumnID(id))
	order := c.order
	if s.model.Query.Order == order {
		order = app.ByPlace
	}
	s.model.SetOrder(order)
	s.table.SetSort(s.sortedBy())
}

// sortedBy is the column the rows are sorted by; none for their places in the interviews.
func (s *Screen) sortedBy() (column string, descending bool) {
	o := s.model.Query.Order
	for _, c := range columns {
		if c.sorts && c.order == o && o != app.ByPlace {
			return string(c.id), o == app.ByNewest || o == app.ByLatest || o == app.BySeverity
		}
	}
	return "", false
}

func (s *Screen) cell(row, col int) kit.Cell {
	f := s.model.Row(row)
	if col >= len(s.columns) {
		return kit.Cell{}
	}
	id := ColumnID(s.columns[col].ID)
	if f == nil {
		if id == ColPassage {
			return kit.Cell{Text: "…", Style: kit.Control.In(kit.Muted)}
		}
		return kit.Cell{}
	}
	return s.cellOf(f, id)
}

func (s *Screen) cellOf(f *app.FindingRow, id ColumnID) kit.Cell {
	switch id {
	case ColPassage:
		text := strings.Join(strings.Fields(f.Text()), " ")
		if f.Star {
			text = "★ " + text
		}
		return kit.Cell{Text: text, Lines: 2}
	case ColTags:
		return s.tagCell(f)
	case ColSound:
		return soundCell(f)
	case ColStudy:
		return kit.Cell{Text: s.model.studies[f.Study], Style: kit.Control.In(kit.Muted)}
	case ColPerson, ColConsent:
		return s.consentCell(f, id)
	}
	return kit.Cell{Text: cellText(f, id), Style: kit.Control.In(kit.Muted)}
}

// cellText is what a column says of a finding, as far as the finding itself knows.
func cellText(f *app.FindingRow, id ColumnID) string {
	switch id {
	case ColPerson:
		return f.Code
	case ColTime:
		return when(f)
	case ColTheme:
		return f.ThemeName
	case ColStance:
		if f.Stance == "" {
			return ""
		}
		return stanceWord(f.Stance)
	case ColSegment:
		return f.Segment
	case ColInterview:
		return f.InterviewTitle
	case ColNote:
		if f.Quote == "" {
			return ""
		}
		return strings.Join(strings.Fields(f.Note), " ")
	case ColSeverity:
		return severityWords[f.Severity]
	case ColAuthor:
		return f.Author
	case ColMade:
		return say.Date(f.Created.Local(), "2 Jan 2006")
	}
	return ""
}

var severityWords = map[int]string{1: say.T("Cosmetic"), 2: say.T("Minor"), 3: say.T("Major"), 4: say.T("Catastrophic")}

// when is the time in the recording or the page, "" when there is none.
func when(f *app.FindingRow) string { return say.Sentence(f.Locator()) }

// joined puts a middle dot between the words that are there.
func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " · ")
}

func (s *Screen) tagCell(f *app.FindingRow) kit.Cell {
	var c kit.Cell
	for _, id := range f.TagIDs() {
		if t := s.model.TagNamed(id); t != nil {
			c.Chips = append(c.Chips, kit.CellChip{Text: t.Name, Dot: kit.TagPaint(t.Color)})
		}
	}
	return c
}

func (s *Screen) openRow(row int) {
	f := s.model.Row(row)
	switch {
	case f == nil:
	case f.Interview != "":
		s.preview.hide()
		s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span})
	default:
		if st := kit.StageOf(s.root); st != nil {
			st.Toast(kit.Toast{Text: say.T("“%s” is a note without an interview.", shortWords(f.Note, 40))})
		}
	}
}

// openChosen opens the one chosen finding in its interview.
func (s *Screen) openChosen() {
	if rows := s.table.SelectedRanges(); s.table.SelectedLen() == 1 {
		s.openRow(rows[0].From)
	}
}
