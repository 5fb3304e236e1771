package themes

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// tablePane shows the board as a table: the same themes, the same selection, sorted as asked.
type tablePane struct {
	s     *Screen
	table *kit.DataTable
	foot  *fyne.Container
	root  *fyne.Container
	drawn string
	order []app.ThemeID // the rows as last painted
	quiet bool          // rows are selected to follow the model
}

// tableColumns are the columns of the table; those that rest on counts over two axes are left out where these are not to be had.
func tableColumns(counted bool) []kit.Column {
	all := []kit.Column{
		{ID: ByName, Title: say.T("Theme"), Width: 220, Grow: 1, Sortable: true},
		{ID: ByFindings, Title: say.T("Findings"), Width: 92, Trailing: true, Sortable: true},
		{ID: ByPeople, Title: say.T("People"), Width: 108, Trailing: true, Sortable: true},
		{ID: BySegments, Title: say.T("Segments"), Width: 100, Trailing: true, Sortable: true, From: 900},
		{ID: ByNewest, Title: say.T("Newest"), Width: kit.DayWidth(), Sortable: true},
		{ID: ByBalance, Title: say.T("Praise and complaint"), Width: 176, Sortable: true},
		{ID: ByInsights, Title: say.T("Insights"), Width: 92, Trailing: true, Sortable: true},
	}
	return slices.DeleteFunc(all, func(c kit.Column) bool {
		return !counted && (c.ID == BySegments || c.ID == ByNewest || c.ID == ByBalance)
	})
}

func newTablePane(s *Screen) *tablePane {
	p := &tablePane{s: s, foot: kit.Stack()}
	m := s.model
	p.table = kit.NewDataTable(tableColumns(m.Cross != nil), p.cell)
	p.table.OnSort = m.Sort
	p.table.OnSelect = func(rows []int) {
		if p.quiet || len(rows) == 0 {
			return
		}
		if at := p.table.Cursor(); at >= 0 && at < len(m.Table.Rows) {
			m.Select(m.Table.Rows[at].ID)
		}
		p.paintFoot()
	}
	p.table.OnOpen = func(row int) {
		if row < len(m.Table.Rows) {
			m.Select(m.Table.Rows[row].ID)
			m.Show(Pages)
		}
	}
	p.table.OnMenu = func(row int, at fyne.Position) {
		if items := s.themeMenu(); len(items) > 0 {
			kit.ShowMenuAt(kit.CanvasOf(p.root), at, items...)
		}
	}
	p.root = kit.Dock(nil, nil, p.foot, nil, kit.Inset(p.table, kit.Space3, kit.Space4, 0, 20))
	return p
}

func (p *tablePane) content() fyne.CanvasObject { return p.root }
func (p *tablePane) focus()                     { p.table.Focus() }
func (p *tablePane) rune(rune) bool             { return false }
func (p *tablePane) key(*fyne.KeyEvent) bool    { return false }

// paint shows the model's rows, and the selected theme among them.
func (p *tablePane) paint() {
	m := p.s.model
	p.table.SetSort(m.Table.By, m.Table.Down)
	p.follow()
	drawn := fmt.Sprint(m.Selected, m.Table.By, m.Table.Down, len(m.Table.Rows))
	if drawn != p.drawn && p.table.SelectedLen() < 2 {
		p.drawn = drawn
		p.choose(func(id app.ThemeID) bool { return id == m.Selected })
	}
	p.table.Refresh()
	p.paintFoot()
}

// follow takes over the model's rows. Several chosen themes stay chosen wherever their rows went; rows that took their places do not.
func (p *tablePane) follow() {
	rows := p.s.model.Table.Rows
	order := make([]app.ThemeID, len(rows))
	for i := range rows {
		order[i] = rows[i].ID
	}
	chosen := map[app.ThemeID]bool{}
	for _, i := range p.table.Selected() {
		if i < len(p.order) {
			chosen[p.order[i]] = true
		}
	}
	p.table.SetRows(len(rows))
	if moved := !slices.Equal(order, p.order); moved && len(chosen) > 1 {
		p.order, p.drawn = order, ""
		p.choose(func(id app.ThemeID) bool { return chosen[id] })
	}
	p.order = order
}

