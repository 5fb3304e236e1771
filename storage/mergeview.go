package storage

import (
	"context"
	"strings"

	"throughline/app"
)

// mergeView reads one snapshot of a workspace for a merge.
type mergeView struct{ eraseView }

// LookToMerge lets do look at the workspace as it is at one moment, to bring it together with another.
func (s *Store) LookToMerge(ctx context.Context, do func(app.MergeView) error) error {
	return s.read(ctx, "merge", func(q querier) error { return do(mergeView{eraseView{q}}) })
}

// Traces implements app.MergeView.
func (v mergeView) Traces(ctx context.Context) ([]app.Trace, error) {
	return collect(ctx, v.q, func(row scanner) (t app.Trace, err error) { return t, row.Scan(&t.Seq, &t.ID, &t.State, &t.Bytes) },
		"SELECT seq, guid, state, bytes FROM journal INDEXED BY journal_list ORDER BY seq")
}

// Retrace implements app.MergeView.
func (v mergeView) Retrace(ctx context.Context, seqs []int64, do func(*app.ChangeSet) error) error {
	for _, seq := range seqs { // a query each on purpose: all payloads at once would not fit into memory
		if err := ctx.Err(); err != nil {
			return err
		}
		var cs app.ChangeSet
		var payload []byte
		if err := one(ctx, v.q, "SELECT guid, label, author, at, batch, payload FROM journal WHERE seq = ?", []any{seq},
			&cs.ID, &cs.Label, &cs.Author, moment{&cs.At}, &cs.Batch, &payload); err != nil {
			return err
		}
		err := eachLine(payload, func(text []byte) error {
			c, err := sketch(ctx, v.q, text)
			cs.Changes = append(cs.Changes, c)
			return err
		})
		if err == nil {
			err = do(&cs)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Totals implements app.MergeView.
func (v mergeView) Totals(ctx context.Context) (map[app.Kind]int, error) {
	all := map[app.Kind]int{}
	count := func(row scanner) error {
		var k app.Kind
		var n int
		err := row.Scan(&k, &n)
		if n > 0 {
			all[k] = n
		}
		return err
	}
	parts := []string{"SELECT 'placement', count(*) FROM placement"}
	for _, k := range rewriteOrder {
		if e, ok := erasedKinds[k]; ok {
			parts = append(parts, "SELECT '"+string(k)+"', count(*) FROM "+e.table)
		}
	}
	if err := each(ctx, v.q, count, strings.Join(parts, " UNION ALL ")); err != nil {
		return nil, err
	}
	return all, each(ctx, v.q, count, "SELECT kind, count(*) FROM paper GROUP BY kind")
}

// IDs implements app.MergeView.
func (v mergeView) IDs(ctx context.Context, k app.Kind) ([]string, error) {
	if k == app.KindPlacement {
		return texts(ctx, v.q, "SELECT t.guid || '/' || f.guid"+placementTables+"ORDER BY l.theme_id, l.finding_id")
	}
	ids, _, _, err := v.ids(ctx, k)
	return ids, err
}

// Stored implements app.MergeView.
func (v mergeView) Stored(ctx context.Context, k app.Kind, ids []string) (all []string, err error) {
	table := "paper"
	if e, ok := erasedKinds[k]; ok {
		table = e.table
	}
	for len(ids) > 0 { // a query a chunk on purpose, as below
		n := min(10000, len(ids))
		found, err := texts(ctx, v.q, "SELECT guid FROM "+table+" WHERE guid IN (SELECT value FROM json_each(?))", list(ids[:n]))
		if err != nil {
			return nil, err
		}
		all, ids = append(all, found...), ids[n:]
	}
	return all, nil
}

// Some implements app.MergeView.
func (v mergeView) Some(ctx context.Context, k app.Kind, ids []string, do func(app.Record) error) error {
	some, chunk := someOf(listPapers, "p.guid"), 200
	if e, ok := erasedKinds[k]; ok {
		some, chunk = e.some, e.chunk
	}
	if k == app.KindPlacement {
		some, chunk = somePlacements, 1000
	}
	for len(ids) > 0 { // a query a chunk on purpose: all records at once would not fit into memory
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(chunk, len(ids))
		found, err := some(ctx, v.q, list(ids[:n]))
		if err != nil {
			return err
		}
		byID := make(map[string]app.Record, len(found))
		for _, r := range found {
			if r.Ref().Kind == k {
				byID[r.Ref().ID] = r
			}
		}
		for _, id := range ids[:n] {
			if r := byID[id]; r != nil {
				if err := do(r); err != nil {
					return err
				}
			}
		}
		ids = ids[n:]
	}
	return nil
}

// somePlacements reads the placements whose ids are in a JSON list.
func somePlacements(ctx context.Context, q querier, ids string) ([]app.Record, error) {
	found, err := listPlacements(ctx, q, `WHERE (l.theme_id, l.finding_id) IN (SELECT a.id, b.id FROM json_each(?) j
		JOIN theme a ON a.guid = substr(j.value, 1, instr(j.value, '/') - 1) JOIN finding b ON b.guid = substr(j.value, instr(j.value, '/') + 1))`, ids)
	all := make([]app.Record, len(found))
	for i, p := range found {
		all[i] = p
	}
	return all, err
}

// usersOf are, for each kind that others refer to, the queries for kind and id of those that do, and the id of what they refer to. ?1 is a JSON
// list of ids.
var usersOf = map[app.Kind][]string{
	app.KindStudy: {"SELECT 'interview', u.guid, s.guid FROM interview u" + ofStudy, "SELECT 'tag', u.guid, s.guid FROM tag u" + ofStudy,
		"SELECT 'finding', u.guid, s.guid FROM finding u" + ofStudy, "SELECT 'theme', u.guid, s.guid FROM theme u" + ofStudy,
		"SELECT 'insight', u.guid, s.guid FROM insight u" + ofStudy, "SELECT 'memo', u.guid, s.guid FROM memo u" + ofStudy,
		"SELECT 'rule', u.guid, s.guid FROM rule u" + ofStudy, "SELECT 'view', u.guid, s.guid FROM saved_view u" + ofStudy,
		"SELECT 'recommendation', u.guid, s.guid FROM recommendation u" + ofStudy, "SELECT 'decision', u.guid, s.guid FROM decision u" + ofStudy,
		"SELECT u.kind, u.guid, s.guid FROM paper u" + ofStudy},
	app.KindParticipant: {"SELECT 'interview', i.guid, p.guid FROM participant p JOIN interview_speaker u ON u.participant_id = p.id JOIN interview i ON i.id = u.interview_id" + ofThese,
		"SELECT 'finding', u.guid, p.guid FROM participant p JOIN finding u ON u.participant_id = p.id" + ofThese,
		"SELECT u.kind, u.guid, p.guid FROM participant p JOIN paper u ON u.participant_id = p.id" + ofThese},
	app.KindSource: {"SELECT 'interview', u.guid, p.guid FROM source p JOIN interview u ON u.source_id = p.id" + ofThese},
	app.KindInterview: {"SELECT 'transcript', u.guid, p.guid FROM interview p JOIN transcript u ON u.interview_id = p.id" + ofThese,
		"SELECT 'finding', u.guid, p.guid FROM interview p JOIN finding u ON u.interview_id = p.id" + ofThese,
		"SELECT 'rejection', u.guid, p.guid FROM interview p JOIN rejection u ON u.interview_id = p.id" + ofThese,
		"SELECT u.kind, u.guid, p.guid FROM interview p JOIN paper u ON u.interview_id = p.id" + ofThese},
	app.KindTranscript: {"SELECT 'finding', u.guid, p.guid FROM transcript p JOIN finding u ON u.transcript_id = p.id" + ofThese},
	app.KindTag: {"SELECT 'finding', f.guid, p.guid FROM tag p JOIN finding_tag u ON u.tag_id = p.id JOIN finding f ON f.id = u.finding_id" + ofThese,
		"SELECT 'rejection', u.guid, p.guid FROM tag p JOIN rejection u ON u.tag_id = p.id" + ofThese,
		"SELECT 'tag', u.guid, p.guid FROM tag p JOIN tag u ON p.id IN (u.parent_id, u.replaced_by_id, u.maps_to_id)" + ofThese},
	app.KindFinding: {"SELECT 'placement', t.guid || '/' || p.guid, p.guid FROM finding p JOIN placement u ON u.finding_id = p.id JOIN theme t ON t.id = u.theme_id" + ofThese,
		"SELECT 'insight', i.guid, p.guid FROM finding p JOIN evidence u ON u.finding_id = p.id JOIN insight i ON i.id = u.insight_id" + ofThese},
	app.KindTheme: {"SELECT 'placement', p.guid || '/' || f.guid, p.guid FROM theme p JOIN placement u ON u.theme_id = p.id JOIN finding f ON f.id = u.finding_id" + ofThese,
		"SELECT 'insight', i.guid, p.guid FROM theme p JOIN evidence u ON u.theme_id = p.id JOIN insight i ON i.id = u.insight_id" + ofThese},
	app.KindInsight: {"SELECT 'publication', u.guid, p.guid FROM insight p JOIN publication u ON u.insight_id = p.id" + ofThese},
}

const (
	ofStudy = " JOIN study s ON s.id = u.study_id WHERE s.guid IN (SELECT value FROM json_each(?1)) ORDER BY u.id"
	ofThese = " WHERE p.guid IN (SELECT value FROM json_each(?1)) ORDER BY 3, 2"
)

// Users implements app.MergeView.
func (v mergeView) Users(ctx context.Context, k app.Kind, ids []string) (all []app.Use, err error) {
	for _, query := range usersOf[k] {
		found, err := collect(ctx, v.q, func(row scanner) (u app.Use, err error) {
			u.Of.Kind = k
			return u, row.Scan(&u.By.Kind, &u.By.ID, &u.Of.ID)
		}, query, list(ids))
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// Placed implements app.MergeView.
func (v mergeView) Placed(ctx context.Context, findings []string) ([]app.Placement, error) {
	found, err := listPlacements(ctx, v.q, "WHERE f.guid IN (SELECT value FROM json_each(?)) ORDER BY f.guid, t.guid", list(findings))
	return values(found), err
}

// Marks implements app.MergeView.
func (v mergeView) Marks(ctx context.Context, interviews []string) ([]app.RevisionMark, error) {
	return collect(ctx, v.q, func(row scanner) (m app.RevisionMark, err error) {
		return m, row.Scan(&m.ID, &m.Interview, &m.Revision, &m.Note)
	},
		`SELECT t.guid, i.guid, t.revision, t.note FROM transcript t JOIN interview i ON i.id = t.interview_id
		WHERE i.guid IN (SELECT value FROM json_each(?)) ORDER BY i.guid, t.revision`, list(interviews))
}
