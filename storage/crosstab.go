package storage

import (
	"context"

	"throughline/app"
	"throughline/storage/column"
)

// CrossTab counts how the findings of a query are spread over two axes, with the people and interviews behind each number. Returns EInvalid for
// a query that says nothing that can be looked for, or an attribute that is not named; ETooLarge for a table of more than two million cells.
func (s *Store) CrossTab(ctx context.Context, query app.CrossQuery) (out app.CrossTab, err error) {
	if err := query.Validate(); err != nil {
		return app.CrossTab{}, err
	}
	var failed error
	err = s.consult(ctx, "cross-table", &query.Find, func(t *column.Table, given column.Given) { out, failed = t.Cross(&query, given) }, nil)
	if err == nil {
		err = failed
	}
	return out, err
}
