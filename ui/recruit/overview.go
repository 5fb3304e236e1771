package recruit

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
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
	p.table = kit.NewDataTable([]kit.Column{{ID: "study", Title: say.T("Study"), Width: 200, Grow: 3}, number("candidates", say.T("Candidates"), 92), number("qualified", say.T("Qualified"), 84), number("invited", say.T("Invited"), 76),
		number("scheduled", say.T("Ahead"), 72), number("completed", say.T("Completed"), 110), number("show", say.T("Came"), 92), number("days", say.T("Days to recruit"), 116), {ID: "quota", Title: say.T("Quotas"), Width: 150, Grow: 1}, number("due", say.T("Due"), 110)}, p.cell)
	p.table.OnOpen = func(row int) {
		s.doors.GoTo(kit.Route{Screen: kit.Recruitment, Study: s.model.Rows[row].Study.ID, ID: kit.RecruitAt(string(Board), "").ID})
	}
	p.table.OnRune = p.rune
	p.empty = kit.EmptyState(icons.Studies, say.T("No study yet"), say.T("People are recruited for a study. Make one in the switcher above, or start one from a template."),
		kit.NewButton(say.T("Open the playbook"), kit.Primary, func() { s.doors.GoTo(kit.Route{Screen: kit.Playbook}) }))
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
		return kit.Cell{Text: "–", Style: kit.Control.In(kit.Muted)}
	}
	f := r.Funnel
	switch col {
	case 1:
		return kit.Cell{Text: say.Number(f.Candidates)}
	case 2:
		return kit.Cell{Text: say.Number(f.Qualified)}
	case 3:
		return kit.Cell{Text: say.Number(f.Invited)}
	case 4:
		return kit.Cell{Text: say.Number(f.Ahead)}
	case 5:
		if r.Target > 0 {
			return kit.Cell{Text: say.T("%s of %s", say.Number(f.Completed), say.Number(r.Target))}
		}
		return kit.Cell{Text: say.Number(f.Completed)}
	case 6:
		_, of := f.ShowRate()
		if of == 0 {
			return kit.Cell{Text: "–", Style: kit.Control.In(kit.Muted)}
		}
		return kit.Cell{Text: say.T("%s of %s", say.Number(f.Completed), say.Number(of))}
	case 7:
		if f.Timed == 0 {
			return kit.Cell{Text: "–", Style: kit.Control.In(kit.Muted)}
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
		return kit.Cell{Text: say.T("none"), Style: kit.Control.In(kit.Muted)}
	case r.Trouble > 0:
		return kit.Cell{Text: say.T("%s of %s in trouble", say.Number(r.Trouble), say.Number(r.Quotas)), Style: kit.Control.In(kit.WarnInk)}
	}
	return kit.Cell{Text: say.T("%s of %s full", say.Number(r.Full), say.Number(r.Quotas))}
}

func dueWords(sums []engine.Sum) string {
	var parts []string
	for _, s := range sums {
		if s.Due != 0 {
			parts = append(parts, say.Money(s.Due, s.Currency))
		}
	}
	return strings.Join(parts, ", ")
}
