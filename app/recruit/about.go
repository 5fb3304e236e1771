package recruit

import (
	"strings"

	"throughline/app"
)

// About is what is known of a participant in one line, to be searched: code, segment, values of fields and labels.
func About(p *app.Participant) string {
	var b strings.Builder
	b.WriteString(p.Code + " " + p.Segment)
	for _, a := range p.Attributes {
		b.WriteString(" " + a.Value)
	}
	for _, l := range p.Panel.Labels {
		b.WriteString(" " + l)
	}
	return b.String()
}

// FieldNames are the names of the fields that participants have, most used first, the segment before all. The slice is the desk's.
func (d *Desk) FieldNames() []string { return d.fields }

// Values are the values that a field has among participants, most frequent first, at most limit. Several choices count each.
func Values(panel []app.ParticipantRow, field string, limit int) []string {
	var c counter
	for i := range panel {
		for _, v := range strings.Split(fieldOf(&panel[i].Participant, field), ";") {
			c.add(strings.TrimSpace(v))
		}
	}
	all := c.sorted()
	return all[:min(limit, len(all))]
}

func attributeNames(panel []app.ParticipantRow) []string {
	var c counter
	for i := range panel {
		for _, a := range panel[i].Attributes {
			c.add(a.Name)
		}
	}
	return c.sorted()
}
