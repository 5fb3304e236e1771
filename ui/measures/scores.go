package measures

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/score"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// tableShare is how much of the height below the controls a table takes.
const tableShare = 0.5 // of the comparison; scores need less room for their bars

// scoresPane shows scores as bars with whiskers above the table of all of them.
type scoresPane struct {
	s        *Screen
	says     *kit.Paragraph
	chart    *kit.ChartView
	box      *kit.ScrollView
	table    *kit.DataTable
	outcomes *kit.DataTable
	lower    *fyne.Container
	both     *fyne.Container
	update   []func()
	page     *Page
	root     fyne.CanvasObject
}

// countWidth is wide enough for how many people there may be: "12,345".
const countWidth float32 = 72

func newScoresPane(s *Screen) *scoresPane {
	p := &scoresPane{s: s, says: kit.NewParagraph("", kit.Reading), chart: kit.NewChartView(&chart.Chart{Kind: chart.Bar}, 0), lower: kit.Stack()}
	kind, paintKind := s.kindControl()
	by, paintBy := s.byControl()
	more := kit.NewIconButton(icons.More, say.T("Copy or save the chart"), nil)
	more.OnTap = func() {
		if p.page != nil && p.page.Chart != nil {
			kit.ShowMenu(more, kit.ChartMenu(p.chart, p.page.Chart.Title)...)
		}
	}
	p.update = []func(){paintKind, paintBy}
	p.table = kit.NewDataTable([]kit.Column{{ID: "measure", Title: say.T("Measure"), Width: 120}, {ID: "task", Title: say.T("Task"), Width: 130, Grow: 2}, {ID: "group", Title: say.T("Group"), Width: 90, Grow: 1},
		{ID: "n", Title: "n", Width: countWidth, Trailing: true}, {ID: "score", Title: say.T("Score"), Width: 130, Trailing: true}, {ID: "interval", Title: app.Capital(say.T("95 % interval")), Width: 130, Trailing: true},
		{ID: "best", Title: say.T("Best estimate"), Width: 124, Trailing: true, From: 760}, {ID: "note", Title: say.T("Note"), Width: 150, Grow: 3, From: 900}}, p.cell)
	p.table.OnSelect = func(rows []int) {
		if len(rows) == 1 && rows[0] < len(p.page.Scores) && p.page.Scores[rows[0]].Kind != p.page.Kind {
			s.model.SetKind(p.page.Scores[rows[0]].Kind)
		}
	}
	p.table.OnRune = s.Rune
	p.table.Tip = func(row, _ int) string {
		if p.page == nil || row >= len(p.page.Scores) {
			return ""
		}
		return say.Sentence(p.page.Scores[row].Says())
	}
	p.outcomes = kit.NewDataTable([]kit.Column{{ID: "outcome", Title: say.T("Outcome"), Width: 160, Grow: 2}, {ID: "group", Title: say.T("Group"), Width: 90, Grow: 1}, {ID: "n", Title: "n", Width: countWidth, Trailing: true},
		{ID: "i", Title: say.T("Importance"), Width: 96, Trailing: true}, {ID: "s", Title: say.T("Satisfaction"), Width: 100, Trailing: true}, {ID: "o", Title: say.T("Opportunity"), Width: 160, Trailing: true}, {ID: "reading", Title: say.T("Reading"), Width: 110, Grow: 1}}, p.outcome)
	p.box = kit.Scroll(kit.Inset(p.chart, kit.Space2, kit.Space4, kit.Space3, 0))
	top := kit.VStack(kit.Space3, kit.HStack(kit.Space2, kind, by, kit.Spacer(), more), kit.AtMost(p.says, readWidth))
	p.both = kit.Snug(p.box, p.lower, 0.68, p.box)
	p.root = kit.Dock(top, nil, nil, nil, p.both)
	return p
}

func (p *scoresPane) content() fyne.CanvasObject {
	page := p.s.model.Page
	if len(page.Scores) == 0 {
		return p.s.nothing()
	}
	for _, u := range p.update {
		u()
	}
	if page != p.page {
		p.page = page
		p.says.SetText(page.Says)
		showChart(p.chart, page.Chart)
		p.table.SetRows(len(page.Scores))
		p.outcomes.SetRows(len(page.Outcomes))
		p.lower.Objects = []fyne.CanvasObject{p.table}
		if len(page.Outcomes) > 0 {
			high := min(220, 44+float32(len(page.Outcomes))*34)
			p.lower.Objects = []fyne.CanvasObject{kit.Dock(nil, nil, kit.Fixed(kit.Dock(kit.Inset(kit.NewText(say.T("Importance and satisfaction"), kit.Strong), kit.Space3, 0, kit.Space1, 0), nil, nil, nil, p.outcomes), 0, high+30), nil, p.table)}
		}
		p.both.Refresh()
	}
	return p.root
}

func (p *scoresPane) cell(row, col int) kit.Cell {
	if p.page == nil || row >= len(p.page.Scores) {
		return kit.Cell{}
	}
	s := &p.page.Scores[row]
	switch col {
	case 0:
		return kit.Cell{Text: say.Sentence(s.Kind.Word()), Style: kit.Control.B()}
	case 1:
		return kit.Cell{Text: s.Task}
	case 2:
		return kit.Cell{Text: s.Group}
	case 3:
		return kit.Cell{Text: fmt.Sprint(s.N)}
	case 4:
		return kit.Cell{Text: say.Sentence(s.Text())}
	case 5:
		return kit.Cell{Text: say.Sentence(s.Range()), Style: kit.Control.In(kit.Muted)}
	case 6:
		if s.N == 0 {
			return kit.Cell{Text: "–"}
		}
		return kit.Cell{Text: say.Sentence(score.Number(s.Kind, s.Best))}
	}
	return noteCell(s)
}

// noteCell says what is beside a score: its grade, what was left out, that it is of few.
func noteCell(s *score.Score) kit.Cell {
	var notes []string
	if s.Grade != "" {
		notes = append(notes, say.T("Grade %s", say.Sentence(s.Grade)))
	}
	if s.AsSUS != 0 {
		notes = append(notes, say.T("SUS about %.0f", s.AsSUS))
	}
	if s.Failed > 0 {
		notes = append(notes, say.T("%d that failed left out", s.Failed))
	}
	c := kit.Cell{Style: kit.Small}
	if s.Warn() != "" {
		notes = append(notes, say.T("Few: a hint at most"))
		c.Icon, c.IconInk = icons.Warning, kit.WarnInk
	}
	c.Text = strings.Join(notes, "; ")
	return c
}

func (p *scoresPane) outcome(row, col int) kit.Cell {
	if p.page == nil || row >= len(p.page.Outcomes) {
		return kit.Cell{}
	}
	o := &p.page.Outcomes[row]
	switch col {
	case 0:
		return kit.Cell{Text: o.Task, Style: kit.Control.B()}
	case 1:
		return kit.Cell{Text: o.Group}
	case 2:
		return kit.Cell{Text: fmt.Sprint(o.N)}
	case 3:
		return kit.Cell{Text: fmt.Sprintf("%.1f", o.Importance)}
	case 4:
		return kit.Cell{Text: fmt.Sprintf("%.1f", o.Satisfaction)}
	case 5:
		text := fmt.Sprintf("%.1f", o.Opportunity)
		if o.N >= score.Few {
			text += say.T(" (%.1f to %.1f)", o.Low, o.High)
		}
		return kit.Cell{Text: text}
	}
	return kit.Cell{Text: app.Capital(say.Sentence(o.Reading())), Style: kit.Small}
}
