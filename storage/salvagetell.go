package storage

import (
	"context"
	"fmt"
	"strings"
	"time"

	"throughline/app"
)

// changed is when a record was changed last.
func changed(r app.Record) time.Time {
	var last time.Time
	for _, t := range moments(r) {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// tell counts by kind what is in the new workspace and what is known to be gone.
func (m *merger) tell(ctx context.Context) error {
	sums, err := numbers(ctx, m.raw.db, "SELECT coalesce(sum(findings), 0) FROM study_holding")
	if err != nil {
		return err
	}
	held := int(sums[0]) // findings that there were when the file was whole
	for _, n := range allNouns {
		kinds := []app.Kind{n.kind}
		if n.kind == "" {
			kinds = m.papers()
		}
		for _, k := range kinds {
			c := app.SalvageCount{Kind: k, Saved: len(m.saved[k]), FromHistory: m.history[k]}
			if c.Lost, err = m.lost(ctx, k); err != nil {
				return err
			}
			if k == app.KindFinding {
				c.Lost = max(c.Lost, held-c.Saved)
			}
			if c.Saved+c.Lost == 0 {
				continue
			}
			m.report.Kinds = append(m.report.Kinds, c)
			if c.Lost > 0 {
				m.report.Gone = append(m.report.Gone, fmt.Sprintf("%s cannot be saved.", app.Count(c.Lost, string(k))))
			}
		}
	}
	return nil
}

// papers are the kinds of papers that were met.
func (m *merger) papers() []app.Kind {
	var kinds []app.Kind
	for _, k := range m.order {
		if tableOf(k) == "paper" {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// lost counts the records of a kind that a table or the history speaks of and that are not saved.
func (m *merger) lost(ctx context.Context, kind app.Kind) (n int, err error) {
	query, args := "SELECT guid FROM salvage_final WHERE kind = ?1 AND body <> ''", []any{string(kind)}
	if table := tableOf(kind); table != "" {
		query += " UNION SELECT guid FROM " + table + " WHERE guid NOT IN (SELECT guid FROM salvage_final WHERE kind = ?1 AND body = '')"
		if table == "paper" {
			query += " AND kind = ?1"
		}
	}
	guids, err := texts(ctx, m.raw.db, query, args...)
	for _, g := range guids {
		if !m.saved[kind][g] {
			n++
		}
	}
	return n, err
}

// tableOf is the table whose rows have the guids of a kind, "" for placements, which have none.
func tableOf(kind app.Kind) string {
	words := strings.Fields(idQueries[kind])
	if len(words) < 4 {
		return ""
	}
	return words[3]
}
