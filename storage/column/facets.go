package column

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"throughline/app"
	"throughline/app/fold"
)

// Facets counts the choices under a query, ignoring its page and order. Empty stances, segments, authors and so on are no choice.
func (t *Table) Facets(q *app.FindingQuery, given Given) app.FindingFacets {
	c := t.choose(q, given)
	out := app.FindingFacets{Total: c.all.count()}
	together( // each fills fields of its own
		func() {
			t.ownFacets(&counter{t: t, c: c, flags: t.heeded(given)}, &out)
			t.consentFacets(&counter{t: t, c: c}, given, &out)
		},
		func() { t.tagFacets(&counter{t: t, c: c}, &out) },
		func() {
			k := &counter{t: t, c: c}
			t.placeFacets(k, &out)
			t.peopleFacets(k, &out)
			out.Themes = listed(&t.themes, k.tally(byTheme, "", t.theme, len(t.themes.all)), themeFacet)
			out.WideThemes = listed(&t.themes, k.tally(byTheme, "", t.wide, len(t.themes.all)), themeFacet)
		})
	study := int32(0)
	if q.Study != "" {
		study = t.studies.find(string(q.Study))
	}
	out.Unread = given.Heeded.among(c.all)
	out.Unsorted = out.Total - t.sorted(study).and(c.all).count()
	return out
}

// together runs some parts of a work at once and waits for all.
func together(parts ...func()) {
	var wg sync.WaitGroup
	for _, part := range parts[1:] {
		wg.Go(part)
	}
	parts[0]()
	wg.Wait()
}

// counter counts by columns, and no column twice over the same findings.
type counter struct {
	t     *Table
	c     *chosen
	flags []uint32 // that sounds and kinds are counted by
	done  []tallied
	seen  []*spread
}

// tallied is a count that was made.
type tallied struct {
	of     *uint64 // the first word of the set
	col    *int32  // the first of the column
	counts []int
}

// tally counts the findings that the query finds but for its choice of a facet, by a column of slots below n.
func (k *counter) tally(f facet, name string, col []int32, n int) []int {
	b := k.c.but(f, name)
	if len(b) == 0 {
		return make([]int, n)
	}
	for _, d := range k.done {
		if d.of == &b[0] && d.col == &col[0] {
			return d.counts
		}
	}
	counts := tally(b, col, n)
	k.done = append(k.done, tallied{&b[0], &col[0], counts})
	return counts
}

// spread is how the flags of findings are spread: by stance, sound and whether a person said it, and by kinds.
type spread struct {
	of     *uint64
	sounds [1 << 12]int32 // stance, sound<<8, said<<11
	kinds  [1 << 8]int32
	stars  int
	made   int // estimates
}

// spread counts the flags of what the query finds but for its choice of a facet.
func (k *counter) spread(f facet) *spread {
	b := k.c.but(f, "")
	for _, s := range k.seen {
		if len(b) == 0 || s.of == &b[0] {
			return s
		}
	}
	s := &spread{}
	if len(b) > 0 {
		s.of = &b[0]
	}
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			f := k.flags[i*64+bits.TrailingZeros64(w)]
			s.sounds[f&(stanceMask|soundMask<<soundShift)|f&flagSaid>>11]++
			s.kinds[f>>kindShift&kindMask]++
			s.stars += int(f >> 23 & 1)
			s.made += int(f >> 25 & 1)
		}
	}
	k.seen = append(k.seen, s)
	return s
}

func themeFacet(v *Theme) (value, label string) { return v.GUID, v.Name }

