package storage

import (
	"context"

	"throughline/app"
	"throughline/storage/column"
)

// The themes of one board with their use. ?1 is the row id of a study, 0 for the board across studies.
const boardThemes = `WITH mine AS (SELECT id FROM theme WHERE CASE ?1 WHEN 0 THEN study_id IS NULL ELSE study_id = ?1 END),
	use AS (SELECT l.theme_id, count(*) AS findings, count(DISTINCT f.participant_id) AS people
		FROM mine JOIN placement l ON l.theme_id = mine.id JOIN finding f ON f.id = l.finding_id GROUP BY l.theme_id)
	SELECT ` + themeColumns + `, coalesce(use.findings, 0), coalesce(use.people, 0)
	FROM mine JOIN theme t ON t.id = mine.id LEFT JOIN study s ON s.id = t.study_id LEFT JOIN use ON use.theme_id = t.id
	ORDER BY t.place, t.guid`

// Board returns the themes of a study's board, or of the board across studies for "", and how many findings are in none of them. An
// unknown study has an empty board.
func (s *Store) Board(ctx context.Context, study app.StudyID) (board app.Board, err error) {
	board.Study = study
	err = s.read(ctx, "board", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil || row == noStudy {
			return err
		}
		board.Themes, err = collect(ctx, q, func(row scanner) (app.ThemeRow, error) {
			var r app.ThemeRow
			err := scanTheme(row, &r.Theme, &r.Findings, &r.Participants)
			return r, err
		}, boardThemes, row)
		if err != nil {
			return err
		}
		count, args := "SELECT count(*) FROM finding", []any(nil)
		if row > 0 {
			count, args = count+" WHERE study_id = ?", []any{row}
		}
		if err := one(ctx, q, count, args, &board.Total); err != nil {
			return err
		}
		board.Unsorted = board.Total
		for i := range board.Themes {
			board.Unsorted -= board.Themes[i].Findings
		}
		return nil
	})
	return board, err
}

// Column returns the findings of one column of a board in its order, at most Limit. By typical is as they were put: the store does not
// know what is typical.
func (s *Store) Column(ctx context.Context, c app.ColumnQuery) (ids []app.FindingID, err error) {
	var rows []int64
	err = s.consult(ctx, "column", &c.Find, func(t *column.Table, given column.Given) { rows = t.Column(&c, given) }, func(q querier) error {
		all, err := texts(ctx, q, "SELECT f.guid FROM json_each(?) j CROSS JOIN finding f ON f.id = j.value ORDER BY j.key", list(rows))
		ids = make([]app.FindingID, len(all))
		for i := range all {
			ids[i] = app.FindingID(all[i])
		}
		return err
	})
	return ids, err
}

// BoardPlacements returns what stands on one board, that of a study or for "" the one across studies, by theme in board order, then by
// place.
func (s *Store) BoardPlacements(ctx context.Context, study app.StudyID) (all []app.Placement, err error) {
	err = s.read(ctx, "placements", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		found, err := listPlacements(ctx, q,
			"WHERE CASE ?1 WHEN 0 THEN t.study_id IS NULL ELSE t.study_id = ?1 END ORDER BY t.place, t.guid, l.place, f.guid", row)
		all = values(found)
		return err
	})
	return all, err
}

// ThemePlacements returns what stands in a theme, by place.
func (s *Store) ThemePlacements(ctx context.Context, theme app.ThemeID) (all []app.Placement, err error) {
	err = s.read(ctx, "placements", func(q querier) error {
		found, err := listPlacements(ctx, q, "WHERE t.guid = ? ORDER BY l.place, f.guid", string(theme))
		all = values(found)
		return err
	})
	return all, err
}

// PlacementsOf returns where findings stand on one board, that of a study or for "" the one across studies, in the order of ids. Findings in
// no theme of it are left out.
func (s *Store) PlacementsOf(ctx context.Context, study app.StudyID, ids []app.FindingID) (all []app.Placement, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.read(ctx, "placements", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		found, err := collect(ctx, q, func(row scanner) (*app.Placement, error) {
			p := new(app.Placement)
			return p, row.Scan(&p.Theme, &p.Finding, &p.Order, &p.Author, moment{&p.Created}, moment{&p.Modified})
		}, `SELECT t.guid, f.guid, l.place, l.author, l.created, l.modified FROM json_each(?) j CROSS JOIN finding f ON f.guid = j.value
			CROSS JOIN placement l ON l.finding_id = f.id AND l.board = ? JOIN theme t ON t.id = l.theme_id ORDER BY j.key`, list(ids), row)
		all = values(found)
		return err
	})
	return all, err
}
