package column

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/fold"
)

// axis is what findings are counted by.
type axis struct {
	keys     []app.CrossKey                      // in the axis's order
	asked    func(a asking) int32                // the place in keys under which someone was asked, -1 for none; nil where findings alone tell
	studies  []int32                             // of the keys, where someone was asked under those of the study; 0 for those of all
	col, lut []int32                             // a column of slots and the place in keys of each slot, -1 for none
	several  func(i int32, into []int32) []int32 // instead of those: appends the places under which a finding stands, each once
}

// of appends the places in keys under which a finding stands, each once.
func (a *axis) of(i int32, into []int32) []int32 {
	if a.several != nil {
		return a.several(i, into)
	}
	if k := a.lut[a.col[i]]; k >= 0 {
		return append(into, k)
	}
	return into
}

// axis makes the axis a query asks for.
func (t *Table) axis(a app.Axis, attribute string, rollUp bool, given Given) axis {
	switch a {
	case app.AxisTag:
		return t.tagAxis(rollUp)
	case app.AxisTheme, app.AxisWideTheme:
		return t.themeAxis(a == app.AxisWideTheme)
	case app.AxisStudy, app.AxisProduct, app.AxisRegion:
		return t.studyAxis(a)
	case app.AxisParticipant, app.AxisSegment, app.AxisAttribute:
		return t.personAxis(a, attribute)
	case app.AxisInterview, app.AxisMethod, app.AxisMonth, app.AxisWeek:
		return t.interviewAxis(a)
	case app.AxisSound, app.AxisStance, app.AxisSeverity, app.AxisAuthor, app.AxisProvenance:
		return t.ownAxis(a, t.heeded(given))
	}
	return axis{keys: []app.CrossKey{{}}, several: func(_ int32, into []int32) []int32 { return append(into, 0) }}
}

// keyed numbers texts in an order, and gives each slot its number; -1 for "".
func keyed(n int, text func(i int32) string, compare func(a, b string) int) (keys []app.CrossKey, lut []int32) {
	seen := map[string]int32{}
	var all []string
	for i := int32(0); i < int32(n); i++ {
		if s := text(i); s != "" {
			if _, ok := seen[s]; !ok {
				seen[s] = 0
				all = append(all, s)
			}
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(compare(a, b), strings.Compare(a, b)) })
	for k, s := range all {
		seen[s] = int32(k)
		keys = append(keys, app.CrossKey{Value: s, Label: s})
	}
	lut = make([]int32, n)
	for i := range lut {
		if lut[i] = -1; text(int32(i)) != "" {
			lut[i] = seen[text(int32(i))]
		}
	}
	return keys, lut
}

func byFold(a, b string) int { return strings.Compare(fold.Text(a), fold.Text(b)) }

// listedKeys makes keys of slots in an order, and gives each slot its number.
func listedKeys(n int, order []int32, say func(i int32) app.CrossKey) (keys []app.CrossKey, lut []int32) {
	lut = slices.Repeat([]int32{-1}, n)
	for k, i := range order {
		lut[i] = int32(k)
		keys = append(keys, say(i))
	}
	return keys, lut
}

func all(int32) bool { return true }

func (t *Table) studyAxis(a app.Axis) axis {
	var keys []app.CrossKey
	var lut []int32
	n := len(t.studies.all)
	switch a {
	case app.AxisProduct:
		keys, lut = keyed(n, func(i int32) string { return t.studies.all[i].Product }, byFold)
	case app.AxisRegion:
		keys, lut = keyed(n, func(i int32) string { return t.studies.all[i].Region }, byFold)
	default:
		keys, lut = listedKeys(n, t.studies.byName(all), func(i int32) app.CrossKey {
			s := &t.studies.all[i]
			return app.CrossKey{Value: s.GUID, Label: s.Name, Hue: app.HueOf(s.Color)}
		})
	}
	return axis{keys: keys, col: t.study, lut: lut, asked: func(a asking) int32 { return lut[a.study] }}
}

