package storage

import (
	"context"

	"throughline/app"
)

const studyColumns = `s.guid, s.name, s.product, s.region, s.method, s.owner, s.goal, s.questions, s.guide, s.start_date, s.end_date,
	s.status, s.color, s.templates, s.keep_until, s.author, s.created, s.modified`

func scanStudy(row scanner) (*app.Study, error) {
	var s app.Study
	var questions, guide string
	err := row.Scan(&s.ID, &s.Name, &s.Product, &s.Region, &s.Method, &s.Owner, &s.Goal, &questions, &guide, &s.Start, &s.End,
		&s.Status, &s.Color, jsonColumn[[]app.TemplateUse]{&s.Templates}, &s.Keep, &s.Author, moment{&s.Created}, moment{&s.Modified})
	if err != nil {
		return nil, err
	}
	if s.Questions, err = fromJSON(questions); err != nil {
		return nil, err
	}
	s.Guide, err = fromJSON(guide)
	return &s, err
}

func listStudies(ctx context.Context, q querier, where string, args ...any) ([]*app.Study, error) {
	return collect(ctx, q, scanStudy, "SELECT "+studyColumns+" FROM study s "+where, args...)
}

func studyValues(s *app.Study) []any {
	author, created, modified := stamp(s.Stamp)
	return []any{s.Name, s.Product, s.Region, s.Method, s.Owner, s.Goal, jsonText(s.Questions), jsonText(s.Guide),
		string(s.Start), string(s.End), s.Status, s.Color, jsonText(s.Templates), string(s.Keep), author, created, modified, string(s.ID)}
}

func insertStudy(w *writer, s *app.Study) error {
	return w.exec(`INSERT INTO study (name, product, region, method, owner, goal, questions, guide, start_date, end_date, status, color,
		templates, keep_until, author, created, modified, guid) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, studyValues(s)...)
}

func updateStudy(w *writer, _, s *app.Study) error {
	return w.must(`UPDATE study SET name=?, product=?, region=?, method=?, owner=?, goal=?, questions=?, guide=?, start_date=?,
		end_date=?, status=?, color=?, templates=?, keep_until=?, author=?, created=?, modified=? WHERE guid=?`, studyValues(s)...)
}

func removeStudy(w *writer, s *app.Study) error {
	id, err := w.id(app.KindStudy, string(s.ID))
	if err != nil {
		return err
	}
	delete(w.studies, id) // it held nothing any more
	return w.must("DELETE FROM study WHERE guid=?", string(s.ID))
}

// Studies returns all studies by name.
func (s *Store) Studies(ctx context.Context) (all []app.Study, err error) {
	err = s.read(ctx, "studies", func(q querier) error {
		found, err := listStudies(ctx, q, "ORDER BY s.name COLLATE NOCASE, s.guid")
		all = values(found)
		return err
	})
	return all, err
}

// values copies records out of their pointers.
func values[T any](records []*T) []T {
	all := make([]T, len(records))
	for i, r := range records {
		all[i] = *r
	}
	return all
}
