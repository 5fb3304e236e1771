package app

import (
	"fmt"
	"strings"
)

// CheckReport tells whether a workspace keeps its laws.
type CheckReport struct {
	OK       bool           `json:"ok"`
	Problems []string       `json:"problems"` // sentences, empty when OK
	Tables   map[string]int `json:"tables"`   // rows in each table
}

// SalvageReport tells what was read of a damaged workspace and what is gone.
type SalvageReport struct {
	Out        string         `json:"out"`        // the new workspace
	Pages      int            `json:"pages"`      // of the damaged file
	Destroyed  int            `json:"destroyed"`  // pages that should hold something and cannot be read
	BadRows    int            `json:"bad_rows"`   // rows on readable pages that cannot be read
	Unassigned int            `json:"unassigned"` // pages with rows of which nobody can say what they are
	Kinds      []SalvageCount `json:"kinds"`      // in the order of what refers to what
	Gone       []string       `json:"gone"`       // sentences: what is lost, and what has a gap; empty when nothing is
}

// SalvageCount tells of the records of one kind.
type SalvageCount struct {
	Kind        Kind `json:"kind"`
	Saved       int  `json:"saved"`        // in the new workspace
	FromHistory int  `json:"from_history"` // of these, found in the history alone or newer there
	Lost        int  `json:"lost"`         // known to have been there, and gone
}

// Lines tells the report in sentences: the state of the file, what was saved, and what is gone.
func (r *SalvageReport) Lines() []string {
	state := "All pages of the file could be read."
	if r.Destroyed > 0 {
		state = fmt.Sprintf("%d of %s of the file could not be read.", r.Destroyed, Count(r.Pages, "page"))
	}
	var saved []string
	history := 0
	for _, k := range r.Kinds {
		if k.Saved > 0 {
			saved = append(saved, Count(k.Saved, string(k.Kind)))
		}
		history += k.FromHistory
	}
	lines := []string{state}
	if len(saved) > 0 {
		lines = append(lines, "Saved: "+strings.Join(saved, ", ")+".")
	}
	if history > 0 {
		lines = append(lines, Count(history, "record")+" came from the history.")
	}
	if len(r.Gone) == 0 {
		return append(lines, "Nothing is known to be lost.")
	}
	return append(lines, r.Gone...)
}
