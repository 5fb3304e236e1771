package codebook

import (
	"context"

	"throughline/app"
	"throughline/app/tally"
)

// Asker tells who was asked about tags, and keeps which questions of the guide they belong to.
type Asker interface {
	Asked(ctx context.Context, ask tally.Ask) (*tally.Asked, error)
	TieTheme(ctx context.Context, study app.StudyID, theme app.ThemeID, tag app.TagID, questions []string) error
}

// lookAsked asks who was asked about the chosen tag, after the rest is shown: in a study with a guide of which something is linked.
func (m *Model) lookAsked(d *Detail) {
	study := m.Study
	if m.Asker == nil || study == "" {
		return
	}
	m.asked.Load(func(ctx context.Context) (*tally.Asked, error) {
		return m.Asker.Asked(ctx, tally.Ask{Find: app.FindingQuery{Study: study}, Rows: app.AxisTag})
	}, func(a *tally.Asked, err error) {
		if err != nil {
			m.Err, m.failed = err, true
		} else if now := m.Detail; now != nil && now.Of == d.Of {
			now.Guide, now.Asked = a.Guide, nil
			if a.Linked > 0 {
				now.Asked = a.Row(string(d.Of))
			}
		}
		m.changed()
	})
}

// Tie says which questions of the guide the chosen tag belongs to; none lets where its findings lie decide.
func (m *Model) Tie(questions []string) {
	t := m.Current()
	if t == nil || m.Asker == nil || m.Study == "" {
		return
	}
	study, id := m.Study, t.ID
	m.save(func(ctx context.Context) error { return m.Asker.TieTheme(ctx, study, "", id, questions) }, func(err error) {
		if err != nil {
			m.Err = err
			m.changed()
		}
	})
}
