package report

import (
	"strings"

	"throughline/app"
	"throughline/app/evidence"
)

// judge gives an insight its confidence: a person's, with the reason before the computed ones, else the computed one.
func (m *material) judge(in app.InsightRow) (level string, reasons []string, change string) {
	level, reasons, change = m.spec.judge(in.Support)
	reasons, change = m.phrases(reasons), m.phrase(change)
	o := in.Override
	if o.Level == "" {
		return level, reasons, change
	}
	by := m.t("set by hand: ") + strings.TrimRight(oneLine(o.Reason), ".")
	if o.By != "" {
		by = m.t("set by ") + o.By + ": " + strings.TrimRight(oneLine(o.Reason), ".")
	}
	return string(o.Level), append([]string{by + m.t(" (computed: %s)", m.t(level))}, reasons...), change
}

// levelFor is the level of the best insight in the report that a recommendation rests on.
func (m *material) levelFor(r app.Recommendation) app.Level {
	var best app.Level
	for _, in := range m.insights {
		for _, id := range r.Insights {
			if id == in.ID && in.Status != app.InsightSuperseded && in.Status != app.InsightStale {
				level, _, _ := m.judge(in)
				best = evidence.Best(best, app.Level(level))
			}
		}
	}
	return best
}