func (t *Table) personAxis(a app.Axis, attribute string) axis {
	var keys []app.CrossKey
	var lut []int32
	n := len(t.people.all)
	switch a {
	case app.AxisSegment:
		keys, lut = keyed(n, func(i int32) string { return t.people.all[i].Segment }, byFold)
	case app.AxisAttribute:
		keys, lut = keyed(n, func(i int32) string { v, _ := t.people.all[i].attribute(attribute); return v }, byNumber)
	default:
		order := t.people.byName(all)
		slices.SortStableFunc(order, func(a, b int32) int { return strings.Compare(t.people.all[a].Key, t.people.all[b].Key) })
		keys, lut = listedKeys(n, order, func(i int32) app.CrossKey {
			return app.CrossKey{Value: t.people.all[i].GUID, Label: t.people.all[i].Code}
		})
	}
	return axis{keys: keys, col: t.person, lut: lut, asked: func(a asking) int32 { return lut[a.person] }}
}

// byNumber sorts values that begin with a number by it, before all others.
func byNumber(a, b string) int {
	x, ok := app.LeadingNumber(a)
	y, also := app.LeadingNumber(b)
	switch {
	case ok && also:
		return cmp.Or(cmp.Compare(x, y), byFold(a, b))
	case ok:
		return -1
	case also:
		return 1
	}
	return byFold(a, b)
}

func (t *Table) interviewAxis(a app.Axis) axis {
	var keys []app.CrossKey
	var lut []int32
	n := len(t.interviews.all)
	switch a {
	case app.AxisMethod:
		keys, lut = keyed(n, func(i int32) string { return t.methodOf(&t.interviews.all[i]) }, byFold)
	case app.AxisMonth:
		keys, lut = keyed(n, func(i int32) string { return monthOf(t.interviews.all[i].Date) }, strings.Compare)
	case app.AxisWeek:
		keys, lut = keyed(n, func(i int32) string { return weekOf(t.interviews.all[i].Date) }, strings.Compare)
	default:
		order := slices.DeleteFunc(slices.Clone(t.order), func(i int32) bool { return i == 0 })
		keys, lut = listedKeys(n, order, func(i int32) app.CrossKey {
			return app.CrossKey{Value: t.interviews.all[i].GUID, Label: t.interviews.all[i].Title}
		})
	}
	return axis{keys: keys, col: t.interview, lut: lut, asked: func(a asking) int32 { return lut[a.iv] }}
}

// weekOf is the Monday of a day's week.
func weekOf(d app.Date) string {
	at := d.Time()
	if at.IsZero() {
		return ""
	}
	return at.AddDate(0, 0, -(int(at.Weekday())+6)%7).Format(time.DateOnly)
}

// studySlots are the slots of the studies that tags or themes belong to; 0 for those across studies, which are asked about everywhere.
func (t *Table) studySlots(studies []int64) []int32 {
	slots := make([]int32, len(studies))
	for k, id := range studies {
		slots[k], _ = t.studies.slot(id)
	}
	return slots
}

func (t *Table) themeAxis(wide bool) axis {
	order := t.themes.byName(func(i int32) bool { return (t.themes.all[i].Study == 0) == wide })
	study := func(i int32) string { s, _ := t.studies.slot(t.themes.all[i].Study); return t.studies.keys[s] }
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Or(strings.Compare(study(a), study(b)), cmp.Compare(t.themes.all[a].Study, t.themes.all[b].Study), cmp.Compare(t.themes.all[a].Order, t.themes.all[b].Order))
	})
	var studies []int64
	keys, lut := listedKeys(len(t.themes.all), order, func(i int32) app.CrossKey {
		v := &t.themes.all[i]
		studies = append(studies, v.Study)
		return app.CrossKey{Value: v.GUID, Label: v.Name, Hue: app.HueOf(v.Color)}
	})
	col := t.theme
	if wide {
		col = t.wide
	}
	return axis{keys: keys, col: col, lut: lut, studies: t.studySlots(studies)}
}

// tagAxis counts a finding under each of its tags and those that they count for: of the taxonomy, and rolled up those above.
func (t *Table) tagAxis(rollUp bool) axis {
	var studies []int64
	keys, lut := listedKeys(len(t.tags.all), t.tags.byName(all), func(i int32) app.CrossKey {
		v := &t.tags.all[i]
		studies = append(studies, v.Study)
		return app.CrossKey{Value: v.GUID, Label: v.Name, Hue: app.HueOf(v.Color)}
	})
	under := t.above(rollUp)
	for _, up := range under {
		for n, tag := range up {
			up[n] = lut[tag]
		}
	}
	return axis{keys: keys, studies: t.studySlots(studies), several: func(i int32, into []int32) []int32 {
		from, before := len(into), int32(0)
		for _, g := range t.tagsOf(i) {
			if g.tag == before { // by another author
				continue
			}
			for _, k := range under[g.tag] {
				if before == 0 || !slices.Contains(into[from:], k) {
					into = append(into, k)
				}
			}
			before = g.tag
		}
		return into
	}}
}

