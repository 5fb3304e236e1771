package reports

import (
	"slices"

	"throughline/app/report"
)

// outline is the order that a study's report outline gives.
type outline struct {
	name  string
	order []report.Section
}

// Sections are all sections as the report has them: in the order of the study's outline, the others after them.
func (m *Model) Sections() []report.Section {
	out := slices.Clone(m.Order)
	for _, s := range report.Sections() {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// follow takes the order of a report outline; another one leaves out what it does not name.
func (m *Model) follow(o outline) {
	if o.name == m.Outline && slices.Equal(o.order, m.Order) {
		return
	}
	m.Outline, m.Order, m.Left = o.name, o.order, nil
	if len(o.order) == 0 {
		return
	}
	m.Left = map[report.Section]bool{}
	for _, s := range report.Sections() {
		if !slices.Contains(o.order, s) {
			m.Left[s] = true
		}
	}
}
