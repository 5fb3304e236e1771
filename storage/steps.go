package storage

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/app"
)

// marksQuery reads every listed entry from an index, newest first, and says which match: a line each in one text, because a
// hundred thousand rows through database/sql take five times as long. A scan on purpose: whether an entry belongs to a batch is known from its
// neighbours only.
const marksQuery = `SELECT coalesce(group_concat(seq || ' ' || at || ' ' || state || ' ' || match || ' ' || batch, char(10)), '') FROM (
	SELECT seq, at, state, batch, (?1 = '' OR author = ?1) AND (?2 = '' OR instr(';' || kinds, ';' || ?2 || ' ') > 0)
	AND (?3 = '' OR instr(lower(label), ?3) > 0) AND (?4 = 0 OR at >= ?4) AND (?5 = 0 OR at < ?5)
	AND (?6 = 0 OR seq IN (SELECT seq FROM journal_ref WHERE ref = ?7)) AS match
	FROM journal INDEXED BY journal_list WHERE state <> 2 ORDER BY seq DESC)`

// Marks returns the steps that match, newest first, without their words. Entries of one batch that follow each other are one
// step. Steps that were taken back and overtaken are left out.
func (s *Store) Marks(ctx context.Context, q app.HistoryQuery) ([]app.Mark, error) {
	record, key := 0, int64(0)
	if q.Record != (app.Ref{}) {
		record, key = 1, refKey(q.Record)
	}
	var lines string
	err := s.read(ctx, "history", func(r querier) error {
		return one(ctx, r, marksQuery, []any{q.Author, string(q.Kind), lowerASCII(q.Text), milli(q.From), milli(q.To), record, key}, &lines)
	})
	if err != nil {
		return nil, err
	}
	return marksOf(lines), nil
}

// marksOf joins the entries of batches and leaves out steps of which no entry matches.
func marksOf(lines string) []app.Mark {
	if lines == "" {
		return nil
	}
	all := make([]app.Mark, 0, strings.Count(lines, "\n")+1)
	last, matches := "", false
	drop := func() {
		if n := len(all) - 1; n >= 0 && !matches {
			all = all[:n]
		}
	}
	for line := range strings.SplitSeq(lines, "\n") {
		field := func() int64 {
			var text string
			text, line, _ = strings.Cut(line, " ")
			n, _ := strconv.ParseInt(text, 10, 64) // columns are STRICT INTEGER
			return n
		}
		m := app.Mark{Seq: field(), At: time.UnixMilli(field()).UTC(), State: app.EntryState(field())}
		match, batch := field() != 0, line
		if n := len(all) - 1; n >= 0 && batch != "" && batch == last && all[n].State == m.State {
			all[n].First = m.Seq
			matches = matches || match
			continue
		}
		drop()
		m.First = m.Seq
		all = append(all, m)
		last, matches = batch, match
	}
	drop()
	return all
}

func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// lowerASCII is what SQLite's lower does.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}

// Steps returns the steps of marks, in their order. A step that was overtaken meanwhile comes with no entries.
func (s *Store) Steps(ctx context.Context, marks []app.Mark) ([]app.Step, error) {
	steps := make([]app.Step, len(marks))
	type pair = [2]int64
	pairs := make([]pair, len(marks))
	for i, m := range marks {
		pairs[i] = pair{m.First, m.Seq}
	}
	err := s.read(ctx, "history", func(q querier) error {
		return each(ctx, q, func(row scanner) error {
			var i int
			var kinds string
			var e app.Entry
			if err := row.Scan(&i, &kinds, &e.Seq, &e.ID, &e.Label, &e.Author, moment{&e.At}, &e.Batch, &e.Changes, &e.State); err != nil {
				return err
			}
			addEntry(&steps[i], e, parseKinds(kinds))
			return nil
		}, `SELECT m.key, j.kinds, j.seq, j.guid, j.label, j.author, j.at, j.batch, j.changes, j.state FROM json_each(?) m
			CROSS JOIN journal j INDEXED BY journal_list WHERE j.seq BETWEEN m.value ->> 0 AND m.value ->> 1 AND j.state <> 2
			ORDER BY m.key, j.seq DESC`, jsonText(pairs))
	})
	return steps, err
}

