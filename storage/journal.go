package storage

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"throughline/app"
)

// A payload is a packed list of lines, one a change, in order. A line is the change as app.Change marshals it, or, for the
// making of a text or file that is stored in its own table, a note of where it is: texts and files are not kept twice. When
// such a step is undone the record leaves its table, and the payload is written anew with the record in it.
type line struct {
	Stored *app.Ref `json:"stored,omitempty"`
	Sum    string   `json:"sum,omitempty"` // of the stored record, see fingerprint
}

// lineMark starts lines that note where a record is.
const lineMark = `{"stored":`

// encodeChanges makes a payload. inTables says that the changes are in force, so that made records are in their tables.
// Returns EInvalid if a text is not valid UTF-8 or a number is not finite: it would come back changed.
func encodeChanges(changes []app.Change, inTables bool) ([]byte, error) {
	p := newLinePacker()
	for _, c := range changes {
		text, err := encodeChange(c, inTables)
		if err != nil {
			return nil, err
		}
		p.add(text)
	}
	return p.done(), nil
}

func encodeChange(c app.Change, inTables bool) ([]byte, error) {
	if sum := fingerprint(c.After); inTables && c.Before == nil && sum != "" {
		ref := c.Ref()
		return json.Marshal(line{&ref, sum})
	}
	text, err := c.MarshalJSON() // by way of json.Marshal it would be read over once more
	if err != nil {
		return nil, &app.Error{Code: app.EInvalid, Message: "A value cannot be stored.", Op: "journal", Err: err}
	}
	if !bytes.Contains(text, []byte(`\ufffd`)) { // what the encoder writes for bytes that are no UTF-8
		return text, nil
	}
	var back app.Change
	if err := json.Unmarshal(text, &back); err != nil {
		return nil, err
	}
	for _, pair := range [][2]app.Record{{c.Before, back.Before}, {c.After, back.After}} {
		if pair[0] != nil && !pair[0].Equal(pair[1]) {
			return nil, app.Invalid("A text is not clean UTF-8.", "Type it again.")
		}
	}
	return text, nil
}

