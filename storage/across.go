package storage

import (
	"context"

	"throughline/app"
	"throughline/storage/column"
)

// scattered orders rows by their ids as if by lot, and the same way each time, so that the first few are no run of one interview.
const scattered = "(finding_id * 40503) % 65521, finding_id"

const samples = `SELECT k.guid, f.guid, s.guid, CASE WHEN f.quote <> '' THEN f.quote ELSE f.note END FROM (
	SELECT holder, finding_id, row_number() OVER (PARTITION BY holder ORDER BY ` + scattered + `) AS n FROM `

const (
	themeSamples = samples + `(SELECT theme_id AS holder, finding_id FROM placement)) m
		JOIN theme k ON k.id = m.holder JOIN finding f ON f.id = m.finding_id JOIN study s ON s.id = f.study_id WHERE m.n <= ? ORDER BY k.guid, m.n`
	boardSamples = samples + `(SELECT theme_id AS holder, finding_id FROM placement
		WHERE theme_id IN (SELECT id FROM theme WHERE CASE ?1 WHEN 0 THEN study_id IS NULL ELSE study_id = ?1 END))) m
		JOIN theme k ON k.id = m.holder JOIN finding f ON f.id = m.finding_id JOIN study s ON s.id = f.study_id WHERE m.n <= ?2 ORDER BY k.guid, m.n`
	tagSamples = samples + `(SELECT DISTINCT tag_id AS holder, finding_id FROM finding_tag)) m
		JOIN tag k ON k.id = m.holder JOIN finding f ON f.id = m.finding_id JOIN study s ON s.id = f.study_id WHERE m.n <= ? ORDER BY k.guid, m.n`
)

// ThemeSamples returns up to a number of findings of each theme of every board, by theme, picked as if by lot and the same each time.
func (s *Store) ThemeSamples(ctx context.Context, most int) (all []app.Sample, err error) {
	err = s.read(ctx, "samples of themes", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (a app.Sample, err error) {
			return a, row.Scan(&a.Theme, &a.Finding, &a.Study, &a.Text)
		}, themeSamples, most)
		return err
	})
	return all, err
}

// BoardSamples returns up to a number of findings of each theme of one board, that of a study or for "" the one across studies, by theme,
// picked as if by lot and the same each time.
func (s *Store) BoardSamples(ctx context.Context, study app.StudyID, most int) (all []app.Sample, err error) {
	err = s.read(ctx, "samples of a board", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil || row == noStudy {
			return err
		}
		all, err = collect(ctx, q, func(row scanner) (a app.Sample, err error) {
			return a, row.Scan(&a.Theme, &a.Finding, &a.Study, &a.Text)
		}, boardSamples, row, most)
		return err
	})
	return all, err
}

// Citations tells which insights rest on themes of a study's board, or for "" of every board, by theme in board order, then by title. An insight rests on a theme that is its evidence, and on one in which findings stand that are.
func (s *Store) Citations(ctx context.Context, study app.StudyID) (all []app.Citation, err error) {
	err = s.read(ctx, "citations", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil || row == noStudy {
			return err
		}
		all, err = collect(ctx, q, func(row scanner) (c app.Citation, err error) {
			return c, row.Scan(&c.Theme, &c.Insight, &c.Title, &c.Status, &c.Direct, &c.Findings)
		}, `SELECT t.guid, i.guid, i.title, i.status, max(direct), sum(findings) FROM (
			SELECT theme_id, insight_id, 1 AS direct, 0 AS findings FROM evidence WHERE theme_id IS NOT NULL
			UNION ALL SELECT l.theme_id, e.insight_id, 0, 1 FROM evidence e JOIN placement l ON l.finding_id = e.finding_id) m
			JOIN theme t ON t.id = m.theme_id JOIN insight i ON i.id = m.insight_id
			WHERE ?1 = 0 OR t.study_id = ?1
			GROUP BY t.id, i.id ORDER BY t.place, t.guid, max(direct) DESC, i.title COLLATE NOCASE, i.guid`, row)
		return err
	})
	return all, err
}

