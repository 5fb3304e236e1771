package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// Kind names a type of record, in the journal and in links.
type Kind string

// The kinds of records.
const (
	KindStudy       Kind = "study"
	KindParticipant Kind = "participant"
	KindSource      Kind = "source"
	KindInterview   Kind = "interview"
	KindTranscript  Kind = "transcript"
	KindTag         Kind = "tag"
	KindFinding     Kind = "finding"
	KindTheme       Kind = "theme"
	KindPlacement   Kind = "placement"
	KindInsight     Kind = "insight"
	KindMemo        Kind = "memo"
	KindRejection   Kind = "rejection"
	KindRule        Kind = "rule"
	KindOpinionWord Kind = "opinion"
	KindView        Kind = "view"

	KindRecommendation Kind = "recommendation"
	KindDecision       Kind = "decision"
	KindPublication    Kind = "publication"
	KindStandards      Kind = "standards"
)

// Ref names one record of a workspace.
type Ref struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

// Record is a stored noun. Records are values once they are in a ChangeSet: nobody changes them any more.
type Record interface {
	Ref() Ref
	// Validate returns an EInvalid error if the record breaks a law that can be checked on itself alone.
	Validate() error
	// Equal reports whether the other record is the same noun in the same state.
	Equal(Record) bool
}

// newRecord makes an empty record of each kind.
var newRecord = map[Kind]func() Record{
	KindStudy:       func() Record { return new(Study) },
	KindParticipant: func() Record { return new(Participant) },
	KindSource:      func() Record { return new(Source) },
	KindInterview:   func() Record { return new(Interview) },
	KindTranscript:  func() Record { return new(Transcript) },
	KindTag:         func() Record { return new(Tag) },
	KindFinding:     func() Record { return new(Finding) },
	KindTheme:       func() Record { return new(Theme) },
	KindPlacement:   func() Record { return new(Placement) },
	KindInsight:     func() Record { return new(Insight) },
	KindRejection:   func() Record { return new(Rejection) },
	KindMemo:        func() Record { return new(Memo) },
	KindRule:        func() Record { return new(Rule) },
	KindOpinionWord: func() Record { return new(OpinionWord) },
	KindView:        func() Record { return new(View) },

	KindRecommendation: func() Record { return new(Recommendation) },
	KindDecision:       func() Record { return new(Decision) },
	KindPublication:    func() Record { return new(Publication) },
	KindStandards:      func() Record { return new(Standards) },
}

// NewRecord returns an empty record of a kind, to decode into. Returns EUnsupported for a kind from a newer version.
func NewRecord(k Kind) (Record, error) {
	if made, ok := newRecord[k]; ok {
		return made(), nil
	}
	return nil, &Error{Code: EUnsupported, Message: fmt.Sprintf("This version does not know records of kind %q.", k),
		Hint: "Open the workspace with a newer Throughline."}
}

// Change is one record before and after. Before nil creates it, After nil deletes it.
type Change struct {
	Before, After Record
}

// Ref names the record that changes.
func (c Change) Ref() Ref {
	if c.After != nil {
		return c.After.Ref()
	}
	return c.Before.Ref()
}

// MarshalJSON writes the change with its kind, so that it can be read back.
func (c Change) MarshalJSON() ([]byte, error) {
	kind, err := json.Marshal(c.Ref().Kind)
	if err != nil {
		return nil, err
	}
	out := append([]byte(`{"kind":`), kind...)
	for _, part := range []struct {
		name   string
		record Record
	}{{`,"before":`, c.Before}, {`,"after":`, c.After}} {
		if part.record == nil {
			continue
		}
		text, err := json.Marshal(part.record)
		if err != nil {
			return nil, err
		}
		out = append(append(out, part.name...), text...)
	}
	return append(out, '}'), nil
}

// UnmarshalJSON reads a change written by MarshalJSON.
func (c *Change) UnmarshalJSON(b []byte) error {
	kind, err := kindOf(b)
	if err != nil {
		return err
	}
	sample, err := NewRecord(kind)
	if err != nil {
		return err
	}
	of := reflect.TypeOf(sample)
	before, after := reflect.New(of), reflect.New(of) // pointers to none: what is not there stays none
	j := struct {                                     // both are read straight into records: a step may have many thousands
		Before any `json:"before"`
		After  any `json:"after"`
	}{before.Interface(), after.Interface()}
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*c = Change{}
	if !before.Elem().IsNil() {
		c.Before = before.Elem().Interface().(Record)
	}
	if !after.Elem().IsNil() {
		c.After = after.Elem().Interface().(Record)
	}
	return nil
}