// fingerprint is a checksum of records that are large and never change: transcripts, sources and files of imported projects. "" for others.
func fingerprint(r app.Record) string {
	h := sha256.New()
	n := func(values ...int64) {
		var b [8]byte
		for _, v := range values {
			binary.LittleEndian.PutUint64(b[:], uint64(v)) // any injective form will do
			h.Write(b[:])
		}
	}
	s := func(values ...string) {
		for _, v := range values {
			n(int64(len(v)))
			_, _ = io.WriteString(h, v) // a hash never fails
		}
	}
	var st app.Stamp
	switch r := r.(type) {
	case *app.Transcript:
		s(string(r.ID), string(r.Interview), r.Language, r.Text)
		n(int64(r.Revision), int64(len(r.Turns)))
		for _, t := range r.Turns {
			s(t.Speaker)
			n(int64(t.Start), int64(t.End), int64(t.From), int64(t.To))
		}
		for _, c := range r.Cues {
			n(int64(c.Start), int64(c.End), int64(c.From), int64(c.To))
		}
		if r.Note != "" { // steps from before there were notes keep their checksum
			s(r.Note)
		}
		st = r.Stamp
	case *app.Source:
		s(string(r.ID), r.Name, r.Format, r.Hash, string(r.Data))
		st = r.Stamp
	case *app.OriginFile:
		s(string(r.ID), string(r.Origin), string(r.Study), string(r.Interview), r.Of, r.Path)
		n(int64(len(r.Data)))
		h.Write(r.Data)
		st = r.Stamp
	default:
		return ""
	}
	s(st.Author)
	n(st.Created.UnixMilli(), st.Modified.UnixMilli())
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// decodeChanges reads a payload. Records noted as stored are fetched from their tables; one that is gone or differs gives
// EConflict.
func decodeChanges(ctx context.Context, q querier, payload []byte) (changes []app.Change, err error) {
	err = eachLine(payload, func(text []byte) error {
		c, err := decodeChange(ctx, q, text)
		changes = append(changes, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return changes, nil
}

func decodeChange(ctx context.Context, q querier, text []byte) (c app.Change, err error) {
	if !bytes.HasPrefix(text, []byte(lineMark)) {
		if err := c.UnmarshalJSON(text); err != nil { // as above
			if app.CodeOf(err) == app.EUnsupported {
				return c, err
			}
			return c, damagedEntry(err)
		}
		return c, nil
	}
	var l line
	if err := json.Unmarshal(text, &l); err != nil || l.Stored == nil {
		return c, damagedEntry(err)
	}
	r, err := find(ctx, q, *l.Stored)
	if app.CodeOf(err) == app.ENotFound {
		return c, conflict("The "+string(l.Stored.Kind)+" made by this step is gone.", l.Stored.ID)
	}
	if err != nil {
		return c, err
	}
	if fingerprint(r) != l.Sum {
		return c, conflict("The "+string(l.Stored.Kind)+" made by this step has changed since.", l.Stored.ID)
	}
	return app.Change{After: r}, nil
}

func damagedEntry(err error) error {
	return &app.Error{Code: app.EDamaged, Message: "A step of the history cannot be read.", Hint: "It cannot be undone; your data is not affected.", Err: err}
}

func conflict(message, path string) error {
	return &app.Error{Code: app.EConflict, Message: message, Hint: "Somebody or something changed it since. Reload and try again.", Path: path}
}

const entryColumns = "seq, guid, label, author, at, batch, changes, state"

func scanEntry(row scanner) (e app.Entry, err error) {
	err = row.Scan(&e.Seq, &e.ID, &e.Label, &e.Author, moment{&e.At}, &e.Batch, &e.Changes, &e.State)
	return e, err
}

func (w *writer) journal(cs *app.ChangeSet) (app.Entry, error) {
	payload, err := encodeChanges(cs.Changes, true)
	if err != nil {
		return app.Entry{}, err
	}
	e := app.Entry{ID: cs.ID, Label: cs.Label, Author: cs.Author, At: app.Moment(cs.At), Batch: cs.Batch, Changes: len(cs.Changes)}
	var l listing
	l.changes(cs.Changes)
	if e.Seq, err = w.insert("INSERT INTO journal (guid, label, author, at, batch, state, changes, bytes, kinds, payload) VALUES (?,?,?,?,?,?,?,?,?,?)",
		string(e.ID), e.Label, e.Author, e.At.UnixMilli(), string(e.Batch), int(app.EntryApplied), e.Changes, len(payload), kindsText(l.tallies),
		payload); constraint(err) {
		err = conflict("The step “"+shorten(cs.Label, 40)+"” is stored already.", string(cs.ID))
	}
	if err != nil {
		return e, err
	}
	return e, l.store(w, e.Seq)
}

// entry reads one step of the journal with its changes. Returns ENotFound for an unknown seq, EConflict if it is not in
// the state wanted.
func (w *writer) entry(seq int64, want app.EntryState) (*app.ChangeSet, error) {
	var e app.Entry
	var payload []byte
	err := one(context.Background(), w, "SELECT "+entryColumns+", payload FROM journal WHERE seq = ?", []any{seq},
		&e.Seq, &e.ID, &e.Label, &e.Author, moment{&e.At}, &e.Batch, &e.Changes, &e.State, &payload)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, app.NotFound(fmt.Sprintf("Step %d of the history", seq))
	}
	if err != nil {
		return nil, err
	}
	if e.State != want {
		return nil, conflict("The step “"+shorten(e.Label, 40)+"” "+[]string{"is in force already.", "was taken back already.",
			"was overtaken by later work.", "is too old to be taken back.", "has lost its contents to an erasure."}[e.State], string(e.ID))
	}
	cs := &app.ChangeSet{ID: e.ID, Label: e.Label, Author: e.Author, At: e.At, Batch: e.Batch}
	cs.Changes, err = decodeChanges(context.Background(), w, payload)
	return cs, err
}

// setState notes where a step stands, and its payload in the form that fits.
func (w *writer) setState(seq int64, cs *app.ChangeSet, state app.EntryState) error {
	large := false
	for _, c := range cs.Changes {
		large = large || c.Before == nil && isLarge(c.After.Ref().Kind)
	}
	if !large {
		return w.must("UPDATE journal SET state=? WHERE seq=?", int(state), seq)
	}
	payload, err := encodeChanges(cs.Changes, state == app.EntryApplied)
	if err != nil {
		return err
	}
	return w.must("UPDATE journal SET state=?, bytes=?, payload=? WHERE seq=?", int(state), len(payload), payload, seq)
}

// isLarge reports whether records of a kind are kept in their tables alone, see fingerprint.
func isLarge(k app.Kind) bool {
	return k == app.KindTranscript || k == app.KindSource || k == app.KindOriginFile
}

// LastApplied returns the latest step in force, the one to undo next; false if there is none.
func (s *Store) LastApplied(ctx context.Context) (app.Entry, bool, error) {
	return s.edge(ctx, "SELECT "+entryColumns+" FROM journal WHERE state = 0 ORDER BY seq DESC LIMIT 1")
}

// NextUndone returns the step to redo next; false if there is none.
func (s *Store) NextUndone(ctx context.Context) (app.Entry, bool, error) {
	return s.edge(ctx, "SELECT "+entryColumns+" FROM journal WHERE state = 1 ORDER BY seq LIMIT 1")
}

// Batch returns the entries of a batch that are in a state, oldest first.
func (s *Store) Batch(ctx context.Context, batch app.ChangeSetID, state app.EntryState) (all []app.Entry, err error) {
	err = s.read(ctx, "history", func(q querier) error {
		all, err = collect(ctx, q, scanEntry, "SELECT "+entryColumns+" FROM journal INDEXED BY journal_list WHERE batch = ? AND state = ? ORDER BY seq", string(batch), int(state))
		return err
	})
	return all, err
}

func (s *Store) edge(ctx context.Context, query string) (e app.Entry, ok bool, err error) {
	err = s.read(ctx, "history", func(q querier) error {
		found, err := collect(ctx, q, scanEntry, query)
		if err == nil && len(found) > 0 {
			e, ok = found[0], true
		}
		return err
	})
	return e, ok, err
}

// Entries returns a page of the journal, newest first. Steps that were taken back and overtaken are left out.
func (s *Store) Entries(ctx context.Context, page app.Page) (all []app.Entry, err error) {
	n, offset := limit(page)
	err = s.read(ctx, "history", func(q querier) error {
		all, err = collect(ctx, q, scanEntry, "SELECT "+entryColumns+" FROM journal WHERE state <> 2 ORDER BY seq DESC LIMIT ? OFFSET ?", n, offset)
		return err
	})
	return all, err
}
