package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"throughline/app"
)

// keepPapers makes a keeper of each kind of papers.
func keepPapers() {
	for _, kind := range app.PaperKinds() {
		keepers[kind] = keeper{
			find: func(ctx context.Context, q querier, id string) (app.Record, error) {
				all, err := listPapers(ctx, q, "WHERE p.kind = ? AND p.guid = ?", string(kind), id)
				if err != nil {
					return nil, err
				}
				if len(all) == 0 {
					return nil, sql.ErrNoRows
				}
				return all[0], nil
			},
			insert: func(w *writer, r app.Record) error { return insertPaper(w, r.(app.Paper)) },
			update: func(w *writer, _, r app.Record) error { return updatePaper(w, r.(app.Paper)) },
			remove: func(w *writer, r app.Record) error {
				return w.must("DELETE FROM paper WHERE guid = ?", r.Ref().ID)
			},
		}
		idQueries[kind] = "SELECT id FROM paper WHERE guid = ?"
	}
}

func init() { keepPapers() }

// listPapers reads papers of any kinds. Those of newer versions are an error, as they are everywhere.
func listPapers(ctx context.Context, q querier, where string, args ...any) ([]app.Paper, error) {
	return collect(ctx, q, func(row scanner) (app.Paper, error) {
		var kind app.Kind
		var body string
		if err := row.Scan(&kind, &body); err != nil {
			return nil, err
		}
		r, err := app.NewRecord(kind)
		if err != nil {
			return nil, err
		}
		return r.(app.Paper), json.Unmarshal([]byte(body), r)
	}, "SELECT p.kind, p.body FROM paper p "+where, args...)
}

// paperValues are study, participant, interview, once, body and guid.
func paperValues(w *writer, p app.Paper) ([]any, error) {
	f := p.Filed()
	study, err := w.ref(app.KindStudy, string(f.Study))
	if err != nil {
		return nil, err
	}
	person, err := w.ref(app.KindParticipant, string(f.Participant))
	if err != nil {
		return nil, err
	}
	interview, err := w.ref(app.KindInterview, string(f.Interview))
	if err != nil {
		return nil, err
	}
	return []any{study, person, interview, f.Once, jsonOf(p), p.Ref().ID}, nil
}

func insertPaper(w *writer, p app.Paper) error {
	vals, err := paperValues(w, p)
	if err != nil {
		return err
	}
	return paperTaken(p, w.exec(`INSERT INTO paper (kind, study_id, participant_id, interview_id, once, body, guid) VALUES (?,?,?,?,?,?,?)`,
		append([]any{string(p.Ref().Kind)}, vals...)...))
}

func updatePaper(w *writer, p app.Paper) error {
	vals, err := paperValues(w, p)
	if err != nil {
		return err
	}
	return paperTaken(p, w.must("UPDATE paper SET study_id=?, participant_id=?, interview_id=?, once=?, body=? WHERE guid=?", vals...))
}

// paperTaken says in words that what no two papers may share is taken.
func paperTaken(p app.Paper, err error) error {
	if !constraint(err) {
		return err
	}
	return &app.Error{Code: app.EConflict, Message: "There is a " + string(p.Ref().Kind) + " like “" + p.Called() + "” already.",
		Hint: "Change the one that is there, or choose another name.", Err: err}
}

// Papers implements app.PaperStore.
func (s *Store) Papers(ctx context.Context, q app.PaperQuery) (all []app.Record, err error) {
	err = s.read(ctx, "papers", func(db querier) error {
		where := []string{"p.kind = ?"}
		args := []any{string(q.Kind)}
		add := func(condition, value string) {
			if value != "" {
				where, args = append(where, condition), append(args, value)
			}
		}
		add("p.study_id = (SELECT id FROM study WHERE guid = ?)", string(q.Study))
		add("p.participant_id = (SELECT id FROM participant WHERE guid = ?)", string(q.Participant))
		add("p.interview_id = (SELECT id FROM interview WHERE guid = ?)", string(q.Interview))
		add("p.once = ?", q.Once)
		found, err := listPapers(ctx, db, "WHERE "+strings.Join(where, " AND ")+" ORDER BY p.id", args...)
		for _, p := range found {
			all = append(all, p)
		}
		return err
	})
	return all, err
}
