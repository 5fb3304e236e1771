package column

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/fold"
)

// Facets counts the choices under a query, ignoring its page and order. Empty stances, segments, authors and so on are no choice.
func (t *Table) Facets(q *app.FindingQuery, given Given) app.FindingFacets {
	c := t.choose(q, given)
	out := app.FindingFacets{Total: c.all.count()}
	t.ownFacets(c, &out)
	t.placeFacets(c, &out)
	t.peopleFacets(c, &out)
	out.Tags = t.tagFacets(c.but(byTag, ""))
	themes := c.but(byTheme, "")
	out.Themes = listed(&t.themes, t.tally(themes, t.theme, len(t.themes.all)), themeFacet)
	out.WideThemes = listed(&t.themes, t.tally(themes, t.wide, len(t.themes.all)), themeFacet)
	study := int32(0)
	if q.Study != "" {
		study = t.studies.find(string(q.Study))
	}
	out.Unsorted = out.Total - t.sorted(study).and(c.all).count()
	return out
}

func themeFacet(v *Theme) (value, label string) { return v.GUID, v.Name }

// tally counts the findings of a set by a column of slots below n.
func (t *Table) tally(b Bits, col []int32, n int) []int {
	counts := make([]int, n)
	for k, w := range b {
		for w != 0 {
			counts[col[k*64+bits.TrailingZeros64(w)]]++
			w &= w - 1
		}
	}
	return counts
}

// listed turns counts by slot into facets. keys of the dictionary sort them, so that no name is folded again.
func listed[T any](d *dict[T], counts []int, say func(v *T) (value, label string)) []app.Facet {
	var slots []int32
	for i := 1; i < len(counts); i++ {
		if counts[i] > 0 {
			slots = append(slots, int32(i))
		}
	}
	slices.SortFunc(slots, func(a, b int32) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(d.keys[a], d.keys[b]), strings.Compare(d.own[a], d.own[b]))
	})
	out := make([]app.Facet, len(slots))
	for k, i := range slots {
		out[k].Value, out[k].Label = say(&d.all[i])
		out[k].Count = counts[i]
	}
	return out
}

// plain turns counts by text into facets by count, then label; the empty text is left out.
func plain(counts map[string]int) []app.Facet {
	var out []app.Facet
	for v, n := range counts {
		if v != "" && n > 0 {
			out = append(out, app.Facet{Value: v, Label: v, Count: n})
		}
	}
	slices.SortFunc(out, func(a, b app.Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(fold.Text(a.Label), fold.Text(b.Label)), strings.Compare(a.Value, b.Value))
	})
	return out
}

// grouped adds counts by slot up by a text of each record.
func grouped[T any](d *dict[T], counts []int, text func(v *T) string) map[string]int {
	sums := map[string]int{}
	for i := 1; i < len(counts); i++ {
		if counts[i] > 0 {
			sums[text(&d.all[i])] += counts[i]
		}
	}
	return sums
}

// ownFacets counts what stands in the finding's own row.
func (t *Table) ownFacets(c *chosen, out *app.FindingFacets) {
	t.eachFlags(c.all, func(f uint32) {
		if f&flagStar != 0 {
			out.Starred++
		}
		if f&flagEstimated == 0 {
			out.Unestimated++
		}
	})
	c.all.each(func(i int32) {
		if t.tagN[i] == 0 {
			out.Untagged++
		}
	})
	stances := make([]int, stanceMask+1)
	t.eachFlags(c.but(byStance, ""), func(f uint32) { stances[f&stanceMask]++ })
	out.Stances = plain(t.stances.named(stances))
	out.Authors = plain(t.authors.named(t.tally(c.but(byAuthor, ""), t.author, len(t.authors.all))))
	t.soundFacets(c, out)
	out.Provenances = t.provenanceFacets(c.but(byProvenance, ""))
}

func (t *Table) eachFlags(b Bits, do func(f uint32)) { b.each(func(i int32) { do(t.flags[i]) }) }

// named gives counts by slot their texts.
func (w *words) named(counts []int) map[string]int {
	sums := map[string]int{}
	for i, s := range w.all {
		if i < len(counts) && counts[i] > 0 {
			sums[s] = counts[i]
		}
	}
	return sums
}

func (t *Table) soundFacets(c *chosen, out *app.FindingFacets) {
	var all, guessed [soundMask + 1]int
	t.eachFlags(c.but(bySound, ""), func(f uint32) {
		s := f >> soundShift & soundMask
		all[s]++
		if f&flagSaid == 0 {
			guessed[s]++
		}
	})
	sounds, guesses := map[string]int{}, map[string]int{}
	for i, s := range soundNames {
		sounds[string(s)], guesses[string(s)] = all[i], guessed[i]
	}
	out.Sounds = plain(sounds)
	for i := range out.Sounds {
		out.Sounds[i].Estimated = guesses[out.Sounds[i].Value]
	}
	var kinds [kindMask + 1]int
	t.eachFlags(c.but(byKind, ""), func(f uint32) { kinds[f>>kindShift&kindMask]++ })
	byName := map[string]int{}
	for k, name := range app.StatementKinds {
		for set, n := range kinds {
			if set&(1<<k) != 0 {
				byName[string(name)] += n
			}
		}
	}
	out.Kinds = plain(byName)
	for i := range out.Kinds {
		out.Kinds[i].Estimated = out.Kinds[i].Count // nobody decides about kinds
	}
}

