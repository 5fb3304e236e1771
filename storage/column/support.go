package column

import (
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
// its own, whatever themes it is in; in several themes it has the best strength, once for and once against.
func (t *Table) Support(cites []Cite, tell func(b *Behind)) {
	held := t.held(cites)
	contradicts := t.stances.flags(func(s string) bool { return s == string(app.Contradicts) })
	for len(cites) > 0 {
		n := 1
		for n < len(cites) && cites[n].Insight == cites[0].Insight {
			n++
		}
		t.support(cites[:n], held, contradicts, tell)
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

// support tells what stands behind one insight.
func (t *Table) support(cites []Cite, held [][]int32, contradicts []bool, tell func(b *Behind)) {
	type side struct {
		i       int32
		against bool
	}
	direct, best := map[int32]bool{}, map[side]int{}
	for _, c := range cites {
		if i, ok := t.slot(c.Finding); ok && c.Theme == 0 && t.live.has(i) {
			direct[i] = true
			t.behind(i, &Behind{Insight: c.Insight, Against: c.Against, Strength: c.Strength, Speaks: c.Against}, tell)
		}
	}
	var order []side
	for _, c := range cites {
		k, ok := t.themes.slot(c.Theme)
		if !ok {
			continue
		}
		for _, i := range held[k] {
			if direct[i] {
				continue
			}
			s := side{i, c.Against}
			if best[s] == 0 {
				order = append(order, s)
			}
			best[s] = max(best[s], c.Strength)
		}
	}
	for _, s := range order {
		speaks := s.against || contradicts[t.flags[s.i]&stanceMask] && best[side{s.i, true}] == 0
		t.behind(s.i, &Behind{Insight: cites[0].Insight, Against: s.against, Strength: best[s], Speaks: speaks}, tell)
	}
}

// behind fills in what is known of a finding, and tells it.
func (t *Table) behind(i int32, b *Behind, tell func(b *Behind)) {
	iv, st, p := &t.interviews.all[t.interview[i]], &t.studies.all[t.study[i]], &t.people.all[t.person[i]]
	b.Person, b.Study, b.Segment, b.Method, b.Date, b.Created = p.ID, st.ID, p.Segment, iv.Method, iv.Date, t.created[i]
	if b.Method == "" {
		b.Method = st.Method
	}
	tell(b)
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
