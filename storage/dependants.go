package storage

import (
	"context"
	"fmt"

	"throughline/app"
)

// sets name, for each kind of record that others live under, the rows that go with it: iv interviews, tr transcripts, fi
// findings, th themes. ?1 is the row id of the record, which is in its own set.
var sets = map[app.Kind]string{
	app.KindStudy: `WITH iv AS (SELECT id FROM interview WHERE study_id = ?1), ` + under + `,
		th AS (SELECT id FROM theme WHERE study_id = ?1) `,
	app.KindSource:     `WITH iv AS (SELECT id FROM interview WHERE source_id = ?1), ` + under + noThemes,
	app.KindInterview:  `WITH iv AS (SELECT ?1 AS id), ` + under + noThemes,
	app.KindTranscript: `WITH iv AS (SELECT 0 AS id WHERE 0), tr AS (SELECT ?1 AS id), fi AS (SELECT id FROM finding WHERE transcript_id = ?1)` + noThemes,
	app.KindFinding:    `WITH iv AS (SELECT 0 AS id WHERE 0), tr AS (SELECT 0 AS id WHERE 0), fi AS (SELECT ?1 AS id)` + noThemes,
	app.KindTheme:      `WITH iv AS (SELECT 0 AS id WHERE 0), tr AS (SELECT 0 AS id WHERE 0), fi AS (SELECT 0 AS id WHERE 0), th AS (SELECT ?1 AS id) `,
}

const (
	under = `tr AS (SELECT id FROM transcript WHERE interview_id IN iv),
		fi AS (SELECT id FROM finding WHERE interview_id IN iv UNION SELECT id FROM finding WHERE transcript_id IN tr)`
	noThemes = `, th AS (SELECT 0 AS id WHERE 0) `
)

// Dependants returns what refers to a record, directly or through others, in an order in which it can be deleted, without
// the record itself. What lives under the record has to go with it: a study's tags, rules, views, themes, interviews, insights,
// recommendations and decisions, an insight's publications, the papers filed under it, a file's interviews, an interview's transcripts and findings, places on boards, tags
// turned down. What merely mentions it can be changed instead: insights of which something under the record is evidence (they come first), the findings and tags that use a tag,
// the interviews and findings of a participant. A study's memos go with it; other memos outlive what they stand on. Returns
// ENotFound if the record is not stored.
func (s *Store) Dependants(ctx context.Context, ref app.Ref) (all []app.Record, err error) {
	err = s.read(ctx, "dependants", func(q querier) error {
		r, err := find(ctx, q, ref)
		if err != nil {
			return err
		}
		if _, ok := r.(*app.Placement); ok {
			return nil
		}
		var id int64
		if err := one(ctx, q, idQueries[ref.Kind], []any{ref.ID}, &id); err != nil {
			return err
		}
		all, err = gather(ctx, q, ref, id)
		return err
	})
	return all, err
}

