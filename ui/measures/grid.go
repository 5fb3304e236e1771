package measures

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// taskOption begins the id of a task among the options, so that whole sessions are one too.
const taskOption = "task:"

// gridPane enters measures: a row a session, a column a measure, and one field that follows the cursor.
type gridPane struct {
	s       *Screen
	here    *kit.Text
	wrong   *kit.Text
	field   *kit.Entry
	release *kit.Entry
	task    *kit.Dropdown
	add     *kit.Dropdown
	table   *kit.DataTable
	heads   string // of the columns shown
	at      [2]int // of the cursor when the field was filled
	filled  string // what the field was filled with
	root    fyne.CanvasObject
}

func newGridPane(s *Screen) *gridPane {
	p := &gridPane{s: s, here: kit.NewText("", kit.Strong), wrong: kit.NewElastic("", kit.Small.In(kit.BadInk)), field: kit.NewEntry(""), release: kit.NewEntry("2.4"), at: [2]int{-1, -1}}
	p.field.OnKey = p.key
	p.field.OnSubmitted = func(string) { p.keep(1, 0) }
	p.release.OnSubmitted = func(text string) {
		s.model.SetRelease(text)
		p.focus()
	}
	p.release.OnFocus = func(on bool) {
		if !on {
			s.model.SetRelease(p.release.Text)
		}
	}
	options := []kit.Option{{Text: say.T("Add a measure")}}
	for _, k := range app.MeasureKinds() {
		options = append(options, kit.Option{ID: string(k), Text: say.Sentence(k.Word())})
	}
	p.add = kit.NewDropdown(options, func(id string) {
		p.add.Select("")
		p.addColumn(app.MeasureKind(id))
	}).WithWidth(170)
	p.add.Select("")
	p.table = kit.NewDataTable(nil, p.cell)
	p.table.OnCell = func(row, col int) {
		s.model.Row, s.model.Col = row, max(0, col-2)
		s.model.Go(0, 0)
		p.focus()
	}
	p.table.OnOpen = func(row int) {
		s.model.Row = row
		s.model.Go(0, 0)
		p.focus()
	}
	p.table.OnRune = s.Rune
	p.task = kit.NewDropdown(nil, func(id string) {
		s.model.SetTask(strings.TrimPrefix(id, taskOption))
		p.focus()
	}).WithPrefix(say.T("Of "))
	choices := kit.HStack(kit.Space2, p.task, p.add, kit.Spacer(), kit.NewText(say.T("Release"), kit.Small), kit.Fixed(p.release, 150, 0))
	typed := kit.HStack(kit.Space3, p.here, kit.Fixed(p.field, 320, 0), kit.Grow(p.wrong))
	p.root = kit.Dock(kit.Inset(kit.VStack(kit.Space3, choices, typed), 0, 0, kit.Space3, 0), nil,
		kit.Inset(kit.NewElastic(say.T("Enter keeps and goes down, the arrows move, an empty field takes a value away. What is entered is of the release at the right."), kit.Small), kit.Space2, 0, 0, 0), nil, p.table)
	return p
}

// focus puts the keyboard into the field.
func (p *gridPane) focus() { p.field.FocusAll() }

func (p *gridPane) content() fyne.CanvasObject {
	m := p.s.model
	if len(m.Data.Rows) == 0 {
		return kit.EmptyState(icons.Table, say.T("No session yet"), say.T("Import interviews or test sessions first, or import a table of measures with participants' codes."), kit.NewButton(say.T("Import a table"), kit.Primary, p.s.bring))
	}
	p.paint()
	return p.root
}

