package library

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

var columns = []kit.Column{
	{ID: ColTitle, Title: say.T("Title"), Width: 200, Grow: 3, Sortable: true},
	{ID: ColPeople, Title: say.T("People"), Width: 80, Sortable: true},
	{ID: ColSegment, Title: say.T("Segment"), Width: 124, Grow: 0.6, Sortable: true},
	{ID: ColDate, Title: say.T("Date"), Width: kit.DayWidth(), Sortable: true},
	{ID: ColFormat, Title: say.T("Format"), Width: 92, Sortable: true},
	{ID: ColWords, Title: say.T("Words"), Width: 76, Trailing: true, Sortable: true},
	{ID: ColLength, Title: say.T("Length"), Width: 88, Trailing: true, Sortable: true},
	{ID: ColFindings, Title: say.T("Findings"), Width: 90, Trailing: true, Sortable: true},
	{ID: ColStatus, Title: say.T("Status"), Width: 104, Sortable: true},
}

// studyColumn stands after the title while all studies are shown.
var studyColumn = kit.Column{ID: ColStudy, Title: say.T("Study"), Width: 120, Grow: 1.8, Sortable: true}

// columnsFor are the columns for one study or for all.
func columnsFor(study app.StudyID) []kit.Column {
	if study != "" {
		return columns
	}
	return slices.Insert(slices.Clone(columns), 1, studyColumn)
}

// Screen paints a Model: the table of interviews and what it says while empty.
type Screen struct {
	model    *Model
	goTo     func(kit.Route)
	onImport func()

	summary *kit.Text
	search  *kit.SearchField
	head    *fyne.Container
	table   *kit.DataTable
	body    *fyne.Container
	root    fyne.CanvasObject
	waiting bool // the table takes the keyboard once it is there
}

// New makes the screen over a model. goTo opens other places, onImport begins an import.
func New(m *Model, goTo func(kit.Route), onImport func()) *Screen {
	s := &Screen{model: m, goTo: goTo, onImport: onImport, summary: kit.NewElastic("", kit.Small)}
	s.search = kit.NewSearchField(say.T("Filter interviews"), 240, m.SetFilter)
	s.head = kit.Head(kit.Space3, kit.NewText(say.T("Interviews"), kit.Title), kit.Grow(s.summary), s.search)
	s.table = kit.NewDataTable(columns, s.cell)
	s.table.OnOpen = s.open
	s.table.OnSort = m.SetSort
	s.table.OnMenu = func(_ int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.menu()...) }
	s.table.OnKey = s.Key
	s.body = kit.Stack(s.table)
	s.root = kit.Dock(kit.Inset(s.head, kit.Space4, 20, kit.Space2, 20), nil, nil, nil, kit.Inset(s.body, 0, kit.Space2, 0, kit.Space2))
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names.
func (s *Screen) Open(r kit.Route) {
	s.search.Entry.SetText(r.Filter)
	s.model.Open(r.Study, r.Filter)
}

// Shown gives the table the keyboard, now or once it is loaded.
func (s *Screen) Shown() {
	s.waiting = s.body.Objects[0] != s.table
	if !s.waiting {
		s.table.Focus()
	}
}

// Rune begins filtering with the slash.
func (s *Screen) Rune(r rune) {
	if r == '/' {
		s.search.Focus()
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Enter", Does: say.T("Open the interview")}, {Keys: "F2", Does: say.T("Rename")}, {Keys: "Delete", Does: say.T("Delete, with its findings")},
		{Keys: "/", Does: say.T("Filter")}, {Keys: "Up, Down", Does: say.T("Go through the list; Shift selects")}, {Keys: "Ctrl A", Does: say.T("Select all")}}
}

// Key acts on the selected interviews.
func (s *Screen) Key(k *fyne.KeyEvent) {
	rows := s.chosen()
	if len(rows) == 0 {
		return
	}
	switch k.Name {
	case fyne.KeyDelete:
		s.model.Delete(rows)
	case fyne.KeyF2:
		s.rename(rows[0])
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.summary.SetText("")
	if m.Loaded && m.Err == nil && len(m.All) > 0 {
		s.summary.SetText(m.Summary())
	}
	var show fyne.CanvasObject = s.table
	switch {
	case m.Err != nil:
		show = kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, func() { m.Open(m.Study, m.Filter) }))
	case !m.Loaded:
		show = kit.Pad(kit.NewSkeleton(), kit.Space3)
	case len(m.All) == 0:
		show = kit.EmptyState(icons.Interviews, say.T("No interviews yet"),
			say.T("Drop transcripts, notes or survey tables on this window, or choose them. Nothing leaves this computer."),
			kit.NewButton(say.T("Import files…"), kit.Primary, s.onImport))
	case len(m.Rows) == 0:
		show = kit.EmptyState(icons.Search, say.T("No interview fits"), say.T("Nothing here holds “%s”.", strings.TrimSpace(m.Filter)),
			kit.NewButton(say.T("Clear the filter"), kit.Secondary, func() { s.search.SetText("") }))
	}
	if want := columnsFor(m.Study); len(want) != len(s.table.Columns()) {
		s.table.SetColumns(want)
	}
	s.table.SetRows(len(m.Rows))
	if len(s.body.Objects) != 1 || s.body.Objects[0] != show {
		s.body.Objects = []fyne.CanvasObject{show}
		s.body.Refresh()
	}
	if s.waiting && show == s.table {
		s.waiting = false
		s.table.Focus()
	}
}

