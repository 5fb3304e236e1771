package app

import (
	"slices"
	"time"
)

// Erasure is what remains of a participant who was erased, or of a study whose retention ended: that it was done, and how much went.
// Nothing in it is personal.
type Erasure struct {
	ID       ErasureID      `json:"id"`
	What     Kind           `json:"what"`            // KindParticipant or KindStudy
	Code     string         `json:"code,omitempty"`  // under which they were known; "" for a study
	Study    StudyID        `json:"study,omitempty"` // of a retention that ended
	Keeps    Keeping        `json:"keeps,omitempty"` // what of a study stays
	Reason   string         `json:"reason"`          // "asked by the person", "retention ended", …
	Date     Date           `json:"date"`
	Removed  map[string]int `json:"removed"`            // what went, counted by its name in words
	Insights []InsightID    `json:"insights,omitempty"` // that lost evidence
	Proof    []ConsentProof `json:"proof,omitempty"`    // kept only where the person asked for it
	Backups  []BackupErased `json:"backups,omitempty"`  // the copies beside the workspace, by name
	Marks    []string       `json:"marks,omitempty"`    // ErasedMark of each id under which the person was known
	Open     *OpenErasure   `json:"open,omitempty"`     // what is still to be done; nil when all is
	Stamp
}

// Keeping says what of a study stays when its words go.
type Keeping string

// What can stay of a study.
const (
	KeepNothing Keeping = ""       // no word of what people said
	KeepQuotes  Keeping = "quotes" // the passages that findings quote, and nothing around them
)

// ConsentProof is all that is kept of a consent: that it was given, when, and what for.
type ConsentProof struct {
	Given     Date    `json:"given"`
	Withdrawn Date    `json:"withdrawn,omitempty"`
	Scopes    []Scope `json:"scopes,omitempty"`
}

// BackupErased says what became of a copy beside the workspace.
type BackupErased struct {
	Name  string `json:"name"`  // of the file, without its folder
	State string `json:"state"` // BackupCleaned, BackupClear, BackupFailed or BackupWaiting
	Why   string `json:"why,omitempty"`
}

// What becomes of a copy.
const (
	BackupCleaned = "erased"          // it was erased there as well
	BackupClear   = "nothing to do"   // it held nothing of them
	BackupFailed  = "could not erase" // it holds what it held
	BackupWaiting = "erased in part"  // names that only the vault knows are still to be searched for in it
)

// OpenErasure is an erasure that has begun: nothing of the person can be read any more, and what is left is done at the next
// opening when the program is stopped before.
type OpenErasure struct {
	Participants []ParticipantID `json:"participants,omitempty"` // all under which the person was known
	Study        StudyID         `json:"study,omitempty"`
	Since        time.Time       `json:"since"`
	Purged       bool            `json:"purged,omitempty"` // the file was written anew; only copies are left
	Names        []byte          `json:"names,omitempty"`  // by which only the vault knew the person, sealed by it
}

// Ref names the record.
func (e *Erasure) Ref() Ref { return Ref{KindErasure, string(e.ID)} }

// Filed says that it belongs to nothing any more.
func (e *Erasure) Filed() Filing { return Filing{} }

// Called is the day.
func (e *Erasure) Called() string { return "erasure of " + string(e.Date) }

// Validate refuses an erasure without a day.
func (e *Erasure) Validate() error {
	if e.Date.Time().IsZero() {
		return Invalid("An erasure needs its day.", "")
	}
	return nil
}

// Equal reports whether o is the same erasure.
func (e *Erasure) Equal(o Record) bool { return samePaper(e, o) }

// Failed lists the copies that could not be erased, or not wholly, by name.
func (e *Erasure) Failed() []string { return e.copies(BackupFailed, BackupWaiting) }

// Waiting lists the copies in which names that only the vault knows are still to be searched for.
func (e *Erasure) Waiting() []string { return e.copies(BackupWaiting) }

func (e *Erasure) copies(states ...string) (names []string) {
	for _, b := range e.Backups {
		if slices.Contains(states, b.State) {
			names = append(names, b.Name)
		}
	}
	return names
}

// Backup tells what became of the copy of a name; ok is false where nothing is known of it.
func (e *Erasure) Backup(name string) (b BackupErased, ok bool) {
	i := slices.IndexFunc(e.Backups, func(b BackupErased) bool { return b.Name == name })
	if i < 0 {
		return b, false
	}
	return e.Backups[i], true
}

// KeptUntil is the last day on which the words of the study may be kept: its own, or so many months after its end; "" for no limit.
// own says that it is its own.
func (s *Study) KeptUntil(months int) (day Date, own bool) {
	if !s.Keep.Time().IsZero() {
		return s.Keep, true
	}
	end := s.End.Time()
	if months <= 0 || end.IsZero() {
		return "", false
	}
	return DateOf(addMonths(end, months)), false
}

// addMonths is the same day some months later, or the last of the month where it has no such day.
func addMonths(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}
