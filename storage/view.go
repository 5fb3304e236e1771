package storage

import (
	"context"

	"throughline/app"
	"throughline/app/fold"
)

func listViews(ctx context.Context, q querier, where string, args ...any) ([]*app.View, error) {
	return collect(ctx, q, func(row scanner) (*app.View, error) {
		v := new(app.View)
		err := row.Scan(&v.ID, optional[app.StudyID]{&v.Study}, &v.Place, &v.Name, &v.Spec, &v.Pinned, &v.Order, &v.Author, moment{&v.Created}, moment{&v.Modified})
		return v, err
	}, `SELECT v.guid, s.guid, v.place, v.name, v.spec, v.pinned, v.ord, v.author, v.created, v.modified
		FROM saved_view v LEFT JOIN study s ON s.id = v.study_id `+where, args...)
}

func viewValues(w *writer, v *app.View) ([]any, error) {
	study, err := w.ref(app.KindStudy, string(v.Study))
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(v.Stamp)
	return []any{study, string(v.Place), v.Name, fold.Text(v.Name), v.Spec, v.Pinned, v.Order, author, created, modified, string(v.ID)}, nil
}

// viewTaken says in words that the name of a view is taken.
func viewTaken(v *app.View, err error) error {
	if !constraint(err) {
		return err
	}
	return &app.Error{Code: app.EConflict, Message: "There is a view called “" + v.Name + "” already.", Hint: "Choose another name.", Err: err}
}

func insertView(w *writer, v *app.View) error {
	vals, err := viewValues(w, v)
	if err != nil {
		return err
	}
	return viewTaken(v, w.exec(`INSERT INTO saved_view (study_id, place, name, name_key, spec, pinned, ord, author, created, modified, guid)
		VALUES (?,?,?,?,?,?,?,?,?,?,?)`, vals...))
}

func updateView(w *writer, _, v *app.View) error {
	vals, err := viewValues(w, v)
	if err != nil {
		return err
	}
	return viewTaken(v, w.must(`UPDATE saved_view SET study_id=?, place=?, name=?, name_key=?, spec=?, pinned=?, ord=?, author=?, created=?, modified=?
		WHERE guid=?`, vals...))
}

func removeView(w *writer, v *app.View) error {
	return w.must("DELETE FROM saved_view WHERE guid=?", string(v.ID))
}

// Views returns the saved views of a place: those of a study and those for all studies, or only the latter for "". They come
// pinned first, then by Order, name and id.
func (s *Store) Views(ctx context.Context, place app.ViewPlace, study app.StudyID) (all []app.View, err error) {
	err = s.read(ctx, "views", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		found, err := listViews(ctx, q, `WHERE v.place = ?1 AND (v.study_id = ?2 OR v.study_id IS NULL)
			ORDER BY v.pinned DESC, v.ord, v.name_key, v.guid`, string(place), row)
		all = values(found)
		return err
	})
	return all, err
}
