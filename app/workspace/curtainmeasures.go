package workspace

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
)

// withheldWho begins the name that stands in the place of a person whose measures readers may not know as theirs.
const withheldWho = "withheld:"

// MeasureWithheld reports whether a curtain took away whose a measure is. It still counts in scores.
func MeasureWithheld(m *app.Measure) bool {
	return strings.HasPrefix(string(m.Participant), withheldWho)
}

// Papers takes away whose measures are of people who did not allow it. The numbers stay, so that scores are of everybody, and what one person
// did stays together under a name that says nothing.
func (c *Curtain) Papers(ctx context.Context, q app.PaperQuery) ([]app.Record, error) {
	all, err := c.Store.Papers(ctx, q)
	if err != nil || q.Kind != app.KindMeasure && q.Kind != app.KindOrigin && q.Kind != app.KindOriginFile {
		return all, err
	}
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return all, err
	}
	if q.Kind != app.KindMeasure {
		out := make([]app.Record, len(all))
		for i, r := range all {
			out[i] = unkept(r)
		}
		return out, nil
	}
	names := map[string]app.ParticipantID{}
	out := make([]app.Record, len(all))
	for i, r := range all {
		out[i] = unowned(g, r.(*app.Measure), names)
	}
	return out, nil
}

// unkept is what was kept of an imported project without what stands in it: everybody's words may.
func unkept(r app.Record) app.Record {
	switch r := r.(type) {
	case *app.Origin:
		o := *r
		o.Skeleton = nil
		return &o
	case *app.OriginFile:
		f := *r
		f.Data = nil
		return &f
	}
	return r
}

// unowned is a measure as readers may see it. names are those given so far, by whose they stand for.
func unowned(g *app.Gate, m *app.Measure, names map[string]app.ParticipantID) *app.Measure {
	v := app.Voices{Unknown: true}
	if m.Participant != "" {
		v = app.Voices{People: []app.ParticipantID{m.Participant}}
	}
	if g.Judge(g.Perms.Heard(m.Study, v)) == "" {
		return m
	}
	whose := "p:" + string(m.Participant)
	if m.Interview != "" {
		whose = "i:" + string(m.Interview)
	}
	if names[whose] == "" {
		names[whose] = app.ParticipantID(fmt.Sprint(withheldWho, len(names)+1))
	}
	n := *m
	n.Participant, n.Interview, n.Date, n.Answers = names[whose], "", "", nil
	return &n
}
