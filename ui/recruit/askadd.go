package recruit

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// addSheet asks whom of the panel to make candidates.
type addSheet struct {
	s      *Screen
	panel  *Panel
	dialog *sheet
	table  *kit.DataTable
	body   *fyne.Container
	count  *kit.Text
	add    *kit.Button
	values *kit.Dropdown
	saved  []Segment
}

// AskAdd asks whom of the panel to make candidates.
func (s *Screen) AskAdd() {
	if s.model.Desk == nil || s.model.ReadOnly {
		return
	}
	a := &addSheet{s: s, panel: &Panel{Desk: s.model.Desk, Fits: true, Free: true}, body: kit.Stack(), count: kit.NewElastic("", kit.Small)}
	a.table = kit.NewDataTable([]kit.Column{{ID: "code", Title: say.T("Person"), Width: 84}, {ID: "segment", Title: say.T("Segment"), Width: 110, Grow: 1},
		{ID: "fit", Title: say.T("By what is known"), Width: 190, Grow: 1.5}, {ID: "contact", Title: say.T("May be contacted"), Width: 180, Grow: 1.5}}, a.cell)
	a.table.OnChoose = a.chosen
	a.table.OnOpen = func(int) { a.save() }
	a.add = kit.NewButton(say.T("Add"), kit.Primary, a.save)
	search := kit.NewSearchField(say.T("Code, segment or field"), 200, func(t string) { a.panel.Set(func(p *Panel) { p.Text = t }) })
	a.values = kit.NewDropdown([]kit.Option{{Text: say.T("any")}}, func(v string) { a.panel.Set(func(p *Panel) { p.Value = v }) })
	field := kit.NewDropdown([]kit.Option{{Text: say.T("Any field")}}, a.setField)
	segment := kit.NewDropdown([]kit.Option{{Text: say.T("Everybody")}}, a.setSegment)
	fits := kit.NewCheck(say.T("Leave out whom the screener turns down"), true, func(on bool) { a.panel.Set(func(p *Panel) { p.Fits = on }) })
	free := kit.NewCheck(say.T("Leave out who may not be contacted"), true, func(on bool) { a.panel.Set(func(p *Panel) { p.Free = on }) })
	a.panel.OnChange = func() { a.paint(field) }
	bar := kit.HStack(kit.Space3, search, segment, field, a.values, kit.Spacer())
	checks := pair(fits, free)
	d := &sheet{Dialog: kit.NewDialog(say.T("Add people of the panel"), 840, 600), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	a.dialog = d
	d.SetContent(kit.Dock(kit.Inset(kit.VStack(kit.Space2, bar, checks, a.count), 0, 0, kit.Space2, 0), nil, nil, nil, a.body))
	d.SetActions([]fyne.CanvasObject{kit.NewButton(say.T("Choose all shown"), kit.Quiet, a.table.SelectAll), d.wrong}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), a.add)
	d.OnClose = s.Shown
	a.panel.Load()
	if s.doors.Segments != nil {
		s.doors.Segments(func(all []Segment) {
			a.saved = all
			options := []kit.Option{{Text: say.T("Everybody")}}
			for _, g := range all {
				options = append(options, kit.Option{ID: g.Name, Text: g.Name})
			}
			segment.SetOptions(options)
		})
	}
	a.chosen()
	d.Show(s.canvas())
	search.Focus()
}

// setField filters by a field; its values are offered then.
func (a *addSheet) setField(name string) {
	options := []kit.Option{{Text: say.T("any")}}
	if name != "" {
		for _, v := range engine.Values(a.panel.Desk.Panel, name, 40) {
			options = append(options, kit.Option{ID: v, Text: v})
		}
	}
	a.values.SetOptions(options)
	a.values.Select("")
	a.panel.Set(func(p *Panel) { p.Field, p.Value = name, "" })
}

func (a *addSheet) setSegment(name string) {
	a.panel.Set(func(p *Panel) {
		p.Segment = nil
		for i := range a.saved {
			if a.saved[i].Name == name {
				p.Segment = &a.saved[i]
			}
		}
	})
}

func (a *addSheet) paint(field *kit.Dropdown) {
	p := a.panel
	options := []kit.Option{{Text: say.T("Any field")}}
	for _, f := range p.Fields {
		options = append(options, kit.Option{ID: f, Text: f})
	}
	field.SetOptions(options)
	a.count.SetText(say.T("%s of %s who are no candidates yet", say.Number(len(p.Rows)), say.Count(len(p.all), "person")))
	a.table.Select()
	a.table.SetRows(len(p.Rows))
	var show fyne.CanvasObject = a.table
	if len(p.Rows) == 0 {
		show = kit.Centered(kit.NewText(say.T("Nobody matches. Loosen the filter."), kit.Small))
	}
	a.body.Objects = []fyne.CanvasObject{show}
	a.body.Refresh()
	a.chosen()
}

func (a *addSheet) chosen() {
	n := a.table.SelectedLen()
	if n == 0 {
		a.add.SetText(say.T("Add"))
		a.add.Disable()
		return
	}
	a.add.SetText(say.T("Add %s", say.Count(n, "person")))
	a.add.Enable()
}

func (a *addSheet) save() {
	var ids []app.ParticipantID
	for _, g := range a.table.SelectedRanges() {
		for i := g.From; i < min(g.To, len(a.panel.Rows)); i++ {
			ids = append(ids, a.panel.Rows[i].ID)
		}
	}
	if len(ids) > 0 {
		a.s.model.Add(ids, a.dialog.told)
	}
}

func (a *addSheet) cell(row, col int) kit.Cell {
	if row >= len(a.panel.Rows) {
		return kit.Cell{}
	}
	r := &a.panel.Rows[row]
	switch col {
	case 0:
		return kit.Cell{Text: r.Code, Style: kit.Control.B()}
	case 1:
		return kit.Cell{Text: r.Segment}
	case 2:
		return kit.Cell{Text: r.Why, Style: fitStyle(r.Fit)}
	}
	if !r.Contact.OK {
		return kit.Cell{Text: say.Sentence(r.Contact.Why), Style: kit.Small.In(kit.WarnInk)}
	}
	words := say.T("yes")
	if r.Contact.Count > 0 {
		words += say.T(", %s lately", say.Count(r.Contact.Count, "contact"))
	}
	return kit.Cell{Text: words, Style: kit.Small}
}

func fitStyle(f app.Fit) kit.Style {
	switch f {
	case app.FitQualified:
		return kit.Small.In(kit.GoodInk)
	case app.FitNot:
		return kit.Small.In(kit.BadInk)
	}
	return kit.Small
}
