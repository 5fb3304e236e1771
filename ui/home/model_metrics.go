package home

import (
	"context"

	"throughline/app"
	"throughline/app/metric"
)

// tracked is what was read of the metrics of the product.
type tracked struct {
	all []metric.Tracked
	of  int
}

// glances is how many metrics stand on the dashboard: two rows of two.
const glances = 4

// track reads the metrics of the product at a glance.
func (m *Model) track() {
	if m.Tracks == nil {
		return
	}
	m.tracks.Load(func(ctx context.Context) (t tracked, err error) {
		t.all, t.of, err = m.Tracks(ctx, glances)
		return t, err
	}, func(t tracked, err error) {
		if m.fail(err) {
			m.Tracked, m.Metrics = t.all, t.of
		}
		m.changed()
	})
}

// TrackLine says where a metric stands: "51 % on 20 May 2026, target 50 %".
func TrackLine(t *metric.Tracked) string {
	line := t.Latest + " on " + t.Of.Time().Format("2 Jan 2006")
	if t.Target != "" {
		line += ", target " + t.Target
	}
	return line
}

// TrackShift says in a few words what the latest mark did to a metric, "" where there is none.
func TrackShift(t *metric.Tracked) string {
	if t.Shift == nil {
		return ""
	}
	words := t.Shift.Words()
	if t.Shift.Verdict != metric.TooFew {
		words += ", " + t.Shift.Text()
	}
	return words + " since " + t.Shift.Mark
}

// MetricsLine says of how many the metrics at a glance are.
func (m *Model) MetricsLine() string {
	if len(m.Tracked) < m.Metrics {
		return app.Number(len(m.Tracked)) + " of " + app.Number(m.Metrics)
	}
	return ""
}
