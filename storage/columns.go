package storage

import (
	"context"
	"database/sql"
	"errors"
	"runtime/debug"
	"strings"
	"sync"

	"throughline/app"
	"throughline/app/ask"
	"throughline/storage/column"
)

// columns keeps the index of findings in memory. It is read from the file when it is first asked for, beside other work, and hears of every
// commit from then on. When anything is in doubt it is dropped, and read anew at the next question. Safe for concurrent use.
type columns struct {
	mu      sync.RWMutex // held for reading while the table is asked, for writing while a step is committed
	table   *column.Table
	version int // of table: how often it changed
	load    *loading
	mark    string // of the file when a read-only workspace was read

	consent consentMarks

	wordsMu sync.Mutex
	words   map[string]column.Bits // the findings that hold the words of a query, at version
}

// loading is a load on its way.
type loading struct {
	done    chan struct{}
	stop    context.CancelFunc
	err     error
	heard   []*delta // commits since it began, in their order
	spoiled bool     // a commit could not be heard
}

// forget drops the table. mu is held.
func (c *columns) forget() {
	c.table = nil
	c.version++
	if c.load != nil {
		c.load.spoiled = true
	}
}

// close ends a load and waits for it.
func (c *columns) close() {
	c.mu.Lock()
	l := c.load
	c.mu.Unlock()
	if l != nil {
		l.stop()
		<-l.done
	}
}

// maxLoads is how often a load is begun again when commits came in between that it could not hear.
const maxLoads = 5

// WarmFindings reads the index of findings into memory unless it is there, so that the first question need not wait for it.
func (s *Store) WarmFindings(ctx context.Context) error {
	return translate(ctx, "read findings", s.path, s.warm(ctx))
}

func (s *Store) warm(ctx context.Context) error {
	c := &s.columns
	if s.opt.ReadOnly {
		s.checkMark()
	}
	for range maxLoads {
		c.mu.Lock()
		if c.table != nil {
			c.mu.Unlock()
			return nil
		}
		if c.load == nil {
			back, stop := context.WithCancel(context.Background())
			c.load = &loading{done: make(chan struct{}), stop: stop}
			go s.loadColumns(back, c.load)
		}
		l := c.load
		c.mu.Unlock()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.done:
			if l.err != nil {
				return l.err
			}
		}
	}
	return errors.New("the index of findings does not settle")
}

// muchRead is from how many findings on memory is given back to the system after they were read.
const muchRead = 100_000

// loadColumns reads the table and adds what was committed meanwhile.
func (s *Store) loadColumns(ctx context.Context, l *loading) {
	t, err := s.readTable(ctx)
	if err == nil && t.Len() > muchRead {
		debug.FreeOSMemory() // what reading needed is as much again as what is kept, and is not needed any more
	}
	c := &s.columns
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil && !l.spoiled {
		for _, d := range l.heard {
			d.apply(t)
		}
		if err = t.Err(); err == nil {
			c.table = t
			c.version++
		}
	}
	l.err = err
	if l.spoiled {
		l.err = nil // whoever waits tries again
	}
	l.stop()
	c.load = nil
	close(l.done)
}

// checkMark drops the table of a read-only workspace when another program changed the file.
func (s *Store) checkMark() {
	mark := fileMark(s.place.file)
	c := &s.columns
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.mark != mark {
		c.mark = mark
		c.forget()
	}
}

// commit ends a transaction and tells the columns what it did, so that whoever asks sees both or neither.
func (s *Store) commit(tx *sql.Tx, w *writer) error {
	if w.touched.empty() {
		return tx.Commit()
	}
	c := &s.columns
	c.mu.RLock()
	asked := c.table != nil || c.load != nil
	c.mu.RUnlock()
	var d *delta
	if asked {
		d, _ = w.delta() // without it the columns are read anew
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	err := tx.Commit()
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, sql.ErrTxDone):
		// nothing was stored
	case err != nil || d == nil:
		c.forget()
	case c.load != nil:
		c.load.heard = append(c.load.heard, d)
	case c.table != nil:
		if d.apply(c.table); c.table.Err() != nil {
			c.forget()
			break
		}
		c.version++
	}
	return err
}

// consult asks the columns. look is called with the table and what q needs from elsewhere; then, which may be nil, with the snapshot of the
// file of which the table was true. look must neither keep the table nor change it.
func (s *Store) consult(ctx context.Context, op string, q *app.FindingQuery, look func(t *column.Table, given column.Given), then func(q querier) error) error {
	return s.consultWith(ctx, op, q, beside{}, look, then)
}

// beside is what a question needs to know whatever the query says.
type beside struct {
	turns, consent bool
	first          func(q querier) error // reads what look needs, from the same state of the file; may be called again
}

// consultWith is consult for a question that needs to know more than the query says.
func (s *Store) consultWith(ctx context.Context, op string, q *app.FindingQuery, need beside, look func(t *column.Table, given column.Given), then func(q querier) error) error {
	if err := q.Validate(); err != nil {
		return err
	}
	for {
		again, err := s.tryConsult(ctx, q, need, look, then)
		if err != nil || !again {
			return translate(ctx, op, s.path, err)
		}
	}
}

