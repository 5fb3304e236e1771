package storage

import (
	"context"
	"database/sql"
	"strings"

	"throughline/app"
)

const themeColumns = `t.guid, s.guid, t.name, t.note, t.terms, t.color, t.place, t.locked, t.proposed, t.author, t.created, t.modified`

// scanTheme scans themeColumns, then what else the query gives.
func scanTheme(row scanner, t *app.Theme, more ...any) error {
	var terms string
	err := row.Scan(append([]any{&t.ID, optional[app.StudyID]{&t.Study}, &t.Name, &t.Note, &terms, &t.Color, &t.Order, &t.Locked, &t.Proposed,
		&t.Author, moment{&t.Created}, moment{&t.Modified}}, more...)...)
	if err == nil {
		t.Terms, err = fromJSON(terms)
	}
	return err
}

func listThemes(ctx context.Context, q querier, where string, args ...any) ([]*app.Theme, error) {
	return collect(ctx, q, func(row scanner) (*app.Theme, error) {
		t := new(app.Theme)
		return t, scanTheme(row, t)
	}, "SELECT "+themeColumns+" FROM theme t LEFT JOIN study s ON s.id = t.study_id "+where, args...)
}

func themeValues(w *writer, t *app.Theme) ([]any, error) {
	study, err := w.ref(app.KindStudy, string(t.Study))
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(t.Stamp)
	return []any{study, t.Name, t.Note, jsonText(t.Terms), t.Color, t.Order, t.Locked, t.Proposed, author, created, modified, string(t.ID)}, nil
}

func insertTheme(w *writer, t *app.Theme) error {
	vals, err := themeValues(w, t)
	if err != nil {
		return err
	}
	id, err := w.insert(`INSERT INTO theme (study_id, name, note, terms, color, place, locked, proposed, author, created, modified, guid)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`, vals...)
	w.ids[t.Ref()] = id
	return err
}

func updateTheme(w *writer, before, t *app.Theme) error {
	vals, err := themeValues(w, t)
	if err != nil {
		return err
	}
	if err := w.must(`UPDATE theme SET study_id=?, name=?, note=?, terms=?, color=?, place=?, locked=?, proposed=?, author=?, created=?,
		modified=? WHERE guid=?`, vals...); err != nil || before.Study == t.Study {
		return err
	}
	id, err := w.id(app.KindTheme, string(t.ID))
	if err != nil {
		return err
	}
	from, err := w.ref(app.KindStudy, string(before.Study))
	if err != nil {
		return err
	}
	if err := w.rehang(id, from, vals[0]); err != nil {
		return err
	}
	return w.exec("UPDATE placement SET board = (SELECT coalesce(study_id, 0) FROM theme WHERE theme.id = theme_id) WHERE theme_id = ?", id)
}

func removeTheme(w *writer, t *app.Theme) error {
	id, err := w.id(app.KindTheme, string(t.ID))
	if err != nil {
		return err
	}
	delete(w.boards, id) // the next theme may get its row
	return w.must("DELETE FROM theme WHERE id=?", id)
}

// themeUse counts the findings in each theme and the participants who said them. ?1 is the row id of a study, 0 for all.
const themeUse = `WITH use AS (
	SELECT l.theme_id, count(*) AS findings, count(DISTINCT f.participant_id) AS people
	FROM theme t JOIN placement l ON l.theme_id = t.id JOIN finding f ON f.id = l.finding_id
	WHERE ?1 = 0 OR t.study_id = ?1 GROUP BY l.theme_id)
	SELECT ` + themeColumns + `, coalesce(use.findings, 0), coalesce(use.people, 0)
	FROM theme t LEFT JOIN study s ON s.id = t.study_id LEFT JOIN use ON use.theme_id = t.id
	WHERE ?1 = 0 OR t.study_id = ?1 ORDER BY s.name COLLATE NOCASE, t.study_id, t.place, t.guid`

// Themes returns the themes of a study's board in board order. For "" it returns those of all boards, the board across
// studies first, then by study name.
func (s *Store) Themes(ctx context.Context, study app.StudyID) (all []app.ThemeRow, err error) {
	if all, ok, err := s.themesCounted(ctx, study); ok || err != nil {
		return all, err
	}
	err = s.read(ctx, "themes", func(q querier) error {
		id, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		all, err = collect(ctx, q, func(row scanner) (app.ThemeRow, error) {
			var r app.ThemeRow
			err := scanTheme(row, &r.Theme, &r.Findings, &r.Participants)
			return r, err
		}, themeUse, id)
		return err
	})
	return all, err
}

const placementTables = " FROM placement l JOIN theme t ON t.id = l.theme_id JOIN finding f ON f.id = l.finding_id "

func listPlacements(ctx context.Context, q querier, where string, args ...any) ([]*app.Placement, error) {
	return collect(ctx, q, func(row scanner) (*app.Placement, error) {
		p := new(app.Placement)
		return p, row.Scan(&p.Theme, &p.Finding, &p.Order, &p.Author, moment{&p.Created}, moment{&p.Modified})
	}, "SELECT t.guid, f.guid, l.place, l.author, l.created, l.modified"+placementTables+where, args...)
}

// findPlacement finds a placement by theme and finding, its two halves.
func findPlacement(ctx context.Context, q querier, id string) (app.Record, error) {
	theme, finding, _ := strings.Cut(id, "/")
	all, err := listPlacements(ctx, q, "WHERE t.guid = ? AND f.guid = ?", theme, finding)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, sql.ErrNoRows
	}
	return all[0], nil
}

// ends returns the row ids of a placement's theme and finding.
func (w *writer) ends(p *app.Placement) (theme, finding int64, err error) {
	if theme, err = w.id(app.KindTheme, string(p.Theme)); err != nil {
		return 0, 0, err
	}
	finding, err = w.id(app.KindFinding, string(p.Finding))
	return theme, finding, err
}

func insertPlacement(w *writer, p *app.Placement) error {
	theme, finding, err := w.ends(p)
	if err != nil {
		return err
	}
	if err := w.place(theme, 1); err != nil {
		return err
	}
	author, created, modified := stamp(p.Stamp)
	w.placed = append(w.placed, finding)
	return w.exec(`INSERT INTO placement (theme_id, finding_id, board, place, author, created, modified)
		VALUES (?1, ?2, (SELECT coalesce(study_id, 0) FROM theme WHERE id = ?1), ?3, ?4, ?5, ?6)`,
		theme, finding, p.Order, author, created, modified)
}

func updatePlacement(w *writer, _, p *app.Placement) error {
	theme, finding, err := w.ends(p)
	if err != nil {
		return err
	}
	author, created, modified := stamp(p.Stamp)
	return w.must("UPDATE placement SET place=?, author=?, created=?, modified=? WHERE theme_id=? AND finding_id=?",
		p.Order, author, created, modified, theme, finding)
}

func removePlacement(w *writer, p *app.Placement) error {
	theme, finding, err := w.ends(p)
	if err != nil {
		return err
	}
	if err := w.place(theme, -1); err != nil {
		return err
	}
	return w.must("DELETE FROM placement WHERE theme_id=? AND finding_id=?", theme, finding)
}

// Placements returns what stands on a study's board, on all boards for "", by theme in board order, then by place.
func (s *Store) Placements(ctx context.Context, study app.StudyID) (all []app.Placement, err error) {
	err = s.read(ctx, "placements", func(q querier) error {
		id, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		found, err := listPlacements(ctx, q, "WHERE ?1 = 0 OR t.study_id = ?1 ORDER BY t.study_id, t.place, t.guid, l.place, f.guid", id)
		all = values(found)
		return err
	})
	return all, err
}
