package column

import (
	"cmp"
	"slices"
	"strings"
)

// byPlace sorts the findings of one interview: by place in the text, then by when they were made.
func (t *Table) byPlace(a, b int32) int {
	return cmp.Or(cmp.Compare(t.start[a], t.start[b]), cmp.Compare(t.created[a], t.created[b]), cmp.Compare(t.id[a], t.id[b]))
}

// list adds a finding to its interview's, unless Settle will.
func (t *Table) list(i int32) {
	if t.loading {
		return
	}
	iv := t.interview[i]
	for int(iv) >= len(t.lists) {
		t.lists = append(t.lists, nil)
	}
	at, _ := slices.BinarySearchFunc(t.lists[iv], i, t.byPlace)
	t.lists[iv] = slices.Insert(t.lists[iv], at, i)
}

// unlist takes a finding out of its interview's.
func (t *Table) unlist(i int32) {
	if t.loading {
		return
	}
	iv := t.interview[i]
	at, ok := slices.BinarySearchFunc(t.lists[iv], i, t.byPlace)
	if !ok {
		t.fail("the place of finding", t.id[i])
		return
	}
	t.lists[iv] = slices.Delete(t.lists[iv], at, at+1)
}

// Settle has to be called when a load or a change is complete, before anything is asked.
func (t *Table) Settle() {
	for len(t.lists) < len(t.interviews.all) {
		t.lists = append(t.lists, nil)
	}
	if t.loading {
		t.makeLists()
		t.loading = false
	}
	if t.stale {
		t.sortInterviews()
		t.stale = false
	}
	if t.wasted > len(t.taggings)/2 && t.wasted > 1<<16 {
		t.compact()
	}
}

// makeLists deals the findings out to their interviews.
func (t *Table) makeLists() {
	sizes := make([]int, len(t.lists))
	t.live.each(func(i int32) { sizes[t.interview[i]]++ })
	for iv, n := range sizes {
		t.lists[iv] = make([]int32, 0, n)
	}
	t.live.each(func(i int32) { t.lists[t.interview[i]] = append(t.lists[t.interview[i]], i) })
	for _, l := range t.lists {
		if !slices.IsSortedFunc(l, t.byPlace) {
			slices.SortFunc(l, t.byPlace)
		}
	}
}

func (t *Table) sortInterviews() {
	t.order = t.order[:0]
	for i := int32(1); i < int32(len(t.interviews.all)); i++ {
		if t.interviews.live[i] {
			t.order = append(t.order, i)
		}
	}
	slices.SortFunc(t.order, func(a, b int32) int {
		x, y := &t.interviews.all[a], &t.interviews.all[b]
		return cmp.Or(strings.Compare(string(x.Date), string(y.Date)), strings.Compare(x.Title, y.Title), cmp.Compare(x.ID, y.ID))
	})
	t.order = append(t.order, 0)
}

// compact drops the taggings that no row holds any more.
func (t *Table) compact() {
	kept := make([]tagging, 0, len(t.taggings)-t.wasted)
	t.live.each(func(i int32) {
		tags := t.tagsOf(i)
		t.tagAt[i] = uint32(len(kept))
		kept = append(kept, tags...)
	})
	t.taggings, t.wasted = kept, 0
}

// walk calls do for the findings of a set by interview date and title, then by place in the text; those without interview come last. It ends
// when do returns false.
func (t *Table) walk(b Bits, do func(i int32) bool) {
	for _, iv := range t.order {
		for _, i := range t.lists[iv] {
			if b.has(i) && !do(i) {
				return
			}
		}
	}
}

// Turns reports whether the places of turns are known; SetTurns gives them: for each text by id where its turns begin, ascending.
func (t *Table) Turns() bool { return t.turns != nil }

// SetTurns gives the places of turns of all texts, by the ids of texts.
func (t *Table) SetTurns(starts map[int64][]int32) {
	t.turns = make([][]int32, len(t.texts.all))
	for id, at := range starts {
		if i, ok := t.texts.slot(id); ok {
			t.turns[i] = at
		}
	}
}

// turnAt is the index of the turn that holds byte at of a text; -1 before the first.
func (t *Table) turnAt(text, at int32) int {
	if text == 0 || t.turns == nil || int(text) >= len(t.turns) {
		return -1
	}
	i, found := slices.BinarySearch(t.turns[text], at)
	if found {
		return i
	}
	return i - 1
}
