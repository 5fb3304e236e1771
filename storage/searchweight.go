package storage

import (
	"context"

	"throughline/app"
)

// InsightsByID returns insights with what stands behind each, in the order given; those that are gone are left out.
func (s *Store) InsightsByID(ctx context.Context, ids []app.InsightID) (all []app.InsightRow, err error) {
	err = s.read(ctx, "insights", func(q querier) error {
		var rows []int64
		all, err = collect(ctx, q, func(row scanner) (app.InsightRow, error) {
			var r app.InsightRow
			id, err := scanInsight(row, &r.Insight, optional[string]{&r.StudyName})
			rows = append(rows, id)
			return r, err
		}, "SELECT "+insightColumns+", s.name FROM json_each(?) j CROSS JOIN insight i ON i.guid = j.value LEFT JOIN study s ON s.id = i.study_id ORDER BY j.key", list(ids))
		if err != nil || len(all) == 0 {
			return err
		}
		if err := addEvidence(ctx, q, rows, func(n int) *app.Insight { return &all[n].Insight }); err != nil {
			return err
		}
		return addSupport(ctx, q, rows, all)
	})
	return all, err
}

// ThemeWeights counts the findings of themes, the participants who said them, and those who were asked in the theme's study, or in all
// studies. Themes that are gone are left out.
func (s *Store) ThemeWeights(ctx context.Context, ids []app.ThemeID) (all map[app.ThemeID]app.ThemeWeight, err error) {
	all = make(map[app.ThemeID]app.ThemeWeight, len(ids))
	err = s.read(ctx, "weights of themes", func(q querier) error {
		return each(ctx, q, func(row scanner) error {
			var id app.ThemeID
			var w app.ThemeWeight
			err := row.Scan(&id, &w.Findings, &w.Participants, &w.Asked)
			all[id] = w
			return err
		}, `SELECT t.guid, count(f.id), count(DISTINCT f.participant_id),
			(SELECT count(DISTINCT k.participant_id) FROM interview i JOIN interview_speaker k ON k.interview_id = i.id
				WHERE t.study_id IS NULL OR i.study_id = t.study_id)
			FROM json_each(?) j CROSS JOIN theme t ON t.guid = j.value LEFT JOIN placement l ON l.theme_id = t.id LEFT JOIN finding f ON f.id = l.finding_id
			GROUP BY t.id`, list(ids))
	})
	return all, err
}
