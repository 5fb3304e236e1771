// Package across reads studies side by side: which themes of different studies say the same, which tags mean the same, and
// where studies contradict each other. The machine proposes; a person accepts.
package across

import (
	"context"

	"throughline/app"
)

// Store is what the use case asks of the workspace.
type Store interface {
	app.PaperStore
	Studies(ctx context.Context) ([]app.Study, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	ThemeSamples(ctx context.Context, most int) ([]app.Sample, error)
	TagSamples(ctx context.Context, most int) ([]app.Sample, error)
	PlacementsIn(ctx context.Context, themes []app.ThemeID) ([]app.Placement, error)
	SharedThemes(ctx context.Context) ([]app.Shared, error)
	ThemeMoods(ctx context.Context) ([]app.Mood, error)
	TagMoods(ctx context.Context) ([]app.Mood, error)
}

// Service compares studies. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// perHolder is how many findings of a theme or tag are read to compare it with others.
const perHolder = 60

// seed makes what is drawn by lot the same each time.
const seed = 1
