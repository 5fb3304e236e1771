package column

import (
	"slices"

	"throughline/app"
)

// asking is one person in one interview.
type asking struct{ study, iv, person int32 }

// askings lists who was interviewed where, by person, as far as a query allows: what it demands of studies, interviews and people, not what it
// demands of findings.
func (t *Table) askings(q *app.FindingQuery) []asking {
	allowed := t.allowed(q)
	var all []asking
	for iv := int32(1); iv < int32(len(t.interviews.all)); iv++ {
		if !t.interviews.live[iv] {
			continue
		}
		v := &t.interviews.all[iv]
		study, _ := t.studies.slot(v.Study)
		for _, id := range v.People {
			if p, ok := t.people.slot(id); ok && allowed(study, iv, p) {
				all = append(all, asking{study, iv, p})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b asking) int { return int(a.person) - int(b.person) })
	return all
}

// allowed tells whether a finding of someone in an interview could be what a query demands.
func (t *Table) allowed(q *app.FindingQuery) func(study, iv, person int32) bool {
	var tests []func(study, iv, person int32) bool
	demand := func(on bool, test func(study, iv, person int32) bool) {
		if on {
			tests = append(tests, test)
		}
	}
	only := t.studies.find(string(q.Study))
	demand(q.Study != "", func(s, _, _ int32) bool { return only > 0 && s == only })
	studies, ivs, people := wanted(&t.studies, q.Studies), wanted(&t.interviews, q.Interviews), wanted(&t.people, q.Participants)
	demand(len(q.Studies) > 0, func(s, _, _ int32) bool { return studies[s] })
	demand(len(q.Interviews) > 0, func(_, iv, _ int32) bool { return ivs[iv] })
	demand(len(q.Participants) > 0, func(_, _, p int32) bool { return people[p] })
	demand(len(q.Products) > 0, func(s, _, _ int32) bool { return slices.Contains(q.Products, t.studies.all[s].Product) })
	demand(len(q.Regions) > 0, func(s, _, _ int32) bool { return slices.Contains(q.Regions, t.studies.all[s].Region) })
	demand(len(q.Methods) > 0, func(_, iv, _ int32) bool { return slices.Contains(q.Methods, t.methodOf(&t.interviews.all[iv])) })
	demand(len(q.Months) > 0, func(_, iv, _ int32) bool { return slices.Contains(q.Months, monthOf(t.interviews.all[iv].Date)) })
	demand(len(q.Segments) > 0, func(_, _, p int32) bool { return slices.Contains(q.Segments, t.people.all[p].Segment) })
	for _, a := range q.Attributes {
		demand(len(a.Values) > 0, func(_, _, p int32) bool {
			v, ok := t.people.all[p].attribute(a.Name)
			return ok && slices.Contains(a.Values, v)
		})
	}
	days := t.between(q.From, q.To)
	demand(q.From != "" || q.To != "", func(_, iv, _ int32) bool { return days[iv] })
	if q.Where != nil {
		may := t.may(q.Where)
		demand(true, func(s, iv, p int32) bool { return may(s, iv, p) != no })
	}
	return func(s, iv, p int32) bool {
		for _, test := range tests {
			if !test(s, iv, p) {
				return false
			}
		}
		return true
	}
}

// answer is what a clause says of someone in an interview before any finding is looked at.
type answer int8

const (
	no answer = iota - 1
	maybe
	yes
)

// may answers a clause for someone in an interview: maybe where a finding decides.
func (t *Table) may(c *app.Clause) func(study, iv, person int32) answer {
	var parts []func(study, iv, person int32) answer
	if c.Op == app.OpAnd || c.Op == app.OpOr || c.Op == app.OpNot {
		for i := range c.Parts {
			parts = append(parts, t.may(&c.Parts[i]))
		}
	}
	switch c.Op {
	case app.OpAnd:
		return func(s, iv, p int32) answer {
			worst := yes
			for _, part := range parts {
				worst = min(worst, part(s, iv, p))
			}
			return worst
		}
	case app.OpOr:
		return func(s, iv, p int32) answer {
			best := no
			for _, part := range parts {
				best = max(best, part(s, iv, p))
			}
			return best
		}
	case app.OpNot:
		return func(s, iv, p int32) answer { return -parts[0](s, iv, p) }
	case app.OpMethod:
		return func(_, iv, _ int32) answer { return sure(like(c.Values, t.methodOf(&t.interviews.all[iv]))) }
	}
	k := t.key(c)
	return func(s, iv, p int32) answer {
		switch {
		case k.study != nil:
			return sure(k.study[s])
		case k.interview != nil:
			return sure(k.interview[iv])
		case k.person != nil:
			return sure(k.person[p])
		}
		return maybe
	}
}

func sure(is bool) answer {
	if is {
		return yes
	}
	return no
}

// askedBy counts the people of askings, each once, under each of some keys of an axis.
func askedBy(all []asking, a *axis, keys []int32) []int {
	places := len(a.keys)
	under := func(asking) int32 { return 0 }
	switch {
	case a.asked != nil:
		under = a.asked
	case a.studies != nil:
		under = func(k asking) int32 { return k.study }
		places = int(slices.Max(append(slices.Clone(a.studies), 0))) + 1
		for _, k := range all {
			places = max(places, int(k.study)+1)
		}
	}
	counts := make([]int, max(places, 1))
	counted := slices.Repeat([]int32{-1}, len(counts)) // who was counted last
	total, before := 0, int32(-1)
	for _, k := range all { // by person
		if k.person != before {
			total++
			before = k.person
		}
		if at := under(k); at >= 0 && counted[at] != k.person {
			counted[at] = k.person
			counts[at]++
		}
	}
	by := make([]int, len(keys))
	for n, k := range keys {
		switch {
		case a.asked != nil:
			by[n] = counts[k]
		case a.studies != nil && a.studies[k] > 0:
			by[n] = counts[a.studies[k]]
		default:
			by[n] = total
		}
	}
	return by
}

// peopleOf are the guids of who is interviewed in an interview.
func (t *Table) peopleOf(v *Interview) []app.ParticipantID {
	var all []app.ParticipantID
	for _, id := range v.People {
		p, _ := t.people.slot(id)
		if g := app.ParticipantID(t.people.all[p].GUID); p > 0 && !slices.Contains(all, g) {
			all = append(all, g)
		}
	}
	return all
}
