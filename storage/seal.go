package storage

import (
	"context"
	"errors"
	"time"

	"throughline/app"
)

// sealChunk is about how many entries one call seals: a transaction of some tens of milliseconds.
const sealChunk = 400

// sealBoundary finds the newest entry that no rule keeps. Only entries in force are sealed; those that were taken back are newer
// than all of them, and count as kept.
const sealBoundary = `WITH live AS (SELECT seq, at, state, row_number() OVER newest AS place, sum(bytes) OVER newest AS size
	FROM journal INDEXED BY journal_list WHERE state IN (0, 1) WINDOW newest AS (ORDER BY seq DESC))
	SELECT seq FROM live WHERE state = 0 AND place > ? AND size > ? AND at < ? ORDER BY seq DESC LIMIT 1`

// Seal lets go of the changes of the oldest entries that the policy no longer keeps, and of entries that were overtaken, some
// hundred at a time. It returns how many; 0 means that nothing is left to do. Sealed entries stay listed and in force, and the
// entries that can be taken back are always the newest, without a gap; a batch is sealed whole or not at all. The file does
// not shrink: SQLite uses the room again.
func (s *Store) Seal(ctx context.Context, p app.SealPolicy, now time.Time) (n int, err error) {
	err = s.write(ctx, "tidy the history", func(w *writer) error {
		if n, err = w.clear("SELECT seq FROM journal INDEXED BY journal_list WHERE state = 2 AND bytes > 0 ORDER BY seq LIMIT ?", sealChunk); err != nil || n > 0 {
			return err
		}
		found, err := numbers(context.Background(), w, sealBoundary, max(1, p.Steps), p.Bytes, now.Add(-p.Age).UnixMilli())
		if err != nil || len(found) == 0 {
			return err
		}
		last, err := w.sealUpTo(found[0])
		if err != nil || last == 0 {
			return err
		}
		n, err = w.clear("SELECT seq FROM journal INDEXED BY journal_list WHERE state = 0 AND seq <= ?", last)
		return err
	})
	return n, err
}

// clear takes the changes of the entries that a query chooses. Those in force are sealed.
func (w *writer) clear(query string, arg int64) (int, error) {
	seqs, err := numbers(context.Background(), w, query, arg)
	if err != nil || len(seqs) == 0 {
		return 0, err
	}
	return len(seqs), w.exec("UPDATE journal SET payload = x'', bytes = 0, state = CASE state WHEN 0 THEN 3 ELSE state END WHERE seq IN (SELECT value FROM json_each(?))", list(seqs))
}

var errEnough = errors.New("enough")

// sealUpTo chooses the last entry to seal now: sealChunk entries from the oldest on, or all up to boundary, and then to the end
// of a batch, so that no batch is cut. Returns 0 when there is only the beginning of a batch that goes on after boundary.
func (w *writer) sealUpTo(boundary int64) (last int64, err error) {
	var batch, before string
	count := 0
	err = each(context.Background(), w, func(row scanner) error {
		var seq int64
		if err := row.Scan(&seq, &batch); err != nil {
			return err
		}
		if count > 0 && (batch == "" || batch != before) { // the entries before this one end a step
			if last = seq - 1; count >= sealChunk {
				return errEnough
			}
		}
		before = batch
		count++
		return nil
	}, `SELECT seq, batch FROM journal INDEXED BY journal_list WHERE state IN (0, 1)
		AND seq <= (SELECT min(seq) FROM journal INDEXED BY journal_list WHERE state IN (0, 1) AND seq > ?) ORDER BY seq`, boundary)
	if errors.Is(err, errEnough) {
		err = nil
	}
	return last, err
}
