package home

import (
	"context"

	"throughline/app/metric"
	"throughline/ui/say"
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
	line := say.T("%s on %s", t.Latest, say.Date(t.Of.Time(), "2 Jan 2006"))
	if t.Target != "" {
		line += say.T(", target %s", t.Target)
	}
	return line
}

// TrackShift says in a few words what the latest mark did to a metric, "" where there is none.
func TrackShift(t *metric.Tracked) string {
	if t.Shift == nil {
		return ""
	}
	words := say.Sentence(t.Shift.Words())
	if t.Shift.Verdict != metric.TooFew {
		words += ", " + say.Sentence(t.Shift.Text())
	}
	return say.T("%s since %s", words, t.Shift.Mark)
}

// MetricsLine says of how many the metrics at a glance are.
func (m *Model) MetricsLine() string {
	if len(m.Tracked) < m.Metrics {
		return say.T("%s of %s", say.Number(len(m.Tracked)), say.Number(m.Metrics))
	}
	return ""
}
