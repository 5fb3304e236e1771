// Package analysis puts the language engine to use: it proposes themes and tags, which people accept or leave, and keeps
// the board of themes.
package analysis

import (
	"context"
	"sync"

	"throughline/app"
)

// Store is what analysis asks of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	InterviewFindings(ctx context.Context, id app.InterviewID) ([]app.Finding, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	Board(ctx context.Context, study app.StudyID) (app.Board, error)
	Column(ctx context.Context, c app.ColumnQuery) ([]app.FindingID, error)
	BoardPlacements(ctx context.Context, study app.StudyID) ([]app.Placement, error)
	ThemePlacements(ctx context.Context, theme app.ThemeID) ([]app.Placement, error)
	PlacementsOf(ctx context.Context, study app.StudyID, ids []app.FindingID) ([]app.Placement, error)
	MemosAbout(ctx context.Context, refs []app.Ref) ([]*app.Memo, error)
	BoardSamples(ctx context.Context, study app.StudyID, most int) ([]app.Sample, error)
	Citations(ctx context.Context, study app.StudyID) ([]app.Citation, error)
	Rejections(ctx context.Context, study app.StudyID) ([]app.Rejection, error)
	InterviewsToRead(ctx context.Context, study app.StudyID, only []app.InterviewID, phrases []string) ([]app.InterviewID, error)
	TagsAt(ctx context.Context, ids []app.InterviewID, tags []app.TagID) ([]app.TagAt, error)
	Readings(ctx context.Context, ids []app.InterviewID, cues bool) ([]app.Reading, error)
}

// Service proposes and keeps themes, and suggests tags. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
	Model func() Embedder // the person's own language model, nil while none is on; may be nil

	mu      sync.Mutex
	learned *trained     // of the tags of the study asked for last; nil for nothing
	of      app.StudyID  // that study
	changes int          // counts changes of findings and rejections
	news    []app.Change // the last of these
	read    library      // the findings that were compared last
}
