package analysis

import (
	"context"

	"throughline/app"
)

// Ailment is a kind of thing that may be wrong with a codebook.
type Ailment string

// The ailments, in the order a report tells them.
const (
	Near       Ailment = "near"       // two tags that may mean the same
	Together   Ailment = "together"   // a tag that nearly always comes with another
	Broad      Ailment = "broad"      // carries much more, and more different passages, than the others
	Drifting   Ailment = "drifting"   // its words changed over time, or differ between coders
	Undefined  Ailment = "undefined"  // used, without a definition
	Deprecated Ailment = "deprecated" // out of use, but still on findings
	Thin       Ailment = "thin"       // one participant or one interview only
	Unused     Ailment = "unused"     // on no finding
)

// Remedy is what a person may do about an ailment. The machine does none by itself.
type Remedy string

// The remedies.
const (
	Merge   Remedy = "merge"   // Tags into Into
	Map     Remedy = "map"     // let the first tag count for Into, a tag of the taxonomy
	Define  Remedy = "define"  // write a definition, or a sharper one
	Split   Remedy = "split"   // take the tag apart
	Delete  Remedy = "delete"  // remove it
	Replace Remedy = "replace" // move its findings to Into
	Look    Remedy = "look"    // read its findings
)

// HealthItem is one thing seen.
type HealthItem struct {
	Kind     Ailment         `json:"kind"`
	Tags     []app.TagID     `json:"tags"`     // concerned; of a pair first the one that would go
	Seen     string          `json:"seen"`     // what is seen, in one or two sentences
	Sure     string          `json:"sure"`     // how sure, with the figures behind it
	Remedy   Remedy          `json:"remedy"`   // what may be done
	Into     app.TagID       `json:"into"`     // the tag that would stay or take over; "" for none
	Findings []app.FindingID `json:"findings"` // up to 4 to look at
	Score    float64         `json:"score"`    // 0-1, higher is surer or weightier; comparable inside one kind
}

// HealthGroup is what was seen of one ailment.
type HealthGroup struct {
	Kind  Ailment      `json:"kind"`
	Title string       `json:"title"`
	About string       `json:"about"` // what it means, and the floors under which nothing is said
	Items []HealthItem `json:"items"` // by score, then by the tags' names
}

// HealthReport is what was seen of a codebook.
type HealthReport struct {
	Study      app.StudyID   `json:"study"`
	Tags       int           `json:"tags"`
	Findings   int           `json:"findings"`   // with a tag
	Interviews int           `json:"interviews"` // they come from
	People     int           `json:"people"`     // who said them
	Cut        bool          `json:"cut"`        // the study has more findings than are looked at: the newest were
	Groups     []HealthGroup `json:"groups"`     // all ailments, in their order, also those not seen
}

// Items returns how many things were seen.
func (r *HealthReport) Items() int {
	n := 0
	for _, g := range r.Groups {
		n += len(g.Items)
	}
	return n
}

// healthGroups are the titles of ailments and what is said of them, floors included.
var healthGroups = []HealthGroup{
	{Kind: Near, Title: "May mean the same", About: "Tags whose names, definitions or passages are alike. Passages count from 6 that only one of the two marks."},
	{Kind: Together, Title: "Always together", About: "Tags of which one nearly always comes with the other. Looked for from 8 findings on."},
	{Kind: Broad, Title: "Very broad", About: "Tags that carry much more than the others, about different things. Looked for from 20 findings on."},
	{Kind: Drifting, Title: "Drifting", About: "Tags under which people use other words than before, or one coder other words than another. Looked for from 8 passages of 4 interviews on each side."},
	{Kind: Undefined, Title: "Undefined", About: "Tags in use of which nobody wrote what they mean, the most used first."},
	{Kind: Deprecated, Title: "Out of use, still on findings", About: "Deprecated tags that findings carry."},
	{Kind: Thin, Title: "One voice only", About: "Tags whose findings all come from one person or one interview. Looked for from 3 findings on, in studies with 4 people."},
	{Kind: Unused, Title: "Unused", About: "Tags on no finding, nor any tag beneath them."},
}

// maxHealth is how many findings are looked at, newest first.
const maxHealth = 50_000

// Health looks the codebook of a study over (of all studies for ""). It stores nothing. Deterministic for equal tags, findings
// and seed; it takes about a second for 200 tags on 20,000 findings. Returns the store's errors and the context's.
func (s *Service) Health(ctx context.Context, study app.StudyID, seed int64, p app.Progress) (*HealthReport, error) {
	p.Report(0, 100, "Reading the codebook")
	book, err := s.Store.Tags(ctx, study)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study, Order: app.ByNewest, Page: app.Page{Limit: maxHealth}})
	if err != nil {
		return nil, err
	}
	rep, err := Diagnose(ctx, book, rows, study, seed, p)
	if rep != nil {
		rep.Cut = len(rows) == maxHealth
	}
	return rep, err
}

// Diagnose is Health on tags and findings at hand. Findings count in the order of their ids, whatever theirs.
func Diagnose(ctx context.Context, book []app.TagRow, rows []app.FindingRow, study app.StudyID, seed int64, p app.Progress) (*HealthReport, error) {
	d := newDiagnosis(book, rows, study, seed)
	for _, look := range []func(context.Context, app.Progress) error{d.structure, d.pairs, d.words} {
		if err := look(ctx, p); err != nil {
			return nil, err
		}
	}
	return d.report(), nil
}
