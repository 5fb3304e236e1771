package home

import (
	"fyne.io/fyne/v2"

	"throughline/app/metric"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// trackHigh is the height of the line of a metric.
const trackHigh = 150

// tone is how a change of a metric reads.
func tone(v metric.Verdict) kit.Token {
	switch v {
	case metric.Better:
		return kit.Good
	case metric.Worse:
		return kit.Bad
	}
	return kit.Muted
}

// metrics are the metrics of the product beside the numbers of research, two in a row; nil while there are none.
func (v *boardView) metrics() []fyne.CanvasObject {
	m := v.s.model
	if len(m.Tracked) == 0 {
		return nil
	}
	var cards []fyne.CanvasObject
	for i := range m.Tracked {
		cards = append(cards, v.track(&m.Tracked[i]))
	}
	all := kit.NewIconTextButton(icons.Chart, say.T("All product metrics"), kit.Quiet, func() { v.s.goTo(kit.MeasuresAt("metrics")) })
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.NewText(say.T("Product metrics"), kit.Strong), kit.Grow(kit.NewElastic(m.MetricsLine(), kit.Small)), all)}
	for ; len(cards) > 1; cards = cards[2:] {
		rows = append(rows, kit.Columns(kit.Space3, []float32{1, 1}, cards[0], cards[1]))
	}
	return append(rows, cards...)
}

// track is one metric: its line with releases and studies along it, where it stands, and what the latest of them did to it.
func (v *boardView) track(t *metric.Tracked) fyne.CanvasObject {
	view := kit.NewChartView(t.Line, trackHigh)
	open := kit.NewIconButton(icons.Link, say.T("Open %s", t.Name), func() { v.s.goTo(kit.MetricAt(t.Metric)) })
	head := kit.HStack(kit.Space2, kit.NewText(t.Name, kit.Strong), kit.Grow(kit.NewElastic(TrackLine(t), kit.Small)), open)
	body := kit.VStack(kit.Space2, head, view)
	if words := TrackShift(t); words != "" {
		says := kit.NewElastic(words, kit.Small.In(tone(t.Shift.Verdict)))
		body.Add(says)
	}
	return kit.NewCard(body)
}

// metrics lists the metrics of the product where the day begins: where each stands, and what the latest release did to it.
func (s *Screen) metrics() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := range s.model.Tracked {
		t := &s.model.Tracked[i]
		line := TrackLine(t)
		if words := TrackShift(t); words != "" {
			line += " · " + words
		}
		rows = append(rows, kit.NewCompactEntry(kit.VStack(2, kit.NewElastic(t.Name, kit.Body), kit.NewElastic(line, kit.Small)), func() { s.goTo(kit.MetricAt(t.Metric)) }))
	}
	return card(say.T("Product metrics"), rows...)
}
