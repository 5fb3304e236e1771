package storage

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/storage/column"
)

// saidAfter is the row ids of findings that start in the stretch of a question of ?1, ascending: from the turn that asks to the next turn of
// the same text that asks any.
const saidAfter = `WITH ask AS (
		SELECT t.id AS text, p.body ->> '$.span.start' AS at, p.body ->> '$.question' AS question
		FROM paper p JOIN transcript t ON t.guid = p.body ->> '$.transcript'
		WHERE p.kind = 'guide link' AND NOT coalesce(p.body ->> '$.refused', 0) AND NOT coalesce(p.body ->> '$.skipped', 0)),
	stretch AS (
		SELECT text, at, question, min(at) OVER (PARTITION BY text ORDER BY at RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS until FROM ask)
	SELECT group_concat(id, ' ') FROM (SELECT DISTINCT f.id AS id FROM stretch s JOIN finding f ON f.transcript_id = s.text
		AND f.end_byte > f.start_byte AND f.start_byte >= s.at AND (s.until IS NULL OR f.start_byte < s.until)
		WHERE s.question IN (SELECT value FROM json_each(?1)) ORDER BY f.id)`

// lookUpAsked finds what was said after the questions of clauses, by column.AskedKey.
func lookUpAsked(ctx context.Context, q querier, clauses []*app.Clause) (map[string][]int64, error) {
	if len(clauses) == 0 {
		return nil, nil
	}
	known, err := collect(ctx, q, func(row scanner) (s string, err error) { return s, row.Scan(&s) },
		"SELECT DISTINCT body ->> '$.question' FROM paper WHERE kind = 'guide link'")
	if err != nil {
		return nil, err
	}
	found := map[string][]int64{}
	for _, c := range clauses {
		var want []string // as links have them
		for _, k := range known {
			if slices.ContainsFunc(c.Values, func(v string) bool { return app.GuideKey(v) == app.GuideKey(k) }) {
				want = append(want, k)
			}
		}
		if found[column.AskedKey(c)], err = packed(ctx, q, saidAfter, list(want)); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func bitsOf(t *column.Table, found map[string][]int64) map[string]column.Bits {
	out := make(map[string]column.Bits, len(found))
	for key, ids := range found {
		out[key] = t.BitsOf(ids)
	}
	return out
}