func (t *Table) provenanceFacets(b Bits) []app.Facet {
	counts := map[string]int{}
	var sets [1 << 4]int // by which provenances a finding's tags have
	b.each(func(i int32) {
		set := 0
		for _, g := range t.tagsOf(i) {
			set |= 1 << g.provenance
		}
		sets[set]++
	})
	for p := 1; p < len(provenanceNames); p++ {
		for set, n := range sets {
			if set&(1<<p) != 0 {
				counts[string(provenanceNames[p])] += n
			}
		}
	}
	return plain(counts)
}

// placeFacets counts studies and interviews, and what is known of them.
func (t *Table) placeFacets(c *chosen, out *app.FindingFacets) {
	studies := func(f facet) []int { return t.tally(c.but(f, ""), t.study, len(t.studies.all)) }
	out.Studies = listed(&t.studies, studies(byStudy), func(v *Study) (string, string) { return v.GUID, v.Name })
	out.Products = plain(grouped(&t.studies, studies(byProduct), func(v *Study) string { return v.Product }))
	out.Regions = plain(grouped(&t.studies, studies(byRegion), func(v *Study) string { return v.Region }))
	interviews := func(f facet) []int { return t.tally(c.but(f, ""), t.interview, len(t.interviews.all)) }
	out.Interviews = listed(&t.interviews, interviews(byInterview), func(v *Interview) (string, string) { return v.GUID, v.Title })
	out.Months = plain(grouped(&t.interviews, interviews(byMonth), func(v *Interview) string { return monthOf(v.Date) }))
	slices.SortFunc(out.Months, func(a, b app.Facet) int { return strings.Compare(b.Value, a.Value) })
	methods := grouped(&t.interviews, interviews(byMethod), t.methodOf)
	c.but(byMethod, "").each(func(i int32) {
		if t.interview[i] == 0 {
			methods[t.studies.all[t.study[i]].Method]++
		}
	})
	out.Methods = plain(methods)
}

// peopleFacets counts participants, and what is known of them.
func (t *Table) peopleFacets(c *chosen, out *app.FindingFacets) {
	people := func(f facet, name string) []int { return t.tally(c.but(f, name), t.person, len(t.people.all)) }
	out.Participants = listed(&t.people, people(byPerson, ""), func(v *Person) (string, string) { return v.GUID, v.Code })
	out.Segments = plain(grouped(&t.people, people(bySegment, ""), func(v *Person) string { return v.Segment }))
	var names []string // of attributes, as written first
	known := map[string]bool{}
	for i := 1; i < len(t.people.all); i++ {
		for _, a := range t.people.all[i].Attributes {
			if k := strings.ToLower(a.Name); t.people.live[i] && !known[k] {
				known[k] = true
				names = append(names, a.Name)
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(fold.Text(a), fold.Text(b)) })
	same := people(byAttribute, "") // of those by which nothing is chosen
	for _, name := range names {
		counts := same
		if k := strings.ToLower(name); slices.ContainsFunc(c.choices, func(o choice) bool { return o.facet == byAttribute && o.name == k }) {
			counts = people(byAttribute, k)
		}
		values := plain(grouped(&t.people, counts, func(p *Person) string { v, _ := p.attribute(name); return v }))
		if len(values) > 0 {
			out.Attributes = append(out.Attributes, app.AttributeFacet{Name: name, Values: values})
		}
	}
}

// tagFacets counts each tag; those of the taxonomy that others are mapped to count the others as well.
func (t *Table) tagFacets(b Bits) []app.Facet {
	counts := make([]int, len(t.tags.all))
	seen := make([]int32, len(t.tags.all)) // by which finding a tag was counted last, and one more
	maps := make([]int32, len(t.tags.all))
	for i := 1; i < len(maps); i++ {
		maps[i], _ = t.tags.slot(t.tags.all[i].MapsTo)
	}
	b.each(func(i int32) {
		for _, g := range t.tagsOf(i) {
			for _, tag := range [2]int32{g.tag, maps[g.tag]} {
				if seen[tag] != i+1 {
					seen[tag] = i + 1
					counts[tag]++
				}
			}
		}
	})
	return listed(&t.tags, counts, func(v *Tag) (string, string) { return v.GUID, v.Name })
}
