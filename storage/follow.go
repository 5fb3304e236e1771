package storage

import (
	"context"
	"database/sql"
	"sync"

	"throughline/app"
)

// follow is how a store that only reads notices what the one who writes has done. Safe for concurrent use.
type follow struct {
	mu      sync.Mutex
	conn    *sql.Conn // on which SQLite counts what others wrote; nil for a copy, and for a file that nobody can change
	version int64     // as SQLite counts
	mark    string    // of the file when it was caught up with
	at      standingAt
}

// standingAt is where the history of a workspace stands.
type standingAt struct {
	applied int64 // the last step in force, 0 for none
	inForce int64 // how many steps are in force
	erased  int64 // steps that an erasure took the content of
}

// begin notes where the file stands.
func (f *follow) begin(ctx context.Context, s *Store) (err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mark = fileMark(s.place.file)
	if s.live {
		if f.conn, err = s.readers.Conn(ctx); err != nil {
			return err
		}
		if f.version, err = f.count(ctx); err != nil {
			return err
		}
	}
	f.at, err = readStanding(ctx, s.readers)
	return err
}

func (f *follow) count(ctx context.Context) (n int64, err error) {
	return n, f.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n)
}

func (f *follow) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.conn != nil {
		_ = f.conn.Close() // back to the pool
		f.conn = nil
	}
}

// changed reports whether something was written since the file was caught up with. What cannot be asked now is asked again the next time.
func (f *follow) changed(ctx context.Context, s *Store) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.mark != fileMark(s.place.file) {
		return true
	}
	if f.conn == nil {
		return false
	}
	n, err := f.count(ctx)
	return err == nil && n != f.version
}

// muchMissed is from how many changes on it is quicker to read everything again than to walk through them.
const muchMissed = 2000

// CatchUp makes a workspace open for reading hold what was written since it was opened or caught up with. It returns the steps that lead there, as
// subscribers of the history hear them: committed, redone, or the inverse of what was undone. whole is false when they do not tell all, and whoever
// shows anything has to read it again. Returns EConflict when the file can only be opened anew: another stands in its place, or what is read is a copy.
func (s *Store) CatchUp(ctx context.Context) (sets []*app.ChangeSet, whole bool, err error) {
	f := &s.follow
	if s.held != nil {
		return nil, true, nil
	}
	if !s.live || s.where() != app.InPlace {
		return nil, false, &app.Error{Code: app.EConflict, Op: "catch up", Path: s.path, Message: "The file is another one by now.", Hint: "Open it again."}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.conn == nil { // closed meanwhile
		return nil, false, context.Canceled
	}
	mark, old := fileMark(s.place.file), f.at
	version, err := f.count(ctx)
	if err != nil {
		return nil, false, translate(ctx, "catch up", s.path, err)
	}
	s.forgetAll()
	err = s.read(ctx, "catch up", func(q querier) error {
		if f.at, err = readStanding(ctx, q); err != nil {
			return err
		}
		whole, err = stepsTell(ctx, q, old, f.at)
		return err
	})
	if err != nil {
		f.at = old
		return nil, false, err
	}
	f.mark, f.version = mark, version
	if !whole || old.applied == f.at.applied {
		return nil, whole, nil
	}
	sets, err = s.missed(ctx, old.applied, f.at.applied)
	return sets, err == nil, nil // without the steps everything has to be read again
}

// forgetAll drops what is kept in memory of the file.
func (s *Store) forgetAll() {
	s.texts.forget()
	s.nameShelf.forget()
	c := &s.consents
	c.mu.Lock()
	c.perms = nil
	c.gen++
	c.mu.Unlock()
	s.columns.mu.Lock()
	s.columns.forget()
	s.columns.mu.Unlock()
}

func readStanding(ctx context.Context, q querier) (at standingAt, err error) {
	return at, one(ctx, q, `SELECT coalesce(max(seq), 0), count(*), (SELECT count(*) FROM journal INDEXED BY journal_list WHERE state = ?)
		FROM journal INDEXED BY journal_list WHERE state IN (0, 3)`, []any{int(app.EntryErased)}, &at.applied, &at.inForce, &at.erased)
}

// stepsTell reports whether the steps between two states lead from one to the other, and are few. A batch that was undone with other steps left between its
// entries does not.
func stepsTell(ctx context.Context, q querier, from, to standingAt) (bool, error) {
	if from.erased != to.erased {
		return false, nil
	}
	var inForce, undone, steps, changes int64
	err := one(ctx, q, `SELECT (SELECT count(*) FROM journal WHERE seq = ?1 AND state IN (0, 3)), (SELECT count(*) FROM journal WHERE seq = ?1 AND state = 1),
		count(*), coalesce(sum(changes), 0) FROM journal INDEXED BY journal_list WHERE seq > ?2 AND seq <= ?3 AND state <> 2`,
		[]any{from.applied, min(from.applied, to.applied), max(from.applied, to.applied)}, &inForce, &undone, &steps, &changes)
	if err != nil || changes > muchMissed || max(to.inForce-from.inForce, from.inForce-to.inForce) != steps {
		return false, err
	}
	if to.applied >= from.applied {
		return from.applied == 0 || inForce == 1, nil
	}
	return undone == 1, nil
}

// missed returns the steps that lead from one state to another.
func (s *Store) missed(ctx context.Context, from, to int64) ([]*app.ChangeSet, error) {
	if to > from {
		return s.StepSets(ctx, from+1, to)
	}
	sets, err := s.StepSets(ctx, to+1, from)
	if err != nil {
		return nil, err
	}
	back := make([]*app.ChangeSet, 0, len(sets))
	for i := range sets {
		back = append(back, sets[len(sets)-1-i].Inverse())
	}
	return back, nil
}
