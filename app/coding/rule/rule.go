// Package rule finds passages by what they say, who says it or what was asked, and tags those a person chose: auto-coding
// that is seen before it is done and taken back as one step.
package rule

import (
	"context"

	"throughline/app"
)

// Store is what rules ask of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Studies(ctx context.Context) ([]app.Study, error)
	InterviewsToRead(ctx context.Context, study app.StudyID, only []app.InterviewID, phrases []string) ([]app.InterviewID, error)
	Readings(ctx context.Context, ids []app.InterviewID, cues bool) ([]app.Reading, error)
	TagsAt(ctx context.Context, ids []app.InterviewID, tags []app.TagID) ([]app.TagAt, error)
	FindingsAt(ctx context.Context, places []app.Place) ([]app.Finding, error)
	Rules(ctx context.Context, study app.StudyID) ([]app.Rule, error)
}

// Service finds and tags by rule. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// pageSize is how many interviews are read at once: some megabytes of text.
const pageSize = 24

// MaxHits bounds what one rule finds. More is no choice anybody makes with their eyes; the rule says too little.
const MaxHits = 50_000
