package storage

import (
	"context"
	"slices"

	"throughline/app"
)

// goneNames bounds how many names of deleted records are looked up in the journal for one question.
const goneNames = 100

// Titles returns what records are called: now or, for up to 100 that are gone, when the journal saw them last. Records of
// which nothing is known are missing from the result, and so are those that have no name.
func (s *Store) Titles(ctx context.Context, refs []app.Ref) (names map[app.Ref]string, err error) {
	names = make(map[app.Ref]string, len(refs))
	err = s.read(ctx, "history", func(q querier) error {
		found, err := namesOf(ctx, q, refs)
		if err != nil {
			return err
		}
		for _, n := range found {
			names[n.Ref] = n.Name
		}
		var files []string
		for _, r := range refs {
			if r.Kind == app.KindSource {
				files = append(files, r.ID)
			}
		}
		if err := each(ctx, q, func(row scanner) error {
			ref := app.Ref{Kind: app.KindSource}
			var name string
			err := row.Scan(&ref.ID, &name)
			names[ref] = name
			return err
		}, "SELECT guid, name FROM source WHERE guid IN (SELECT value FROM json_each(?))", list(files)); err != nil {
			return err
		}
		return goneTitles(ctx, q, refs, names)
	})
	return names, err
}

// goneTitles adds the names of records that are no longer stored. A few queries each: they are rare, and bounded.
func goneTitles(ctx context.Context, q querier, refs []app.Ref, names map[app.Ref]string) error {
	looked := 0
	for _, r := range refs {
		if _, ok := names[r]; ok || r.Kind == app.KindPlacement || r.Kind == app.KindTranscript {
			continue
		}
		if looked++; looked > goneNames {
			return nil
		}
		name, err := lastName(ctx, q, r)
		if err != nil {
			return err
		}
		if name != "" {
			names[r] = name
		}
	}
	return nil
}

// lastName is what a record was called when it was last seen in the journal, "" if it never was.
func lastName(ctx context.Context, q querier, r app.Ref) (string, error) {
	seqs, err := numbers(ctx, q, "SELECT r.seq FROM journal_ref r CROSS JOIN journal j INDEXED BY journal_list ON j.seq = r.seq WHERE r.ref = ? AND j.state <> 3 AND j.bytes > 0 ORDER BY r.seq DESC LIMIT 3", refKey(r))
	if err != nil {
		return "", err
	}
	for _, seq := range seqs {
		changes, err := entryChanges(ctx, q, seq, r)
		if err != nil && app.CodeOf(err) != app.EDamaged {
			return "", err
		}
		for _, c := range slices.Backward(changes) {
			if c.Ref() != r {
				continue
			}
			if c.After != nil {
				return app.NameOf(c.After), nil
			}
			return app.NameOf(c.Before), nil
		}
	}
	return "", nil
}
