package measures

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/score"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// comparePane holds two groups side by side.
type comparePane struct {
	s      *Screen
	a, b   *kit.Dropdown
	says   *kit.Paragraph
	chart  *kit.ChartView
	table  *kit.DataTable
	update []func()
	page   *Page
	bar    *fyne.Container
	root   fyne.CanvasObject
}

func newComparePane(s *Screen) *comparePane {
	p := &comparePane{s: s, says: kit.NewParagraph("", kit.Reading), chart: kit.NewChartView(&chart.Chart{Kind: chart.Column}, 160)}
	by := kit.NewDropdown([]kit.Option{{ID: string(ByRelease), Text: say.T("Releases")}, {ID: string(BySegment), Text: say.T("Segments")}, {ID: string(ByStudy), Text: say.T("Studies")}}, func(id string) { s.model.SetBy(By(id)) })
	p.a = kit.NewDropdown(nil, func(id string) { s.model.SetGroups(id, p.page.B) })
	p.b = kit.NewDropdown(nil, func(id string) { s.model.SetGroups(p.page.A, id) }).WithPrefix(say.T("beside "))
	kind, paintKind := s.kindControl()
	p.update = []func(){paintKind, func() {
		b := s.model.By
		if b == ByNone {
			b = ByRelease
		}
		by.Select(string(b))
	}}
	p.table = kit.NewDataTable([]kit.Column{{ID: "measure", Title: say.T("Measure"), Width: 120}, {ID: "task", Title: say.T("Task"), Width: 120, Grow: 2}, {ID: "a", Title: "A", Width: 130, Trailing: true}, {ID: "b", Title: "B", Width: 130, Trailing: true},
		{ID: "d", Title: say.T("Difference"), Width: 110, Trailing: true}, {ID: "interval", Title: app.Capital(say.T("95 % interval")), Width: 160, Trailing: true}, {ID: "verdict", Title: say.T("Verdict"), Width: 170, Grow: 1}}, p.cell)
	p.table.OnSelect = func(rows []int) {
		if p.page != nil && len(rows) == 1 && rows[0] < len(p.page.Diffs) {
			d := &p.page.Diffs[rows[0]]
			p.says.SetText(say.Sentence(d.Says()))
			if d.Kind != p.page.Kind {
				s.model.SetKind(d.Kind)
			}
		}
	}
	p.table.OnRune = s.Rune
	p.bar = kit.HStack(kit.Space2, by, p.a, p.b, kit.Spacer(), kind)
	p.root = kit.Dock(kit.VStack(kit.Space3, p.bar, kit.AtMost(p.says, readWidth)), nil, nil, nil, kit.Halves(kit.Inset(p.chart, kit.Space2, kit.Space4, kit.Space3, 0), p.table, tableShare))
	return p
}

func (p *comparePane) content() fyne.CanvasObject {
	page := p.s.model.Page
	if len(page.Scores) == 0 {
		return p.s.nothing()
	}
	for _, u := range p.update {
		u()
	}
	few := len(page.Groups) < 2
	p.a.Hidden, p.b.Hidden = few, few
	p.bar.Refresh()
	if few {
		two := say.T("A comparison needs measures of two releases. Choose what to compare by above.")
		switch p.s.model.By {
		case BySegment:
			two = say.T("A comparison needs measures of two segments. Choose what to compare by above.")
		case ByStudy:
			two = say.T("A comparison needs measures of two studies. Choose what to compare by above.")
		}
		return kit.Dock(p.bar, nil, nil, nil, kit.EmptyState(icons.Chart, say.T("Nothing to compare yet"), two))
	}
	if page != p.page {
		p.page = page
		var options []kit.Option
		for _, g := range page.Groups {
			options = append(options, kit.Option{ID: g, Text: g})
		}
		p.a.SetOptions(options)
		p.b.SetOptions(options)
		showChart(p.chart, page.Beside)
		cols := p.table.Columns()
		cols[2].Title, cols[3].Title = page.A, page.B
		p.table.SetColumns(cols)
		p.table.SetRows(len(page.Diffs))
		p.says.SetText("")
		for i := range page.Diffs {
			if page.Diffs[i].Kind == page.Kind {
				p.says.SetText(say.Sentence(page.Diffs[i].Says()))
				break
			}
		}
	}
	p.a.Select(page.A)
	p.b.Select(page.B)
	return p.root
}

func (p *comparePane) cell(row, col int) kit.Cell {
	if p.page == nil || row >= len(p.page.Diffs) {
		return kit.Cell{}
	}
	d := &p.page.Diffs[row]
	switch col {
	case 0:
		return kit.Cell{Text: say.Sentence(d.Kind.Word()), Style: kit.Control.B()}
	case 1:
		return kit.Cell{Text: d.Task}
	case 2:
		return kit.Cell{Text: beside(&d.A)}
	case 3:
		return kit.Cell{Text: beside(&d.B)}
	case 4:
		return kit.Cell{Text: say.Sentence(d.Text()), Style: kit.Control.B()}
	case 5:
		return kit.Cell{Text: say.Sentence(d.Range()), Style: kit.Control.In(kit.Muted)}
	}
	return verdictCell(string(d.Verdict), say.Sentence(d.Words()))
}

// beside is a score with how many it is of.
func beside(s *score.Score) string {
	if s.N == 0 || score.Share(s.Kind) {
		return say.Sentence(s.Text())
	}
	return say.Sentence(s.Text()) + ", n " + say.Number(s.N)
}

// verdictCell is a verdict with its sign: no meaning by colour alone.
func verdictCell(verdict, words string) kit.Cell {
	c := kit.Cell{Text: words}
	switch verdict {
	case "better":
		c.Icon, c.IconInk = icons.Up, kit.GoodInk
	case "worse":
		c.Icon, c.IconInk = icons.Down, kit.BadInk
	case "too few":
		c.Icon, c.IconInk = icons.Warning, kit.WarnInk
	}
	return c
}
