package recruit

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// overviewPane lists the recruitments of all studies.
type overviewPane struct {
	s     *Screen
	table *kit.DataTable
	empty fyne.CanvasObject
	root  *fyne.Container
}

func newOverviewPane(s *Screen) *overviewPane {
	p := &overviewPane{s: s, root: kit.Stack()}
	number := func(id, title string, width float32) kit.Column {
		return kit.Column{ID: id, Title: title, Width: width, Trailing: true}
	}
	p.table = kit.NewDataTable([]kit.Column{{ID: "study", Title: "Study", Width: 200, Grow: 3}, number("candidates", "Candidates", 92), number("qualified", "Qualified", 84), number("invited", "Invited", 76),
		number("scheduled", "Ahead", 72), number("completed", "Completed", 110), number("show", "Came", 92), number("days", "Days to recruit", 116), {ID: "quota", Title: "Quotas", Width: 150, Grow: 1}, number("due", "Due", 110)}, p.cell)
	p.table.OnOpen = func(row int) {
		s.doors.GoTo(kit.Route{Screen: kit.Recruitment, Study: s.model.Rows[row].Study.ID, ID: kit.RecruitAt(string(Board), "").ID})
	}
	p.table.OnRune = p.rune
	p.empty = kit.EmptyState(icons.Studies, "No study yet", "People are recruited for a study. Make one in the switcher above, or start one from a template.",
		kit.NewButton("Open the playbook", kit.Primary, func() { s.doors.GoTo(kit.Route{Screen: kit.Playbook}) }))
	p.root.Objects = []fyne.CanvasObject{p.table}
	return p
}

func (p *overviewPane) content() fyne.CanvasObject { return p.root }

func (p *overviewPane) paint() {
	show := fyne.CanvasObject(p.table)
	if len(p.s.model.Rows) == 0 {
		show = p.empty
	}
	if p.root.Objects[0] != show {
		p.root.Objects[0] = show
		p.root.Refresh()
	}
	p.table.SetRows(len(p.s.model.Rows))
}

func (p *overviewPane) focus() {
	p.table.Focus()
	if len(p.table.Selected()) == 0 && p.table.Rows() > 0 {
		p.table.Select(0)
	}
}

func (p *overviewPane) key(*fyne.KeyEvent) {}

func (p *overviewPane) rune(rune) {}

func (p *overviewPane) keys() []kit.KeyHelp { return nil }

func (p *overviewPane) cell(row, col int) kit.Cell {
	if row >= len(p.s.model.Rows) {
		return kit.Cell{}
	}
	r := &p.s.model.Rows[row]
	if col == 0 {
		return kit.Cell{Text: r.Study.Name, Style: kit.Control.B(), Struck: !r.Any}
	}
	if !r.Any {
		return kit.Cell{Text: "–", Style: kit.Control.In(kit.Faint)}
	}
	f := r.Funnel
	switch col {
	case 1:
		return kit.Cell{Text: app.Number(f.Candidates)}
	case 2:
		return kit.Cell{Text: app.Number(f.Qualified)}
	case 3:
		return kit.Cell{Text: app.Number(f.Invited)}
	case 4:
		return kit.Cell{Text: app.Number(f.Ahead)}
	case 5:
		if r.Target > 0 {
			return kit.Cell{Text: fmt.Sprintf("%s of %s", app.Number(f.Completed), app.Number(r.Target))}
		}
		return kit.Cell{Text: app.Number(f.Completed)}
	case 6:
		_, of := f.ShowRate()
		if of == 0 {
			return kit.Cell{Text: "–", Style: kit.Control.In(kit.Faint)}
		}
		return kit.Cell{Text: fmt.Sprintf("%s of %s", app.Number(f.Completed), app.Number(of))}
	case 7:
		if f.Timed == 0 {
			return kit.Cell{Text: "–", Style: kit.Control.In(kit.Faint)}
		}
		return kit.Cell{Text: fmt.Sprintf("%.0f", f.ToRecruit.Hours()/24)}
	case 8:
		return quotaCell(r)
	}
	return kit.Cell{Text: dueWords(r.Due)}
}

func quotaCell(r *engine.Row) kit.Cell {
	switch {
	case r.Quotas == 0:
		return kit.Cell{Text: "none", Style: kit.Control.In(kit.Faint)}
	case r.Trouble > 0:
		return kit.Cell{Text: fmt.Sprintf("%s of %s in trouble", app.Number(r.Trouble), app.Number(r.Quotas)), Style: kit.Control.In(kit.WarnInk)}
	}
	return kit.Cell{Text: fmt.Sprintf("%s of %s full", app.Number(r.Full), app.Number(r.Quotas))}
}

func dueWords(sums []engine.Sum) string {
	var parts []string
	for _, s := range sums {
		if s.Due != 0 {
			parts = append(parts, engine.Money(s.Due, s.Currency))
		}
	}
	return strings.Join(parts, ", ")
}
