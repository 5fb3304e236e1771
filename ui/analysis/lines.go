package analysis

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// lines shows a word in its context, one finding a row, the word in the middle.
type lines struct {
	s     *Screen
	table *kit.DataTable
	title *kit.Text
	back  *kit.Button
}

func newLines(s *Screen) *lines {
	l := &lines{s: s, title: kit.NewElastic("", kit.Small)}
	l.back = kit.NewIconTextButton(icons.Back, say.T("Back to the chart"), kit.Quiet, func() { s.model.Pick("", app.FindingQuery{}) })
	l.table = kit.NewDataTable([]kit.Column{{ID: "who", Title: say.T("Who"), Width: 64}, {ID: "segment", Title: say.T("Segment"), Width: 100, From: 700},
		{ID: "left", Title: say.T("Before"), Width: 120, Grow: 1, Trailing: true}, {ID: "word", Title: say.T("Word"), Width: 110}, {ID: "right", Title: say.T("After"), Width: 120, Grow: 1}}, l.cell)
	l.table.OnOpen = func(row int) {
		r := s.model.Lines[row]
		if r.Interview != "" {
			s.goTo(kit.Route{Screen: kit.Reader, Study: r.Study, ID: string(r.Interview), Span: r.Place})
			return
		}
		s.goTo(kit.Route{Screen: kit.Findings, Study: r.Study, ID: string(r.Finding)})
	}
	l.table.OnRune = s.Rune
	return l
}

func (l *lines) cell(row, col int) kit.Cell {
	if row >= len(l.s.model.Lines) {
		return kit.Cell{}
	}
	r := l.s.model.Lines[row]
	switch col {
	case 0:
		return kit.Cell{Text: r.Who}
	case 1:
		return kit.Cell{Text: r.Segment, Style: kit.Small}
	case 2:
		return kit.Cell{Text: "… " + r.Left, Style: kit.Small}
	case 3:
		return kit.Cell{Text: r.Word, Style: kit.Control.B()}
	}
	return kit.Cell{Text: r.Right + " …", Style: kit.Small}
}

func (l *lines) head() *fyne.Container {
	words := say.T("“%s” in context; press Enter to read on in the interview", l.s.model.Word)
	l.title.SetText(words)
	return kit.HStack(kit.Space2, l.back, kit.Grow(l.title))
}

func (l *lines) content() fyne.CanvasObject {
	if l.s.model.Lines == nil {
		return kit.NewSkeleton()
	}
	l.table.SetRows(len(l.s.model.Lines))
	return l.table
}
