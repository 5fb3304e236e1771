package report

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// Naming is how far a report tells people apart. It only ever tells less than consent allows: names and contact details are in no report.
type Naming string

// The levels, from the most that is told to the least.
const (
	NamesSegment Naming = ""      // codes with segments, titles and days of interviews
	NamesCode    Naming = "code"  // codes alone: no segment or attribute of a person, no title of an interview
	NamesAlias   Naming = "alias" // words that only this report knows, in the place of codes; nothing that leads to an interview
	NamesNone    Naming = "none"  // nobody is told apart; no place in a recording
)

// Namings are the levels, the most that is told first.
func Namings() []Naming { return []Naming{NamesSegment, NamesCode, NamesAlias, NamesNone} }

// Valid reports whether n is a level.
func (n Naming) Valid() bool { return slices.Contains(Namings(), n) }

// hides reports whether nothing may lead to an interview, and no code to a person.
func (n Naming) hides() bool { return n == NamesAlias || n == NamesNone }

// Proof is the id by which a passage of a person goes out: its own, or where people have no codes one that stands for it with this naming alone. Otherwise
// two reports could be laid beside each other, one with codes and one without. It is made of the person's id too, which goes out nowhere, so that nobody
// can make one from the other.
func (n Naming) Proof(id app.FindingID, of app.ParticipantID) app.FindingID {
	if !n.hides() || id == "" {
		return id
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{"proof", string(n), string(of), string(id)}, "\x00")))
	return app.IDAt[app.FindingID](time.UnixMilli(0), [10]byte(sum[:10]))
}

// kinds and aliases make names that no person has: birds, beasts and trees.
var kinds = strings.Fields(`Copper Silver Golden Blue Green Grey Russet Crimson Ivory Bronze Azure Indigo Ochre Umber Slate Cobalt Tawny Dusky Mossy Frosty Quiet Swift
	Bright Calm Bold Early Late Northern Southern Western Eastern Upland`)

var aliases = strings.Fields(`Heron Maple Otter Cedar Kestrel Birch Badger Alder Lynx Curlew Larch Lapwing Beech Plover Stoat Dunlin Osprey Hornbeam Buzzard
	Magpie Spruce Starling Puffin Gannet Poplar Cormorant Egret Bittern Chestnut Crane Stork Beaver Grebe Teal Walnut Gadwall Wigeon Marten Pochard Eider Elm
	Goosander Nuthatch Polecat Bunting Siskin Yew Redpoll Crossbill Hare Linden Woodcock Snipe Hornet Tern Fieldfare Redstart Whinchat Dipper Avocet`)

// mask is a store whose people are told apart no further than a level allows.
type mask struct {
	Store
	g     tongue
	level Naming
	of    map[app.ParticipantID]string // what each person is called
	by    map[string]string            // the same by code
	ids   map[string]app.ParticipantID // who has a code
	codes *regexp.Regexp               // in running text; nil when none can be told from other words
}

