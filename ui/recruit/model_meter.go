package recruit

import (
	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/say"
)

// nextShown is how many candidates are proposed to be invited next.
const nextShown = 8

// Meter is what the quotas say: how far they are filled, what is wrong, whom to invite next, and how well the people cover whom the study is
// about.
type Meter struct {
	Fills    []engine.Fill
	Matrix   engine.Matrix
	Warnings []string
	Next     []engine.Suggestion
	Cover    engine.Coverage
	Funnel   engine.Funnel
}

func measure(d *engine.Desk, least int) Meter {
	r := &d.Recruitment
	m := Meter{Fills: engine.Fills(r.Quotas, d.People), Cover: d.Cover(least)}
	m.Matrix = engine.Arrange(r.Quotas, m.Fills)
	for i, q := range r.Quotas {
		if w := say.Sentence(m.Fills[i].Warning(engine.QuotaName(q))); w != "" {
			m.Warnings = append(m.Warnings, w)
		}
	}
	m.Next = engine.InviteNext(r, d.People, nextShown, d.MayContact)
	all := make([]app.Candidacy, len(d.People))
	for i := range d.People {
		all[i] = d.People[i].Candidacy
	}
	m.Funnel = engine.FunnelOf(all)
	return m
}

// SetLeast says from how many people on a cell of the quota counts as covered.
func (m *Model) SetLeast(n int) {
	m.Least = n
	if m.Desk != nil {
		m.Meter = measure(m.Desk, max(1, n))
	}
	m.changed()
}

// ShowAccounts lists the incentives by person, or entry by entry.
func (m *Model) ShowAccounts(on bool) {
	m.Account = on
	m.changed()
}

// Wanted is how many people the study wants: its target, or what its quotas add up to.
func (m *Model) Wanted() int {
	if m.Desk == nil {
		return 0
	}
	if t := m.Desk.Recruitment.Target; t > 0 {
		return t
	}
	return m.Meter.Matrix.Total.Planned
}