// tryConsult asks once; again is true when a commit came in between.
func (s *Store) tryConsult(ctx context.Context, q *app.FindingQuery, need beside, look func(t *column.Table, given column.Given), then func(q querier) error) (again bool, err error) {
	if err := s.warm(ctx); err != nil {
		return false, err
	}
	c := &s.columns
	tx, version, err := s.snapshot(ctx)
	if err != nil {
		return false, err
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	texts, near := column.Needs(q)
	turns := need.turns || near
	heard, err := s.heardOf(ctx, tx, version, need.consent || column.NeedsConsent(q))
	if err != nil {
		return false, err
	}
	found, err := s.lookUp(ctx, tx, version, texts)
	if err != nil {
		return false, err
	}
	asked, err := lookUpAsked(ctx, tx, column.NeedsAsked(q))
	if err != nil {
		return false, err
	}
	if err := s.readBeside(ctx, tx, version, turns, need); err != nil {
		return false, err
	}
	c.mu.RLock()
	if c.table == nil || c.version != version || turns && !c.table.Turns() {
		c.mu.RUnlock()
		return true, nil
	}
	given := s.given(c.table, version, found)
	given.Asked = bitsOf(c.table, asked)
	s.marks(c.table, version, heard, &given)
	look(c.table, given)
	c.mu.RUnlock()
	if then == nil {
		return false, ctx.Err()
	}
	return false, then(tx)
}

// readBeside reads what look needs besides: the places of turns, and what the question reads itself.
func (s *Store) readBeside(ctx context.Context, q querier, version int, turns bool, need beside) error {
	if turns {
		if err := s.needTurns(ctx, q, version); err != nil {
			return err
		}
	}
	if need.first != nil {
		return need.first(q)
	}
	return nil
}

// snapshot begins to read the file as it is at the table's version. Nothing of the file is read under the lock: on a share a commit keeps readers out,
// and who waits for one under the lock would wait for ever for it. When a step was committed meanwhile, it begins again.
func (s *Store) snapshot(ctx context.Context) (*still, int, error) {
	for {
		before := s.columns.at()
		tx, err := s.beginReading(ctx)
		if err != nil {
			return nil, 0, err
		}
		if err := fix(ctx, tx); err != nil {
			_ = tx.Rollback() // the first error matters
			return nil, 0, err
		}
		if s.columns.at() == before {
			return tx, before, nil
		}
		_ = tx.Rollback() // nothing was written
	}
}

// at is the version of the table. It waits for a commit that is under way.
func (c *columns) at() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.version
}

// fix begins the snapshot of a transaction: SQLite takes it with the first read.
func fix(ctx context.Context, tx querier) error {
	_, err := numbers(ctx, tx, "SELECT 1 FROM study LIMIT 1")
	return err
}

// foundWords is what the full-text index answered, by text.
type foundWords map[string]answer

// answer is row ids, or the set that was kept of them already.
type answer struct {
	ids  []int64
	kept column.Bits
	has  bool // kept
}

// keptWords is how many answers of the full-text index stay in memory.
const keptWords = 16

// lookUp asks the full-text index for the texts whose findings are not known. Texts without words are left out.
func (s *Store) lookUp(ctx context.Context, q querier, version int, texts []string) (foundWords, error) {
	found := foundWords{}
	for _, text := range texts {
		match := ask.ParseWords(text).Match()
		if match == "" {
			continue
		}
		if kept, ok := s.kept(match, version); ok {
			found[text] = answer{kept: kept, has: true} // not by name: it may be let go before it is needed
			continue
		}
		ids, err := packed(ctx, q, "SELECT group_concat(rowid, ' ') FROM finding_text WHERE finding_text MATCH ?", match)
		if err != nil {
			return nil, err
		}
		found[text] = answer{ids: ids}
	}
	return found, nil
}

// packed reads a query whose one value is numbers with blanks between. It is never nil.
func packed(ctx context.Context, q querier, query string, args ...any) ([]int64, error) {
	all := []int64{}
	err := each(ctx, q, func(row scanner) error {
		var text sql.RawBytes
		if err := row.Scan(&text); err != nil {
			return err
		}
		r := reader{text: text}
		for len(r.text) > 0 {
			all = append(all, r.number())
		}
		return r.err
	}, query, args...)
	return all, err
}

func (s *Store) kept(match string, version int) (column.Bits, bool) {
	c := &s.columns
	c.wordsMu.Lock()
	defer c.wordsMu.Unlock()
	bits, ok := c.words[wordsKey(match, version)]
	return bits, ok
}

func wordsKey(match string, version int) string { return jsonText([]int64{int64(version)}) + match }

// given turns what was found into sets of the table, and keeps them.
func (s *Store) given(t *column.Table, version int, found foundWords) column.Given {
	c := &s.columns
	c.wordsMu.Lock()
	defer c.wordsMu.Unlock()
	given := column.Given{Words: make(map[string]column.Bits, len(found))}
	for text, a := range found {
		if !a.has {
			a.kept = t.BitsOf(a.ids)
			c.keepWords(wordsKey(ask.ParseWords(text).Match(), version), a.kept)
		}
		given.Words[text] = a.kept
	}
	return given
}

func (c *columns) keepWords(key string, bits column.Bits) {
	current := wordsKey("", c.version)
	for k := range c.words {
		if !strings.HasPrefix(k, current) || len(c.words) >= keptWords {
			delete(c.words, k)
		}
	}
	if c.words == nil {
		c.words = map[string]column.Bits{}
	}
	c.words[key] = bits
}

// needTurns gives the table the places of turns, unless it has them or moved on.
func (s *Store) needTurns(ctx context.Context, q querier, version int) error {
	c := &s.columns
	c.mu.RLock()
	there := c.table != nil && c.table.Turns()
	c.mu.RUnlock()
	if there {
		return nil
	}
	starts, err := readTurnStarts(ctx, q)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.table != nil && c.version == version {
		c.table.SetTurns(starts)
	}
	return nil
}
