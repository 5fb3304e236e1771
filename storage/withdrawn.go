package storage

import (
	"context"

	"throughline/app"
)

// backing is whose findings stand behind an insight: a participant and a study by row.
type backing struct{ participant, study int64 }

// eachBacking calls do with how many findings of whom stand behind each of some insights, for or against it.
func eachBacking(ctx context.Context, q querier, ids []int64, do func(insight int64, who backing, findings int)) error {
	return each(ctx, q, func(row scanner) error {
		var g supportGroup
		err := row.Scan(&g.insight, &g.against, &g.strength, &g.findings, &g.participant, &g.segment, &g.study, &g.method, &g.date)
		if err == nil && g.participant != 0 {
			do(g.insight, backing{g.participant, g.study}, g.findings)
		}
		return err
	}, supportGroups, list(ids))
}

// addWithdrawn counts the findings behind insights of people who took their consent back. ids are the rows of all.
func (s *Store) addWithdrawn(ctx context.Context, q querier, ids []int64, all []app.InsightRow) error {
	perms, err := s.permissions(ctx, q)
	if err != nil || !perms.AnyWithdrawn() {
		return err
	}
	people, err := guidsOf(ctx, q, "SELECT id, guid FROM participant WHERE id IN (SELECT participant_id FROM paper WHERE kind = 'consent')")
	if err != nil {
		return err
	}
	studies, err := guidsOf(ctx, q, "SELECT id, guid FROM study")
	if err != nil {
		return err
	}
	index := indexOf(ids)
	return eachBacking(ctx, q, ids, func(insight int64, who backing, findings int) {
		person, ok := people[who.participant]
		if ok && perms.Of(app.StudyID(studies[who.study]), app.ParticipantID(person)).For(app.ScopeInside) == app.ConsentWithdrawn {
			all[index[insight]].Withdrawn += findings
		}
	})
}

func guidsOf(ctx context.Context, q querier, query string, args ...any) (map[int64]string, error) {
	all := map[int64]string{}
	err := each(ctx, q, func(row scanner) error {
		var id int64
		var guid string
		err := row.Scan(&id, &guid)
		all[id] = guid
		return err
	}, query, args...)
	return all, err
}

// InsightsWithout returns all insights as Insights does, with what would stand behind them without the findings of some people in a study, or
// in all for "".
func (s *Store) InsightsWithout(ctx context.Context, people []app.ParticipantID, study app.StudyID) (all []app.InsightRow, err error) {
	err = s.read(ctx, "insights", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		gone, err := guidsOf(ctx, q, "SELECT id, guid FROM participant WHERE guid IN (SELECT value FROM json_each(?))", list(people))
		if err != nil {
			return err
		}
		var ids []int64
		all, err = collect(ctx, q, func(row scanner) (app.InsightRow, error) {
			var r app.InsightRow
			id, err := scanInsight(row, &r.Insight, optional[string]{&r.StudyName})
			ids = append(ids, id)
			return r, err
		}, "SELECT "+insightColumns+", s.name"+insightTables+"ORDER BY i.place, i.title COLLATE NOCASE, i.guid")
		if err != nil || len(all) == 0 {
			return err
		}
		if err := addEvidenceOf(ctx, q, ids, all); err != nil {
			return err
		}
		err = addSupportBut(ctx, q, ids, all, func(g supportGroup) bool {
			_, leaves := gone[g.participant]
			return leaves && (row == 0 || g.study == row)
		})
		if err != nil {
			return err
		}
		return addAsked(ctx, q, all)
	})
	return all, err
}

// PublicationsCiting returns the published versions of all insights that quote one of some findings, by insight and version.
func (s *Store) PublicationsCiting(ctx context.Context, findings []app.FindingID) (all []app.Publication, err error) {
	cited := make(map[app.FindingID]bool, len(findings))
	for _, id := range findings {
		cited[id] = true
	}
	err = s.read(ctx, "publications", func(q querier) error {
		found, err := listPublications(ctx, q, "ORDER BY i.guid, p.version, p.guid")
		for _, p := range found {
			for _, e := range p.Evidence {
				if cited[e.Finding] {
					all = append(all, *p)
					break
				}
			}
		}
		return err
	})
	return all, err
}