// addEntry adds an entry to a step; the newest comes first and lends its words.
func addEntry(st *app.Step, e app.Entry, tallies []app.Tally) {
	if st.Entries == 0 {
		st.Entry, st.Changes = e, 0
	}
	st.First, st.Entries, st.Changes = e.Seq, st.Entries+1, st.Changes+e.Changes
	for _, t := range tallies {
		i := slices.IndexFunc(st.Tallies, func(have app.Tally) bool { return have.Kind == t.Kind })
		if i < 0 {
			st.Tallies = append(st.Tallies, t)
			continue
		}
		st.Tallies[i].Made += t.Made
		st.Tallies[i].Changed += t.Changed
		st.Tallies[i].Removed += t.Removed
	}
}

// Authors returns everyone who made a step that is listed, sorted.
func (s *Store) Authors(ctx context.Context) (all []string, err error) {
	err = s.read(ctx, "history", func(q querier) error {
		all, err = texts(ctx, q, "SELECT DISTINCT author FROM journal INDEXED BY journal_list WHERE state <> 2 ORDER BY author")
		return err
	})
	return all, err
}

// Stretch adds up the entries in a state with after < seq <= last.
func (s *Store) Stretch(ctx context.Context, after, last int64, state app.EntryState) (sum app.Stretch, err error) {
	err = s.read(ctx, "history", func(q querier) error {
		return each(ctx, q, func(row scanner) error {
			var author string
			var since time.Time
			var records int
			if err := row.Scan(&author, moment{&since}, &records); err != nil {
				return err
			}
			sum.Authors, sum.Records = append(sum.Authors, author), sum.Records+records
			if sum.Since.IsZero() || since.Before(sum.Since) {
				sum.Since = since
			}
			return nil
		}, "SELECT author, min(at), sum(changes) FROM journal INDEXED BY journal_list WHERE seq > ? AND seq <= ? AND state = ? GROUP BY author ORDER BY author", after, last, int(state))
	})
	return sum, err
}

// StepChanges returns a page of what the entries from first to last changed, oldest first, and how many changes there are.
// With a record only changes that belong to its history count, see app.Touched. Texts and files come without their content.
// Returns ENotFound when the changes are no longer kept.
func (s *Store) StepChanges(ctx context.Context, first, last int64, of app.Ref, page app.Page) (changes []app.Change, total int, err error) {
	n, skip := limit(page)
	err = s.read(ctx, "history", func(q querier) error {
		entries, err := collect(ctx, q, scanEntry, "SELECT "+entryColumns+" FROM journal INDEXED BY journal_list WHERE seq BETWEEN ? AND ? AND state <> 2 ORDER BY seq", first, last)
		if err != nil {
			return err
		}
		for _, e := range entries { // a query each on purpose: all payloads at once would not fit into memory
			if !keepsChanges(e.State) {
				return notKept()
			}
			whole := of == app.Ref{}
			if whole && (total+e.Changes <= skip || n >= 0 && total >= skip+n) {
				total += e.Changes
				continue
			}
			found, err := entryChanges(ctx, q, e.Seq, of)
			if err != nil {
				return err
			}
			for _, c := range found {
				if total >= skip && (n < 0 || total < skip+n) {
					changes = append(changes, c)
				}
				total++
			}
		}
		return nil
	})
	return changes, total, err
}

// StepSets returns the entries from first to last with all their changes, oldest first, as they were committed. Errors are those
// of Revert for a text that is gone; ENotFound when the changes are no longer kept.
func (s *Store) StepSets(ctx context.Context, first, last int64) (sets []*app.ChangeSet, err error) {
	err = s.read(ctx, "history", func(q querier) error {
		entries, err := collect(ctx, q, scanEntry, "SELECT "+entryColumns+" FROM journal INDEXED BY journal_list WHERE seq BETWEEN ? AND ? AND state <> 2 ORDER BY seq", first, last)
		if err != nil {
			return err
		}
		for _, e := range entries { // a query each on purpose, see StepChanges
			if !keepsChanges(e.State) {
				return notKept()
			}
			var payload []byte
			if err := one(ctx, q, "SELECT payload FROM journal WHERE seq = ?", []any{e.Seq}, &payload); err != nil {
				return err
			}
			cs := &app.ChangeSet{ID: e.ID, Label: e.Label, Author: e.Author, At: e.At, Batch: e.Batch}
			if cs.Changes, err = decodeChanges(ctx, q, payload); err != nil {
				return err
			}
			sets = append(sets, cs)
		}
		return nil
	})
	return sets, err
}

