package report

import (
	"context"

	"throughline/app"
)

// Store is what reports read. An empty study means all studies. See storage.Store for the orders.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Counts(ctx context.Context, study app.StudyID) (app.Counts, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	FirstPlacementsIn(ctx context.Context, themes []app.ThemeID, most int) ([]app.Placement, error)
	Insights(ctx context.Context, study app.StudyID) ([]app.InsightRow, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	CrossTab(ctx context.Context, q app.CrossQuery) (app.CrossTab, error)
	Named(ctx context.Context, refs []app.Ref) ([]app.Named, error)
	Publications(ctx context.Context, insight app.InsightID) ([]app.Publication, error)
	Decisions(ctx context.Context, study app.StudyID, insight app.InsightID) ([]app.Decision, error)
}
