package column

import (
	"cmp"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/fold"
)

// Study is what the index knows of a study. IDs are row ids of the database everywhere in this package, 0 for none.
type Study struct {
	ID                                  int64
	GUID, Name, Product, Region, Method string
	Color                               int
}

// Person is what the index knows of a participant.
type Person struct {
	ID         int64
	GUID, Code string
	Key        string // sorts P2 before P10
	Segment    string
	Attributes []app.Attribute
}

// Interview is what the index knows of an interview.
type Interview struct {
	ID, Study           int64
	GUID, Title, Method string
	Date                app.Date
	People              []int64 // who speaks, each once, in the order of speakers
}

// Text is one revision of an interview's transcript.
type Text struct {
	ID, Interview int64
	Revision      int
}

// Tag is what the index knows of a tag.
type Tag struct {
	ID, Study, Parent, MapsTo int64
	GUID, Name                string
	Color                     int
}

// Theme is what the index knows of a theme. Study 0 is the board across studies.
type Theme struct {
	ID, Study  int64
	GUID, Name string
	Color      int
	Order      float64
}

// dict holds records by slot. Slot 0 is none; a slot is never given to another record.
type dict[T any] struct {
	slots map[int64]int32
	guids map[string]int32
	all   []T
	live  []bool
	keys  []string // names, comparable
	own   []string // guids
}

func newDict[T any]() dict[T] {
	return dict[T]{slots: map[int64]int32{}, guids: map[string]int32{}, all: make([]T, 1), live: make([]bool, 1), keys: make([]string, 1), own: make([]string, 1)}
}

func (d *dict[T]) put(id int64, guid, name string, v T) {
	i, ok := d.slots[id]
	if !ok {
		i = int32(len(d.all))
		d.slots[id] = i
		d.all, d.live, d.keys = append(d.all, v), append(d.live, true), append(d.keys, "")
		d.own = append(d.own, guid)
	}
	if d.own[i] != guid { // the database gave a row id again
		if d.guids[d.own[i]] == i { // it may have got another since
			delete(d.guids, d.own[i])
		}
		d.own[i] = guid
	}
	d.all[i], d.live[i], d.keys[i] = v, true, fold.Text(name)
	if guid != "" {
		d.guids[guid] = i
	}
}

func (d *dict[T]) drop(id int64) {
	if i, ok := d.slots[id]; ok {
		d.live[i] = false
	}
}

// slot returns the slot of a record by id; 0 is for id 0. ok is false when it is unknown or gone.
func (d *dict[T]) slot(id int64) (i int32, ok bool) {
	if id == 0 {
		return 0, true
	}
	i, ok = d.slots[id]
	return i, ok && d.live[i]
}

// find returns the slot of a record by guid, 0 when there is none.
func (d *dict[T]) find(guid string) int32 {
	if i, ok := d.guids[guid]; ok && d.live[i] {
		return i
	}
	return 0
}

// wanted is a flag by slot: whether its record is one of the guids.
func wanted[T any, S ~string](d *dict[T], guids []S) []bool {
	want := make([]bool, len(d.all))
	for _, g := range guids {
		if i := d.find(string(g)); i > 0 {
			want[i] = true
		}
	}
	return want
}

// flags is a flag by slot, as is says of each record; that of slot 0 is none.
func (d *dict[T]) flags(none bool, is func(v *T) bool) []bool {
	want := make([]bool, len(d.all))
	want[0] = none
	for i := 1; i < len(d.all); i++ {
		want[i] = is(&d.all[i])
	}
	return want
}

// byName lists the slots that keep says by name, then by id.
func (d *dict[T]) byName(keep func(i int32) bool) []int32 {
	var all []int32
	for i := int32(1); i < int32(len(d.all)); i++ {
		if d.live[i] && keep(i) {
			all = append(all, i)
		}
	}
	slices.SortFunc(all, func(a, b int32) int { return cmp.Or(strings.Compare(d.keys[a], d.keys[b]), cmp.Compare(a, b)) })
	return all
}
