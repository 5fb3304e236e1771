package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"throughline/app"
)

// rewriteOrder is the order in which records take their new state: a text before the passages in it, and all that names a record
// before that record goes.
var rewriteOrder = append([]app.Kind{app.KindTranscript, app.KindFinding, app.KindRejection, app.KindInterview, app.KindSource, app.KindStudy,
	app.KindTag, app.KindTheme, app.KindInsight, app.KindRecommendation, app.KindDecision, app.KindPublication, app.KindMemo, app.KindRule,
	app.KindOpinionWord, app.KindView, app.KindStandards, app.KindParticipant}, app.PaperKinds()...)

// goneOrder is the order in which records go: dependants first.
var goneOrder = append(app.PaperKinds(), app.KindRejection, app.KindMemo, app.KindView, app.KindRule, app.KindOpinionWord, app.KindPublication,
	app.KindRecommendation, app.KindDecision, app.KindInsight, app.KindFinding, app.KindTheme, app.KindTag, app.KindTranscript, app.KindInterview,
	app.KindSource, app.KindParticipant, app.KindStudy)

// Erase carries out an erasure in one transaction: plan looks at the workspace and says what is to be kept of each record; tables,
// full-text index, history and what is derived follow. Steps that were taken back can no longer be redone, as after any step. It
// cannot be undone. When ctx ends before it is through, nothing has changed. The file still holds remains of what went until Purge.
func (s *Store) Erase(ctx context.Context, plan func(app.ErasureView) (*app.ErasureOrder, error), p app.Progress) (n app.ErasureCount, err error) {
	if err := s.secureDelete(ctx); err != nil {
		return n, err
	}
	err = s.write(ctx, "erase", func(w *writer) error {
		order, err := plan(eraseView{w})
		if err != nil {
			return err
		}
		e := &erasing{w: w, ctx: ctx, order: order, progress: p, skip: s.opt.eraseSkip, gone: map[app.Kind][]string{}, rewritten: map[app.Ref]bool{}}
		if err := e.run(); err != nil {
			return err
		}
		n = e.count
		return nil
	})
	if err == nil {
		s.renew()
	}
	return n, err
}

// secureDelete lets SQLite overwrite what is deleted, on the one connection that writes.
func (s *Store) secureDelete(ctx context.Context) error {
	if s.writer == nil {
		return nil // write says that the workspace is read-only
	}
	_, err := s.writer.ExecContext(ctx, "PRAGMA secure_delete = ON")
	return translate(ctx, "erase", s.path, err)
}

// renew drops what memory holds of the workspace.
func (s *Store) renew() {
	s.columns.mu.Lock()
	s.columns.forget()
	s.columns.mu.Unlock()
	s.columns.wordsMu.Lock()
	s.columns.words = nil
	s.columns.wordsMu.Unlock()
	s.texts.forget()
	s.nameShelf.forget()
}

// erasing is one erasure on its way.
type erasing struct {
	w         *writer
	ctx       context.Context
	order     *app.ErasureOrder
	progress  app.Progress
	skip      string                // a step left out by tests
	gone      map[app.Kind][]string // ids
	rewritten map[app.Ref]bool
	count     app.ErasureCount
}

func (e *erasing) run() error {
	steps := []struct {
		name string
		do   func() error
	}{
		{"Clearing what was taken back", e.dropUndone},
		{"Rewriting records", e.rewrite},
		{"Removing records", e.remove},
		{"Rewriting the history", e.journal},
		{"Clearing places and names", e.beside},
		{"Renewing the full-text index", e.index},
		{"Noting what was done", e.close},
	}
	for i, st := range steps {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		e.progress.Report(int64(i), int64(len(steps)), st.name)
		if st.name == e.skip {
			continue
		}
		if err := st.do(); err != nil {
			return err
		}
	}
	return nil
}

// dropUndone lets go of steps that were taken back, and of those that were overtaken.
func (e *erasing) dropUndone() error {
	if err := e.w.exec("DELETE FROM journal_ref WHERE seq IN (SELECT seq FROM journal WHERE state IN (1, 2))"); err != nil {
		return err
	}
	return e.w.exec("DELETE FROM journal WHERE state IN (1, 2)")
}

