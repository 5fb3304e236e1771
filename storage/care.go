package storage

import (
	"context"

	"throughline/app"
)

// careRows finds what is stale by its day or said to be, and what newer findings speak against. ?1 is the study's row or 0, ?2 the day,
// ?3 by how many months an insight without a day of its own counts as fresh, ?4 and ?5 the page.
const careRows = `WITH asked AS (SELECT id, ` + holdsSince + ` AS since FROM insight WHERE status = 'published' AND (?1 = 0 OR study_id = ?1)), ` +
	speaksAgainst + `, counted AS (SELECT insight, count(*) AS n FROM speaks GROUP BY insight),
	dated AS (SELECT i.*, CASE WHEN i.review_by <> '' THEN i.review_by ELSE date(` + holdsSince + ` / 1000, 'unixepoch', '+' || ?3 || ' months') END AS until,
		coalesce(c.n, 0) AS against FROM insight i LEFT JOIN counted c ON c.insight = i.id
		WHERE i.status IN ('published', 'stale') AND (?1 = 0 OR i.study_id = ?1))
	SELECT d.guid, d.title, s.guid, s.name, d.status, CASE WHEN d.status = 'published' AND d.until < ?2 THEN d.until ELSE '' END, d.against
	FROM dated d LEFT JOIN study s ON s.id = d.study_id WHERE d.status = 'stale' OR d.until < ?2 OR d.against > 0
	ORDER BY d.against = 0, d.until, d.title COLLATE NOCASE, d.guid LIMIT ?4 OFFSET ?5`

// InsightsNeedingCare returns the insights of a study, of all for "", that need to be looked at again on a day: those that newer
// findings speak against first, then those that are stale for longest. freshMonths holds for insights without a day of their own.
func (s *Store) InsightsNeedingCare(ctx context.Context, study app.StudyID, on app.Date, freshMonths int, page app.Page) (all []app.CareRow, err error) {
	err = s.read(ctx, "insights that need care", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		n, from := limit(page)
		all, err = collect(ctx, q, func(row scanner) (app.CareRow, error) {
			var r app.CareRow
			err := row.Scan(&r.ID, &r.Title, optional[app.StudyID]{&r.Study}, optional[string]{&r.StudyName}, &r.Status, &r.Until, &r.Against)
			return r, err
		}, careRows, row, string(on), freshMonths, n, from)
		return err
	})
	return all, err
}
