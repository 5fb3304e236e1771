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
	need := beside{consent: query.Rows == app.AxisSound || query.Columns == app.AxisSound}
	err = s.consultWith(ctx, "cross-table", &query.Find, need, func(t *column.Table, given column.Given) { out, failed = t.Cross(&query, given) }, nil)
	if err == nil {
		err = failed
	}
	return out, err
}

// TagPairs counts the tags that the findings of a query carry, and how they meet. Order and page are ignored. Errors are those of Findings.
func (s *Store) TagPairs(ctx context.Context, query app.FindingQuery) (out app.TagPairs, err error) {
	err = s.consult(ctx, "tag pairs", &query, func(t *column.Table, given column.Given) { out = t.Pairs(&query, given) }, nil)
	return out, err
}

// Tracks lists the findings of a query by interview, in the order of interviews by date and title; those that the query allows are there
// without a finding as well. Order and page are ignored. Returns ETooLarge for more than 300,000 findings; other errors are those of Findings.
func (s *Store) Tracks(ctx context.Context, query app.FindingQuery) (all []app.Track, err error) {
	var failed error
	err = s.consultWith(ctx, "tracks", &query, beside{turns: true}, func(t *column.Table, given column.Given) { all, failed = t.Tracks(&query, given) }, nil)
	if err == nil {
		err = failed
	}
	return all, err
}