// TagSamples returns up to a number of findings of each tag, by tag, picked as if by lot and the same each time.
func (s *Store) TagSamples(ctx context.Context, most int) (all []app.Sample, err error) {
	err = s.read(ctx, "samples of tags", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (a app.Sample, err error) {
			return a, row.Scan(&a.Tag, &a.Finding, &a.Study, &a.Text)
		}, tagSamples, most)
		return err
	})
	return all, err
}

// PlacementsIn returns what stands in themes, by theme in board order, then by place. Themes that are gone hold nothing.
func (s *Store) PlacementsIn(ctx context.Context, themes []app.ThemeID) (all []app.Placement, err error) {
	err = s.read(ctx, "placements in themes", func(q querier) error {
		found, err := listPlacements(ctx, q, `WHERE l.theme_id IN (SELECT id FROM theme WHERE guid IN (SELECT value FROM json_each(?)))
			ORDER BY t.study_id, t.place, t.guid, l.place, f.guid`, list(themes))
		all = values(found)
		return err
	})
	return all, err
}

// FirstPlacementsIn returns what stands first in each of some themes, at most a number of each; by theme in the order of the boards, then by place.
func (s *Store) FirstPlacementsIn(ctx context.Context, themes []app.ThemeID, most int) (all []app.Placement, err error) {
	err = s.read(ctx, "first placements", func(q querier) error {
		found, err := collect(ctx, q, func(row scanner) (*app.Placement, error) {
			p := new(app.Placement)
			return p, row.Scan(&p.Theme, &p.Finding, &p.Order, &p.Author, moment{&p.Created}, moment{&p.Modified})
		}, `SELECT t.guid, f.guid, m.place, m.author, m.created, m.modified FROM (SELECT l.*, row_number() OVER (PARTITION BY l.theme_id ORDER BY l.place, l.finding_id) AS n
			FROM placement l WHERE l.theme_id IN (SELECT id FROM theme WHERE guid IN (SELECT value FROM json_each(?1)))) m
			JOIN theme t ON t.id = m.theme_id JOIN finding f ON f.id = m.finding_id WHERE m.n <= ?2 ORDER BY t.study_id, t.place, t.guid, m.n`, list(themes), most)
		all = values(found)
		return err
	})
	return all, err
}

// FirstPlacements returns what stands first in each theme of one board, that of a study or for "" the one across studies, at most a
// number of each theme, 0 for all; by theme in board order, then by place. Of an unknown study nothing.
func (s *Store) FirstPlacements(ctx context.Context, study app.StudyID, most int) (all []app.Placement, err error) {
	err = s.read(ctx, "first placements", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil || row == noStudy {
			return err
		}
		n, _ := limit(app.Page{Limit: most})
		found, err := collect(ctx, q, func(row scanner) (*app.Placement, error) {
			p := new(app.Placement)
			return p, row.Scan(&p.Theme, &p.Finding, &p.Order, &p.Author, moment{&p.Created}, moment{&p.Modified})
		}, `SELECT t.guid, f.guid, m.place, m.author, m.created, m.modified FROM (SELECT l.*, row_number() OVER (PARTITION BY l.theme_id ORDER BY l.place, l.finding_id) AS n
			FROM placement l WHERE l.theme_id IN (SELECT id FROM theme WHERE CASE ?1 WHEN 0 THEN study_id IS NULL ELSE study_id = ?1 END)) m
			JOIN theme t ON t.id = m.theme_id JOIN finding f ON f.id = m.finding_id WHERE ?2 < 0 OR m.n <= ?2 ORDER BY t.place, t.guid, m.n`, row, n)
		all = values(found)
		return err
	})
	return all, err
}

// SharedThemes says of each theme of a study's board how many of its findings stand in which theme of the board across studies,
// most first, then by id.
func (s *Store) SharedThemes(ctx context.Context) (all []app.Shared, err error) {
	err = s.read(ctx, "shared themes", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (h app.Shared, err error) {
			return h, row.Scan(&h.Theme, &h.Across, &h.Findings)
		}, `SELECT t.guid, a.guid, n FROM (SELECT o.theme_id AS own, l.theme_id AS wide, count(*) AS n
			FROM placement l CROSS JOIN placement o ON o.finding_id = l.finding_id AND o.board <> 0
			WHERE l.theme_id IN (SELECT id FROM theme WHERE study_id IS NULL) GROUP BY 1, 2)
			JOIN theme t ON t.id = own JOIN theme a ON a.id = wide ORDER BY n DESC, t.guid, a.guid`)
		return err
	})
	return all, err
}

