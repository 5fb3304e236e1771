package themes

import (
	"context"

	"throughline/app/analysis"
)

// loadDigest sums the selected theme up, beside the cards; what was summed up before shows until then when it is the same theme's.
func (m *Model) loadDigest() {
	t := m.Theme()
	if t == nil || m.Analysis == nil {
		m.digest.Cancel()
		m.Digest = nil
		return
	}
	if m.Digest != nil && m.Digest.Theme != t.ID {
		m.Digest = nil
	}
	study, id := m.Study, t.ID
	m.digest.Load(func(ctx context.Context) (*analysis.Digest, error) { return m.Analysis.Digest(ctx, study, id) },
		func(d *analysis.Digest, err error) {
			if err != nil {
				m.Err, m.failed = err, true
			} else {
				m.Digest = d
			}
			m.changed()
		})
}
