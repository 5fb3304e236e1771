package app

import "context"

// Scrub is what an erasure makes of a workspace: of each state of each record, whether it is in force or only in the history. Equal
// states become equal states, so that a step of the history still leads from one to the next.
type Scrub interface {
	// Record returns what is to be kept of a state: the same pointer when all of it is, another state, or nil when it goes.
	Record(r Record) Record
	// Goes reports whether a record goes altogether.
	Goes(r Ref) bool
	// Words returns what is to be kept of words that stand outside a record, such as the label of a step.
	Words(text string) string
}

// ErasureView reads a workspace from end to end for an erasure, in constant memory.
type ErasureView interface {
	// Records hands over the records of a kind, in the order in which they were made. Placements are left out.
	Records(ctx context.Context, k Kind, do func(Record) error) error
	// Steps hands over the steps whose changes are kept, oldest first, each with its changes of records of some kinds. Texts and files
	// that are in force come without content.
	Steps(ctx context.Context, kinds []Kind, do func(changes []Change) error) error
	// Labels hands over the labels of all steps.
	Labels(ctx context.Context, do func(label string) error) error
}

// ErasureOrder is an erasure that was planned from a view, to be carried out in the same transaction.
type ErasureOrder struct {
	Scrub Scrub
	Label string     // of the step that stays in the history, without changes; "" for none
	Hand  Hand       // who signs it
	Paper *Erasure   // is stored with it; nil for none
	After *ChangeSet // a step to commit once all is done, such as marking insights; nil for none
}

// ErasureCount is what storage did for an erasure, beyond the records.
type ErasureCount struct {
	Steps  int // of the history that were changed
	Erased int // of the history that lost all they held
}

// EntryErased is a step whose changes went with an erasure: it stays listed with author and time, and undo passes over it.
const EntryErased EntryState = 4

// ErasedLabel is what a step is called whose changes went with an erasure.
const ErasedLabel = "Contents erased"

// Erased stands in texts for what was erased.
const Erased = "[erased]"
