package insights

import (
	"context"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/insight"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Detach takes a figure off the selected insight.
func (m *Model) Detach(id app.FigureID) {
	m.do(func(ctx context.Context, _ app.InsightID) error { return m.Insights.DetachFigure(ctx, id) }, nil)
}

// figureHigh is the height of the line of a metric.
const figureHigh = 130

// figures are the numbers that the insight rests on, below its passages.
func (s *Screen) figures(p *insight.Page) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, f := range p.Figures {
		part := "scores"
		if f.Metric != "" {
			part = "metrics"
		}
		to := kit.MeasuresAt(part)
		if f.Metric != "" {
			to = kit.MetricAt(f.Metric)
		}
		open := kit.NewIconButton(icons.Link, say.T("Open where it was measured"), func() { s.goTo(to) })
		remove := kit.NewIconButton(icons.Trash, say.T("Remove this figure"), func() { s.model.Detach(f.ID) })
		stance := kit.VStack(0, kit.NewText(stanceWord(f.Stance), kit.Control.B().In(stanceInk(f.Stance))), kit.NewText(say.T("figure"), kit.Small))
		words := kit.VStack(kit.Space1, kit.NewParagraph(f.Said, kit.Body), kit.NewElastic(say.T("As it was on %s, attached by %s", say.Date(f.Created, "2 Jan 2006"), f.Author), kit.Small))
		if c := s.model.Drawn[f.ID]; c != nil {
			words.Add(kit.NewChartView(c, figureHigh))
		}
		rows = append(rows, kit.Inset(kit.HStackTop(kit.Space3, kit.Fixed(stance, stanceWide, 0), kit.Grow(words), open, remove), kit.Space2, 0, kit.Space2, 0), kit.HLine())
	}
	return rows
}
