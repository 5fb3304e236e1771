package column

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"throughline/app"
)

// Row is what the index knows of a finding.
type Row struct {
	ID, Study, Interview, Text, Person int64
	Start, End                         int
	Created                            int64 // milliseconds since 1970
	Stance                             app.Stance
	Sentiment, Severity                int
	Star, Note                         bool
	Author                             string
	Estimated                          bool // an estimate was made
	Sound                              app.Sound
	Kinds                              int // as bits, in the order of app.StatementKinds
	Tags                               []Tagging
	Places                             []Place
}

// Tagging is one tag on a finding by one author.
type Tagging struct {
	Tag        int64
	Author     string
	Provenance app.Provenance
}

// Place is where a finding stands on a board: that of a study, or 0 for the one across studies.
type Place struct {
	Board, Theme int64
	Order        float64
}

// tagging is a Tagging in the index. Those of a finding are sorted by tag.
type tagging struct {
	tag        int32
	author     uint16
	provenance uint8
}

// Table is the index. Its zero value is of no use: see New.
type Table struct {
	studies    dict[Study]
	people     dict[Person]
	interviews dict[Interview]
	texts      dict[Text]
	tags       dict[Tag]
	themes     dict[Theme]
	authors    words
	stances    words

	live                           Bits
	id                             []int64 // ascending
	study, interview, text, person []int32
	theme, wide                    []int32 // on the board of the finding's study, and across studies
	author                         []int32
	start, end                     []int32
	created                        []int64
	place                          []float64         // on the study's board
	widePlace                      map[int32]float64 // across studies, where few findings stand
	flags                          []uint32
	tagAt                          []uint32
	tagN                           []uint16
	taggings                       []tagging
	wasted                         int               // taggings that no row holds any more
	others                         map[int32][]int32 // themes of further boards, which hardly ever are

	lists   [][]int32 // the findings of each interview by place; those of slot 0 have none
	order   []int32   // interviews by date and title; 0 is the last
	turns   [][]int32 // where the turns of each text begin; nil until given
	loading bool      // lists and order are made by Settle
	stale   bool      // interviews changed since order was made
	doubt   error

	byPerson atomic.Pointer[personOrder] // nil until asked for
}

// New is an empty index with room for about n findings, to be filled and settled.
func New(n int) *Table {
	t := &Table{studies: newDict[Study](), people: newDict[Person](), interviews: newDict[Interview](), texts: newDict[Text](), tags: newDict[Tag](),
		themes: newDict[Theme](), authors: newWords(), stances: newWords(), others: map[int32][]int32{}, loading: true, stale: true}
	t.id, t.created = make([]int64, 0, n), make([]int64, 0, n)
	for _, c := range []*[]int32{&t.study, &t.interview, &t.text, &t.person, &t.theme, &t.wide, &t.author, &t.start, &t.end} {
		*c = make([]int32, 0, n)
	}
	t.place, t.widePlace = make([]float64, 0, n), map[int32]float64{}
	t.flags, t.tagAt, t.tagN = make([]uint32, 0, n), make([]uint32, 0, n), make([]uint16, 0, n)
	t.taggings, t.live = make([]tagging, 0, n), make(Bits, 0, n/64+1)
	return t
}

// Err tells whether something did not fit: the index is not to be trusted any more, and to be made anew.
func (t *Table) Err() error { return t.doubt }

func (t *Table) fail(what string, id int64) {
	if t.doubt == nil {
		t.doubt = fmt.Errorf("column: %s %d does not fit the index", what, id)
	}
}

// Len is how many findings the index holds.
func (t *Table) Len() int { return t.live.count() }

// PutStudy adds a study, or replaces what was known of it.
func (t *Table) PutStudy(v Study) { t.studies.put(v.ID, v.GUID, v.Name, v) }

// PutPerson adds a participant, or replaces what was known of them.
func (t *Table) PutPerson(v Person) { t.people.put(v.ID, v.GUID, v.Code, v) }

// PutTag adds a tag, or replaces what was known of it.
func (t *Table) PutTag(v Tag) { t.tags.put(v.ID, v.GUID, v.Name, v) }