// kindOf is the kind of a change as MarshalJSON writes it: at the beginning, where it can be read without the rest.
func kindOf(b []byte) (Kind, error) {
	if rest, ok := bytes.CutPrefix(b, []byte(`{"kind":"`)); ok {
		if i := bytes.IndexAny(rest, `"\`); i > 0 && rest[i] == '"' {
			return Kind(rest[:i]), nil
		}
	}
	var j struct {
		Kind Kind `json:"kind"`
	}
	err := json.Unmarshal(b, &j)
	return j.Kind, err
}

// ChangeSet is one labelled step: the unit of saving, undo, audit and merge. Changes are applied in order, so a
// record comes after those it refers to when made, and before them when deleted.
type ChangeSet struct {
	ID      ChangeSetID `json:"id"`
	Label   string      `json:"label"` // as in the menu: "Tag with Permissions"
	Author  string      `json:"author"`
	At      time.Time   `json:"at"`
	Batch   ChangeSetID `json:"batch,omitempty"` // sets of one batch are undone together
	Changes []Change    `json:"changes"`
	Sights  []Sight     `json:"-"` // what it was worked out on; the journal does not keep them
}

// Sight is a text as a step was worked out on it. The step is refused with EConflict once the text is not the latest of its interview any more, or, where
// they are not nil, once the interview is another or a finding stands in the text that is not among Standing, or a link of a question that is not among
// Links.
type Sight struct {
	Text            TranscriptID
	Interview       *Interview
	Standing, Links []Ref
}

// NewChangeSet starts a step made by author now.
func NewChangeSet(label, author string, now time.Time) *ChangeSet {
	return &ChangeSet{ID: NewID[ChangeSetID](), Label: label, Author: author, At: Moment(now)}
}

// Create adds a change that makes r.
func (cs *ChangeSet) Create(r Record) { cs.Changes = append(cs.Changes, Change{After: r}) }

// Update adds a change from before to after; equal records add nothing.
func (cs *ChangeSet) Update(before, after Record) {
	if !before.Equal(after) {
		cs.Changes = append(cs.Changes, Change{before, after})
	}
}

// Delete adds a change that removes r.
func (cs *ChangeSet) Delete(r Record) { cs.Changes = append(cs.Changes, Change{Before: r}) }

// DeleteAll adds what removes recs and everything in deps (their dependants, in deletion order, doubles allowed). Insights
// among deps lose only the evidence that goes and are then signed by hand; they go themselves when recs names them.
func (cs *ChangeSet) DeleteAll(hand Hand, deps []Record, recs ...Record) {
	all := append(append([]Record{}, deps...), recs...)
	gone := make(map[Ref]bool, len(all))
	for _, r := range all {
		if _, kept := r.(*Insight); !kept {
			gone[r.Ref()] = true
		}
	}
	for _, r := range recs {
		gone[r.Ref()] = true
	}
	done := make(map[Ref]bool, len(all))
	for _, r := range all {
		ref := r.Ref()
		if done[ref] {
			continue
		}
		done[ref] = true
		if in, ok := r.(*Insight); ok && !gone[ref] {
			left := in.Without(gone)
			left.Stamp = hand.Touch(in.Stamp)
			cs.Update(in, left)
			continue
		}
		cs.Delete(r)
	}
}

// Inverse returns the step that takes cs back: the changes in reverse order with before and after exchanged. Label,
// author and time stay those of cs.
func (cs *ChangeSet) Inverse() *ChangeSet {
	inv := *cs
	inv.Changes = make([]Change, len(cs.Changes))
	for i, c := range cs.Changes {
		inv.Changes[len(cs.Changes)-1-i] = Change{Before: c.After, After: c.Before}
	}
	return &inv
}

// Touches reports whether a record of one of kinds changes.
func (cs *ChangeSet) Touches(kinds ...Kind) bool {
	for _, c := range cs.Changes {
		k := c.Ref().Kind
		for _, want := range kinds {
			if k == want {
				return true
			}
		}
	}
	return false
}

// EntryState is where a stored step stands between undo and redo.
type EntryState int

// The states of a journal entry.
const (
	EntryApplied EntryState = iota // in force; can be undone
	EntryUndone                    // taken back; can be redone
	EntryDropped                   // taken back, then overtaken by a new step
)

// Entry is one step of the stored journal, without its changes.
type Entry struct {
	Seq     int64 // ascending in commit order
	ID      ChangeSetID
	Label   string
	Author  string
	At      time.Time
	Batch   ChangeSetID
	Changes int // how many records it changes
	State   EntryState
	Part    bool // of what undo and redo return: others of its batch stay as they are
}
