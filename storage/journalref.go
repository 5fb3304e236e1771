package storage

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
)

// refKey is the place of a record in journal_ref: 64 bits of FNV-1a over kind and id. Among a million records two share a
// key with a chance of 1 in 30 million; RecordSteps looks at the changes themselves before it tells of one.
func refKey(r app.Ref) int64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, string(r.Kind)+"/"+r.ID) // a hash never fails
	return int64(h.Sum64())
}

// listing collects what the journal says about its steps: tallies and touched records.
type listing struct {
	tallies []app.Tally
	keys    []int64
}

func (l *listing) changes(changes []app.Change) {
	l.tallies = app.TallyOf(changes)
	for _, c := range changes {
		for _, r := range app.Touched(c) {
			l.keys = append(l.keys, refKey(r))
		}
	}
	slices.Sort(l.keys)
	l.keys = slices.Compact(l.keys)
}

// store notes which records a step touched. Sorted keys in one statement: the rows of a record lie together, and a step of
// 20,000 records costs one walk through the index instead of 20,000 statements.
func (l *listing) store(w *writer, seq int64) error {
	return w.exec("INSERT OR IGNORE INTO journal_ref (ref, seq) SELECT value, ? FROM json_each(?)", seq, list(l.keys))
}

// kindsText is the column kinds.
func kindsText(all []app.Tally) string {
	parts := make([]string, len(all))
	for i, t := range all {
		parts[i] = fmt.Sprintf("%s %d %d %d", t.Kind, t.Made, t.Changed, t.Removed)
	}
	return strings.Join(parts, ";")
}

// parseKinds reads kindsText. What does not parse is left out.
func parseKinds(s string) []app.Tally {
	var all []app.Tally
	for part := range strings.SplitSeq(s, ";") {
		f := strings.Fields(part)
		if len(f) != 4 {
			continue
		}
		n := [3]int{}
		for i := range n {
			n[i], _ = strconv.Atoi(f[i+1]) // derived text; 0 is as good as any
		}
		all = append(all, app.Tally{Kind: app.Kind(f[0]), Made: n[0], Changed: n[1], Removed: n[2]})
	}
	return all
}

// listChunk is how many old steps one transaction lists.
const listChunk = 500

// listJournal lists the steps of a journal from before there were lists. Each chunk is a transaction: what was done stays
// done if the program ends, and the next opening goes on from there.
func listJournal(ctx context.Context, db *sql.DB) error {
	for {
		n, err := listSome(ctx, db)
		if err != nil || n < listChunk {
			return err
		}
	}
}

func listSome(ctx context.Context, db *sql.DB) (int, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	w := &writer{tx: tx, alive: ctx.Err, ids: map[app.Ref]int64{}}
	seqs, err := numbers(ctx, w, "SELECT seq FROM journal WHERE bytes < 0 ORDER BY seq LIMIT ?", listChunk)
	if err != nil || len(seqs) == 0 {
		return 0, err
	}
	for _, seq := range seqs { // a query each on purpose: all payloads at once would not fit into memory
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if err := w.list(seq); err != nil {
			return 0, err
		}
	}
	return len(seqs), tx.Commit()
}

// list lists one old step. A payload that cannot be read is passed over: check tells of it.
func (w *writer) list(seq int64) error {
	var payload []byte
	if err := one(context.Background(), w, "SELECT payload FROM journal WHERE seq = ?", []any{seq}, &payload); err != nil {
		return err
	}
	var l listing
	if changes, err := w.listed(payload); err == nil {
		l.changes(changes)
	}
	if err := l.store(w, seq); err != nil {
		return err
	}
	return w.must("UPDATE journal SET bytes = ?, kinds = ? WHERE seq = ?", len(payload), kindsText(l.tallies), seq)
}

// listed reads a payload as far as lists need it: of texts and files kept in their tables only to whom they belong.
func (w *writer) listed(payload []byte) (changes []app.Change, err error) {
	err = eachLine(payload, func(text []byte) error {
		c, err := sketch(context.Background(), w, text)
		changes = append(changes, c)
		return err
	})
	return changes, err
}

// sketch reads a change. A text or file that is noted as stored comes without its content, and without anything but its id
// when it is gone.
func sketch(ctx context.Context, q querier, text []byte) (c app.Change, err error) {
	if !bytes.HasPrefix(text, []byte(lineMark)) {
		if err := json.Unmarshal(text, &c); err != nil {
			return c, damagedEntry(err)
		}
		return c, nil
	}
	var l line
	if err := json.Unmarshal(text, &l); err != nil || l.Stored == nil {
		return c, damagedEntry(err)
	}
	switch l.Stored.Kind {
	case app.KindTranscript:
		t := &app.Transcript{ID: app.TranscriptID(l.Stored.ID)}
		err = one(ctx, q, `SELECT i.guid, t.revision, t.author, t.created FROM transcript t JOIN interview i ON i.id = t.interview_id WHERE t.guid = ?`,
			[]any{l.Stored.ID}, &t.Interview, &t.Revision, &t.Author, moment{&t.Created})
		c.After = t
	case app.KindSource:
		s := &app.Source{ID: app.SourceID(l.Stored.ID)}
		err = one(ctx, q, "SELECT name, format, author, created FROM source WHERE guid = ?", []any{l.Stored.ID}, &s.Name, &s.Format, &s.Author, moment{&s.Created})
		c.After = s
	case app.KindOriginFile:
		f := &app.OriginFile{ID: app.OriginFileID(l.Stored.ID)}
		err = one(ctx, q, `SELECT body ->> 'origin', body ->> 'study', coalesce(body ->> 'interview', ''), body ->> 'path', body ->> 'author' FROM paper WHERE guid = ?`,
			[]any{l.Stored.ID}, &f.Origin, &f.Study, &f.Interview, &f.Path, &f.Author)
		c.After = f
	default:
		return c, damagedEntry(fmt.Errorf("a %s is noted as stored", l.Stored.Kind))
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return c, err
}