// PutTheme adds a theme, or replaces what was known of it.
func (t *Table) PutTheme(v Theme) { t.themes.put(v.ID, v.GUID, v.Name, v) }

// PutInterview adds an interview, or replaces what was known of it. Its study and people have to be there.
func (t *Table) PutInterview(v Interview) {
	t.interviews.put(v.ID, v.GUID, v.Title, v)
	t.stale = true
}

// PutText adds a revision of a transcript. Its interview has to be there.
func (t *Table) PutText(v Text) {
	t.texts.put(v.ID, "", "", v)
	t.turns = nil
}

// DropStudy takes a study out; so do the others for their records. Findings have to let go of them before.
func (t *Table) DropStudy(id int64) { t.studies.drop(id) }

// DropPerson takes a participant out.
func (t *Table) DropPerson(id int64) { t.people.drop(id) }

// DropTag takes a tag out.
func (t *Table) DropTag(id int64) { t.tags.drop(id) }

// DropTheme takes a theme out.
func (t *Table) DropTheme(id int64) { t.themes.drop(id) }

// DropInterview takes an interview out.
func (t *Table) DropInterview(id int64) {
	t.interviews.drop(id)
	t.stale = true
}

// DropText takes a revision of a transcript out.
func (t *Table) DropText(id int64) {
	t.texts.drop(id)
	t.turns = nil
}

// words numbers texts that few findings have of their own. 0 is "".
type words struct {
	all []string
	at  map[string]int32
}

func newWords() words { return words{all: []string{""}, at: map[string]int32{"": 0}} }

func (w *words) slot(s string) int32 {
	i, ok := w.at[s]
	if !ok {
		i = int32(len(w.all))
		w.at[s] = i
		w.all = append(w.all, s)
	}
	return i
}

// flags is a flag by slot.
func (w *words) flags(is func(s string) bool) []bool {
	want := make([]bool, len(w.all))
	for i, s := range w.all {
		want[i] = is(s)
	}
	return want
}

// What stands in flags: how it sounds, what it states and so on.
const (
	stanceMask    = 0xff
	soundShift    = 8 // index into soundNames
	soundMask     = 0x7
	kindShift     = 11
	kindMask      = 0xff
	severityShift = 19
	severityMask  = 0x7
	flagSaid      = 1 << 22 // a person said how it sounds
	flagStar      = 1 << 23
	flagNote      = 1 << 24
	flagEstimated = 1 << 25
)

// soundNames are the sounds by number; 0 is unknown.
var soundNames = []app.Sound{"", app.Positive, app.Negative, app.Neutral, app.Mixed}

var provenanceNames = []app.Provenance{"", app.ByHand, app.BySuggestion, app.ByRule}

func (t *Table) flagsOf(r *Row) uint32 {
	stance := t.stances.slot(string(r.Stance))
	if stance > stanceMask {
		t.fail("the stance of finding", r.ID)
	}
	f := uint32(stance)&stanceMask | uint32(r.Kinds)&kindMask<<kindShift | uint32(max(0, min(r.Severity, severityMask)))<<severityShift
	sound := r.Sound
	if r.Sentiment != app.NoSentiment {
		sound = app.SoundOf(r.Sentiment)
		f |= flagSaid
	}
	f |= uint32(max(0, slices.Index(soundNames, sound))) << soundShift
	for _, b := range []struct {
		on  bool
		bit uint32
	}{{r.Star, flagStar}, {r.Note, flagNote}, {r.Estimated, flagEstimated}} {
		if b.on {
			f |= b.bit
		}
	}
	return f
}

