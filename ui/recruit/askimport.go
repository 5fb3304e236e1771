package recruit

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// importSheet shows what answers of a form would do, and lets columns be mapped.
type importSheet struct {
	s      *Screen
	file   AnswerFile
	sheet  engine.Sheet
	uses   []engine.ColumnUse
	plan   engine.Plan
	dialog *sheet
	line   *kit.Paragraph
	table  *kit.DataTable
	do     *kit.Button
}

// AskImport asks for the answers of a form and shows what they would do.
func (s *Screen) AskImport() {
	m := s.model
	switch {
	case m.Desk == nil || m.ReadOnly || s.doors.Answers == nil:
		return
	case len(m.screener().Questions) == 0:
		m.fail(app.Invalid(say.T("This study has no screener yet."), say.T("Write it under Screener first: its questions say what the columns mean.")))
		return
	}
	s.doors.Answers(func(f AnswerFile) {
		f.Read("", func(sheet engine.Sheet, err error) {
			if err != nil {
				m.fail(err)
				return
			}
			s.showImport(f, sheet)
		})
	})
}

func (s *Screen) showImport(f AnswerFile, in engine.Sheet) {
	m := s.model
	v := &importSheet{s: s, file: f, line: kit.NewParagraph("", kit.Body)}
	v.dialog = &sheet{Dialog: kit.NewDialog(say.T("Import answers from %s", f.Name), 900, 640), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	v.do = kit.NewButton(say.T("Import"), kit.Primary, func() { m.Import(v.plan, v.dialog.told) })
	v.table = kit.NewDataTable([]kit.Column{{ID: "code", Title: say.T("Person"), Width: 110}, {ID: "fit", Title: say.T("Screener"), Width: 240, Grow: 1.4}, {ID: "what", Title: say.T("What happens"), Width: 190, Grow: 1},
		{ID: "problems", Title: say.T("Not understood"), Width: 160, Grow: 1.2}}, v.cell)
	v.dialog.SetActions([]fyne.CanvasObject{kit.Fixed(v.dialog.wrong, 480, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, v.dialog.Hide), v.do)
	v.dialog.OnClose = s.Shown
	v.take(in)
	v.dialog.Show(s.canvas())
	if c := s.canvas(); c != nil && !v.do.Disabled() {
		c.Focus(v.do) // Enter imports
	}
}

// take shows a sheet of the file, with a guess of what its columns are.
func (v *importSheet) take(in engine.Sheet) {
	v.sheet, v.uses = in, engine.GuessColumns(in.Head, v.s.model.screener())
	var rows []fyne.CanvasObject
	for i, h := range in.Head {
		use := kit.NewDropdown(v.options(), nil).WithWidth(230)
		use.Select(string(v.uses[i]))
		use.OnChange = func(id string) {
			v.uses[i] = engine.ColumnUse(id)
			v.read()
		}
		if h == "" {
			h = say.T("Column %d", i+1)
		}
		rows = append(rows, kit.VStack(2, kit.NewElastic(h, kit.Small), use))
	}
	columns := kit.Scroll(kit.Inset(kit.VStack(kit.Space2, rows...), 0, kit.Space4, 0, 0))
	left := kit.Fixed(columns, 260, 0)
	if len(in.Tables) > 1 {
		left = kit.Fixed(kit.Dock(kit.Inset(v.tables(), 0, kit.Space4, kit.Space3, 0), nil, nil, nil, columns), 260, 0)
	}
	right := kit.Dock(kit.Inset(v.line, 0, 0, kit.Space3, 0), nil, nil, nil, v.table)
	v.dialog.SetContent(kit.Dock(nil, nil, nil, kit.Dock(nil, kit.VLine(), nil, nil, left), kit.Inset(right, 0, 0, 0, kit.Space4)))
	v.read()
}

// tables chooses the sheet of a workbook.
func (v *importSheet) tables() fyne.CanvasObject {
	var all []kit.Option
	for _, name := range v.sheet.Tables {
		all = append(all, kit.Option{ID: name, Text: name})
	}
	pick := kit.NewDropdown(all, nil).WithPrefix(say.T("Sheet ")).WithWidth(230)
	pick.Select(v.sheet.Table)
	pick.OnChange = func(name string) {
		v.file.Read(name, func(in engine.Sheet, err error) {
			if err != nil {
				v.dialog.told(err)
				pick.Select(v.sheet.Table)
				return
			}
			v.dialog.wrong.SetText("")
			v.take(in)
		})
	}
	return kit.HStack(0, pick, kit.Spacer())
}

// options are what a column can be.
func (v *importSheet) options() []kit.Option {
	all := []kit.Option{{Text: say.T("Leave out")}, {ID: string(engine.ColumnCode), Text: say.T("Code of the person")}, {ID: string(engine.ColumnSegment), Text: say.T("Segment of new people")}}
	for _, q := range v.s.model.screener().Questions {
		words := q.ID + ": " + q.Text
		if r := []rune(words); len(r) > 34 {
			words = string(r[:33]) + "…"
		}
		all = append(all, kit.Option{ID: string(engine.ColumnAsk(q.ID)), Text: words})
	}
	for i, h := range v.sheet.Head {
		if strings.TrimSpace(h) != "" && i < 60 {
			all = append(all, kit.Option{ID: string(engine.ColumnField(h)), Text: say.T("Field %s", h)})
		}
	}
	return all
}

// read says what the rows would do with the columns as they are mapped.
func (v *importSheet) read() {
	v.plan = v.s.model.Desk.PlanAnswers(v.sheet, v.uses)
	p := &v.plan
	words := say.T("%s: %s qualified, %s not, %s not through the screener. %s new.", say.Count(len(p.Rows), "person"), say.Number(p.Qualified), say.Number(p.Not), say.Number(p.Open), say.Number(p.New))
	if p.Doubles > 0 {
		words += say.T(" %s left out: the code came before.", say.Count(p.Doubles, "row"))
	}
	v.line.SetText(words)
	v.table.SetRows(len(p.Rows))
	if len(p.Rows) == 0 {
		v.do.SetText(say.T("Import"))
		v.do.Disable()
		return
	}
	v.do.SetText(say.T("Import %s", say.Count(len(p.Rows), "person")))
	v.do.Enable()
}

func (v *importSheet) cell(row, col int) kit.Cell {
	if row >= len(v.plan.Rows) {
		return kit.Cell{}
	}
	in := &v.plan.Rows[row]
	switch col {
	case 0:
		if in.Code == "" {
			return kit.Cell{Text: say.T("next code"), Style: kit.Control.In(kit.Muted)}
		}
		return kit.Cell{Text: in.Code, Style: kit.Control.B()}
	case 1:
		words := say.Sentence(in.Walk.Why)
		if in.Walk.Next != "" {
			words = say.T("waits for %s", in.Walk.Next)
		}
		return kit.Cell{Text: words, Style: fitStyle(in.Walk.Fit)}
	case 2:
		switch {
		case in.New:
			return kit.Cell{Text: say.T("new in the panel")}
		case in.Has:
			return kit.Cell{Text: say.T("answers renewed")}
		}
		return kit.Cell{Text: say.T("becomes a candidate")}
	}
	return kit.Cell{Text: strings.Join(in.Problems, " "), Style: kit.Small.In(kit.WarnInk)}
}
