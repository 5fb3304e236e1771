package across

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/chart"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// matrix shows who says what where: the rows chosen, by the columns chosen, people first.
func (s *Screen) matrix() (tools, list []fyne.CanvasObject) {
	m := s.model
	tools = []fyne.CanvasObject{s.counting()}
	switch {
	case !m.Known:
		return tools, waiting()
	case m.GrErr != nil:
		return tools, failed(m.GrErr, m.loadGrid)
	case len(m.Grid.Rows) == 0 && m.Cross.Rows == app.AxisWideTheme:
		find := kit.NewButton(say.T("Compare themes"), kit.Primary, func() { m.Show(Themes) })
		return tools, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Themes, say.T("No theme across studies holds findings yet"),
			say.T("Compare the themes of your studies: those that say the same become one theme here, with the findings of all."), find))}
	case len(m.Grid.Rows) == 0 || len(m.Grid.Columns) == 0:
		return tools, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Table, say.T("Nothing to count here"), say.T("Choose other rows or columns above.")))}
	}
	note := say.T("People who say it. Press a cell to list its findings.")
	if m.Cross.Share {
		note = say.T("Share of the people who were interviewed in the column; their number stands in brackets. Press a cell to list its findings.")
	}
	list = []fyne.CanvasObject{kit.Inset(kit.NewParagraph(note, kit.Small), kit.Space3, 0, 0, 0), kit.NewCard(s.heat())}
	if n := len(m.Grid.Rows); n >= mostRows || len(m.Grid.Columns) >= mostColumns {
		list = append(list, kit.NewParagraph(say.T("The largest %d rows and %d columns are shown.", mostRows, mostColumns), kit.Small))
	}
	return tools, list
}

// counting chooses rows, columns and how cells are told.
func (s *Screen) counting() fyne.CanvasObject {
	m := s.model
	pick := func(prefix string, axes []axisName, at app.Axis, set func(app.Axis)) fyne.CanvasObject {
		options := make([]kit.Option, len(axes))
		for i, a := range axes {
			options[i] = kit.Option{ID: string(a.axis), Text: a.name}
		}
		d := kit.NewDropdown(options, func(id string) { set(app.Axis(id)) }).WithPrefix(prefix)
		d.Select(string(at))
		return d
	}
	rows := pick(say.T("Rows: "), rowAxes, m.Cross.Rows, func(a app.Axis) { m.Count(Cross{a, m.Cross.Columns, m.Cross.Share}) })
	columns := pick(say.T("By: "), columnAxes, m.Cross.Columns, func(a app.Axis) { m.Count(Cross{m.Cross.Rows, a, m.Cross.Share}) })
	how := kit.NewSegments([]kit.Option{{ID: "people", Text: say.T("People")}, {ID: "share", Text: say.T("Share of those asked")}}, func(id string) { m.Count(Cross{m.Cross.Rows, m.Cross.Columns, id == "share"}) })
	how.Select(map[bool]string{false: "people", true: "share"}[m.Cross.Share])
	return kit.HStack(kit.Space3, rows, columns, kit.Spacer(), how)
}

// heat draws the matrix.
func (s *Screen) heat() fyne.CanvasObject {
	m := s.model
	c := &chart.Chart{Kind: chart.Heat, Title: say.T("Who says what where"), Alt: say.T("People who say each row, by column."), Unit: say.T("people")}
	for j, k := range m.Grid.Columns {
		name := k.Label
		if j < len(m.Grid.Asked) && m.Grid.Asked[j] > 0 {
			name += fmt.Sprintf(" (%d)", m.Grid.Asked[j])
		}
		c.Categories = append(c.Categories, name)
	}
	for i, k := range m.Grid.Rows {
		row := chart.Series{Name: k.Label}
		for j := range m.Grid.Columns {
			row.Values = append(row.Values, m.Heat(i, j))
			row.Labels = append(row.Labels, m.Says(i, j))
		}
		c.Series = append(c.Series, row)
	}
	v := kit.NewChartView(c, 0)
	v.OnTap = func(k chart.Mark) {
		if k.Series < len(m.Grid.Rows) && k.Category < len(m.Grid.Columns) && m.Grid.Cells[k.Series][k.Category].Findings > 0 {
			s.goTo(kit.FindingsOf(m.Cell(k.Series, k.Category)))
		}
	}
	return v
}