// keepsChanges reports whether a step in this state still has its changes.
func keepsChanges(s app.EntryState) bool { return s != app.EntrySealed && s != app.EntryErased }

func notKept() error {
	return &app.Error{Code: app.ENotFound, Message: "What this step changed is no longer kept.", Hint: "Who did it, and when, stays."}
}

// entryChanges reads the changes of one entry that belong to the history of a record, all for the zero Ref.
func entryChanges(ctx context.Context, q querier, seq int64, of app.Ref) (changes []app.Change, err error) {
	var payload []byte
	if err := one(ctx, q, "SELECT payload FROM journal WHERE seq = ?", []any{seq}, &payload); err != nil {
		return nil, err
	}
	err = eachLine(payload, func(text []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if of.ID != "" && !bytes.HasPrefix(text, []byte(lineMark)) && !mentions(text, of.ID) {
			return nil
		}
		c, err := sketch(ctx, q, text)
		if err == nil && (of.ID == "" || slices.Contains(app.Touched(c), of)) {
			changes = append(changes, c)
		}
		return err
	})
	return changes, err
}

// mentions reports whether a line of a payload may speak of an id: quick to ask, and right for ids that JSON does not escape.
func mentions(text []byte, id string) bool {
	quoted, err := json.Marshal(id)
	return err != nil || bytes.Contains(text, quoted[1:len(quoted)-1])
}

// RecordSteps returns a page of the entries that touched a record, newest first, each with those of its changes that belong
// to the history of the record; none where they are no longer kept.
func (s *Store) RecordSteps(ctx context.Context, of app.Ref, page app.Page) (all []app.RecordStep, err error) {
	n, offset := limit(page)
	err = s.read(ctx, "history", func(q querier) error {
		entries, err := collect(ctx, q, scanEntry, `SELECT j.seq, j.guid, j.label, j.author, j.at, j.batch, j.changes, j.state FROM journal_ref r
			CROSS JOIN journal j INDEXED BY journal_list ON j.seq = r.seq WHERE r.ref = ? AND j.state <> 2 ORDER BY r.seq DESC LIMIT ? OFFSET ?`,
			refKey(of), n, offset)
		if err != nil {
			return err
		}
		for _, e := range entries { // a query each on purpose, see StepChanges
			st := app.RecordStep{Entry: e}
			if keepsChanges(e.State) {
				if st.Changes, err = entryChanges(ctx, q, e.Seq, of); err != nil && app.CodeOf(err) != app.EDamaged {
					return err
				}
				if err == nil && len(st.Changes) == 0 {
					continue // another record with the same key
				}
			}
			all = append(all, st)
		}
		return nil
	})
	return all, err
}

// Later returns entries after seq, in force, that touched one of the records, newest first, at most limit.
func (s *Store) Later(ctx context.Context, seq int64, refs []app.Ref, limit int) (all []app.Entry, err error) {
	keys := make([]int64, len(refs))
	for i, r := range refs {
		keys[i] = refKey(r)
	}
	err = s.read(ctx, "history", func(q querier) error {
		all, err = collect(ctx, q, scanEntry, "SELECT "+entryColumns+` FROM journal INDEXED BY journal_list WHERE state IN (0, 3) AND seq IN (
			SELECT r.seq FROM json_each(?) k CROSS JOIN journal_ref r ON r.ref = k.value AND r.seq > ?) ORDER BY seq DESC LIMIT ?`, list(keys), seq, limit)
		return err
	})
	return all, err
}
