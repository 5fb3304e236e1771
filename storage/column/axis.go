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
	keys []app.CrossKey                            // in the axis's order
	of   func(i int32, into []int32) []int32       // appends the places in keys under which a finding stands, each once
	over func(study, iv, person int32, k int) bool // whether someone interviewed there was asked under key k
}

// one makes an axis of a column of slots and the key of each slot, -1 for none.
func one(col, lut []int32) func(i int32, into []int32) []int32 {
	return func(i int32, into []int32) []int32 {
		if k := lut[col[i]]; k >= 0 {
			return append(into, k)
		}
		return into
	}
}

// anyone was asked under every key of what findings alone tell.
func anyone(_, _, _ int32, _ int) bool { return true }

// axis makes the axis a query asks for.
func (t *Table) axis(a app.Axis, attribute string, rollUp bool) axis {
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
		return t.ownAxis(a)
	}
	return axis{keys: []app.CrossKey{{}}, of: func(_ int32, into []int32) []int32 { return append(into, 0) }, over: anyone}
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
			return app.CrossKey{Value: s.GUID, Label: s.Name, Hue: s.Color}
		})
	}
	return axis{keys, one(t.study, lut), func(study, _, _ int32, k int) bool { return lut[study] == int32(k) }}
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
	return axis{keys, one(t.person, lut), func(_, _, person int32, k int) bool { return lut[person] == int32(k) }}
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
	return axis{keys, one(t.interview, lut), func(_, iv, _ int32, k int) bool { return lut[iv] == int32(k) }}
}

// weekOf is the Monday of a day's week.
func weekOf(d app.Date) string {
	at := d.Time()
	if at.IsZero() {
		return ""
	}
	return at.AddDate(0, 0, -(int(at.Weekday())+6)%7).Format(time.DateOnly)
}

// ofStudy tells whether someone was asked in the study that a tag or theme belongs to; those across studies are asked about everywhere.
func (t *Table) ofStudy(studies []int64) func(study, iv, person int32, k int) bool {
	slots := make([]int32, len(studies))
	for k, id := range studies {
		slots[k], _ = t.studies.slot(id)
	}
	return func(study, _, _ int32, k int) bool { return slots[k] == 0 || slots[k] == study }
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
		return app.CrossKey{Value: v.GUID, Label: v.Name, Hue: v.Color}
	})
	col := t.theme
	if wide {
		col = t.wide
	}
	return axis{keys, one(col, lut), t.ofStudy(studies)}
}

// tagAxis counts a finding under each of its tags and those that they count for: of the taxonomy, and rolled up those above.
func (t *Table) tagAxis(rollUp bool) axis {
	var studies []int64
	keys, lut := listedKeys(len(t.tags.all), t.tags.byName(all), func(i int32) app.CrossKey {
		v := &t.tags.all[i]
		studies = append(studies, v.Study)
		return app.CrossKey{Value: v.GUID, Label: v.Name, Hue: v.Color}
	})
	under := t.above(rollUp)
	return axis{keys, func(i int32, into []int32) []int32 {
		from := len(into)
		for _, g := range t.tagsOf(i) {
			for _, tag := range under[g.tag] {
				if k := lut[tag]; k >= 0 && !slices.Contains(into[from:], k) {
					into = append(into, k)
				}
			}
		}
		return into
	}, t.ofStudy(studies)}
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

func (t *Table) ownAxis(a app.Axis) axis {
	byFlags := func(names []string, number func(f uint32) int32) axis {
		var keys []app.CrossKey
		lut := make([]int32, len(names))
		for i, s := range names {
			if lut[i] = -1; s != "" {
				lut[i] = int32(len(keys))
				keys = append(keys, app.CrossKey{Value: s, Label: s})
			}
		}
		return axis{keys, func(i int32, into []int32) []int32 {
			if n := number(t.flags[i]); int(n) < len(lut) && lut[n] >= 0 {
				return append(into, lut[n])
			}
			return into
		}, anyone}
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
	return axis{keys, one(t.author, lut), anyone}
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
	of := a.of
	a.keys, a.of = keys, func(i int32, into []int32) []int32 {
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
	return axis{keys, func(i int32, into []int32) []int32 {
		from := len(into)
		for _, g := range t.tagsOf(i) {
			if k := int32(g.provenance) - 1; k >= 0 && !slices.Contains(into[from:], k) {
				into = append(into, k)
			}
		}
		return into
	}, anyone}
}

func textsOf[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}
