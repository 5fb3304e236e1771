package storage

import "throughline/app"

// history reads every step that can still be undone or redone, one at a time, and holds what lists say about it against it.
func (c *checker) history() error {
	listed := map[int64]int{} // keys an entry has in journal_ref
	if err := each(c.ctx, c.q, func(row scanner) error {
		var seq int64
		var n int
		err := row.Scan(&seq, &n)
		listed[seq] = n
		return err
	}, "SELECT seq, count(*) FROM journal_ref GROUP BY seq"); err != nil {
		return err
	}
	seqs, err := numbers(c.ctx, c.q, "SELECT seq FROM journal WHERE state < 2 ORDER BY seq")
	if err != nil {
		return err
	}
	for _, seq := range seqs { // a loop of queries on purpose: all payloads at once would not fit into memory
		if err := c.entry(seq, listed[seq]); err != nil {
			return err
		}
	}
	return c.tell("A step can be taken back though a later one cannot: step %s", `SELECT seq FROM journal WHERE state = 0
		AND seq < (SELECT max(seq) FROM journal WHERE state = 3)`)
}

func (c *checker) entry(seq int64, listed int) error {
	var payload []byte
	var changes, size int
	var kinds string
	if err := one(c.ctx, c.q, "SELECT payload, changes, bytes, kinds FROM journal WHERE seq = ?", []any{seq}, &payload, &changes, &size, &kinds); err != nil {
		return err
	}
	var found []app.Change
	err := eachLine(payload, func(text []byte) error {
		x, err := sketch(c.ctx, c.q, text)
		found = append(found, x)
		return err
	})
	if c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	if err != nil || len(found) != changes {
		c.problem("Step %d of the history cannot be read.", seq)
		return nil
	}
	own := map[app.Ref]bool{} // what belongs to others may be seen otherwise by the version that stored it
	for _, x := range found {
		if r := x.Ref(); r.Kind != app.KindPlacement {
			own[r] = true
		}
	}
	if size != len(payload) || kinds != kindsText(app.TallyOf(found)) || listed < len(own) {
		c.problem("The lists of the history are out of date: step %d", seq)
	}
	return nil
}
