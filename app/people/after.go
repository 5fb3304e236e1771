package people

import (
	"cmp"
	"slices"
	"strings"

	"throughline/app"
)

// After is the source after a step that changed only people, fields and findings; study is the one whose findings are counted, "" for all.
// The source itself stays as it is.
func (s Source) After(cs *app.ChangeSet, study app.StudyID) Source {
	p := patch{study: study, rows: slices.Clone(s.Rows), fields: slices.Clone(s.Fields), at: make(map[app.ParticipantID]int, len(s.Rows)), gone: map[app.ParticipantID]bool{}}
	for i := range p.rows {
		p.at[p.rows[i].ID] = i
	}
	for _, c := range cs.Changes {
		p.take(c)
	}
	s.Rows, s.Fields = p.rows, p.fields
	if len(p.gone) > 0 {
		s.Rows = slices.DeleteFunc(s.Rows, func(r app.ParticipantRow) bool { return p.gone[r.ID] })
	}
	if p.moved {
		slices.SortStableFunc(s.Rows, func(a, b app.ParticipantRow) int {
			return cmp.Or(natural(strings.ToLower(a.Code), strings.ToLower(b.Code)), strings.Compare(a.Code, b.Code), cmp.Compare(a.ID, b.ID))
		})
	}
	return s
}

// patch puts changes into rows and fields.
type patch struct {
	study  app.StudyID
	rows   []app.ParticipantRow
	fields []app.Field
	at     map[app.ParticipantID]int // places in rows
	gone   map[app.ParticipantID]bool
	moved  bool // the order of the rows may not hold
}

func (p *patch) take(c app.Change) {
	switch c.Ref().Kind {
	case app.KindFinding:
		p.count(c.Before, -1)
		p.count(c.After, 1)
	case app.KindField:
		p.fields = slices.DeleteFunc(p.fields, func(f app.Field) bool { return string(f.ID) == c.Ref().ID })
		if f, ok := c.After.(*app.Field); ok {
			p.fields = append(p.fields, *f)
		}
	case app.KindParticipant:
		p.person(app.ParticipantID(c.Ref().ID), c.After)
	}
}

// count counts a finding of somebody, or takes it off.
func (p *patch) count(r app.Record, by int) {
	f, ok := r.(*app.Finding)
	if !ok || p.study != "" && f.Study != p.study {
		return
	}
	if i, ok := p.at[f.Participant]; ok {
		p.rows[i].Findings += by
	}
}

// person puts somebody in, changes them, or marks them as gone.
func (p *patch) person(id app.ParticipantID, after app.Record) {
	now, ok := after.(*app.Participant)
	i, have := p.at[id]
	switch {
	case !ok:
		p.gone[id] = true
	case have:
		delete(p.gone, id)
		p.moved = p.moved || p.rows[i].Code != now.Code
		p.rows[i].Participant = *now
	default:
		p.moved = true
		p.at[id] = len(p.rows)
		p.rows = append(p.rows, app.ParticipantRow{Participant: *now})
	}
}