// paint shows the grid and the cell of the cursor.
func (p *gridPane) paint() {
	m := p.s.model
	cols := []kit.Column{{ID: "who", Title: say.T("Person"), Width: 76}, {ID: "session", Title: say.T("Session"), Width: 150, Grow: 2}}
	for _, c := range m.Columns {
		title := say.Sentence(c.Kind.Word())
		cols = append(cols, kit.Column{ID: string(c.Kind), Title: title, Width: max(84, kit.Measure(title, kit.Control).Width+24), Trailing: true})
	}
	heads := ""
	for _, c := range cols {
		heads += c.Title + "\n"
	}
	if p.heads != heads {
		p.heads = heads
		p.table.SetColumns(cols)
	}
	p.table.SetRows(len(m.Data.Rows))
	if p.table.Cursor() != m.Row {
		p.table.Select(m.Row)
		p.table.Reveal(m.Row)
	}
	p.table.Refresh()
	p.here.SetText(m.Here())
	p.field.SetPlaceHolder(m.Hint())
	var tasks []kit.Option
	for _, t := range m.Tasks() {
		name := t
		if t == "" {
			name = say.T("whole sessions")
		}
		tasks = append(tasks, kit.Option{ID: taskOption + t, Text: name})
	}
	p.task.SetOptions(tasks)
	p.task.Select(taskOption + m.Task)
	p.task.Hidden = len(tasks) < 2
	if p.release.Text != m.Release {
		p.release.SetText(m.Release)
	}
	text := m.Cell(m.Row, m.Col)
	if at := [2]int{m.Row, m.Col}; at != p.at || p.field.Text == p.filled && text != p.filled {
		p.at, p.filled = at, text
		p.field.SetText(text)
		if c := kit.CanvasOf(p.field); c != nil && c.Focused() == p.field {
			p.field.FocusAll()
		}
	}
	if m.ReadOnly {
		p.field.Disable()
		p.add.Hide()
	}
}

func (p *gridPane) cell(row, col int) kit.Cell {
	m := p.s.model
	if m.Data == nil || row >= len(m.Data.Rows) {
		return kit.Cell{}
	}
	switch r := &m.Data.Rows[row]; col {
	case 0:
		return kit.Cell{Text: r.Code, Style: kit.Control.B()}
	case 1:
		return kit.Cell{Text: r.Title, Style: kit.Control.In(kit.Muted)}
	}
	text := m.Cell(row, col-2)
	if row == m.Row && col-2 == m.Col {
		if text == "" {
			text = "–"
		}
		return kit.Cell{Text: text, Style: kit.Control.B().In(kit.Accent), Icon: icons.Edit, IconInk: kit.Accent}
	}
	if text == "" {
		return kit.Cell{Text: "·", Style: kit.Control.In(kit.Muted)}
	}
	return kit.Cell{Text: text}
}

// key moves the cursor by the arrows that the field does not need.
func (p *gridPane) key(k *fyne.KeyEvent) bool {
	whole := p.field.Text == "" || p.field.Text == p.filled
	switch k.Name {
	case fyne.KeyUp:
		p.keep(-1, 0)
	case fyne.KeyDown:
		p.keep(1, 0)
	case fyne.KeyLeft:
		if !whole {
			return false
		}
		p.keep(0, -1)
	case fyne.KeyRight:
		if !whole {
			return false
		}
		p.keep(0, 1)
	case fyne.KeyEscape:
		p.wrong.SetText("")
		if p.field.Text != p.filled {
			p.field.SetText(p.filled)
			return true
		}
		p.table.Focus()
	default:
		return false
	}
	return true
}

// keep enters what the field says and goes on to another cell; where it does not fit, it says why and stays.
func (p *gridPane) keep(rows, cols int) {
	if err := p.s.model.Type(p.field.Text); err != nil {
		words, hint := say.Explain(err)
		p.wrong.SetText(words + " " + hint)
		return
	}
	p.wrong.SetText("")
	p.filled = p.field.Text
	p.s.model.Go(rows, cols)
}

// addColumn adds a measure to the grid, with a task where it is of one.
func (p *gridPane) addColumn(k app.MeasureKind) {
	if k == "" {
		return
	}
	if !k.OfTask() {
		_ = p.s.model.AddColumn(Column{Kind: k}) // it needs no task, so nothing is refused
		p.focus()
		return
	}
	d := kit.NewDialog(say.Sentence(k.Word()), 440, 190)
	name := kit.NewEntry(say.T("Checkout"))
	wrong := kit.NewElastic("", kit.Small.In(kit.BadInk))
	act := func() {
		if err := p.s.model.AddColumn(Column{Kind: k, Task: name.Text}); err != nil {
			words, _ := say.Explain(err)
			wrong.SetText(words)
			return
		}
		d.Hide()
		p.focus()
	}
	name.OnSubmitted = func(string) { act() }
	d.SetContent(kit.FormRow(say.T("Of the task or outcome"), name))
	d.SetActions([]fyne.CanvasObject{kit.Fixed(wrong, 200, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Add"), kit.Primary, act))
	d.Show(kit.CanvasOf(p.s.root))
	name.Focus()
}
