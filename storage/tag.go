package storage

import (
	"context"

	"throughline/app"
)

const (
	tagColumns = `t.guid, s.guid, up.guid, next.guid, map.guid, t.place, t.name, t.color, t.shortcut, t.definition, t.include, t.exclude, t.example, t.status,
	t.author, t.created, t.modified`
	tagTables = ` FROM tag t LEFT JOIN study s ON s.id = t.study_id LEFT JOIN tag up ON up.id = t.parent_id
	LEFT JOIN tag next ON next.id = t.replaced_by_id LEFT JOIN tag map ON map.id = t.maps_to_id `
)

// scanTag scans tagColumns, then what else the query gives.
func scanTag(row scanner, t *app.Tag, more ...any) error {
	return row.Scan(append([]any{&t.ID, optional[app.StudyID]{&t.Study}, optional[app.TagID]{&t.Parent}, optional[app.TagID]{&t.ReplacedBy},
		optional[app.TagID]{&t.MapsTo}, &t.Order, &t.Name, &t.Color, &t.Shortcut, &t.Definition, &t.Include, &t.Exclude, &t.Example, &t.Status,
		&t.Author, moment{&t.Created}, moment{&t.Modified}}, more...)...)
}

func listTags(ctx context.Context, q querier, where string, args ...any) ([]*app.Tag, error) {
	return collect(ctx, q, func(row scanner) (*app.Tag, error) {
		t := new(app.Tag)
		return t, scanTag(row, t)
	}, "SELECT "+tagColumns+tagTables+where, args...)
}

func tagValues(w *writer, t *app.Tag) ([]any, error) {
	study, err := w.ref(app.KindStudy, string(t.Study))
	if err != nil {
		return nil, err
	}
	parent, err := w.ref(app.KindTag, string(t.Parent))
	if err != nil {
		return nil, err
	}
	next, err := w.ref(app.KindTag, string(t.ReplacedBy))
	if err != nil {
		return nil, err
	}
	maps, err := w.ref(app.KindTag, string(t.MapsTo))
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(t.Stamp)
	return []any{study, parent, next, maps, t.Order, t.Name, t.Color, t.Shortcut, t.Definition, t.Include, t.Exclude, t.Example, string(t.Status),
		author, created, modified, string(t.ID)}, nil
}

func insertTag(w *writer, t *app.Tag) error {
	vals, err := tagValues(w, t)
	if err != nil {
		return err
	}
	id, err := w.insert(`INSERT INTO tag (study_id, parent_id, replaced_by_id, maps_to_id, place, name, color, shortcut, definition, include, exclude, example,
		status, author, created, modified, guid) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, vals...)
	w.ids[t.Ref()] = id
	return err
}

func updateTag(w *writer, _, t *app.Tag) error {
	id, err := w.id(app.KindTag, string(t.ID))
	if err != nil {
		return err
	}
	vals, err := tagValues(w, t)
	if err != nil {
		return err
	}
	w.tags = append(w.tags, id)
	return w.must(`UPDATE tag SET study_id=?, parent_id=?, replaced_by_id=?, maps_to_id=?, place=?, name=?, color=?, shortcut=?, definition=?, include=?, exclude=?,
		example=?, status=?, author=?, created=?, modified=? WHERE guid=?`, vals...)
}

func removeTag(w *writer, t *app.Tag) error {
	return w.must("DELETE FROM tag WHERE guid=?", string(t.ID))
}

// tagUse counts the findings that carry each tag and the participants who said them. The index finding_tag_use gives the
// rows in order, so that the distinct ones need no sorting. ?1 is the row id of a study, 0 for all.
const tagUse = `WITH carried AS (
	SELECT DISTINCT tag_id, study_id, participant_id, finding_id FROM finding_tag WHERE ?1 = 0 OR study_id = ?1),
	use AS (SELECT tag_id, count(*) AS findings, count(DISTINCT nullif(participant_id, 0)) AS people FROM carried GROUP BY tag_id)
	SELECT ` + tagColumns + `, coalesce(use.findings, 0), coalesce(use.people, 0)` + tagTables + `LEFT JOIN use ON use.tag_id = t.id
	WHERE ?1 = 0 OR t.study_id = ?1 OR t.study_id IS NULL ORDER BY t.name COLLATE NOCASE, t.guid`

// Tags returns the tags of a study and the workspace-wide ones, counted in that study, or all tags counted everywhere for
// "", by name.
func (s *Store) Tags(ctx context.Context, study app.StudyID) (all []app.TagRow, err error) {
	if all, ok, err := s.tagsCounted(ctx, study); ok || err != nil {
		return all, err
	}
	err = s.read(ctx, "tags", func(q querier) error {
		id, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		all, err = collect(ctx, q, func(row scanner) (app.TagRow, error) {
			var r app.TagRow
			err := scanTag(row, &r.Tag, &r.Findings, &r.Participants)
			return r, err
		}, tagUse, id)
		return err
	})
	return all, err
}

// AllTags returns every tag of the workspace as it is, without its use, by name.
func (s *Store) AllTags(ctx context.Context) (all []app.Tag, err error) {
	err = s.read(ctx, "tags", func(q querier) error {
		tags, err := listTags(ctx, q, "ORDER BY t.name COLLATE NOCASE, t.guid")
		all = values(tags)
		return err
	})
	return all, err
}

// tagTotals counts, for each tag that has others beneath it or mapped to it, the findings of all of them. A tag reached by two
// ways counts once. ?1 is the row id of a study, 0 for all.
const tagTotals = `WITH RECURSIVE kid (up, id) AS MATERIALIZED (
	SELECT parent_id, id FROM tag WHERE parent_id IS NOT NULL UNION SELECT maps_to_id, id FROM tag WHERE maps_to_id IS NOT NULL),
	under (top, id) AS (SELECT DISTINCT up, up FROM kid UNION SELECT u.top, k.id FROM under u JOIN kid k ON k.up = u.id)
	SELECT t.guid, count(DISTINCT ft.finding_id), count(DISTINCT nullif(ft.participant_id, 0)) FROM under u JOIN tag t ON t.id = u.top
	LEFT JOIN finding_tag ft ON ft.tag_id = u.id AND (?1 = 0 OR ft.study_id = ?1) GROUP BY u.top`

// TagTotals returns the use of the tags that have others beneath them or mapped to them, counted in a study, or everywhere for
// "". Tags that stand alone are left out: Tags counts them.
func (s *Store) TagTotals(ctx context.Context, study app.StudyID) (all map[app.TagID]app.TagUse, err error) {
	if all, ok, err := s.totalsCounted(ctx, study); ok || err != nil {
		return all, err
	}
	all = map[app.TagID]app.TagUse{}
	err = s.read(ctx, "tag totals", func(q querier) error {
		id, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		return each(ctx, q, func(row scanner) error {
			var tag app.TagID
			var use app.TagUse
			err := row.Scan(&tag, &use.Findings, &use.Participants)
			all[tag] = use
			return err
		}, tagTotals, id)
	})
	return all, err
}

// noStudy is a row id that no study has: an unknown study has nothing.
const noStudy = -1

// studyRow returns the row id of a study, 0 for "", noStudy for one that is not stored.
func studyRow(ctx context.Context, q querier, study app.StudyID) (int64, error) {
	if study == "" {
		return 0, nil
	}
	ids, err := numbers(ctx, q, idQueries[app.KindStudy], string(study))
	if err != nil || len(ids) == 0 {
		return noStudy, err
	}
	return ids[0], nil
}
