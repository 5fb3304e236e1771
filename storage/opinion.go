package storage

import (
	"context"

	"throughline/app"
)

func listOpinionWords(ctx context.Context, q querier, where string, args ...any) ([]*app.OpinionWord, error) {
	return collect(ctx, q, func(row scanner) (*app.OpinionWord, error) {
		o := new(app.OpinionWord)
		return o, row.Scan(&o.ID, &o.Words, &o.Weight, &o.Author, moment{&o.Created}, moment{&o.Modified})
	}, "SELECT o.guid, o.words, o.weight, o.author, o.created, o.modified FROM opinion_word o "+where, args...)
}

func opinionValues(o *app.OpinionWord) []any {
	author, created, modified := stamp(o.Stamp)
	return []any{o.Words, o.Weight, author, created, modified, string(o.ID)}
}

func insertOpinionWord(w *writer, o *app.OpinionWord) error {
	return w.exec("INSERT INTO opinion_word (words, weight, author, created, modified, guid) VALUES (?,?,?,?,?,?)", opinionValues(o)...)
}

func updateOpinionWord(w *writer, _, o *app.OpinionWord) error {
	return w.must("UPDATE opinion_word SET words=?, weight=?, author=?, created=?, modified=? WHERE guid=?", opinionValues(o)...)
}

func removeOpinionWord(w *writer, o *app.OpinionWord) error {
	return w.must("DELETE FROM opinion_word WHERE guid=?", string(o.ID))
}

// OpinionWords returns the words of the workspace's own that estimates of sentiment heed, in alphabetical order.
func (s *Store) OpinionWords(ctx context.Context) (all []app.OpinionWord, err error) {
	err = s.read(ctx, "opinion words", func(q querier) error {
		found, err := listOpinionWords(ctx, q, "ORDER BY o.words COLLATE NOCASE, o.guid")
		all = values(found)
		return err
	})
	return all, err
}

// Judged returns at most limit texts of findings with what people said of how they sound, the first judged first: by when the finding was last
// changed.
func (s *Store) Judged(ctx context.Context, limit int) (all []app.Judged, err error) {
	err = s.read(ctx, "judged findings", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (j app.Judged, err error) {
			var v int
			err = row.Scan(&j.Finding, &j.Text, &v)
			j.Sound = app.SoundOf(v)
			return j, err
		}, "SELECT guid, CASE WHEN quote <> '' THEN quote ELSE note END, sentiment FROM finding WHERE sentiment <> 0 ORDER BY modified, guid LIMIT ?", limit)
		return err
	})
	return all, err
}

// Unestimated returns findings without an estimate on the basis named, or changed since, in the order in which they are stored: those behind row
// after, at most limit. Their estimates are empty.
func (s *Store) Unestimated(ctx context.Context, basis string, after int64, limit int) (all []app.EstimateOf, err error) {
	err = s.read(ctx, "findings to estimate", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (e app.EstimateOf, err error) {
			return e, row.Scan(&e.Row, &e.Finding, &e.Text, &e.Changed)
		}, `SELECT f.id, f.guid, CASE WHEN f.quote <> '' THEN f.quote ELSE f.note END, f.modified FROM finding f LEFT JOIN estimate e ON e.finding_id = f.id
			WHERE f.id > ? AND (e.finding_id IS NULL OR e.basis <> ? OR e.changed <> f.modified) ORDER BY f.id LIMIT ?`, after, basis, limit)
		return err
	})
	return all, err
}

// SaveEstimates keeps estimates on a basis. It is no step: undo does not know it. Those of findings that are gone, or changed since they were
// read, are left out. Returns EIO when the workspace is read-only.
func (s *Store) SaveEstimates(ctx context.Context, basis string, all []app.EstimateOf) error {
	return s.write(ctx, "keep estimates", func(w *writer) error {
		for i, e := range all {
			if i%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			ids, err := numbers(ctx, w, `INSERT OR REPLACE INTO estimate (finding_id, changed, basis, sound, score, sure, kinds, urgency)
				SELECT id, modified, ?, ?, ?, ?, ?, ? FROM finding WHERE guid = ? AND modified = ? RETURNING finding_id`,
				basis, string(e.Sound), e.Score, e.Sure, kindBits(e.Kinds), e.Urgency, string(e.Finding), e.Changed)
			if err != nil {
				return err
			}
			for _, id := range ids {
				w.touched.add(app.KindFinding, id)
			}
		}
		return nil
	})
}

// kindBits puts kinds of statement into one number.
func kindBits(kinds []app.StatementKind) (bits int) {
	for i, k := range app.StatementKinds {
		for _, have := range kinds {
			if have == k {
				bits |= 1 << i
			}
		}
	}
	return bits
}

// bitKinds scans a number of kindBits, NULL as none.
type bitKinds struct{ kinds *[]app.StatementKind }

// Scan implements sql.Scanner.
func (b bitKinds) Scan(v any) error {
	n, _ := v.(int64) // STRICT INTEGER, or NULL
	*b.kinds = nil
	for i, k := range app.StatementKinds {
		if n&(1<<i) != 0 {
			*b.kinds = append(*b.kinds, k)
		}
	}
	return nil
}

// maybe scans a number that may be NULL as 0.
type maybe[T int | int64 | float64] struct{ n *T }

// Scan implements sql.Scanner.
func (m maybe[T]) Scan(v any) error {
	switch v := v.(type) {
	case int64:
		*m.n = T(v)
	case float64:
		*m.n = T(v)
	default:
		*m.n = 0
	}
	return nil
}

// soundOf is how finding f sounds: as a person said, otherwise as estimated.
const soundOf = `(CASE WHEN f.sentiment = 0 THEN (SELECT sound FROM estimate WHERE finding_id = f.id) WHEN f.sentiment = 3 THEN 'neutral'
	WHEN f.sentiment = 4 THEN 'mixed' WHEN f.sentiment > 0 THEN 'positive' ELSE 'negative' END)`