func gather(ctx context.Context, q querier, ref app.Ref, id int64) ([]app.Record, error) {
	g := &gatherer{ctx: ctx, q: q, ref: ref, id: id}
	switch ref.Kind {
	case app.KindTag:
		gatherFrom(g, listRejections, "WHERE r.tag_id = ?1 ORDER BY r.guid")
		gatherFrom(g, listFindings, "WHERE f.id IN (SELECT finding_id FROM finding_tag WHERE tag_id = ?1) ORDER BY f.guid")
		gatherFrom(g, listTags, "WHERE t.parent_id = ?1 OR t.replaced_by_id = ?1 OR t.maps_to_id = ?1 ORDER BY t.guid")
		return g.all, g.err
	case app.KindParticipant:
		gatherFrom(g, listPapers, "WHERE p.participant_id = ?1 ORDER BY p.guid")
		gatherFrom(g, listFindings, "WHERE f.participant_id = ?1 ORDER BY f.guid")
		gatherFrom(g, listInterviews, "WHERE i.id IN (SELECT interview_id FROM interview_speaker WHERE participant_id = ?1) ORDER BY i.guid")
		return g.all, g.err
	case app.KindInsight:
		gatherFrom(g, listPublications, "WHERE p.insight_id = ?1 ORDER BY p.guid")
		gatherFrom(g, listPapers, figuresOf("insight", "insight"))
		return g.all, g.err
	case app.KindMetric:
		gatherFrom(g, listPapers, figuresOf("metric", "paper"))
		return g.all, g.err
	}
	with, ok := sets[ref.Kind]
	if !ok { // nothing refers to memos and the like
		return nil, nil
	}
	insights := "SELECT insight_id FROM evidence WHERE finding_id IN fi UNION SELECT insight_id FROM evidence WHERE theme_id IN th"
	findings := "SELECT id FROM fi"
	if ref.Kind == app.KindStudy {
		insights += " UNION SELECT id FROM insight WHERE study_id = ?1"
		findings += " UNION SELECT id FROM finding WHERE study_id = ?1"
	}
	if ref.Kind == app.KindStudy {
		gatherFrom(g, listMemos, "WHERE m.study_id = ?1 ORDER BY m.guid")
		gatherFrom(g, listRecommendations, "WHERE r.study_id = ?1 ORDER BY r.guid")
		gatherFrom(g, listDecisions, "WHERE d.study_id = ?1 ORDER BY d.guid")
		gatherFrom(g, listPublications, "WHERE p.insight_id IN (SELECT id FROM insight WHERE study_id = ?1) ORDER BY p.guid")
	}
	rejections := "SELECT id FROM rejection WHERE interview_id IN iv"
	if ref.Kind == app.KindStudy {
		rejections += " OR tag_id IN (SELECT id FROM tag WHERE study_id = ?1)"
	}
	papers := "p.interview_id IN (" + with + "SELECT id FROM iv)"
	if ref.Kind == app.KindStudy {
		papers += " OR p.study_id = ?1"
	}
	gatherFrom(g, listPapers, "WHERE "+papers+" ORDER BY p.guid")
	gatherFrom(g, listRejections, "WHERE r.id IN ("+with+rejections+") ORDER BY r.guid")
	gatherFrom(g, listInsights, "WHERE i.id IN ("+with+insights+") ORDER BY i.guid")
	gatherFrom(g, listPlacements, "WHERE l.finding_id IN ("+with+findings+") OR l.theme_id IN ("+with+"SELECT id FROM th) ORDER BY t.guid, f.guid")
	gatherFrom(g, listFindings, "WHERE f.id IN ("+with+findings+") ORDER BY f.guid")
	gatherFrom(g, listTranscripts, "WHERE t.id IN ("+with+"SELECT id FROM tr) ORDER BY i.guid, t.revision DESC")
	gatherFrom(g, listInterviews, "WHERE i.id IN ("+with+"SELECT id FROM iv) ORDER BY i.guid")
	gatherFrom(g, listThemes, "WHERE t.id IN ("+with+"SELECT id FROM th) ORDER BY t.guid")
	if ref.Kind == app.KindStudy {
		gatherFrom(g, listRules, "WHERE r.study_id = ?1 ORDER BY r.guid")
		gatherFrom(g, listViews, "WHERE v.study_id = ?1 ORDER BY v.guid")
		g.tags()
	}
	return g.all, g.err
}

// figuresOf chooses the figures that name a record of a table under a field.
func figuresOf(field, table string) string {
	return "WHERE p.kind = 'figure' AND p.body ->> '" + field + "' = (SELECT guid FROM " + table + " WHERE id = ?1) ORDER BY p.guid"
}

// gatherer collects records until something fails.
type gatherer struct {
	ctx context.Context
	q   querier
	ref app.Ref // left out
	id  int64   // its row
	all []app.Record
	err error
}

func gatherFrom[P app.Record](g *gatherer, list func(context.Context, querier, string, ...any) ([]P, error), where string) {
	if g.err != nil {
		return
	}
	found, err := list(g.ctx, g.q, where, g.id)
	if err != nil {
		g.err = fmt.Errorf("dependants: %w", err)
		return
	}
	for _, r := range found {
		if r.Ref() != g.ref {
			g.all = append(g.all, r)
		}
	}
}

// tags adds the tags of a study so that each comes after those that refer to it.
func (g *gatherer) tags() {
	if g.err != nil {
		return
	}
	tags, err := listTags(g.ctx, g.q, "WHERE t.study_id = ? ORDER BY t.guid", g.id)
	if err != nil {
		g.err = err
		return
	}
	users := map[app.TagID][]*app.Tag{}
	for _, t := range tags {
		users[t.Parent] = append(users[t.Parent], t)
		users[t.ReplacedBy] = append(users[t.ReplacedBy], t)
		users[t.MapsTo] = append(users[t.MapsTo], t)
	}
	done := map[app.TagID]bool{"": true}
	var visit func(t *app.Tag)
	visit = func(t *app.Tag) {
		if done[t.ID] {
			return
		}
		done[t.ID] = true
		for _, u := range users[t.ID] {
			visit(u)
		}
		g.all = append(g.all, t)
	}
	for _, t := range tags {
		visit(t)
	}
}
