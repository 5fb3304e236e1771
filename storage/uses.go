package storage

import (
	"context"

	"throughline/app"
)

// uses counts findings and people by the values of one axis, of a study or of all for "". ok is false while the index of findings is not
// in memory: reading it takes longer than counting once in the file, which the caller then does.
func (s *Store) uses(ctx context.Context, study app.StudyID, axis app.Axis, rollUp bool) (all map[string]app.CrossCount, ok bool, err error) {
	s.columns.mu.RLock()
	ready := s.columns.table != nil
	s.columns.mu.RUnlock()
	if !ready {
		return nil, false, nil
	}
	t, err := s.CrossTab(ctx, app.CrossQuery{Find: app.FindingQuery{Study: study}, Rows: axis, RollUp: rollUp})
	if err != nil {
		return nil, false, err
	}
	all = make(map[string]app.CrossCount, len(t.Rows))
	for i, r := range t.Rows {
		all[r.Value] = t.RowSum[i]
	}
	return all, true, nil
}

// themesCounted is Themes with counts from memory.
func (s *Store) themesCounted(ctx context.Context, study app.StudyID) (all []app.ThemeRow, ok bool, err error) {
	own, ok, err := s.uses(ctx, study, app.AxisTheme, false)
	if err != nil || !ok {
		return nil, false, err
	}
	across := map[string]app.CrossCount{}
	if study == "" {
		if across, ok, err = s.uses(ctx, "", app.AxisWideTheme, false); err != nil || !ok {
			return nil, false, err
		}
	}
	err = s.read(ctx, "themes", func(q querier) error {
		id, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		all, err = collect(ctx, q, func(row scanner) (app.ThemeRow, error) {
			var r app.ThemeRow
			err := scanTheme(row, &r.Theme)
			n, found := own[string(r.ID)]
			if !found {
				n = across[string(r.ID)]
			}
			r.Findings, r.Participants = n.Findings, n.People
			return r, err
		}, "SELECT "+themeColumns+` FROM theme t LEFT JOIN study s ON s.id = t.study_id
			WHERE ?1 = 0 OR t.study_id = ?1 ORDER BY s.name COLLATE NOCASE, t.study_id, t.place, t.guid`, id)
		return err
	})
	return all, err == nil, err
}

// totalsCounted is TagTotals with counts from memory.
func (s *Store) totalsCounted(ctx context.Context, study app.StudyID) (all map[app.TagID]app.TagUse, ok bool, err error) {
	use, ok, err := s.uses(ctx, study, app.AxisTag, true)
	if err != nil || !ok {
		return nil, false, err
	}
	all = map[app.TagID]app.TagUse{}
	err = s.read(ctx, "tag totals", func(q querier) error {
		tops, err := texts(ctx, q, `SELECT DISTINCT u.guid FROM tag t JOIN tag u ON u.id = t.parent_id OR u.id = t.maps_to_id`)
		for _, id := range tops {
			n := use[id]
			all[app.TagID(id)] = app.TagUse{Findings: n.Findings, Participants: n.People}
		}
		return err
	})
	return all, err == nil, err
}
