package app

import (
	"slices"
	"strings"
)

// MemoKind says what a memo is about, so that the rules of codes can be told from passing thoughts.
type MemoKind string

// The kinds of memos.
const (
	MemoFree       MemoKind = "free"
	MemoRule       MemoKind = "rule"
	MemoTheory     MemoKind = "theory"
	MemoMethod     MemoKind = "method"
	MemoReflection MemoKind = "reflection"
	MemoQuestion   MemoKind = "question"
	MemoDecision   MemoKind = "decision"
)

// MemoKinds are all kinds in the order in which they are offered.
var MemoKinds = []MemoKind{MemoFree, MemoRule, MemoTheory, MemoMethod, MemoReflection, MemoQuestion, MemoDecision}

// Word is the kind as people read it: "Code rule".
func (k MemoKind) Word() string {
	switch k {
	case MemoRule:
		return "Code rule"
	case MemoTheory, MemoMethod, MemoReflection, MemoQuestion, MemoDecision:
		return strings.ToUpper(string(k[:1])) + string(k[1:])
	}
	return "Free"
}

// UsualMemo is the kind that a memo on a record of kind k is to begin with: on a tag most are its rule.
func UsualMemo(k Kind) MemoKind {
	if k == KindTag {
		return MemoRule
	}
	return MemoFree
}

// Memo is a dated note on anything: on the record On names, or free-standing when On is empty. Study "" means across studies.
//
// A memo outlives what it stands on: On stays as it is when that record is deleted, so that taking the deletion back brings
// both together again, and the workspace remembers under which name the record was known.
type Memo struct {
	ID    MemoID   `json:"id"`
	Study StudyID  `json:"study,omitempty"`
	On    Ref      `json:"on,omitzero"`
	Kind  MemoKind `json:"kind"`
	Title string   `json:"title,omitempty"`
	Text  string   `json:"text,omitempty"` // plain text; see Links for what stands between [[ and ]]
	Stamp
}

// memoPlaces are the kinds of records a memo can stand on.
var memoPlaces = []Kind{KindStudy, KindInterview, KindFinding, KindTag, KindTheme, KindInsight, KindParticipant}

// MemoPlaces returns the kinds of records a memo can stand on. The slice is the caller's.
func MemoPlaces() []Kind { return slices.Clone(memoPlaces) }

// Ref names the record.
func (m *Memo) Ref() Ref { return Ref{KindMemo, string(m.ID)} }

// Validate refuses a memo without words, of an unknown kind, or on something that cannot carry one.
func (m *Memo) Validate() error {
	if strings.TrimSpace(m.Title) == "" && strings.TrimSpace(m.Text) == "" {
		return Invalid("A memo needs a title or a text.", "Write something, or delete the memo.")
	}
	if !slices.Contains(MemoKinds, m.Kind) {
		return Invalid("A memo is of no known kind: "+string(m.Kind)+".", "Choose one of the kinds offered.")
	}
	if m.On != (Ref{}) && (m.On.ID == "" || !slices.Contains(memoPlaces, m.On.Kind)) {
		return Invalid("A memo cannot stand on a record of this kind.", "Write it on an interview, finding, tag, theme, insight, person or study.")
	}
	return nil
}

// Equal reports whether o is the same memo in the same state.
func (m *Memo) Equal(o Record) bool {
	t, ok := o.(*Memo)
	return ok && m.ID == t.ID && m.Study == t.Study && m.On == t.On && m.Kind == t.Kind && m.Title == t.Title && m.Text == t.Text &&
		m.Stamp.equal(t.Stamp)
}

// Name is the memo's title or, without one, the first line of its text with words in it: at most 80 runes.
func (m *Memo) Name() string {
	if t := strings.TrimSpace(m.Title); t != "" {
		return t
	}
	return firstLine(m.Text)
}

// FirstLine is the first line of the text with words in it as it is read, at most 160 runes.
func (m *Memo) FirstLine() string {
	for line := range strings.Lines(m.Text) {
		if line = strings.TrimSpace(QuietLinks(line)); line != "" {
			return cut(line, 160)
		}
	}
	return ""
}

func firstLine(text string) string {
	m := Memo{Text: text}
	return cut(m.FirstLine(), 80)
}

// cut shortens s to n runes and shows that it did.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
		n--
	}
	return s
}

// MoveMemos adds to a step what lets memos stand on to, and link to it by name, where they stood on or linked to one of from:
// those records become part of it.
func (cs *ChangeSet) MoveMemos(hand Hand, memos []*Memo, from []Ref, to Ref, name string) {
	gone := make(map[Ref]bool, len(from))
	for _, r := range from {
		gone[r] = true
	}
	for _, m := range memos {
		moved := *m
		if gone[m.On] {
			moved.On = to
		}
		moved.Text = ReplaceLinks(m.Text, func(l Link) string {
			if gone[l.To] {
				return ExactLink(to, name)
			}
			return m.Text[l.Start:l.End]
		})
		if !m.Equal(&moved) {
			moved.Stamp = hand.Touch(m.Stamp)
			cs.Update(m, &moved)
		}
	}
}

// MemoQuery chooses memos: every non-empty field must match (and); inside a list any may (or).
type MemoQuery struct {
	Study   StudyID // with those across studies; "" for all
	ID      MemoID  // this one alone
	On      Ref     // on this record
	Places  []Kind  // on records of these kinds; "" for free-standing
	Kinds   []MemoKind
	Authors []string
	Text    string // words that must occur in title or text, the last as a prefix
	From    Date   // changed on this day (UTC) or later
	To      Date   // changed on this day (UTC) or before
	Page    Page
}

// MemoRow is a memo with what its list shows.
type MemoRow struct {
	Memo
	StudyName string
	Place     Named // what it stands on; the last name known when Gone
	Gone      bool  // what it stood on was deleted
}

// MemoFacets are the choices beside a list of memos, in the order of their kinds; authors by count, then name.
type MemoFacets struct {
	Total   int
	Kinds   []Facet // MemoKind
	Places  []Facet // Kind, "" for free-standing
	Authors []Facet
}

// Named is a record by the name people know it by, and where it is.
type Named struct {
	Ref
	Name      string
	Study     StudyID
	Interview InterviewID // for findings
	Span      Span        // for findings: the passage in the transcript's text
}