// tally counts the findings of a set by a column of slots below n.
func tally(b Bits, col []int32, n int) []int {
	counts := make([]int, n)
	for k, w := range b {
		if w == ^uint64(0) {
			for _, v := range col[k*64 : k*64+64] {
				counts[v]++
			}
			continue
		}
		for ; w != 0; w &= w - 1 {
			counts[col[k*64+bits.TrailingZeros64(w)]]++
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
func (t *Table) ownFacets(k *counter, out *app.FindingFacets) {
	all := k.spread(-1)
	out.Starred, out.Unestimated = all.stars, out.Total-all.made
	stances := make([]int, stanceMask+1)
	for i, n := range k.spread(byStance).sounds {
		stances[i&stanceMask] += int(n)
	}
	out.Stances = plain(t.stances.named(stances))
	var sounds, guesses [soundMask + 1]int
	for i, n := range k.spread(bySound).sounds {
		s := i >> soundShift & soundMask
		if sounds[s] += int(n); i&(flagSaid>>11) == 0 {
			guesses[s] += int(n)
		}
	}
	bySound := map[string]int{}
	for i, s := range soundNames {
		bySound[string(s)] = sounds[i]
	}
	out.Sounds = plain(bySound)
	for i := range out.Sounds {
		out.Sounds[i].Estimated = guesses[slices.Index(soundNames, app.Sound(out.Sounds[i].Value))]
	}
	kinds := map[string]int{}
	for i, n := range k.spread(byKind).kinds {
		for bit, name := range app.StatementKinds {
			if i&(1<<bit) != 0 {
				kinds[string(name)] += int(n)
			}
		}
	}
	out.Kinds = plain(kinds)
	for i := range out.Kinds {
		out.Kinds[i].Estimated = out.Kinds[i].Count // nobody decides about kinds
	}
	out.Authors = plain(t.authors.named(k.tally(byAuthor, "", t.author, len(t.authors.all))))
}

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

// placeFacets counts studies and interviews, and what is known of them.
func (t *Table) placeFacets(k *counter, out *app.FindingFacets) {
	studies := func(f facet) []int { return k.tally(f, "", t.study, len(t.studies.all)) }
	out.Studies = listed(&t.studies, studies(byStudy), func(v *Study) (string, string) { return v.GUID, v.Name })
	out.Products = plain(grouped(&t.studies, studies(byProduct), func(v *Study) string { return v.Product }))
	out.Regions = plain(grouped(&t.studies, studies(byRegion), func(v *Study) string { return v.Region }))
	interviews := func(f facet) []int { return k.tally(f, "", t.interview, len(t.interviews.all)) }
	out.Interviews = listed(&t.interviews, interviews(byInterview), func(v *Interview) (string, string) { return v.GUID, v.Title })
	out.Months = plain(grouped(&t.interviews, interviews(byMonth), func(v *Interview) string { return monthOf(v.Date) }))
	slices.SortFunc(out.Months, func(a, b app.Facet) int { return strings.Compare(b.Value, a.Value) })
	methods := grouped(&t.interviews, interviews(byMethod), t.methodOf)
	b := k.c.but(byMethod, "")
	for _, i := range t.lists[0] {
		if b.has(i) {
			methods[t.studies.all[t.study[i]].Method]++
		}
	}
	out.Methods = plain(methods)
}

// peopleFacets counts participants, and what is known of them.
func (t *Table) peopleFacets(k *counter, out *app.FindingFacets) {
	people := func(f facet, name string) []int { return k.tally(f, name, t.person, len(t.people.all)) }
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
		if low := strings.ToLower(name); slices.ContainsFunc(k.c.choices, func(o choice) bool { return o.facet == byAttribute && o.name == low }) {
			counts = people(byAttribute, low)
		}
		values := plain(grouped(&t.people, counts, func(p *Person) string { v, _ := p.attribute(name); return v }))
		if len(values) > 0 {
			out.Attributes = append(out.Attributes, app.AttributeFacet{Name: name, Values: values})
		}
	}
}

// tagFacets counts each tag, those of the taxonomy that others are mapped to with the others, and how tags came.
func (t *Table) tagFacets(k *counter, out *app.FindingFacets) {
	maps := make([]int32, len(t.tags.all))
	for i := 1; i < len(maps); i++ {
		maps[i], _ = t.tags.slot(t.tags.all[i].MapsTo)
	}
	counts := make([]int, len(t.tags.all))
	seen := make([]int32, len(t.tags.all)) // by which finding a tag was counted last, and one more
	b := k.c.but(byTag, "")
	for n, w := range b {
		for ; w != 0; w &= w - 1 {
			i := int32(n*64 + bits.TrailingZeros64(w))
			for _, g := range t.tagsOf(i) {
				if seen[g.tag] != i+1 {
					seen[g.tag] = i + 1
					counts[g.tag]++
				}
				if m := maps[g.tag]; m > 0 && seen[m] != i+1 {
					seen[m] = i + 1
					counts[m]++
				}
			}
		}
	}
	out.Tags = listed(&t.tags, counts, func(v *Tag) (string, string) { return v.GUID, v.Name })
	ways := t.waysOf(k.c.all)
	out.Untagged = ways[0]
	if other := k.c.but(byProvenance, ""); len(other) > 0 && &other[0] != &k.c.all[0] {
		ways = t.waysOf(other)
	}
	byName := map[string]int{}
	for p := 1; p < len(provenanceNames); p++ {
		for set, n := range ways {
			if set&(1<<p) != 0 {
				byName[string(provenanceNames[p])] += n
			}
		}
	}
	out.Provenances = plain(byName)
}

// waysOf counts findings by the set of provenances of their tags, as bits; 0 are those without a tag.
func (t *Table) waysOf(b Bits) (ways [1 << 4]int) {
	for n, w := range b {
		for ; w != 0; w &= w - 1 {
			set := 0
			for _, g := range t.tagsOf(int32(n*64 + bits.TrailingZeros64(w))) {
				set |= 1 << g.provenance
			}
			ways[set]++
		}
	}
	return ways
}
