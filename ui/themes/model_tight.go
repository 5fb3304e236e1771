package themes

import (
	"context"

	"throughline/app"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Measure works out how tight the themes of the board are, as a job that can be cancelled.
func (m *Model) Measure() {
	if m.measuring != nil {
		return
	}
	study := m.Study
	m.Err, m.failed = nil, false
	m.measures++
	run := m.measures
	m.measuring = m.Jobs.Start(say.T("Measure themes"), func(ctx context.Context, p app.Progress) error {
		return task.Told(func() (map[app.ThemeID]float64, error) { return m.Analysis.Tightness(ctx, study, 1, p) },
			func(tight map[app.ThemeID]float64, err error) { m.measured(run, tight, err) })
	})
	m.changed()
}

// Measuring reports whether themes are being measured.
func (m *Model) Measuring() bool { return m.measuring != nil }

func (m *Model) measured(run int, tight map[app.ThemeID]float64, err error) {
	if run != m.measures {
		return
	}
	m.measuring = nil
	switch {
	case err == nil:
		m.Tight = tight
	case app.CodeOf(err) != app.ECanceled:
		m.Err = err
	}
	m.changed()
}

// loosen forgets how tight themes are, because findings changed or moved.
func (m *Model) loosen() {
	if m.measuring != nil {
		m.measuring.Cancel()
		m.measuring = nil
	}
	m.measures++
	m.Tight = nil
}