// Put adds a finding, or replaces what was known of it. What it refers to has to be there. A finding that is new has a greater id than all
// before.
func (t *Table) Put(r *Row) {
	i, ok := t.slot(r.ID)
	if !ok {
		if n := len(t.id); n > 0 && r.ID <= t.id[n-1] {
			t.fail("finding", r.ID)
			return
		}
		i = t.add(r.ID)
	} else if t.live.has(i) {
		t.unlist(i)
		t.wasted += int(t.tagN[i])
	}
	t.live.set(i)
	before := t.person[i]
	var fits [4]bool
	t.study[i], fits[0] = t.studies.slot(r.Study)
	t.interview[i], fits[1] = t.interviews.slot(r.Interview)
	t.text[i], fits[2] = t.texts.slot(r.Text)
	t.person[i], fits[3] = t.people.slot(r.Person)
	if fits != [4]bool{true, true, true, true} || r.Start < 0 || r.End > math.MaxInt32 {
		t.fail("finding", r.ID)
	}
	if !ok || t.person[i] != before {
		t.byPerson.Store(nil)
	}
	t.author[i] = t.authors.slot(r.Author)
	t.start[i], t.end[i], t.created[i] = int32(r.Start), int32(r.End), r.Created
	t.flags[i] = t.flagsOf(r)
	t.putTags(i, r)
	t.putPlaces(i, r)
	t.list(i)
}

// add appends an empty slot.
func (t *Table) add(id int64) int32 {
	i := int32(len(t.id))
	t.id, t.created = append(t.id, id), append(t.created, 0)
	for _, c := range []*[]int32{&t.study, &t.interview, &t.text, &t.person, &t.theme, &t.wide, &t.author, &t.start, &t.end} {
		*c = append(*c, 0)
	}
	t.place = append(t.place, 0)
	t.flags, t.tagAt, t.tagN = append(t.flags, 0), append(t.tagAt, 0), append(t.tagN, 0)
	if int(i)/64 == len(t.live) {
		t.live = append(t.live, 0)
	}
	return i
}

// slot finds a finding by id, whether it is live or gone.
func (t *Table) slot(id int64) (int32, bool) {
	if n := len(t.id); n == 0 || id > t.id[n-1] {
		return 0, false
	}
	i, ok := slices.BinarySearch(t.id, id)
	return int32(i), ok
}

func (t *Table) putTags(i int32, r *Row) {
	t.tagAt[i], t.tagN[i] = uint32(len(t.taggings)), uint16(len(r.Tags))
	if len(r.Tags) > math.MaxUint16 {
		t.fail("the tags of finding", r.ID)
		return
	}
	for _, g := range r.Tags {
		slot, ok := t.tags.slot(g.Tag)
		by := t.authors.slot(g.Author)
		if !ok || by > math.MaxUint16 {
			t.fail("a tag of finding", r.ID)
		}
		t.taggings = append(t.taggings, tagging{slot, uint16(by), uint8(max(0, slices.Index(provenanceNames, g.Provenance)))})
	}
	if len(r.Tags) > 1 {
		slices.SortFunc(t.taggings[t.tagAt[i]:], func(a, b tagging) int { return cmp.Or(cmp.Compare(a.tag, b.tag), cmp.Compare(a.author, b.author)) })
	}
}

func (t *Table) tagsOf(i int32) []tagging {
	return t.taggings[t.tagAt[i] : t.tagAt[i]+uint32(t.tagN[i])]
}

func (t *Table) putPlaces(i int32, r *Row) {
	t.theme[i], t.wide[i], t.place[i] = 0, 0, 0
	delete(t.widePlace, i)
	delete(t.others, i)
	for _, p := range r.Places {
		theme, ok := t.themes.slot(p.Theme)
		if !ok {
			t.fail("a theme of finding", r.ID)
		}
		switch p.Board {
		case r.Study:
			t.theme[i], t.place[i] = theme, p.Order
		case 0:
			t.wide[i], t.widePlace[i] = theme, p.Order
		default:
			t.others[i] = append(t.others[i], theme)
		}
	}
}

// Drop takes a finding out.
func (t *Table) Drop(id int64) {
	i, ok := t.slot(id)
	if !ok || !t.live.has(i) {
		return
	}
	t.unlist(i)
	t.live.unset(i)
	t.byPerson.Store(nil)
	t.wasted += int(t.tagN[i])
	t.tagAt[i], t.tagN[i] = 0, 0 // where it pointed to may be gone once the taggings are compacted
	delete(t.others, i)
	delete(t.widePlace, i)
}
