package app

// Erasure is what remains of a participant who was erased, or of a study whose retention ended: that it was done, and how much went.
// Nothing in it is personal.
type Erasure struct {
	ID      ErasureID      `json:"id"`
	What    Kind           `json:"what"`           // KindParticipant or KindStudy
	Code    string         `json:"code,omitempty"` // under which they were known
	Reason  string         `json:"reason"`         // "asked by the person", "retention ended", …
	Date    Date           `json:"date"`
	Removed map[string]int `json:"removed"` // what went, counted by its name in words
	Stamp
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
