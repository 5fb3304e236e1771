package storage

import (
	"context"
	"maps"
	"slices"

	"throughline/app"
)

// Insights returns the insights of a study, of all for "", by place, then title, with what stands behind each.
func (s *Store) Insights(ctx context.Context, study app.StudyID) (all []app.InsightRow, err error) {
	err = s.read(ctx, "insights", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		var ids []int64
		all, err = collect(ctx, q, func(row scanner) (app.InsightRow, error) {
			var r app.InsightRow
			id, err := scanInsight(row, &r.Insight, optional[string]{&r.StudyName})
			ids = append(ids, id)
			return r, err
		}, "SELECT "+insightColumns+", s.name"+insightTables+"WHERE ?1 = 0 OR i.study_id = ?1 ORDER BY i.place, i.title COLLATE NOCASE, i.guid", row)
		if err != nil || len(all) == 0 {
			return err
		}
		if err := addEvidence(ctx, q, ids, func(n int) *app.Insight { return &all[n].Insight }); err != nil {
			return err
		}
		return addSupport(ctx, q, ids, all)
	})
	return all, err
}

// supportGroups counts the findings behind each insight by who said them and where. Themes stand for their findings, with the
// stance of the evidence. A finding that is evidence itself counts by its own stance, whatever themes it is in.
const supportGroups = `WITH direct AS (
	SELECT insight_id, finding_id, stance = 'contradicts' AS against FROM evidence WHERE finding_id IS NOT NULL
		AND insight_id IN (SELECT value FROM json_each(?1))),
	shown AS (SELECT insight_id, finding_id, against FROM direct
	UNION SELECT e.insight_id, l.finding_id, e.stance = 'contradicts' FROM evidence e JOIN placement l ON l.theme_id = e.theme_id
		WHERE e.insight_id IN (SELECT value FROM json_each(?1))
		AND NOT EXISTS (SELECT 1 FROM direct d WHERE d.insight_id = e.insight_id AND d.finding_id = l.finding_id)),
	grouped AS (SELECT n.insight_id, n.against, f.participant_id, f.interview_id, f.study_id, count(*) AS findings
		FROM shown n JOIN finding f ON f.id = n.finding_id GROUP BY 1, 2, 3, 4, 5)
	SELECT g.insight_id, g.against, g.findings, coalesce(g.participant_id, 0), coalesce(p.segment, ''), g.study_id,
		coalesce(nullif(i.method, ''), s.method), coalesce(i.date, '')
	FROM grouped g JOIN study s ON s.id = g.study_id LEFT JOIN participant p ON p.id = g.participant_id
	LEFT JOIN interview i ON i.id = g.interview_id`

// askedCounts counts the participants interviewed in each study, and under 0 in all.
const askedCounts = `WITH asked AS (SELECT DISTINCT i.study_id, k.participant_id, p.segment FROM interview_speaker k
	JOIN interview i ON i.id = k.interview_id JOIN participant p ON p.id = k.participant_id)
	SELECT s.guid, count(*), count(DISTINCT nullif(segment, '')) FROM asked JOIN study s ON s.id = study_id GROUP BY study_id
	UNION ALL SELECT '', count(DISTINCT participant_id), count(DISTINCT nullif(segment, '')) FROM asked`

// tally gathers what supports one insight.
type tally struct {
	people   map[int64]int // supporting findings by participant
	segments map[string]bool
	studies  map[int64]bool
	methods  map[string]bool
}

func addSupport(ctx context.Context, q querier, ids []int64, all []app.InsightRow) error {
	index := indexOf(ids)
	tallies := make([]tally, len(all))
	for n := range tallies {
		tallies[n] = tally{map[int64]int{}, map[string]bool{}, map[int64]bool{}, map[string]bool{}}
	}
	err := each(ctx, q, func(row scanner) error {
		var insight, participant, study int64
		var against bool
		var findings int
		var segment, method string
		var date app.Date
		if err := row.Scan(&insight, &against, &findings, &participant, &segment, &study, &method, &date); err != nil {
			return err
		}
		n := index[insight]
		sup, t := &all[n].Support, &tallies[n]
		if against {
			sup.Against += findings
			return nil
		}
		sup.Findings += findings
		sup.Newest = max(sup.Newest, date)
		t.studies[study] = true
		if method != "" {
			t.methods[method] = true
		}
		if participant != 0 {
			t.people[participant] += findings
		}
		if segment != "" {
			t.segments[segment] = true
		}
		return nil
	}, supportGroups, list(ids))
	if err != nil {
		return err
	}
	for n := range all {
		tallies[n].sum(&all[n].Support)
	}
	return addAsked(ctx, q, all)
}

func (t *tally) sum(s *app.Support) {
	top := 0
	for _, n := range t.people {
		top = max(top, n)
	}
	if s.Findings > 0 {
		s.TopShare = float64(top) / float64(s.Findings)
	}
	s.Participants, s.Segments, s.Studies = len(t.people), len(t.segments), len(t.studies)
	s.Methods = slices.Sorted(maps.Keys(t.methods))
}

func addAsked(ctx context.Context, q querier, all []app.InsightRow) error {
	type asked struct{ people, segments int }
	counts := map[app.StudyID]asked{}
	err := each(ctx, q, func(row scanner) error {
		var study app.StudyID
		var a asked
		err := row.Scan(&study, &a.people, &a.segments)
		counts[study] = a
		return err
	}, askedCounts)
	for n := range all {
		a := counts[all[n].Study]
		all[n].Support.Asked, all[n].Support.AllSegments = a.people, a.segments
	}
	return err
}
