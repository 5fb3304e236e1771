package storage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"throughline/app"
)

// errUnread says that nobody can tell what a step holds.
var errUnread = errors.New("a step that cannot be read")

// journal rewrites the steps that tell of what goes. Steps of others stay as they are, and can be taken back.
func (e *erasing) journal() error {
	seqs, err := numbers(e.ctx, e.w, "SELECT seq FROM journal ORDER BY seq")
	if err != nil {
		return err
	}
	var relisted []relist
	for i, seq := range seqs { // a query each on purpose: all payloads at once would not fit into memory
		if err := e.ctx.Err(); err != nil {
			return err
		}
		if i%500 == 0 {
			e.progress.Report(int64(i), int64(len(seqs)), "Rewriting the history")
		}
		r, err := e.step(seq)
		if err != nil {
			return err
		}
		if r != nil {
			relisted = append(relisted, *r)
		}
	}
	return e.relist(relisted)
}

// relist is a step whose changes are others now.
type relist struct {
	seq int64
	listing
}

// relist lists anew which records the steps touched.
func (e *erasing) relist(all []relist) error {
	seqs := make([]int64, len(all))
	for i, r := range all {
		seqs[i] = r.seq
	}
	if err := e.w.exec("DELETE FROM journal_ref WHERE seq IN (SELECT value FROM json_each(?))", list(seqs)); err != nil {
		return err
	}
	for _, r := range all {
		if err := r.store(e.w, r.seq); err != nil {
			return err
		}
	}
	return nil
}

// step rewrites one step; nil when its changes stay as they are.
func (e *erasing) step(seq int64) (*relist, error) {
	var label string
	var state app.EntryState
	var payload []byte
	if err := one(e.ctx, e.w, "SELECT label, state, payload FROM journal WHERE seq = ?", []any{seq}, &label, &state, &payload); err != nil {
		return nil, err
	}
	words := e.order.Scrub.Words(label)
	if len(payload) == 0 {
		if words == label {
			return nil, nil
		}
		return nil, e.w.must("UPDATE journal SET label = ? WHERE seq = ?", words, seq)
	}
	lines, changes, err := e.lines(payload, state)
	switch {
	case errors.Is(err, errUnread), err == nil && changes != nil && len(lines) == 0:
		e.count.Steps++
		e.count.Erased++
		return &relist{seq: seq}, e.w.must("UPDATE journal SET label = ?, state = ?, changes = 0, bytes = 0, kinds = '', payload = x'' WHERE seq = ?",
			app.ErasedLabel, int(app.EntryErased), seq)
	case err != nil:
		return nil, err
	case changes == nil:
		if words == label {
			return nil, nil
		}
		return nil, e.w.must("UPDATE journal SET label = ? WHERE seq = ?", words, seq)
	}
	e.count.Steps++
	packed := packLines(lines)
	r := &relist{seq: seq}
	r.changes(changes)
	return r, e.w.must("UPDATE journal SET label = ?, changes = ?, bytes = ?, kinds = ?, payload = ? WHERE seq = ?",
		words, len(changes), len(packed), kindsText(r.tallies), packed, seq)
}

// lines are what is left of a payload, and the changes that they are, nil when nothing changed. Returns errUnread for a payload
// that cannot be read: nobody can say what it holds.
func (e *erasing) lines(payload []byte, state app.EntryState) (lines [][]byte, changes []app.Change, err error) {
	touched := false
	err = eachLine(payload, func(text []byte) error {
		left, changed, err := e.line(bytes.TrimSuffix(text, []byte("\n")), state)
		if err != nil {
			return err
		}
		touched = touched || changed
		if left != nil {
			lines = append(lines, bytes.Clone(left))
		}
		return nil
	})
	if err != nil {
		if ctxErr := e.ctx.Err(); ctxErr != nil {
			return nil, nil, ctxErr
		}
		if code := app.CodeOf(err); code == app.EDamaged || code == app.EUnsupported {
			err = errUnread
		}
		return nil, nil, err
	}
	if !touched {
		return nil, nil, nil
	}
	changes = []app.Change{}
	for _, text := range lines {
		c, err := sketch(context.Background(), e.w, text)
		if err != nil {
			return nil, nil, err
		}
		changes = append(changes, c)
	}
	return lines, changes, nil
}

// line is what is left of one change, nil for nothing.
func (e *erasing) line(text []byte, state app.EntryState) (left []byte, changed bool, err error) {
	if bytes.HasPrefix(text, []byte(lineMark)) {
		return e.storedLine(text)
	}
	var c app.Change
	if err := json.Unmarshal(text, &c); err != nil {
		return nil, false, damagedEntry(err)
	}
	kept := app.Change{Before: e.state(c.Before), After: e.state(c.After)}
	switch {
	case kept == c:
		return text, false, nil
	case kept.Before == nil && kept.After == nil, kept.Before != nil && kept.After != nil && kept.Before.Equal(kept.After):
		return nil, true, nil
	}
	left, err = encodeChange(kept, false)
	return left, true, err
}

// state is what is left of a record, nil for none.
func (e *erasing) state(r app.Record) app.Record {
	if r == nil {
		return nil
	}
	if p, ok := r.(*app.Placement); ok { // between two records: with either of them it goes
		if e.order.Scrub.Goes(app.Ref{Kind: app.KindFinding, ID: string(p.Finding)}) || e.order.Scrub.Goes(app.Ref{Kind: app.KindTheme, ID: string(p.Theme)}) {
			return nil
		}
		return r
	}
	return e.order.Scrub.Record(r)
}

// storedLine is what is left of the note that a record is in its table.
func (e *erasing) storedLine(text []byte) (left []byte, changed bool, err error) {
	var l line
	if err := json.Unmarshal(text, &l); err != nil || l.Stored == nil {
		return nil, false, damagedEntry(err)
	}
	if e.order.Scrub.Goes(*l.Stored) {
		return nil, true, nil
	}
	if !e.rewritten[*l.Stored] {
		return text, false, nil
	}
	r, err := find(e.ctx, e.w, *l.Stored)
	if err != nil {
		return nil, false, err
	}
	l.Sum = fingerprint(r)
	left, err = json.Marshal(l)
	return left, true, err
}
