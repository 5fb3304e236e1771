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
	if m.Own != nil {
		out = slices.Clone(m.Own)
	}
	for _, s := range report.Sections() {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// follow takes the order of a report outline; another one leaves out what it, or the readers, do without.
func (m *Model) follow(o outline) {
	if m.Own != nil || o.name == m.Outline && slices.Equal(o.order, m.Order) {
		return
	}
	m.Outline, m.Order = o.name, o.order
	m.Left = m.spared()
}
