package storage

import (
	"context"
	"encoding/json"

	"throughline/app"
)

const ruleColumns = `r.guid, s.guid, r.name, r.spec, r.author, r.created, r.modified`

func listRules(ctx context.Context, q querier, where string, args ...any) ([]*app.Rule, error) {
	return collect(ctx, q, func(row scanner) (*app.Rule, error) {
		r := new(app.Rule)
		var spec string
		var study app.StudyID
		err := row.Scan(&r.ID, optional[app.StudyID]{&study}, &r.Name, &spec, &r.Author, moment{&r.Created}, moment{&r.Modified})
		if err == nil {
			err = json.Unmarshal([]byte(spec), &r.RuleSpec)
			r.Study = study
		}
		return r, err
	}, "SELECT "+ruleColumns+" FROM rule r LEFT JOIN study s ON s.id = r.study_id "+where, args...)
}

// ruleValues keeps the study as a reference and the rest of what the rule says as JSON: nothing asks for rules by it.
func ruleValues(w *writer, r *app.Rule) ([]any, error) {
	study, err := w.ref(app.KindStudy, string(r.Study))
	if err != nil {
		return nil, err
	}
	spec := r.RuleSpec
	spec.Study = ""
	text, err := json.Marshal(spec)
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(r.Stamp)
	return []any{study, r.Name, string(text), author, created, modified, string(r.ID)}, nil
}

func insertRule(w *writer, r *app.Rule) error {
	vals, err := ruleValues(w, r)
	if err != nil {
		return err
	}
	return w.exec("INSERT INTO rule (study_id, name, spec, author, created, modified, guid) VALUES (?,?,?,?,?,?,?)", vals...)
}

func updateRule(w *writer, _, r *app.Rule) error {
	vals, err := ruleValues(w, r)
	if err != nil {
		return err
	}
	return w.must("UPDATE rule SET study_id=?, name=?, spec=?, author=?, created=?, modified=? WHERE guid=?", vals...)
}

func removeRule(w *writer, r *app.Rule) error {
	return w.must("DELETE FROM rule WHERE guid=?", string(r.ID))
}

// Rules returns the saved rules of a study and those for all studies, or every rule for "", by name.
func (s *Store) Rules(ctx context.Context, study app.StudyID) (all []app.Rule, err error) {
	err = s.read(ctx, "rules", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		found, err := listRules(ctx, q, "WHERE ?1 = 0 OR r.study_id = ?1 OR r.study_id IS NULL ORDER BY r.name COLLATE NOCASE, r.guid", row)
		all = values(found)
		return err
	})
	return all, err
}
