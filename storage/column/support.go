package column

import (
	"cmp"
	"maps"
	"slices"

	"throughline/app"
)

// Cite is a finding or a theme, by row id, that an insight names as evidence.
type Cite struct {
	Insight        int // a number of the caller's
	Finding, Theme int64
	Against        bool
	Strength       int // app.Strength.Rank
}

// Behind is a finding behind an insight.
type Behind struct {
	Insight       int
	Against       bool // the evidence contradicts
	Strength      int
	Person, Study int64 // row ids, 0 for none
	Segment       string
	Method        string // of the session, or of its study
	Date          app.Date
	Created       int64 // milliseconds since 1970
	Speaks        bool  // against it, by the evidence or, behind a theme, by how the finding was judged; told once
}

// Support tells the findings that stand behind insights, whose cites come together. A theme stands for its findings; one that is evidence itself counts by
// its own, whatever themes it is in; in several themes it has the best strength, once for and once against. What is told is overwritten by the next.
func (t *Table) Support(cites []Cite, tell func(b *Behind)) {
	s := support{t: t, held: t.held(cites), contradicts: t.stances.flags(func(s string) bool { return s == string(app.Contradicts) }),
		seen: make([]cited, len(t.id)), tell: tell}
	for len(cites) > 0 {
		n := 1
		for n < len(cites) && cites[n].Insight == cites[0].Insight {
			n++
		}
		s.insight(cites[:n])
		cites = cites[n:]
	}
}

// held lists the findings of the themes that are cited, by slot of the theme.
func (t *Table) held(cites []Cite) [][]int32 {
	held := make([][]int32, len(t.themes.all))
	cited := make([]bool, len(held))
	for _, c := range cites {
		if c.Theme != 0 {
			if k, ok := t.themes.slot(c.Theme); ok {
				cited[k] = true
			}
		}
	}
	cited[0] = false
	t.live.each(func(i int32) {
		for _, k := range [2]int32{t.theme[i], t.wide[i]} {
			if cited[k] {
				held[k] = append(held[k], i)
			}
		}
	})
	for _, i := range slices.Sorted(maps.Keys(t.others)) {
		for _, k := range t.others[i] {
			if cited[k] && t.live.has(i) {
				held[k] = append(held[k], i)
			}
		}
	}
	return held
}

// support goes through the evidence of one insight after another.
type support struct {
	t           *Table
	held        [][]int32 // the findings of each theme that is cited, by slot
	contradicts []bool    // stances, by slot
	seen        []cited   // by finding, of the insight at hand
	order       []side    // what its themes stand for, as they come
	said        Behind
	tell        func(b *Behind)
}

// cited is how a finding stands behind an insight.
type cited struct {
	direct       bool // as evidence itself
	pro, against int8 // in themes: the best strength, 0 for none
}

// side is a finding that a theme stands for, for an insight or against it.
type side struct {
	i       int32
	against bool
}

// insight tells what stands behind one insight.
func (s *support) insight(cites []Cite) {
	t := s.t
	for _, c := range cites {
		if i, ok := t.slot(c.Finding); ok && c.Theme == 0 && t.live.has(i) {
			s.seen[i].direct = true
			s.behind(i, c.Insight, c.Against, c.Strength, c.Against)
		}
	}
	s.order = s.order[:0]
	for _, c := range cites {
		if k, ok := t.themes.slot(c.Theme); ok {
			s.theme(c, s.held[k])
		}
	}
	for _, o := range s.order {
		seen, strength := s.seen[o.i], 0
		if strength = int(seen.pro); o.against {
			strength = int(seen.against)
		}
		s.behind(o.i, cites[0].Insight, o.against, strength, o.against || seen.against == 0 && s.contradicts[t.flags[o.i]&stanceMask])
	}
	for _, c := range cites {
		if i, ok := t.slot(c.Finding); ok {
			s.seen[i] = cited{}
		}
	}
	for _, o := range s.order {
		s.seen[o.i] = cited{}
	}
}

// theme notes the findings that a cited theme stands for.
func (s *support) theme(c Cite, held []int32) {
	for _, i := range held {
		seen := &s.seen[i]
		if seen.direct {
			continue
		}
		best := &seen.pro
		if c.Against {
			best = &seen.against
		}
		if *best == 0 {
			s.order = append(s.order, side{i, c.Against})
		}
		*best = max(*best, int8(c.Strength))
	}
}

// behind tells of a finding what is known of it.
func (s *support) behind(i int32, insight int, against bool, strength int, speaks bool) {
	t := s.t
	iv, st, p := &t.interviews.all[t.interview[i]], &t.studies.all[t.study[i]], &t.people.all[t.person[i]]
	s.said = Behind{Insight: insight, Against: against, Strength: strength, Person: p.ID, Study: st.ID, Segment: p.Segment,
		Method: cmp.Or(iv.Method, st.Method), Date: iv.Date, Created: t.created[i], Speaks: speaks}
	s.tell(&s.said)
}

// TagsOf lists the tags of some findings by row id, each once, sorted by id.
func (t *Table) TagsOf(findings []int64) (all []app.TagID) {
	for _, id := range findings {
		if i, ok := t.slot(id); ok && t.live.has(i) {
			for _, g := range t.tagsOf(i) {
				all = append(all, app.TagID(t.tags.own[g.tag]))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
