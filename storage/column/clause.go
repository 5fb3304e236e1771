package column

import (
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// clause is the findings that a valid clause lets through.
func (t *Table) clause(c *app.Clause, given Given) Bits {
	switch c.Op {
	case app.OpAnd:
		b := t.live.clone()
		for i := range c.Parts {
			b.and(t.clause(&c.Parts[i], given))
		}
		return b
	case app.OpOr:
		b := newBits(len(t.id))
		for i := range c.Parts {
			b.or(t.clause(&c.Parts[i], given))
		}
		return b.and(t.live)
	case app.OpNot:
		return t.live.clone().without(t.clause(&c.Parts[0], given))
	case app.OpText:
		if words, ok := given.Words[c.Text]; ok {
			return words
		}
		return t.live // signs alone narrow nothing, as in FindingQuery.Text
	case app.OpAsked:
		if b, ok := given.Asked[AskedKey(c)]; ok {
			return b.clone().and(t.live)
		}
		return newBits(len(t.id)) // nobody looked it up
	case app.OpConsent:
		return t.byConsent(given, c.Values)
	case app.OpOverlaps, app.OpInside, app.OpContains, app.OpNear:
		return t.relation(c, t.clause(&c.Parts[0], given).clone().and(t.live))
	}
	if b, ok := t.ownClause(c, given); ok {
		return b
	}
	return t.aroundClause(c)
}

// ownClause answers what goes by the finding itself.
func (t *Table) ownClause(c *app.Clause, given Given) (Bits, bool) {
	switch c.Op {
	case app.OpTag:
		want := t.meant(c.Tags, c.SubTags)
		return t.byTagging(func(g tagging) bool { return want[g.tag] }), true
	case app.OpTheme:
		return t.inTheme(c.Themes), true
	case app.OpStar:
		return t.byFlags(func(f uint32) bool { return f&flagStar != 0 }), true
	case app.OpNote:
		return t.byFlags(func(f uint32) bool { return f&flagNote != 0 }), true
	case app.OpTagged:
		return t.byTagging(func(tagging) bool { return true }), true
	case app.OpSorted:
		return t.sorted(0), true
	case app.OpStance:
		want := t.stances.flags(func(s string) bool { return slices.Contains(c.Values, s) })
		return t.byFlags(func(f uint32) bool { return want[f&stanceMask] }), true
	case app.OpSound:
		return t.bySounds(textsAs[app.Sound](c.Values), given), true
	case app.OpKind:
		return t.byKinds(textsAs[app.StatementKind](c.Values), given), true
	case app.OpProvenance:
		return t.byProvenances(textsAs[app.Provenance](c.Values)), true
	case app.OpSeverity:
		return t.bySeverity(c.Values), true
	case app.OpAuthor:
		return t.by(t.author, t.authors.flags(func(s string) bool { return like(c.Values, s) })), true
	case app.OpCoder:
		want := t.authors.flags(func(s string) bool { return like(c.Values, s) })
		return t.byTagging(func(g tagging) bool { return want[g.author] }), true
	case app.OpMade:
		return t.made(c.From, c.To), true
	}
	return nil, false
}

// aroundClause answers what goes by the interview, person or study.
func (t *Table) aroundClause(c *app.Clause) Bits {
	if c.Op == app.OpMethod {
		return t.byMethod(func(m string) bool { return like(c.Values, m) })
	}
	switch k := t.key(c); {
	case k.study != nil:
		return t.by(t.study, k.study)
	case k.interview != nil:
		return t.by(t.interview, k.interview)
	case k.person != nil:
		return t.by(t.person, k.person)
	}
	return newBits(len(t.id)) // an operation that Validate does not know
}

// key is a flag by slot of a study, an interview or a person: which of them a clause lets through.
type key struct{ study, interview, person []bool }

func (t *Table) key(c *app.Clause) (k key) {
	switch c.Op {
	case app.OpStudy:
		k.study = wanted(&t.studies, c.Values)
	case app.OpProduct:
		k.study = t.studies.flags(false, func(s *Study) bool { return like(c.Values, s.Product) })
	case app.OpRegion:
		k.study = t.studies.flags(false, func(s *Study) bool { return like(c.Values, s.Region) })
	case app.OpInterview:
		k.interview = wanted(&t.interviews, c.Values)
	case app.OpDate:
		k.interview = t.between(c.From, c.To)
	case app.OpParticipant:
		k.person = wanted(&t.people, c.Values)
	case app.OpSegment:
		k.person = t.people.flags(slices.Contains(c.Values, ""), func(p *Person) bool { return like(c.Values, p.Segment) })
	case app.OpAttribute:
		k.person = t.people.flags(false, func(p *Person) bool {
			v, ok := p.attribute(c.Attribute)
			return ok && c.Holds(v)
		})
	}
	return k
}

// like reports whether s is one of values, whatever their case.
func like(values []string, s string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return strings.EqualFold(v, s) })
}

func textsAs[T ~string](in []string) []T {
	out := make([]T, len(in))
	for i, v := range in {
		out[i] = T(v)
	}
	return out
}

func (t *Table) bySeverity(values []string) Bits {
	var want [severityMask + 1]bool
	for _, v := range values {
		want[v[0]-'0'] = true // Validate allows "0" to "4"
	}
	return t.byFlags(func(f uint32) bool { return want[f>>severityShift&severityMask] })
}

// made is the findings of a range of days in UTC.
func (t *Table) made(from, to app.Date) Bits {
	first, last := int64(-1<<62), int64(1<<62)
	if from != "" {
		first = from.Time().UnixMilli()
	}
	if to != "" {
		last = to.Time().AddDate(0, 0, 1).Add(-time.Millisecond).UnixMilli()
	}
	b := newBits(len(t.id))
	for i, at := range t.created {
		if at >= first && at <= last {
			b.set(int32(i))
		}
	}
	return b
}
