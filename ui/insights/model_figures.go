package insights

import (
	"context"

	"throughline/app"
	"throughline/app/chart"
)

// draw draws the metrics that the figures of the page are made of.
func (m *Model) draw(figures []app.Figure) {
	m.Drawn = nil
	if m.Draw == nil || len(figures) == 0 {
		m.drawing.Cancel()
		return
	}
	m.drawing.Load(func(ctx context.Context) (map[app.FigureID]*chart.Chart, error) { return m.Draw(ctx, figures) },
		func(drawn map[app.FigureID]*chart.Chart, err error) {
			if err != nil {
				return // the words stand there without it
			}
			m.Drawn = drawn
			m.changed()
		})
}
