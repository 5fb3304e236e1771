package storage

import (
	"context"
	"time"

	"throughline/app"
)

// StudyRows returns all studies by name, with how much each holds.
func (s *Store) StudyRows(ctx context.Context) (all []app.StudyRow, err error) {
	err = s.read(ctx, "studies", func(q querier) error {
		studies, err := listStudies(ctx, q, "ORDER BY s.name COLLATE NOCASE, s.guid")
		if err != nil {
			return err
		}
		place := make(map[app.StudyID]int, len(studies))
		for i, st := range studies {
			all, place[st.ID] = append(all, app.StudyRow{Study: *st}), i
		}
		return each(ctx, q, func(row scanner) error {
			var id app.StudyID
			var findings, untagged, placed int
			err := row.Scan(&id, &findings, &untagged, &placed)
			if err == nil {
				r := &all[place[id]]
				r.Findings, r.Untagged, r.Unsorted = findings, untagged, findings-placed
			}
			return err
		}, "SELECT s.guid, h.findings, h.untagged, h.placed FROM study_holding h JOIN study s ON s.id = h.study_id")
	})
	return all, err
}

// Sessions returns the interviews of all studies by date, then title: little of each, so that all of a programme are read at once.
func (s *Store) Sessions(ctx context.Context) (all []app.SessionRow, err error) {
	err = s.read(ctx, "sessions", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (r app.SessionRow, err error) {
			return r, row.Scan(&r.ID, &r.Study, &r.Title, &r.Date, &r.Status, &r.Findings)
		}, `SELECT i.guid, s.guid, i.title, i.date, i.status, coalesce(h.findings, 0) FROM interview i JOIN study s ON s.id = i.study_id
			LEFT JOIN interview_holding h ON h.interview_id = i.id ORDER BY i.date, i.title, i.id`)
		return err
	})
	return all, err
}

// Attendances returns who was interviewed in which study, each pair once, by study, then participant.
func (s *Store) Attendances(ctx context.Context) (all []app.Attendance, err error) {
	err = s.read(ctx, "attendances", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (a app.Attendance, err error) {
			return a, row.Scan(&a.Study, &a.Participant, &a.Segment)
		}, `SELECT s.guid, p.guid, p.segment FROM (SELECT DISTINCT i.study_id, k.participant_id FROM interview i
			JOIN interview_speaker k ON k.interview_id = i.id WHERE k.participant_id IS NOT NULL) a
			JOIN study s ON s.id = a.study_id JOIN participant p ON p.id = a.participant_id ORDER BY s.guid, p.guid`)
		return err
	})
	return all, err
}

// Standings returns all insights by when they were changed, the latest first. People is counted only if people is true, which reads
// the findings behind them.
func (s *Store) Standings(ctx context.Context, people bool) (all []app.Standing, err error) {
	err = s.read(ctx, "standings", func(q querier) error {
		var ids []int64
		all, err = collect(ctx, q, func(row scanner) (st app.Standing, err error) {
			var id, published int64
			err = row.Scan(&id, &st.ID, optional[app.StudyID]{&st.Study}, &st.Title, &st.Owner, &st.Status, moment{&st.Modified}, &published, &st.ReviewBy, &st.Decisions,
				&st.Evidence, &st.Against)
			if published != 0 {
				st.Published = time.UnixMilli(published).UTC()
			}
			ids = append(ids, id)
			return st, err
		}, `SELECT i.id, i.guid, s.guid, i.title, i.owner, i.status, i.modified, i.published, i.review_by,
			(SELECT count(*) FROM decision_insight d WHERE d.insight = i.guid), count(e.ordinal), coalesce(sum(e.stance = 'contradicts'), 0)
			FROM insight i LEFT JOIN study s ON s.id = i.study_id LEFT JOIN evidence e ON e.insight_id = i.id
			GROUP BY i.id ORDER BY i.modified DESC, i.guid`)
		if err != nil || !people {
			return err
		}
		return addPeople(ctx, q, ids, all)
	})
	return all, err
}

// addPeople counts who stands behind insights: from their own findings first, and from the themes among their evidence, which may
// hold thousands, only where that is not enough.
func addPeople(ctx context.Context, q querier, ids []int64, all []app.Standing) error {
	index := indexOf(ids)
	who := make([]map[int64]bool, len(all))
	count := func(query string, args ...any) error {
		return each(ctx, q, func(row scanner) error {
			var insight, participant int64
			err := row.Scan(&insight, &participant)
			if err == nil {
				n := index[insight]
				if who[n] == nil {
					who[n] = map[int64]bool{}
				}
				who[n][participant] = true
			}
			return err
		}, query, args...)
	}
	if err := count(`SELECT DISTINCT e.insight_id, f.participant_id FROM evidence e JOIN finding f ON f.id = e.finding_id
		WHERE e.stance <> 'contradicts' AND f.participant_id IS NOT NULL`); err != nil {
		return err
	}
	var few []int64
	for n, id := range ids {
		if len(who[n]) < app.EnoughPeople {
			few = append(few, id)
		}
	}
	if err := count(`SELECT DISTINCT e.insight_id, f.participant_id FROM evidence e JOIN placement l ON l.theme_id = e.theme_id
		JOIN finding f ON f.id = l.finding_id WHERE e.insight_id IN (SELECT value FROM json_each(?)) AND e.stance <> 'contradicts'
		AND f.participant_id IS NOT NULL`, list(few)); err != nil {
		return err
	}
	for n := range all {
		all[n].People = min(app.EnoughPeople, len(who[n]))
	}
	return nil
}

// TagStates returns all tags by name.
func (s *Store) TagStates(ctx context.Context) (all []app.TagState, err error) {
	err = s.read(ctx, "tags", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (t app.TagState, err error) {
			return t, row.Scan(&t.ID, optional[app.StudyID]{&t.Study}, &t.Name, &t.Status, &t.Defined, &t.Mapped, &t.Used)
		}, `WITH used AS (SELECT t.id, t.parent_id, t.maps_to_id FROM tag t WHERE EXISTS (SELECT 1 FROM finding_tag ft WHERE ft.tag_id = t.id)),
			reached(id) AS (SELECT id FROM used UNION SELECT maps_to_id FROM used WHERE maps_to_id IS NOT NULL
				UNION SELECT t.parent_id FROM reached r JOIN tag t ON t.id = r.id WHERE t.parent_id IS NOT NULL)
			SELECT t.guid, s.guid, t.name, t.status, t.definition <> '', t.maps_to_id IS NOT NULL OR coalesce(up.maps_to_id IS NOT NULL, 0),
			t.id IN (SELECT id FROM reached) FROM tag t LEFT JOIN study s ON s.id = t.study_id LEFT JOIN tag up ON up.id = t.parent_id
			ORDER BY t.name COLLATE NOCASE, t.guid`)
		return err
	})
	return all, err
}