func (s *Screen) cell(row, col int) kit.Cell {
	if row >= len(s.model.Rows) {
		return kit.Cell{} // the list became shorter and is about to be told
	}
	r := &s.model.Rows[row]
	quiet := kit.Control.In(kit.Muted)
	switch s.table.Columns()[col].ID {
	case ColTitle:
		return kit.Cell{Text: r.Title}
	case ColStudy:
		st := s.model.Names[r.Study]
		return kit.Cell{Text: st.Name, Dots: []kit.Paint{kit.TagPaint(st.Color)}, Style: quiet}
	case ColPeople:
		return kit.Cell{Text: People(r)}
	case ColSegment:
		return kit.Cell{Text: strings.Join(r.Segments, ", "), Style: quiet}
	case ColDate:
		return kit.Cell{Text: Day(r.Date), Style: quiet}
	case ColFormat:
		return kit.Cell{Text: FormatWord(r.Format), Style: quiet}
	case ColWords:
		return kit.Cell{Text: say.Number(r.Words), Style: quiet}
	case ColLength:
		return kit.Cell{Text: Length(r.Duration), Style: quiet}
	case ColFindings:
		if r.Findings == 0 {
			return kit.Cell{Text: "–", Style: quiet}
		}
		return kit.Cell{Text: say.Number(r.Findings)}
	}
	return kit.Cell{Text: StatusWord(r.State()), Dots: []kit.Paint{statusPaint(r.State())}, Style: quiet}
}

func statusPaint(status string) kit.Paint {
	switch status {
	case "done":
		return kit.PaintOf(kit.Good)
	case "reading":
		return kit.PaintOf(kit.Accent)
	}
	return kit.PaintOf(kit.Edge)
}

func (s *Screen) chosen() []app.InterviewRow {
	var rows []app.InterviewRow
	for _, i := range s.table.Selected() {
		rows = append(rows, s.model.Rows[i])
	}
	return rows
}

func (s *Screen) open(row int) {
	r := s.model.Rows[row]
	s.goTo(kit.Route{Screen: kit.Reader, ID: string(r.ID)})
}

func (s *Screen) menu() []kit.MenuItem {
	rows := s.chosen()
	if len(rows) == 0 {
		return nil
	}
	status := func(title, value string) kit.MenuItem {
		return kit.MenuItem{Text: title, Dot: statusPaint(value), Run: func() { s.model.SetStatus(rows, value) }}
	}
	words := say.T("Delete interview")
	if len(rows) > 1 {
		words = say.T("Delete %s", say.Count(len(rows), "interview"))
	}
	return []kit.MenuItem{
		{Text: say.T("Open"), Icon: icons.Interviews, Key: "Enter", Run: func() { s.goTo(kit.Route{Screen: kit.Reader, ID: string(rows[0].ID)}) }},
		{Text: say.T("Rename…"), Icon: icons.Edit, Key: "F2", Disabled: len(rows) != 1, Run: func() { s.rename(rows[0]) }},
		kit.Separator, status(say.T("Mark as new"), ""), status(say.T("Mark as reading"), "reading"), status(say.T("Mark as done"), "done"), kit.Separator,
		{Text: words, Icon: icons.Trash, Key: "Del", Danger: true, Run: func() { s.model.Delete(rows) }},
	}
}

// rename asks for another title.
func (s *Screen) rename(r app.InterviewRow) {
	name := kit.NewEntry(say.T("Title"))
	name.SetText(r.Title)
	d := kit.NewDialog(say.T("Rename interview"), 460, 190)
	do := func() {
		d.Hide()
		s.model.Rename(r, name.Text)
	}
	name.OnSubmitted = func(string) { do() }
	d.SetContent(kit.FormRow(say.T("Title"), name))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Rename"), kit.Primary, do))
	d.Show(kit.CanvasOf(s.root))
	name.FocusAll()
}
