package column

import (
	"slices"
	"strings"

	"throughline/app"
)

// Given is what has to be found elsewhere before a query can be answered.
type Given struct {
	Words map[string]Bits // the findings that hold the words of a text, by the text as it stands in the query
	Asked map[string]Bits // the findings said after questions of guides, by AskedKey

	Consent []uint8 // of all findings by slot, see Table.Consents; nil where nobody is asked
	Heeded  *Heeded // how findings sound without what the machine may not estimate; nil where it may read all
}

// NeedsConsent reports whether what people allowed has to be known: by those who choose by it, and by those who choose or sort by estimates.
func NeedsConsent(q *app.FindingQuery) bool {
	needs := len(q.Consents)+len(q.Sounds)+len(q.Kinds) > 0 || q.Order == app.BySentiment
	if q.Where != nil {
		q.Where.Walk(func(c *app.Clause) {
			needs = needs || c.Op == app.OpConsent || c.Op == app.OpSound || c.Op == app.OpKind
		})
	}
	return needs
}

// Needs lists the texts whose words have to be looked up, each once, and tells whether the places of turns are needed.
func Needs(q *app.FindingQuery) (texts []string, turns bool) {
	add := func(s string) {
		if strings.TrimSpace(s) != "" && !slices.Contains(texts, s) {
			texts = append(texts, s)
		}
	}
	add(q.Text)
	if q.Where != nil {
		q.Where.Walk(func(c *app.Clause) {
			if c.Op == app.OpText {
				add(c.Text)
			}
			turns = turns || c.Op == app.OpNear
		})
	}
	return texts, turns
}

// BitsOf is the set of the findings with the ids, which ascend. Unknown ones are left out.
func (t *Table) BitsOf(ids []int64) Bits {
	b := newBits(len(t.id))
	at := 0
	for _, id := range ids {
		if at < len(t.id) && t.id[at] != id { // dense ids follow one another
			i, _ := slices.BinarySearch(t.id[at:], id)
			at += i
		}
		if at < len(t.id) && t.id[at] == id {
			if t.live.has(int32(at)) {
				b.set(int32(at))
			}
			at++
		}
	}
	return b
}

// facet is a dimension that a query chooses by and that is counted. Its own choice is left out of its counts.
type facet int

const (
	byStudy facet = iota
	byProduct
	byRegion
	byMethod
	byInterview
	byPerson
	bySegment
	byTag
	byTheme
	byStance
	bySound
	byKind
	byAuthor
	byProvenance
	byMonth
	byConsent
	byAttribute // and one more for each further attribute
)

// choice is the findings that a query's choice of one facet lets through.
type choice struct {
	facet facet
	name  string // of an attribute, in lower case
	bits  Bits
}

// chosen is a query worked out: the rest of its demands, and each facet's choice apart.
type chosen struct {
	rest    Bits
	choices []choice
	all     Bits // what the query finds
}

// but is what the query would find without its choice of a facet.
func (c *chosen) but(f facet, name string) Bits {
	if !slices.ContainsFunc(c.choices, func(o choice) bool { return o.facet == f && o.name == name }) {
		return c.all
	}
	b := c.rest.clone()
	for _, o := range c.choices {
		if o.facet != f || o.name != name {
			b.and(o.bits)
		}
	}
	return b
}

// by is the findings whose value in a column is wanted.
func (t *Table) by(col []int32, want []bool) Bits {
	b := newBits(len(col))
	for i, v := range col {
		if want[v] {
			b[i/64] |= 1 << (i % 64)
		}
	}
	return b
}

// byFlags is the findings whose flags are as is says.
func (t *Table) byFlags(is func(f uint32) bool) Bits { return byFlagsOf(t.flags, is) }

func byFlagsOf(flags []uint32, is func(f uint32) bool) Bits {
	b := newBits(len(flags))
	for i, f := range flags {
		if is(f) {
			b[i/64] |= 1 << (i % 64)
		}
	}
	return b
}

// byTagging is the findings with a tagging as is says.
func (t *Table) byTagging(is func(g tagging) bool) Bits {
	b := newBits(len(t.id))
	for i := range t.tagN {
		for _, g := range t.tagsOf(int32(i)) {
			if is(g) {
				b[i/64] |= 1 << (i % 64)
				break
			}
		}
	}
	return b
}