// rewrite gives all records their new states and collects those that go.
func (e *erasing) rewrite() error {
	view := eraseView{e.w}
	for _, kind := range rewriteOrder {
		if err := view.Records(e.ctx, kind, func(r app.Record) error {
			switch left := e.order.Scrub.Record(r); {
			case left == nil:
				e.gone[kind] = append(e.gone[kind], r.Ref().ID)
			case left != r:
				e.rewritten[r.Ref()] = true
				return e.change(app.Change{Before: r, After: left})
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// change makes one change. What memos and the history would remember of it is not wanted.
func (e *erasing) change(c app.Change) error {
	e.w.stored = nil
	err := e.w.change(c)
	e.w.lost, e.w.found = nil, nil
	return err
}

// remove takes the records that go out of their tables.
func (e *erasing) remove() error {
	for _, kind := range goneOrder {
		ids := e.gone[kind]
		if kind == app.KindFinding {
			if err := e.unplace(ids); err != nil {
				return err
			}
		}
		for _, id := range ids {
			if err := e.ctx.Err(); err != nil {
				return err
			}
			r, err := find(e.ctx, e.w, app.Ref{Kind: kind, ID: id})
			if app.CodeOf(err) == app.ENotFound {
				continue
			}
			if err == nil {
				err = e.change(app.Change{Before: r})
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// unplace takes findings off their boards.
func (e *erasing) unplace(findings []string) error {
	placed, err := listPlacements(e.ctx, e.w, "WHERE f.guid IN (SELECT value FROM json_each(?))", list(findings))
	if err != nil {
		return err
	}
	for _, p := range placed {
		if err := e.change(app.Change{Before: p}); err != nil {
			return err
		}
	}
	return nil
}

// beside clears what is kept beside the records: where people read, names of what is gone, places by meaning.
func (e *erasing) beside() error {
	for _, query := range []string{
		"DELETE FROM reading WHERE interview IN (SELECT value FROM json_each(?))",
		`UPDATE reading_desk SET tabs = (SELECT json_group_array(value) FROM json_each(tabs) WHERE value NOT IN (SELECT value FROM json_each(?1))),
			front = CASE WHEN front IN (SELECT value FROM json_each(?1)) THEN '' ELSE front END,
			beside = CASE WHEN beside IN (SELECT value FROM json_each(?1)) THEN '' ELSE beside END`,
	} {
		if err := e.w.exec(query, list(e.gone[app.KindInterview])); err != nil {
			return err
		}
	}
	if err := e.lostNames(); err != nil {
		return err
	}
	return e.meanings()
}

// lostNames rewrites the names of deleted records on which memos stand.
func (e *erasing) lostNames() error {
	all, err := collect(e.ctx, e.w, func(row scanner) (l lost, err error) { return l, row.Scan(&l.ID, &l.Kind, &l.Name) }, "SELECT guid, kind, name FROM memo_lost")
	if err != nil {
		return err
	}
	for _, l := range all {
		name := e.order.Scrub.Words(l.Name)
		switch {
		case e.order.Scrub.Goes(app.Ref{Kind: l.Kind, ID: l.ID}):
			err = e.w.must("DELETE FROM memo_lost WHERE guid = ? AND kind = ?", l.ID, string(l.Kind))
		case name != l.Name:
			err = e.w.must("UPDATE memo_lost SET name = ? WHERE guid = ? AND kind = ?", name, l.ID, string(l.Kind))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// meanings drops the codes of all rows near those that changed: they are made anew from what is left.
func (e *erasing) meanings() error {
	for _, due := range append([]app.PlaceRange{}, e.w.dues...) {
		first, last := due.First/MeaningChunk, due.Last/MeaningChunk
		if err := e.w.exec("DELETE FROM meaning WHERE kind = ? AND chunk BETWEEN ? AND ?", meantKinds[due.Kind], first, last); err != nil {
			return err
		}
		e.w.dueRows(due.Kind, first*MeaningChunk, last*MeaningChunk+MeaningChunk-1)
	}
	return nil
}

// index merges each full-text index into one piece: the index notes only that a row is gone, and keeps its words until then.
func (e *erasing) index() error {
	if err := e.w.indexTurns(); err != nil {
		return err
	}
	for _, table := range []string{"turn_text", "finding_text", "insight_text", "memo_text"} {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		if err := e.w.exec("INSERT INTO " + table + " (" + table + ") VALUES ('optimize')"); err != nil {
			return err
		}
	}
	return nil
}

// close stores what remains: the paper, an entry of the history without changes, and the step that follows.
func (e *erasing) close() error {
	if p := e.order.Paper; p != nil {
		if err := e.change(app.Change{After: p}); err != nil {
			return err
		}
	}
	if e.order.Label != "" {
		cs := e.order.Hand.Begin(e.order.Label)
		if err := e.w.exec(`INSERT INTO journal (guid, label, author, at, batch, state, changes, bytes, kinds, payload) VALUES (?,?,?,?,'',?,0,0,'',x'')`,
			string(cs.ID), cs.Label, cs.Author, cs.At.UnixMilli(), int(app.EntryErased)); err != nil {
			return err
		}
	}
	cs := e.order.After
	if cs == nil || len(cs.Changes) == 0 {
		return nil
	}
	e.w.stored = nil
	if err := e.w.apply(cs.Changes); err != nil {
		return err
	}
	_, err := e.w.journal(cs)
	return err
}

// OpenErasures returns the erasures that have begun and are not through, oldest first.
func (s *Store) OpenErasures(ctx context.Context) (all []*app.Erasure, err error) {
	err = s.read(ctx, "erasures", func(q querier) error {
		found, err := listPapers(ctx, q, "WHERE p.kind = ? AND json_extract(p.body, '$.open') IS NOT NULL ORDER BY p.id", string(app.KindErasure))
		for _, p := range found {
			all = append(all, p.(*app.Erasure))
		}
		return err
	})
	return all, err
}

// CloseErasure stores how an erasure ended: it is no step of the history, because nothing may bring back that it was not done. What stood there
// is overwritten.
func (s *Store) CloseErasure(ctx context.Context, e *app.Erasure) error {
	return s.write(ctx, "erase", func(w *writer) error {
		body, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if err := w.exec("PRAGMA secure_delete = ON"); err != nil {
			return err
		}
		defer func() { _ = w.exec("PRAGMA secure_delete = OFF") }() // it only costs time
		if err = w.must("UPDATE paper SET body = ? WHERE guid = ? AND kind = ?", string(body), string(e.ID), string(app.KindErasure)); errors.Is(err, sql.ErrNoRows) {
			err = app.NotFound("The erasure")
		}
		return err
	})
}
