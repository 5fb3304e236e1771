// Package merge brings two workspaces together: what was done in the other since the two were one is worked out as a plan, field by field,
// and taken as one undoable step. Records are known by their ids; what both had is told by the journals they share.
package merge

import (
	"cmp"
	"context"
	"slices"
	"time"

	"throughline/app"
)

// Store is a workspace that can be looked into as it is at one moment.
type Store interface {
	LookToMerge(ctx context.Context, do func(app.MergeView) error) error
}

// Log stores steps that are undone together, with nothing between them.
type Log interface {
	CommitAll(ctx context.Context, steps []*app.ChangeSet, told func(changes int)) error
}

// Service merges other workspaces into one. Its methods block; the caller runs them as a job.
type Service struct {
	Store Store
	Log   Log
	Hand  app.Hand
	// Step is how many changes one entry of the journal holds at most, 0 for 50,000: larger merges are entries of one batch, undone together.
	Step int
}

// Side is how a conflict ends.
type Side string

// The ways a conflict can end.
const (
	Ours    Side = "ours"    // as it is here
	Theirs  Side = "theirs"  // as it is in the other workspace
	Same    Side = "same"    // both are one: what belongs to theirs belongs to ours
	Renamed Side = "renamed" // both stay, theirs under another name
)

// Choices say how conflicts end. The zero value leaves all as they are proposed.
type Choices struct {
	Prefer Side            // Ours or Theirs where a conflict offers it; "" for what is proposed
	By     map[string]Side // by Conflict.Key; a side that a conflict does not offer is passed over
}

// Relation is how two workspaces are related.
type Relation string

// The relations.
const (
	Copies    Relation = "copies"    // they share the beginning of their history, or were merged before
	Strangers Relation = "strangers" // what both had is not known: only records of the same id are compared
	Packed    Relation = "pack"      // the other is a part that was given to a colleague to code
)

// State is one side of a conflict.
type State struct {
	Text   string    `json:"text"` // in words; "" for nothing
	Author string    `json:"author,omitempty"`
	At     time.Time `json:"at,omitzero"`
}

// Conflict is something that both sides did differently.
type Conflict struct {
	Key     string   `json:"key"` // names it as long as the two workspaces stay as they are
	Kind    app.Kind `json:"kind"`
	ID      string   `json:"id"`
	Title   string   `json:"title"` // of the record
	About   string   `json:"about"` // the field, or what happened, in words
	Base    string   `json:"base,omitempty"`
	Ours    State    `json:"ours"`
	Theirs  State    `json:"theirs"`
	Options []Side   `json:"options"` // what can be chosen, the proposal first; one alone is settled by a rule
	Choice  Side     `json:"choice"`
	Why     string   `json:"why,omitempty"` // the rule that settles it, or the reason of the proposal
}

// Settled reports whether a rule decides it and nobody is asked.
func (c Conflict) Settled() bool { return len(c.Options) == 1 }

// Count says what becomes of the records of one kind.
type Count struct {
	Kind      app.Kind `json:"kind"`
	Kept      int      `json:"kept"`    // of ours, that stay as they are
	New       int      `json:"new"`     // taken from theirs
	Changed   int      `json:"changed"` // of ours, that take changes from theirs
	Removed   int      `json:"removed"` // of ours, deleted in theirs
	Same      int      `json:"same"`    // touched in theirs, and already so here
	Conflicts int      `json:"conflicts"`
	Left      int      `json:"left"` // of theirs, not taken
}

// Left is something of theirs that is not taken.
type Left struct {
	Kind  app.Kind `json:"kind"`
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Why   string   `json:"why"`
}

// Plan is what a merge would do.
type Plan struct {
	Relation  Relation   `json:"relation"`
	Counts    []Count    `json:"counts"`    // kinds that are concerned, in their order
	Conflicts []Conflict `json:"conflicts"` // in the order of kinds
	Left      []Left     `json:"left"`
	Notices   []string   `json:"notices"`          // what else has to be known before
	Coders    []string   `json:"coders,omitempty"` // who made what comes from a pack, sorted
	Pack      *app.Pack  `json:"pack,omitempty"`

	changes []app.Change
	note    *app.Merged
}

// Changes is how many records change.
func (p *Plan) Changes() int { return len(p.changes) }

// Open counts the conflicts that somebody has to decide.
func (p *Plan) Open() int {
	n := 0
	for _, c := range p.Conflicts {
		if !c.Settled() {
			n++
		}
	}
	return n
}

// Sum adds up the counts of all kinds.
func (p *Plan) Sum() (s Count) {
	for _, c := range p.Counts {
		s.Kept, s.New, s.Changed, s.Removed = s.Kept+c.Kept, s.New+c.New, s.Changed+c.Changed, s.Removed+c.Removed
		s.Same, s.Conflicts, s.Left = s.Same+c.Same, s.Conflicts+c.Conflicts, s.Left+c.Left
	}
	return s
}

// Plan says what merging another workspace would do. It changes nothing. Returns EInvalid where both are the same file.
func (s *Service) Plan(ctx context.Context, other Store, choices Choices, p app.Progress) (plan *Plan, err error) {
	err = s.Store.LookToMerge(ctx, func(ours app.MergeView) error {
		return other.LookToMerge(ctx, func(theirs app.MergeView) error {
			plan, err = (&planner{ctx: ctx, ours: ours, theirs: theirs, choices: choices, progress: p}).run()
			return err
		})
	})
	return plan, err
}

// usualStep is how many changes one entry of the journal holds at most: one is read whole when it is undone or shown.
const usualStep = 50_000

// Merge takes what is new in another workspace, called name, as one step. Conflicts end as choices say. Returns the plan that was carried
// out; one without changes stored nothing. Errors are those of Plan and of Log.Commit: EConflict when somebody changed a record meanwhile.
func (s *Service) Merge(ctx context.Context, other Store, name string, choices Choices, p app.Progress) (*Plan, error) {
	plan, err := s.Plan(ctx, other, choices, p)
	if err != nil {
		return nil, err
	}
	return plan, s.Apply(ctx, plan, name, p)
}

// Apply carries out a plan of merging the workspace called name. Returns EConflict when somebody changed here what the plan was made from.
func (s *Service) Apply(ctx context.Context, plan *Plan, name string, p app.Progress) error {
	label := "Merge " + name
	changes := plan.changes
	if plan.note != nil {
		plan.note.Stamp = s.Hand.Stamp()
		changes = append(changes, app.Change{After: plan.note})
	}
	var steps []*app.ChangeSet
	for part := range slices.Chunk(changes, cmp.Or(s.Step, usualStep)) {
		cs := s.Hand.Begin(label)
		cs.Changes = part
		steps = append(steps, cs)
	}
	done, total := 0, int64(len(changes))
	stored := func(part, _ int64, what string) { p.Report(int64(done)+part, total, what) }
	return s.Log.CommitAll(app.WithProgress(ctx, stored), steps, func(n int) {
		done = n
		p.Report(int64(n), total, "Merging")
	})
}