// moods counts by holder (a theme across studies, or a tag of the taxonomy) and study, of findings that FROM gives as holder and f. The list that
// it is asked with are the findings of which nothing may be estimated.
const (
	moodsFrom = `SELECT k.guid, s.guid, sum(n), count(person), sum(person IS NOT NULL AND tone > 0), sum(person IS NOT NULL AND tone < 0),
		sum(up), sum(down), sum(guess) FROM (
		SELECT holder, study_id, participant_id AS person, count(*) AS n, sum((sound = 'positive') - (sound = 'negative')) AS tone,
			sum(stance = 'supports') AS up, sum(stance = 'contradicts') AS down, sum(estimated) AS guess FROM (
			SELECT h.holder, f.study_id, f.participant_id, f.stance, CASE WHEN u.value IS NULL THEN coalesce(` + soundOf + `, '') ELSE '' END AS sound,
				f.sentiment = 0 AND u.value IS NULL AND EXISTS (SELECT 1 FROM estimate WHERE finding_id = f.id AND sound <> '') AS estimated FROM `
	themeHolders = `(SELECT theme_id AS holder, finding_id FROM placement WHERE theme_id IN (SELECT id FROM theme WHERE study_id IS NULL)) h`
	tagHolders   = `(SELECT DISTINCT coalesce(k.maps_to_id, k.id) AS holder, ft.finding_id FROM tag k JOIN finding_tag ft ON ft.tag_id = k.id
				WHERE k.study_id IS NULL OR k.maps_to_id IS NOT NULL) h`
	moodsJoin  = ` JOIN finding f ON f.id = h.finding_id LEFT JOIN json_each(?) u ON u.value = f.id) GROUP BY 1, 2, 3) g JOIN study s ON s.id = g.study_id `
	moodsTheme = "JOIN theme k ON k.id = g.holder"
	moodsTag   = "JOIN tag k ON k.id = g.holder"
	moodsEnd   = " GROUP BY k.id, s.id ORDER BY k.name COLLATE NOCASE, k.guid, s.name COLLATE NOCASE, s.guid"
)

// ThemeMoods tells how each theme of the board across studies sounds in each study, by name of the theme, then of the study.
func (s *Store) ThemeMoods(ctx context.Context) ([]app.Mood, error) {
	return s.moods(ctx, "moods of themes", func(row scanner) (m app.Mood, err error) {
		return m, scanMood(row, &m.Theme, &m)
	}, moodsFrom+themeHolders+moodsJoin+moodsTheme+moodsEnd)
}

// TagMoods tells how each tag of the taxonomy, with the tags mapped to it, sounds in each study, by name of the tag, then of the study.
func (s *Store) TagMoods(ctx context.Context) ([]app.Mood, error) {
	return s.moods(ctx, "moods of tags", func(row scanner) (m app.Mood, err error) {
		return m, scanMood(row, &m.Tag, &m)
	}, moodsFrom+tagHolders+moodsJoin+moodsTag+moodsEnd)
}

func (s *Store) moods(ctx context.Context, op string, scan func(row scanner) (app.Mood, error), query string) (all []app.Mood, err error) {
	var mute []int64
	look := func(t *column.Table, given column.Given) { mute = t.Mute(given) }
	err = s.consultWith(ctx, op, &app.FindingQuery{}, beside{consent: true}, look, func(q querier) (err error) {
		all, err = collect(ctx, q, scan, query, list(mute))
		return err
	})
	return all, err
}

func scanMood(row scanner, holder any, m *app.Mood) error {
	return row.Scan(holder, &m.Study, &m.Findings, &m.People, &m.Praise, &m.Complaint, &m.Supports, &m.Contradict, &m.Estimated)
}
