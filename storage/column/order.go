package column

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"throughline/app"
)

// Page returns the ids of a page of what a query finds, in its order. An unknown order is by place.
func (t *Table) Page(q *app.FindingQuery, given Given) []int64 {
	b := t.choose(q, given).all
	offset, limit := max(0, q.Page.Offset), q.Page.Limit
	if limit <= 0 {
		limit = math.MaxInt - offset
	}
	return t.idsOf(t.page(b, q, t.heeded(given), offset, limit))
}

// page is the slots of a page; flags are those that sounds are sorted by.
func (t *Table) page(b Bits, q *app.FindingQuery, flags []uint32, offset, limit int) []int32 {
	key := t.sortKey(q, flags)
	if key == nil {
		return t.placed(b, offset, limit)
	}
	var within func(a, b int32) int
	if q.Order == app.ByTheme {
		within = func(a, b int32) int { return cmp.Compare(t.place[a], t.place[b]) }
	}
	return t.sortedPage(b, key, within, offset, limit)
}

// placed is a page by place.
func (t *Table) placed(b Bits, offset, limit int) []int32 {
	var page []int32
	t.walk(b, func(i int32) bool {
		if offset > 0 {
			offset--
			return true
		}
		page = append(page, i)
		return len(page) < limit
	})
	return page
}

// buckets is into how many parts findings are sorted before those of a page are.
const buckets = 4096

// sortedPage is a page by key, ascending, then within, then by place. It sorts only the buckets that the page reaches into.
func (t *Table) sortedPage(b Bits, key func(i int32) int64, within func(a, b int32) int, offset, limit int) []int32 {
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	b.each(func(i int32) {
		k := key(i)
		low, high = min(low, k), max(high, k)
	})
	if low > high {
		return nil
	}
	step := uint64(high-low)/buckets + 1
	bucket := func(i int32) int { return int(uint64(key(i)-low) / step) }
	var sizes [buckets]int
	b.each(func(i int32) { sizes[bucket(i)]++ })
	first, before := 0, 0 // the bucket where the page begins, and how many come before it
	for first < buckets && before+sizes[first] <= offset {
		before += sizes[first]
		first++
	}
	last, n := first, 0
	for last < buckets && n < offset-before+limit && n >= 0 {
		n += sizes[last]
		last++
	}
	some := make([]int32, 0, n)
	t.walk(b, func(i int32) bool {
		if k := bucket(i); k >= first && k < last {
			some = append(some, i)
		}
		return true
	})
	slices.SortStableFunc(some, func(x, y int32) int {
		c := cmp.Compare(key(x), key(y))
		if c == 0 && within != nil {
			c = within(x, y)
		}
		return c
	})
	some = some[min(len(some), offset-before):]
	return some[:min(len(some), limit)]
}

// sortKey is what an order goes by, nil for place alone.
func (t *Table) sortKey(q *app.FindingQuery, flags []uint32) func(i int32) int64 {
	switch q.Order {
	case app.ByNewest:
		return func(i int32) int64 { return -t.created[i] }
	case app.ByLatest:
		rank := ranks(len(t.interviews.all), func(a, b int32) int {
			return strings.Compare(string(t.interviews.all[b].Date), string(t.interviews.all[a].Date))
		})
		return func(i int32) int64 { return last(t.interview[i], rank) }
	case app.ByParticipant:
		rank := ranks(len(t.people.all), func(a, b int32) int {
			x, y := &t.people.all[a], &t.people.all[b]
			return cmp.Or(strings.Compare(x.Key, y.Key), strings.Compare(x.Code, y.Code), cmp.Compare(x.ID, y.ID))
		})
		return func(i int32) int64 { return last(t.person[i], rank) }
	case app.ByTheme:
		rank := ranks(len(t.themes.all), func(a, b int32) int {
			return cmp.Or(strings.Compare(t.themes.keys[a], t.themes.keys[b]), cmp.Compare(t.themes.all[a].ID, t.themes.all[b].ID))
		})
		return func(i int32) int64 { return last(t.theme[i], rank) }
	case app.ByStudy:
		rank := ranks(len(t.studies.all), func(a, b int32) int {
			return cmp.Or(strings.Compare(t.studies.keys[a], t.studies.keys[b]), cmp.Compare(t.studies.all[a].ID, t.studies.all[b].ID))
		})
		return func(i int32) int64 { return last(t.study[i], rank) }
	case app.BySentiment:
		return func(i int32) int64 { return soundRank[flags[i]>>soundShift&soundMask] }
	case app.BySeverity:
		return func(i int32) int64 { return -int64(t.flags[i] >> severityShift & severityMask) }
	case app.BySample:
		return func(i int32) int64 { return t.lot(i, q.Seed) }
	}
	return nil
}

// soundRank sorts sounds by number: complaints first, unknown last.
var soundRank = [soundMask + 1]int64{0: 4, 1: 3, 2: 0, 3: 2, 4: 1}

// last is the rank of a slot; none comes behind all.
func last(slot int32, rank []int32) int64 {
	if slot == 0 {
		return int64(len(rank))
	}
	return int64(rank[slot])
}

// ranks gives slots 1 to n-1 their places in an order; equal ones share a place.
func ranks(n int, compare func(a, b int32) int) []int32 {
	slots := make([]int32, max(0, n-1))
	for i := range slots {
		slots[i] = int32(i + 1)
	}
	slices.SortFunc(slots, func(a, b int32) int { return cmp.Or(compare(a, b), cmp.Compare(a, b)) })
	rank := make([]int32, n)
	for k, i := range slots {
		if rank[i] = int32(k); k > 0 && compare(slots[k-1], i) == 0 {
			rank[i] = rank[slots[k-1]]
		}
	}
	return rank
}

// lot is a finding's number in a draw: it goes by what stays when the finding is deleted and brought back.
func (t *Table) lot(i int32, seed uint64) int64 {
	x := uint64(t.created[i])*0x9e3779b97f4a7c15 ^ uint64(t.start[i])<<32 ^ uint64(t.end[i]) ^ seed*0xbf58476d1ce4e5b9
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return int64((x ^ x>>31) >> 2)
}
