package reporttest

import (
	"context"

	"throughline/app"
)

// Decisions returns what was decided.
func (s *Store) Decisions(context.Context, app.StudyID, app.InsightID) ([]app.Decision, error) {
	return s.Decided, s.Failing
}

// Named knows no names: reports of queries are tried on a real store.
func (s *Store) Named(context.Context, []app.Ref) ([]app.Named, error) { return nil, s.Failing }

// CrossTab refuses: reports of queries are tried on a real store.
func (s *Store) CrossTab(context.Context, app.CrossQuery) (app.CrossTab, error) {
	return app.CrossTab{}, app.Invalid("The store in memory counts nothing over two axes.", "")
}

// Publications knows none: they are tried on a real store.
func (s *Store) Publications(context.Context, app.InsightID) ([]app.Publication, error) {
	return nil, s.Failing
}
