// Package exchange carries interviews into a workspace: files to Bundles, Bundles to canonical transcripts,
// transcripts to one undoable step.
package exchange

import (
	"context"
	"strings"
	"sync"

	"throughline/app"
	"throughline/app/format"
)

// Store is what an import asks of the workspace.
type Store interface {
	SourceByHash(ctx context.Context, hash string, study app.StudyID) (app.SourceID, string, bool, error)
	ParticipantsByCode(ctx context.Context) (map[string]app.Participant, error)
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
}

// Service imports files. Its methods are safe for concurrent use; a second import waits for the first, so that both know the
// same people and files.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
	Cache string // folder for what a reader compiles, kept between runs; "" keeps nothing

	once sync.Once
	turn chan struct{} // holds one token while an import runs
}

// begin waits for the import that runs now, if any, or for the end of ctx. end lets the next one begin.
func (s *Service) begin(ctx context.Context) (end func(), err error) {
	s.once.Do(func() { s.turn = make(chan struct{}, 1) })
	select {
	case s.turn <- struct{}{}:
		return func() { <-s.turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Options says where files go and how they are read.
type Options struct {
	Study     app.StudyID               // required for Import
	Method    string                    // of the interviews; "" takes the study's
	Encoding  string                    // forced for text files; "" detects
	Mappings  map[string]format.Mapping // columns of table files, by path as given; others are guessed
	Titles    map[string]string         // title by path, for files of one interview; others come from the document or the file name
	Moderator map[string]string         // moderator's speaker label by path, "" for none; others are guessed
	Codes     map[string]string         // participant code by path, for files of one interview
	Update    bool                      // update respondents of surveys who are here, by their code; see workspace.Importer
	Without   map[string]bool           // respondents left out, by CodeKey
	Again     bool                      // import files the study already holds once more
}

// Status is what became of one file.
type Status string

// What became of a file.
const (
	Imported  Status = "imported"  // or, in a preview, would be
	Duplicate Status = "duplicate" // the study holds the same bytes already
	Failed    Status = "failed"    // see Err
	Skipped   Status = "skipped"   // not a kind of file that holds interviews, or the import was stopped before it
)

// FileResult tells what became of one file.
type FileResult struct {
	Path       string
	Status     Status
	Format     string
	Encoding   string
	Title      string // of the first document
	Date       app.Date
	Language   string
	Interviews []app.InterviewID // empty in a preview
	Documents  int
	Words      int
	Turns      int
	Speakers   []string // labels, in order of appearance, over all documents (at most 20)
	Moderator  string
	Code       string  // of the first document's participant
	Findings   int     // made of what is marked in the file
	Tags       int     // made for them, where the codebook had none of that name
	Update     *Update // of respondents who were here, where they were asked for
	Warnings   []string
	Lost       []app.Loss
	Err        error // why it failed, or the note on a duplicate
}

// Update is what a survey that comes again changes for respondents who are here.
type Update struct {
	Answers  int `json:"answers"`  // respondents with other answers: a revision of their text
	Facts    int `json:"facts"`    // respondents with other facts
	Same     int `json:"same"`     // respondents of whom the file says nothing new
	Kept     int `json:"kept"`     // respondents whose text somebody edited here: it stays, though the file differs
	Findings int `json:"findings"` // that go along with their passages
	Lost     int `json:"lost"`     // whose passage the new answers do not have: they stay on the revision that has it
}

// Text says it in a sentence.
func (u *Update) Text() string {
	parts := []string{app.Count(u.Answers, "respondent") + " with other answers", app.Number(u.Facts) + " with other facts", app.Number(u.Same) + " as they were"}
	if u.Kept > 0 {
		parts = append(parts, app.Number(u.Kept)+" edited here and left alone")
	}
	if u.Findings+u.Lost > 0 {
		parts = append(parts, app.Count(u.Findings, "finding")+" kept, "+app.Number(u.Lost)+" left on the older text")
	}
	return "Here already: " + strings.Join(parts, ", ") + "."
}

// Result is what became of all files, in the order found.
type Result struct {
	Files []FileResult
	Batch app.ChangeSetID // the step's batch; "" when nothing was imported
}

// Count returns how many files ended with a status.
func (r Result) Count(s Status) int {
	n := 0
	for _, f := range r.Files {
		if f.Status == s {
			n++
		}
	}
	return n
}

// Interviews returns how many interviews came in, or would.
func (r Result) Interviews() int {
	n := 0
	for _, f := range r.Files {
		if f.Status == Imported {
			n += f.Documents
		}
	}
	return n
}
