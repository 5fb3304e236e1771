package storage

import (
	"context"

	"throughline/app"
	"throughline/storage/column"
)

// ready reports whether the index of findings is in memory: reading it takes longer than counting once in the file, which who asks then does.
func (s *Store) ready() bool {
	s.columns.mu.RLock()
	defer s.columns.mu.RUnlock()
	return s.columns.table != nil
}

// uses counts findings and people of a study, of all for "", by some things, and reads what else is asked for from the same state of the file.
// ok is false while the index of findings is not in memory.
func (s *Store) uses(ctx context.Context, op string, study app.StudyID, by []column.By, then func(q querier, study int64, use []map[string]app.TagUse) error) (ok bool, err error) {
	if !s.ready() {
		return false, nil
	}
	use := make([]map[string]app.TagUse, len(by))
	err = s.consult(ctx, op, &app.FindingQuery{Study: study}, func(t *column.Table, _ column.Given) {
		for i, b := range by {
			use[i] = t.Uses(string(study), b)
		}
	}, func(q querier) error {
		id, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		return then(q, id, use)
	})
	return err == nil, err
}

// tagsCounted is Tags with counts from memory.
func (s *Store) tagsCounted(ctx context.Context, study app.StudyID) (all []app.TagRow, ok bool, err error) {
	ok, err = s.uses(ctx, "tags", study, []column.By{column.ByTag}, func(q querier, study int64, use []map[string]app.TagUse) (err error) {
		all, err = collect(ctx, q, func(row scanner) (app.TagRow, error) {
			var r app.TagRow
			err := scanTag(row, &r.Tag)
			n := use[0][string(r.ID)]
			r.Findings, r.Participants = n.Findings, n.Participants
			return r, err
		}, "SELECT "+tagColumns+tagTables+"WHERE ?1 = 0 OR t.study_id = ?1 OR t.study_id IS NULL ORDER BY t.name COLLATE NOCASE, t.guid", study)
		return err
	})
	return all, ok, err
}

// themesCounted is Themes with counts from memory.
func (s *Store) themesCounted(ctx context.Context, study app.StudyID) (all []app.ThemeRow, ok bool, err error) {
	by := []column.By{column.ByTheme}
	if study == "" {
		by = append(by, column.ByWideTheme)
	}
	ok, err = s.uses(ctx, "themes", study, by, func(q querier, study int64, use []map[string]app.TagUse) (err error) {
		all, err = collect(ctx, q, func(row scanner) (app.ThemeRow, error) {
			var r app.ThemeRow
			err := scanTheme(row, &r.Theme)
			n, found := use[0][string(r.ID)]
			if !found && len(use) > 1 {
				n = use[1][string(r.ID)]
			}
			r.Findings, r.Participants = n.Findings, n.Participants
			return r, err
		}, "SELECT "+themeColumns+` FROM theme t LEFT JOIN study s ON s.id = t.study_id
			WHERE ?1 = 0 OR t.study_id = ?1 ORDER BY s.name COLLATE NOCASE, t.study_id, t.place, t.guid`, study)
		return err
	})
	return all, ok, err
}

// totalsCounted is TagTotals with counts from memory.
func (s *Store) totalsCounted(ctx context.Context, study app.StudyID) (all map[app.TagID]app.TagUse, ok bool, err error) {
	ok, err = s.uses(ctx, "tag totals", study, []column.By{column.ByTagBelow}, func(q querier, _ int64, use []map[string]app.TagUse) error {
		tops, err := texts(ctx, q, `SELECT DISTINCT u.guid FROM tag t JOIN tag u ON u.id = t.parent_id OR u.id = t.maps_to_id`)
		all = make(map[app.TagID]app.TagUse, len(tops))
		for _, id := range tops {
			all[app.TagID(id)] = use[0][id]
		}
		return err
	})
	return all, ok, err
}