// choose selects the rows of the themes that are wanted, none when there is none, without telling the model.
func (p *tablePane) choose(wanted func(app.ThemeID) bool) {
	var at []int
	for i, id := range p.order {
		if wanted(id) {
			at = append(at, i)
		}
	}
	p.quiet = true
	p.table.Select(at...)
	p.quiet = false
}

// paintFoot offers what can be done with several themes.
func (p *tablePane) paintFoot() {
	m := p.s.model
	rows := p.table.Selected()
	ids := m.rowThemes(rows)
	p.foot.Objects = nil
	if len(ids) > 1 {
		into := m.rowName(ids[0])
		merge := kit.NewIconTextButton(icons.Merge, say.T("Merge into “%s”", kit.Fit(into, kit.Control, 240)), kit.Primary, func() { m.MergeRows(rows) })
		bar := kit.HStack(kit.Space2, kit.NewText(say.T("%s chosen", say.Count(len(ids), "theme")), kit.Strong), kit.Spacer(),
			kit.NewButton(say.T("Choose none"), kit.Quiet, func() { p.table.Select(); p.paintFoot() }), merge)
		p.foot.Objects = []fyne.CanvasObject{kit.Stack(kit.NewFill(kit.AccentSoft), kit.PadXY(bar, kit.Space5, kit.Space2))}
	}
	p.root.Refresh()
}

func (p *tablePane) cell(row, col int) kit.Cell {
	m := p.s.model
	if row >= len(m.Table.Rows) {
		return kit.Cell{}
	}
	r := &m.Table.Rows[row]
	switch p.table.Columns()[col].ID {
	case ByName:
		c := kit.Cell{Text: r.Name, Dots: []kit.Paint{kit.TagPaint(r.Color)}}
		if r.Unsorted {
			c.Dots, c.Style = []kit.Paint{kit.PaintOf(kit.Faint)}, kit.Control.In(kit.Muted)
		}
		return c
	case ByFindings:
		return kit.Cell{Text: say.Number(r.Findings)}
	}
	if r.Unsorted {
		return kit.Cell{}
	}
	return p.count(r, p.table.Columns()[col].ID)
}

// count is a cell of what was counted of a theme.
func (p *tablePane) count(r *TableRow, column string) kit.Cell {
	muted := kit.Control.In(kit.Muted)
	switch column {
	case ByPeople:
		return kit.Cell{Text: say.T("%d of %s", r.Participants, say.Number(p.s.model.People))}
	case BySegments:
		if r.Segments >= 0 {
			return kit.Cell{Text: say.Number(r.Segments)}
		}
	case ByNewest:
		return kit.Cell{Text: monthName(r.Newest), Style: muted}
	case ByBalance:
		if _, ok := r.Balance(); ok {
			return kit.Cell{Text: say.T("+%d  −%d  of %d", r.Praise, r.Complaint, r.Toned), Style: muted}
		}
	case ByInsights:
		if r.Insights > 0 {
			return kit.Cell{Text: say.Number(r.Insights)}
		}
	}
	return kit.Cell{Text: "–", Style: muted}
}

var monthNames = [...]string{say.T("Jan"), say.T("Feb"), say.T("Mar"), say.T("Apr"), say.T("May"), say.T("Jun"), say.T("Jul"), say.T("Aug"), say.T("Sep"), say.T("Oct"), say.T("Nov"), say.T("Dec")}

// monthName writes "2026-03" as "Mar 2026"; anything else as it is, "" as a dash.
func monthName(m string) string {
	var year, month int
	if n, err := fmt.Sscanf(m, "%4d-%2d", &year, &month); err == nil && n == 2 && month >= 1 && month <= 12 {
		return fmt.Sprintf("%s %d", monthNames[month-1], year)
	}
	if m == "" {
		return "–"
	}
	return m
}