// above lists, for each tag, itself and the tags that it counts for.
func (t *Table) above(rollUp bool) [][]int32 {
	up := make([][]int32, len(t.tags.all))
	for i := int32(1); i < int32(len(up)); i++ {
		up[i] = []int32{i}
		for k := 0; k < len(up[i]); k++ { // grows on the way; a tag stands in it once, so it ends
			v := &t.tags.all[up[i][k]]
			next := [2]int64{v.MapsTo, v.Parent}
			if !rollUp {
				next[1] = 0
				if k > 0 {
					break
				}
			}
			for _, id := range next {
				if s, ok := t.tags.slot(id); ok && s > 0 && !slices.Contains(up[i], s) {
					up[i] = append(up[i], s)
				}
			}
		}
	}
	return up
}

func (t *Table) ownAxis(a app.Axis, flags []uint32) axis {
	byFlags := func(names []string, number func(f uint32) int32) axis {
		var keys []app.CrossKey
		lut := make([]int32, len(names))
		for i, s := range names {
			if lut[i] = -1; s != "" {
				lut[i] = int32(len(keys))
				keys = append(keys, app.CrossKey{Value: s, Label: s})
			}
		}
		return axis{keys: keys, several: func(i int32, into []int32) []int32 {
			if n := number(flags[i]); int(n) < len(lut) && lut[n] >= 0 {
				return append(into, lut[n])
			}
			return into
		}}
	}
	switch a {
	case app.AxisSound:
		return byFlags(textsOf(soundNames), func(f uint32) int32 { return int32(f >> soundShift & soundMask) })
	case app.AxisStance:
		return byFlags(t.stances.all, func(f uint32) int32 { return int32(f & stanceMask) }).sorted(stancePlace)
	case app.AxisSeverity:
		names := make([]string, severityMask+1)
		for i := 1; i < len(names); i++ {
			names[i] = strconv.Itoa(i)
		}
		return byFlags(names, func(f uint32) int32 { return int32(f >> severityShift & severityMask) })
	case app.AxisProvenance:
		return t.provenanceAxis()
	}
	keys, lut := keyed(len(t.authors.all), func(i int32) string { return t.authors.all[i] }, byFold)
	return axis{keys: keys, col: t.author, lut: lut}
}

// stancePlace is the order of stances.
func stancePlace(value string) int {
	if i := slices.Index([]app.Stance{app.Supports, app.Contradicts, app.Nuances}, app.Stance(value)); i >= 0 {
		return i
	}
	return len(value) + 3 // none that is known
}

// sorted is the axis with its keys in the order of their places, then of their values.
func (a axis) sorted(place func(value string) int) axis {
	order := make([]int32, len(a.keys))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int {
		return cmp.Or(cmp.Compare(place(a.keys[x].Value), place(a.keys[y].Value)), strings.Compare(a.keys[x].Value, a.keys[y].Value))
	})
	to := make([]int32, len(order))
	keys := make([]app.CrossKey, len(order))
	for k, i := range order {
		to[i], keys[k] = int32(k), a.keys[i]
	}
	of := a.several
	a.keys, a.several = keys, func(i int32, into []int32) []int32 {
		from := len(into)
		into = of(i, into)
		for n := from; n < len(into); n++ {
			into[n] = to[into[n]]
		}
		return into
	}
	return a
}

func (t *Table) provenanceAxis() axis {
	var keys []app.CrossKey
	for _, p := range provenanceNames[1:] {
		keys = append(keys, app.CrossKey{Value: string(p), Label: string(p)})
	}
	return axis{keys: keys, several: func(i int32, into []int32) []int32 {
		from := len(into)
		for _, g := range t.tagsOf(i) {
			if k := int32(g.provenance) - 1; k >= 0 && !slices.Contains(into[from:], k) {
				into = append(into, k)
			}
		}
		return into
	}}
}

func textsOf[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}