// choose works a query out.
func (t *Table) choose(q *app.FindingQuery, given Given) *chosen {
	c := &chosen{rest: t.live.clone()}
	t.demand(c, q, given)
	t.choosePlaces(c, q)
	t.choosePeople(c, q)
	t.chooseOwn(c, q, given)
	if len(q.Consents) > 0 {
		c.add(byConsent, t.byConsent(given, q.Consents))
	}
	c.all = c.rest.clone()
	for _, o := range c.choices {
		c.all.and(o.bits)
	}
	return c
}

func (c *chosen) add(f facet, bits Bits) { c.choices = append(c.choices, choice{facet: f, bits: bits}) }

// demand adds what is no choice of a facet.
func (t *Table) demand(c *chosen, q *app.FindingQuery, given Given) {
	study := int32(0)
	if q.Study != "" {
		study = t.studies.find(string(q.Study))
		c.rest.and(t.by(t.study, t.studies.flags(false, func(s *Study) bool { return study > 0 && s.ID == t.studies.all[study].ID })))
	}
	if words, ok := given.Words[q.Text]; ok {
		c.rest.and(words)
	}
	if q.From != "" || q.To != "" {
		c.rest.and(t.by(t.interview, t.between(q.From, q.To)))
	}
	if q.Untagged {
		for i, n := range t.tagN {
			if n > 0 {
				c.rest.unset(int32(i))
			}
		}
	}
	if q.Unsorted {
		c.rest.without(t.sorted(study))
	}
	if q.Starred {
		c.rest.and(t.byFlags(func(f uint32) bool { return f&flagStar != 0 }))
	}
	if q.Where != nil {
		c.rest.and(t.clause(q.Where, given))
	}
}

// sorted is the findings in a theme of a study's board; of any board for 0.
func (t *Table) sorted(study int32) Bits {
	b := newBits(len(t.id))
	for i := range t.theme {
		if t.theme[i] > 0 || study == 0 && t.wide[i] > 0 {
			b[i/64] |= 1 << (i % 64)
		}
	}
	for i := range t.others {
		if study == 0 {
			b.set(i)
		}
	}
	return b
}

func (t *Table) choosePlaces(c *chosen, q *app.FindingQuery) {
	if len(q.Studies) > 0 {
		c.add(byStudy, t.by(t.study, wanted(&t.studies, q.Studies)))
	}
	if len(q.Products) > 0 {
		c.add(byProduct, t.by(t.study, t.studies.flags(false, func(s *Study) bool { return slices.Contains(q.Products, s.Product) })))
	}
	if len(q.Regions) > 0 {
		c.add(byRegion, t.by(t.study, t.studies.flags(false, func(s *Study) bool { return slices.Contains(q.Regions, s.Region) })))
	}
	if len(q.Methods) > 0 {
		c.add(byMethod, t.byMethod(func(m string) bool { return slices.Contains(q.Methods, m) }))
	}
	if len(q.Interviews) > 0 {
		c.add(byInterview, t.by(t.interview, wanted(&t.interviews, q.Interviews)))
	}
	if len(q.Months) > 0 {
		c.add(byMonth, t.by(t.interview, t.interviews.flags(false, func(iv *Interview) bool { return slices.Contains(q.Months, monthOf(iv.Date)) })))
	}
}

func (t *Table) choosePeople(c *chosen, q *app.FindingQuery) {
	if len(q.Participants) > 0 {
		c.add(byPerson, t.by(t.person, wanted(&t.people, q.Participants)))
	}
	if len(q.Segments) > 0 {
		c.add(bySegment, t.by(t.person, t.people.flags(false, func(p *Person) bool { return slices.Contains(q.Segments, p.Segment) })))
	}
	for _, a := range q.Attributes {
		if len(a.Values) > 0 {
			c.choices = append(c.choices, choice{byAttribute, strings.ToLower(a.Name), t.by(t.person, t.people.flags(false, func(p *Person) bool {
				v, ok := p.attribute(a.Name)
				return ok && slices.Contains(a.Values, v)
			}))})
		}
	}
}

