package app

import "slices"

// Apart says that a person told tags apart which the machine would have counted together: they do not mean the same, and are not proposed
// again as one.
type Apart struct {
	ID   ApartID `json:"id"`
	Into TagID   `json:"into,omitempty"` // the tag of the taxonomy that they do not count for; "" where a new one was proposed
	Tags []TagID `json:"tags"`           // of studies, ascending
	Stamp
}

// Covers reports whether a proposal was turned down by this: one to the same tag of the taxonomy, or to a new one, of no other tags.
func (a *Apart) Covers(into TagID, tags []TagID) bool {
	return a.Into == into && !slices.ContainsFunc(tags, func(t TagID) bool {
		_, told := slices.BinarySearch(a.Tags, t)
		return !told
	})
}

// Ref names the record.
func (a *Apart) Ref() Ref { return Ref{KindApart, string(a.ID)} }

// Filed says that tags told apart belong to the workspace: they are of several studies.
func (a *Apart) Filed() Filing { return Filing{} }

// Called says how many tags are told apart.
func (a *Apart) Called() string {
	n := len(a.Tags)
	if a.Into != "" {
		n++
	}
	return Count(n, "tag") + " told apart"
}

// Validate refuses what does not tell two tags apart.
func (a *Apart) Validate() error {
	if len(a.Tags) == 0 || a.Into == "" && len(a.Tags) < 2 {
		return Invalid("Telling apart takes two tags.", "")
	}
	if !slices.IsSorted(a.Tags) {
		return Invalid("The tags told apart are not in their order.", "")
	}
	return nil
}

// Equal reports whether o tells the same tags apart, in the same state.
func (a *Apart) Equal(o Record) bool { return samePaper(a, o) }
