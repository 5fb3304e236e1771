package app

import (
	"encoding/json"
	"strings"
)

// ViewPlace names the screen that a view belongs to.
type ViewPlace string

// The places that keep views.
const (
	ViewFindings ViewPlace = "findings" // of the table of findings: Spec is a FindingView
	ViewSearch   ViewPlace = "search"   // a saved search
)

// View is a saved way to look at a list: a filter and how it is shown, under a name. It is live: it holds the question, not what
// was found. It may name tags, themes and people that are gone. A view without a study is there in all of them.
type View struct {
	ID     ViewID    `json:"id"`
	Study  StudyID   `json:"study,omitempty"` // "" for all studies
	Place  ViewPlace `json:"place"`
	Name   string    `json:"name"`             // no two of one place and study share it, upper and lower case alike
	Spec   string    `json:"spec"`             // JSON; what it means is the place's business
	Pinned bool      `json:"pinned,omitempty"` // stands before the others
	Order  float64   `json:"order,omitempty"`  // place among the views beside it, ascending; equal ones by name
	Stamp
}

// Ref names the record.
func (v *View) Ref() Ref { return Ref{KindView, string(v.ID)} }

// Validate refuses a view without a name, without a place, or whose spec is no JSON.
func (v *View) Validate() error {
	switch {
	case strings.TrimSpace(v.Name) == "":
		return Invalid("A view needs a name.", "Type a name for the view.")
	case v.Place == "":
		return Invalid("A view belongs to a screen.", "")
	case !json.Valid([]byte(v.Spec)):
		return Invalid("The view “"+v.Name+"” does not say what it shows.", "")
	}
	return nil
}

// Equal reports whether o is the same view in the same state.
func (v *View) Equal(o Record) bool {
	u, ok := o.(*View)
	if !ok || !v.Stamp.equal(u.Stamp) {
		return false
	}
	a, b := *v, *u
	a.Stamp, b.Stamp = Stamp{}, Stamp{}
	return a == b
}

// Read decodes what the view shows into spec. Returns EUnsupported for what this version does not understand.
func (v *View) Read(spec any) error {
	if err := json.Unmarshal([]byte(v.Spec), spec); err != nil {
		return &Error{Code: EUnsupported, Message: "The view “" + v.Name + "” was saved by a newer version.", Hint: "Open the workspace with a newer Throughline.", Err: err}
	}
	return nil
}

// ViewSpec encodes what a view shows. It panics for a value that cannot be JSON, which is a programmer's mistake.
func ViewSpec(spec any) string {
	b, err := json.Marshal(spec)
	if err != nil {
		panic("app: a view's spec cannot be encoded: " + err.Error())
	}
	return string(b)
}

// FindingView is the Spec of a view of ViewFindings: which findings, and how the table shows them.
type FindingView struct {
	Find    FindingQuery `json:"find"`              // Study and Page are left out: a view shows the study it is opened in
	Columns []ViewColumn `json:"columns,omitempty"` // in the order shown; none leaves the columns as the person has them
	Density string       `json:"density,omitempty"`
	New     int          `json:"new,omitempty"` // only findings made in the last so many days; 0 for any
}

// ViewColumn is a column of a view's table.
type ViewColumn struct {
	ID    string  `json:"id"`
	Width float32 `json:"width,omitempty"` // units of the screen; 0 for the usual
}

// On is what the view asks for on a day: findings made in the last days are counted back from it.
func (v FindingView) On(day Date) FindingQuery {
	if v.New == 0 {
		return v.Find
	}
	return v.Find.And(Clause{Op: OpMade, From: DateOf(day.Time().AddDate(0, 0, -v.New))})
}