// chooseOwn adds the choices that go by the finding itself.
func (t *Table) chooseOwn(c *chosen, q *app.FindingQuery, given Given) {
	if len(q.Tags) > 0 {
		want := t.meant(q.Tags, q.SubTags)
		c.add(byTag, t.byTagging(func(g tagging) bool { return want[g.tag] }))
	}
	if len(q.Themes) > 0 {
		c.add(byTheme, t.inTheme(q.Themes))
	}
	if len(q.Stances) > 0 {
		want := t.stances.flags(func(s string) bool { return slices.Contains(q.Stances, app.Stance(s)) })
		c.add(byStance, t.byFlags(func(f uint32) bool { return want[f&stanceMask] }))
	}
	if len(q.Sounds) > 0 {
		c.add(bySound, t.bySounds(q.Sounds, given))
	}
	if len(q.Kinds) > 0 {
		c.add(byKind, t.byKinds(q.Kinds, given))
	}
	if len(q.Authors) > 0 {
		c.add(byAuthor, t.by(t.author, t.authors.flags(func(s string) bool { return slices.Contains(q.Authors, s) })))
	}
	if len(q.Provenances) > 0 {
		c.add(byProvenance, t.byProvenances(q.Provenances))
	}
}

func (t *Table) bySounds(sounds []app.Sound, given Given) Bits {
	var want [soundMask + 1]bool
	for i, s := range soundNames {
		want[i] = slices.Contains(sounds, s)
	}
	return byFlagsOf(t.heeded(given), func(f uint32) bool { return want[f>>soundShift&soundMask] })
}

func (t *Table) byKinds(kinds []app.StatementKind, given Given) Bits {
	want := uint32(0)
	for i, k := range app.StatementKinds {
		if slices.Contains(kinds, k) {
			want |= 1 << (kindShift + i)
		}
	}
	return byFlagsOf(t.heeded(given), func(f uint32) bool { return f&want != 0 })
}

func (t *Table) byProvenances(all []app.Provenance) Bits {
	var want [4]bool
	for i, p := range provenanceNames {
		want[i] = i > 0 && slices.Contains(all, p)
	}
	return t.byTagging(func(g tagging) bool { return want[g.provenance] })
}

// meant is the tags that some stand for, as a flag by slot: themselves and those mapped to them, and with beneath all under either.
func (t *Table) meant(ids []app.TagID, beneath bool) []bool {
	want := wanted(&t.tags, ids)
	for again := true; again; again = again && beneath {
		before := slices.Clone(want)
		again = false
		for i := 1; i < len(want); i++ {
			if v := &t.tags.all[i]; !want[i] && t.tags.live[i] && (t.flagged(before, v.MapsTo) || beneath && t.flagged(before, v.Parent)) {
				want[i], again = true, true
			}
		}
	}
	return want
}

// flagged reports whether the tag with an id is marked in want.
func (t *Table) flagged(want []bool, id int64) bool {
	i, ok := t.tags.slot(id)
	return ok && want[i]
}

// inTheme is the findings that stand in one of some themes, on whatever board.
func (t *Table) inTheme(ids []app.ThemeID) Bits {
	want := wanted(&t.themes, ids)
	b := t.by(t.theme, want).or(t.by(t.wide, want))
	for i, all := range t.others {
		if slices.ContainsFunc(all, func(th int32) bool { return want[th] }) {
			b.set(i)
		}
	}
	return b
}

// between is the interviews of a range of days, as a flag by slot. Those without a date are in none.
func (t *Table) between(from, to app.Date) []bool {
	return t.interviews.flags(false, func(iv *Interview) bool {
		return iv.Date != "" && iv.Date >= from && (to == "" || iv.Date <= to)
	})
}

// byMethod is the findings by method: of the interview, or of the study where the interview has none or there is none.
func (t *Table) byMethod(is func(method string) bool) Bits {
	ivs := t.interviews.flags(false, func(iv *Interview) bool { return is(t.methodOf(iv)) })
	studies := t.studies.flags(false, func(s *Study) bool { return is(s.Method) })
	b := newBits(len(t.id))
	for i, iv := range t.interview {
		if iv > 0 && ivs[iv] || iv == 0 && studies[t.study[i]] {
			b[i/64] |= 1 << (i % 64)
		}
	}
	return b
}

func (t *Table) methodOf(iv *Interview) string {
	if iv.Method != "" {
		return iv.Method
	}
	s, _ := t.studies.slot(iv.Study)
	return t.studies.all[s].Method
}

func monthOf(d app.Date) string {
	if len(d) < 7 {
		return ""
	}
	return string(d[:7])
}

// attribute is a person's value of an attribute; case of the name makes no difference.
func (p *Person) attribute(name string) (string, bool) {
	for _, a := range p.Attributes {
		if strings.EqualFold(a.Name, name) {
			return a.Value, true
		}
	}
	return "", false
}
