package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Merged says that the work of two workspaces was brought together: both journals as far as these steps. It travels with the workspace, so that
// every copy knows what it has of others. Nothing in it is personal.
type Merged struct {
	ID    MergedID      `json:"id"`    // MergedIDOf Heads: both sides that merge with each other note the same
	Heads []ChangeSetID `json:"heads"` // the newest steps in force of the two, ascending
	Stamp
}

// MergedIDOf is the id of the note that two journals were brought together as far as these steps, whoever brought them together.
func MergedIDOf(a, b ChangeSetID) MergedID {
	heads := []string{string(a), string(b)}
	slices.Sort(heads)
	sum := sha256.Sum256([]byte(strings.Join(heads, "/")))
	return MergedID(hex.EncodeToString(sum[:16]))
}

// Ref names the record.
func (m *Merged) Ref() Ref { return Ref{KindMerged, string(m.ID)} }

// Filed says that it belongs to the workspace.
func (m *Merged) Filed() Filing { return Filing{} }

// Called is the day.
func (m *Merged) Called() string { return "merge of " + string(DateOf(m.Created)) }

// Validate refuses anything but two steps.
func (m *Merged) Validate() error {
	if len(m.Heads) != 2 || m.Heads[0] == "" || m.Heads[1] < m.Heads[0] {
		return Invalid("A merge is of two workspaces.", "")
	}
	return nil
}

// Equal reports whether o is the same note.
func (m *Merged) Equal(o Record) bool { return samePaper(m, o) }

// Pack says that a workspace is a part of another that a colleague was given to code. A pack holds one such record.
type Pack struct {
	ID         PackID        `json:"id"`
	Study      StudyID       `json:"study"`
	Interviews []InterviewID `json:"interviews"` // that may be coded, by id
	Origin     string        `json:"origin"`     // name of the file it was taken from
	Head       ChangeSetID   `json:"head"`       // the newest step in force there
	Blind      bool          `json:"blind,omitempty"`
	Covered    int           `json:"covered,omitempty"` // turns whose words consent kept back
	Without    int           `json:"without,omitempty"` // interviews left out, because somebody in them did not allow a transcript
	Stamp
}

// Ref names the record.
func (p *Pack) Ref() Ref { return Ref{KindPack, string(p.ID)} }

// Filed says whose part it is.
func (p *Pack) Filed() Filing { return Filing{Study: p.Study, Once: "pack"} }

// Called is the file it comes from.
func (p *Pack) Called() string { return "part of " + p.Origin }

// Validate refuses a pack of nothing.
func (p *Pack) Validate() error {
	if p.Study == "" || len(p.Interviews) == 0 {
		return Invalid("A part to code needs interviews.", "Choose at least one.")
	}
	return nil
}

// Equal reports whether o is the same pack.
func (p *Pack) Equal(o Record) bool { return samePaper(p, o) }

// Trace is an entry of a journal as far as the kinship of two workspaces is told by it.
type Trace struct {
	Seq   int64
	ID    ChangeSetID
	State EntryState
	Bytes int // of its changes; 0 when they are no longer kept
}

// Use is one record that refers to another and could not stay without it.
type Use struct {
	Of, By Ref
}

// RevisionMark is a revision of a text without its words.
type RevisionMark struct {
	ID        TranscriptID
	Interview InterviewID
	Revision  int
	Note      string
}

// MergeView reads a workspace as it is at one moment, to bring it together with another.
type MergeView interface {
	// Traces lists the journal in the order of its steps, those that were taken back and overtaken as well.
	Traces(ctx context.Context) ([]Trace, error)
	// Retrace hands over entries of the journal by their numbers, in the order given, as they were committed.
	Retrace(ctx context.Context, seqs []int64, do func(cs *ChangeSet) error) error
	// Totals counts the records of each kind.
	Totals(ctx context.Context) (map[Kind]int, error)
	// IDs lists the records of a kind in the order in which they were made; placements by theme, then by finding.
	IDs(ctx context.Context, k Kind) ([]string, error)
	// Stored returns those of some ids that are stored, in no particular order. Not for placements.
	Stored(ctx context.Context, k Kind, ids []string) ([]string, error)
	// Some hands over the records with these ids, in the order of the ids. Those that are not stored are passed over.
	Some(ctx context.Context, k Kind, ids []string, do func(Record) error) error
	// Users tells what could not stay without some records of one kind.
	Users(ctx context.Context, k Kind, ids []string) ([]Use, error)
	// Placed returns what stands on boards of some findings, by finding, then by theme.
	Placed(ctx context.Context, findings []string) ([]Placement, error)
	// Marks lists the revisions of the texts of some interviews, by interview, then by revision.
	Marks(ctx context.Context, interviews []string) ([]RevisionMark, error)
}

// ErasedMark is what a certificate keeps of the id of somebody who was erased: with it a copy that still holds them is recognised, and nothing
// else can be told from it.
func ErasedMark(id ParticipantID) string {
	sum := sha256.Sum256([]byte("erased/" + string(id)))
	return hex.EncodeToString(sum[:12])
}