// masked puts a mask before a store; nil where everything that consent allows is told.
func masked(ctx context.Context, store Store, spec Spec) (*mask, error) {
	if spec.Naming == NamesSegment {
		return nil, nil
	}
	if !spec.Naming.Valid() {
		return nil, app.Invalid("“"+string(spec.Naming)+"” is no way to name people.", "Choose code, alias or none.")
	}
	people, err := store.Participants(ctx, "")
	if err != nil {
		return nil, err
	}
	m := &mask{Store: store, g: tongue{spec.Language}, level: spec.Naming, of: make(map[app.ParticipantID]string, len(people)), by: make(map[string]string, len(people)), ids: make(map[string]app.ParticipantID, len(people))}
	slices.SortFunc(people, func(a, b app.ParticipantRow) int { return cmp.Compare(draw(a.ID), draw(b.ID)) })
	var words []string
	had := map[string]bool{}
	for _, p := range people {
		m.of[p.ID] = m.call(p.Participant, had)
		m.by[p.Code], m.ids[p.Code] = m.of[p.ID], p.ID
		if len([]rune(p.Code)) > 2 || strings.ContainsAny(p.Code, "0123456789") {
			words = append(words, regexp.QuoteMeta(p.Code))
		}
	}
	if len(words) > 0 && m.level != NamesCode {
		slices.SortFunc(words, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
		m.codes = regexp.MustCompile(`(?:` + strings.Join(words, "|") + `)`)
	}
	return m, nil
}

// Through is a store that tells people apart no further than the naming of spec, and what puts running text into the same names; it is the store itself
// where everything that consent allows is told. Returns EInvalid for a naming that is none, and the store's errors.
func Through(ctx context.Context, store Store, spec Spec) (Store, func(string) string, error) {
	m, err := masked(ctx, store, spec)
	if err != nil || m == nil {
		return store, func(s string) string { return s }, err
	}
	return m, m.text, nil
}

// draw puts people into an order that says nothing of when they came or what they are called.
func draw(id app.ParticipantID) uint64 {
	sum := sha256.Sum256([]byte("alias\x00" + string(id)))
	return binary.BigEndian.Uint64(sum[:8])
}

// call gives a person a name of the level. An alias comes from the person alone, unless another one has it, so that it stays while others join.
func (m *mask) call(p app.Participant, had map[string]bool) string {
	switch m.level {
	case NamesAlias:
		at := draw(p.ID)
		for try := uint64(0); ; try++ {
			name := kinds[(at+try)/uint64(len(aliases))%uint64(len(kinds))] + " " + aliases[(at+try)%uint64(len(aliases))]
			if round := try / uint64(len(kinds)*len(aliases)); round > 0 {
				name += fmt.Sprint(" ", round+1)
			}
			if !had[name] {
				had[name] = true
				return name
			}
		}
	case NamesNone:
		return m.g.t("Participant")
	}
	return p.Code
}

// hides reports whether the level tells less of interviews than their days.
func (m *mask) hides() bool { return m.level.hides() }

// text says running text with the names of the level in the place of codes.
func (m *mask) text(s string) string {
	if m == nil || m.codes == nil {
		return s
	}
	var b strings.Builder
	for {
		at := m.codes.FindStringIndex(s)
		if at == nil {
			b.WriteString(s)
			return m.together(b.String())
		}
		before, code := s[:at[0]], s[at[0]:at[1]]
		b.WriteString(before)
		if inWord(before, s[at[1]:]) {
			b.WriteString(code)
		} else {
			b.WriteString(m.said(code))
		}
		s = s[at[1]:]
	}
}

// said is a code in running text; where nobody is told apart, a sign that together turns into words.
func (m *mask) said(code string) string {
	if m.level == NamesNone {
		return somebody
	}
	return m.by[code]
}

// somebody stands for a person until it is known how many stand beside each other. It is of the private use area: no text has it.
const somebody = "\uE0F1"

var peopleInARow = regexp.MustCompile(somebody + `(?:(?:, and |, | and )` + somebody + `)*`)

// together says people who were named one after another by their number.
func (m *mask) together(s string) string {
	if m.level != NamesNone {
		return s
	}
	return peopleInARow.ReplaceAllStringFunc(s, func(row string) string {
		n := strings.Count(row, somebody)
		if n == 1 {
			return m.g.t("one participant")
		}
		return m.g.counted(n, "person", "people")
	})
}

var (
	wordEnds   = regexp.MustCompile(`[\pL\pN]$`)
	wordBegins = regexp.MustCompile(`^[\pL\pN]`)
)

// inWord reports whether what stands between two texts is part of a word.
func inWord(before, after string) bool {
	return wordEnds.MatchString(before) || wordBegins.MatchString(after)
}

func (m *mask) rows(rows []app.FindingRow) []app.FindingRow {
	for i := range rows {
		f := &rows[i]
		if f.Code != "" {
			f.Code = cmp.Or(m.of[f.Participant], m.g.t("Participant"))
		}
		f.Segment, f.InterviewTitle, f.Speaker = "", "", ""
		if m.hides() {
			f.Interview = ""
		}
		if m.level == NamesNone {
			f.At, f.Page = app.NoTime, 0
		}
	}
	return rows
}

// Findings are those of the store with the names of the level.
func (m *mask) Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error) {
	rows, err := m.Store.Findings(ctx, q)
	return m.rows(rows), err
}

// FindingsByID are those of the store with the names of the level.
func (m *mask) FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error) {
	rows, err := m.Store.FindingsByID(ctx, ids)
	return m.rows(rows), err
}

// Participants have a name of the level and nothing else that tells who they are, in an order of their own.
func (m *mask) Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error) {
	all, err := m.Store.Participants(ctx, study)
	out := make([]app.ParticipantRow, len(all))
	for i, p := range all {
		out[i] = app.ParticipantRow{Participant: app.Participant{ID: p.ID, Code: m.of[p.ID]}, Interviews: p.Interviews, Findings: p.Findings}
		if !m.hides() {
			out[i].Last = p.Last
		}
	}
	if m.hides() {
		slices.SortStableFunc(out, func(a, b app.ParticipantRow) int {
			return cmp.Or(strings.Compare(a.Code, b.Code), cmp.Compare(draw(a.ID), draw(b.ID)))
		})
	}
	return out, err
}

// Interviews have a number for a title, and no people beside them where the level hides who spoke when.
func (m *mask) Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error) {
	all, err := m.Store.Interviews(ctx, study, page)
	out := slices.Clone(all)
	for i := range out {
		in := &out[i]
		in.Title, in.Segments = m.g.t("Interview")+fmt.Sprint(" ", i+1), nil
		if m.hides() {
			in.Codes = nil
		}
	}
	return out, err
}

// Named does not name people and interviews.
func (m *mask) Named(ctx context.Context, refs []app.Ref) ([]app.Named, error) {
	all, err := m.Store.Named(ctx, refs)
	out := slices.Clone(all)
	for i := range out {
		switch n := &out[i]; n.Ref.Kind {
		case app.KindParticipant:
			n.Name = cmp.Or(m.of[app.ParticipantID(n.Ref.ID)], m.g.t("Participant"))
		case app.KindInterview:
			n.Name = m.g.t("Interview")
		}
	}
	return out, err
}

// Publications have the names of the level in their evidence.
func (m *mask) Publications(ctx context.Context, insight app.InsightID) ([]app.Publication, error) {
	all, err := m.Store.Publications(ctx, insight)
	out := slices.Clone(all)
	for i := range out {
		out[i].Evidence = slices.Clone(out[i].Evidence)
		for j := range out[i].Evidence {
			e := &out[i].Evidence[j]
			e.Finding = m.level.Proof(e.Finding, m.ids[e.Who])
			if e.Who != "" {
				e.Who = cmp.Or(m.by[e.Who], m.g.t("Participant"))
			}
			e.Segment, e.Interview = "", ""
			if m.hides() {
				e.Date = ""
			}
			if m.level == NamesNone {
				e.At = app.NoTime
			}
		}
	}
	return out, err
}
