package storage

import (
	"context"

	"throughline/app"
)

const rejectionTables = " FROM rejection r JOIN interview i ON i.id = r.interview_id JOIN tag t ON t.id = r.tag_id "

func listRejections(ctx context.Context, q querier, where string, args ...any) ([]*app.Rejection, error) {
	return collect(ctx, q, func(row scanner) (*app.Rejection, error) {
		r := new(app.Rejection)
		return r, row.Scan(&r.ID, &r.Interview, &r.Tag, &r.Quote, &r.Author, moment{&r.Created}, moment{&r.Modified})
	}, "SELECT r.guid, i.guid, t.guid, r.quote, r.author, r.created, r.modified"+rejectionTables+where, args...)
}

func rejectionValues(w *writer, r *app.Rejection) ([]any, error) {
	interview, err := w.id(app.KindInterview, string(r.Interview))
	if err != nil {
		return nil, err
	}
	tag, err := w.id(app.KindTag, string(r.Tag))
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(r.Stamp)
	return []any{interview, tag, r.Quote, author, created, modified, string(r.ID)}, nil
}

func insertRejection(w *writer, r *app.Rejection) error {
	vals, err := rejectionValues(w, r)
	if err != nil {
		return err
	}
	return w.exec("INSERT INTO rejection (interview_id, tag_id, quote, author, created, modified, guid) VALUES (?,?,?,?,?,?,?)", vals...)
}

func updateRejection(w *writer, _, r *app.Rejection) error {
	vals, err := rejectionValues(w, r)
	if err != nil {
		return err
	}
	return w.must("UPDATE rejection SET interview_id=?, tag_id=?, quote=?, author=?, created=?, modified=? WHERE guid=?", vals...)
}

func removeRejection(w *writer, r *app.Rejection) error {
	return w.must("DELETE FROM rejection WHERE guid=?", string(r.ID))
}

// Rejections lists the tags turned down in the interviews of a study, of all studies for "", the newest first.
func (s *Store) Rejections(ctx context.Context, study app.StudyID) (all []app.Rejection, err error) {
	err = s.read(ctx, "rejections", func(q querier) error {
		id, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		found, err := listRejections(ctx, q, "WHERE ?1 = 0 OR i.study_id = ?1 ORDER BY r.created DESC, r.guid", id)
		all = values(found)
		return err
	})
	return all, err
}
