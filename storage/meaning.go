package storage

import (
	"context"
	"slices"
	"sync"

	"throughline/app"
	"throughline/app/ask"
)

// meantKinds are the numbers of the kinds that have a place by meaning, in the table meaning.
var meantKinds = map[app.Kind]int{app.KindInsight: 1, app.KindTheme: 2, app.KindFinding: 3, app.KindTranscript: 4}

// basisKind stands for how the codes were made.
const basisKind = 0

// MeaningChunk is how many rows' codes are kept and handed over together.
const MeaningChunk = 256

// stale remembers which rows changed while their places were made, so that a place of old words is not taken for one of the new.
type stale struct {
	mu    sync.Mutex
	since []app.PlaceRange
}

func (s *stale) add(all []app.PlaceRange) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.since = append(s.since, all...)
}

func (s *stale) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.since = nil
}

func (s *stale) touches(r app.PlaceRange) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.since, func(o app.PlaceRange) bool { return o.Kind == r.Kind && o.First <= r.Last && o.Last >= r.First })
}

// note takes note of a change for what is derived of records. It is called while the record is stored.
func (w *writer) note(c app.Change) error {
	if err := w.touch(c); err != nil {
		return err
	}
	if err := w.consentDue(c); err != nil {
		return err
	}
	return w.due(c)
}

// due notes that a change makes the place of its record untrue.
func (w *writer) due(c app.Change) error {
	ref := c.Ref()
	if meantKinds[ref.Kind] == 0 || ref.Kind == app.KindTranscript || sameMeaning(c) {
		return nil
	}
	id, err := w.id(ref.Kind, ref.ID)
	w.dueRows(ref.Kind, id, id)
	return err
}

// sameMeaning reports whether a change leaves alone what a record says.
func sameMeaning(c app.Change) bool {
	if c.Before == nil || c.After == nil {
		return false
	}
	switch b := c.Before.(type) {
	case *app.Finding:
		a := c.After.(*app.Finding)
		return a.Quote == b.Quote && a.Note == b.Note
	case *app.Theme:
		a := c.After.(*app.Theme)
		return a.Name == b.Name && a.Note == b.Note
	case *app.Insight:
		a := c.After.(*app.Insight)
		return a.Title == b.Title && a.Body == b.Body
	}
	return false
}

// dueRows notes rows, joined to those before when they follow on them: an import is one range.
func (w *writer) dueRows(k app.Kind, first, last int64) {
	if n := len(w.dues); n > 0 && w.dues[n-1].Kind == k && w.dues[n-1].First <= first && first <= w.dues[n-1].Last+1 {
		w.dues[n-1].Last = max(last, w.dues[n-1].Last)
		return
	}
	w.dues = append(w.dues, app.PlaceRange{Kind: k, First: first, Last: last})
}

// dueTurns notes the turns of the transcripts that a condition chooses.
func (w *writer) dueTurns(where string, id int64) error {
	var first, last int64
	err := one(context.Background(), w, "SELECT coalesce(min(u.id), 0), coalesce(max(u.id), 0) FROM transcript t JOIN turn u ON u.transcript_id = t.id WHERE "+where,
		[]any{id}, &first, &last)
	if first > 0 {
		w.dueRows(app.KindTranscript, first, last)
	}
	return err
}

const (
	ofTranscript = "t.id = ?"
	ofInterview  = "t.interview_id = ?"
)

// saveDues stores what was noted, in the same transaction.
func (w *writer) saveDues() error {
	for _, r := range w.dues {
		if err := w.exec("INSERT OR IGNORE INTO meaning_due (kind, first, last) VALUES (?,?,?)", meantKinds[r.Kind], r.First, r.Last); err != nil {
			return err
		}
	}
	return nil
}

// MeaningBasis says how the codes kept were made, "" when none were.
func (s *Store) MeaningBasis(ctx context.Context) (basis string, err error) {
	err = s.read(ctx, "meaning", func(q querier) error {
		all, err := texts(ctx, q, "SELECT CAST(codes AS TEXT) FROM meaning WHERE kind = ?", basisKind)
		if len(all) > 0 {
			basis = all[0]
		}
		return err
	})
	return basis, err
}

// ResetMeaning drops all codes: they are to be made anew on another basis. Returns EIO when the workspace is read-only.
func (s *Store) ResetMeaning(ctx context.Context, basis string) error {
	return s.write(ctx, "meaning", func(w *writer) error {
		for _, query := range []string{"DELETE FROM meaning", "DELETE FROM meaning_due",
			"INSERT INTO meaning_due SELECT 1, 1, max(id) FROM insight HAVING max(id) > 0", "INSERT INTO meaning_due SELECT 2, 1, max(id) FROM theme HAVING max(id) > 0",
			"INSERT INTO meaning_due SELECT 3, 1, max(id) FROM finding HAVING max(id) > 0", "INSERT INTO meaning_due SELECT 4, 1, max(id) FROM turn HAVING max(id) > 0"} {
			if err := w.exec(query); err != nil {
				return err
			}
		}
		return w.exec("INSERT INTO meaning (kind, chunk, codes) VALUES (?, 0, CAST(? AS BLOB))", basisKind, basis)
	})
}

// dueAtOnce is how many rows are made anew at a time, and dueGap how many rows that hold may lie between some that do not.
const dueAtOnce, dueGap = 4096, 64

// MeaningDue returns the next rows of a kind, from a row on, whose codes are to be made anew, at most 4,096, and how many there are; ok is false
// when there are none.
func (s *Store) MeaningDue(ctx context.Context, k app.Kind, from int64) (next app.PlaceRange, left int, ok bool, err error) {
	next.Kind = k
	if s.writer != nil { // as a writer, so that no step is under way that was noted already
		err = s.write(ctx, "meaning", func(*writer) error { s.stale.begin(); return nil })
		if err != nil {
			return next, 0, false, err
		}
	}
	err = s.read(ctx, "meaning", func(q querier) error {
		if err := one(ctx, q, "SELECT coalesce(sum(last - max(first, ?1) + 1), 0) FROM meaning_due WHERE kind = ?2 AND last >= ?1", []any{from, meantKinds[k]}, &left); err != nil {
			return err
		}
		return each(ctx, q, func(row scanner) error {
			var first, last int64
			if err := row.Scan(&first, &last); err != nil {
				return err
			}
			if !ok {
				ok, next.First, next.Last = true, first, last
			} else if first <= next.Last+dueGap {
				next.Last = max(next.Last, last)
			}
			return nil
		}, "SELECT max(first, ?1), last FROM meaning_due WHERE kind = ?2 AND last >= ?1 ORDER BY first, last LIMIT ?3", from, meantKinds[k], dueAtOnce)
	})
	next.Last = min(next.Last, next.First+dueAtOnce-1)
	return next, left, ok, err
}

// meaningTexts read row and text of the rows of a kind between two. Of turns, those of people who were asked, in the texts in force.
var meaningTexts = map[app.Kind]string{
	app.KindInsight: "SELECT i.id, i.title || '. ' || i.body FROM insight i WHERE i.id BETWEEN ? AND ? ORDER BY i.id",
	app.KindTheme:   "SELECT t.id, t.name || '. ' || t.note FROM theme t WHERE t.id BETWEEN ? AND ? ORDER BY t.id",
	app.KindFinding: "SELECT f.id, f.quote || ' ' || f.note FROM finding f WHERE f.id BETWEEN ? AND ? ORDER BY f.id",
	app.KindTranscript: `SELECT u.id, u.transcript_id, u.start_byte, u.end_byte FROM turn u JOIN transcript t ON t.id = u.transcript_id
		WHERE u.id BETWEEN ? AND ? AND t.latest = 1 AND NOT EXISTS (SELECT 1 FROM interview_speaker k
			WHERE k.interview_id = t.interview_id AND k.label = u.speaker AND k.role = 'moderator') ORDER BY u.id`,
}

// MeaningTexts returns what the rows of a range say, by row. Moderators' turns and old revisions say nothing, and neither do people who did not
// allow the machine to read them.
func (s *Store) MeaningTexts(ctx context.Context, r app.PlaceRange) (all []app.PlaceOf, err error) {
	err = s.read(ctx, "meaning", func(q querier) error {
		if r.Kind == app.KindTranscript {
			all, err = turnTexts(ctx, q, meaningTexts[r.Kind], r.First, r.Last)
		} else {
			all, err = collect(ctx, q, scanPlace, meaningTexts[r.Kind], r.First, r.Last)
		}
		if err != nil {
			return err
		}
		return s.hush(ctx, q, r.Kind, all)
	})
	return all, err
}

func scanPlace(row scanner) (p app.PlaceOf, err error) { return p, row.Scan(&p.Row, &p.Text) }

// turnTexts reads the texts of turns. A query gives row, transcript, start and end; each transcript is read once.
func turnTexts(ctx context.Context, q querier, query string, args ...any) ([]app.PlaceOf, error) {
	type turn struct {
		row, transcript int64
		app.Span
	}
	turns, err := collect(ctx, q, func(row scanner) (t turn, err error) { return t, row.Scan(&t.row, &t.transcript, &t.Start, &t.End) }, query, args...)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, t := range turns {
		if !slices.Contains(ids[max(0, len(ids)-8):], t.transcript) {
			ids = append(ids, t.transcript)
		}
	}
	whole := make(map[int64]string, len(ids))
	err = each(ctx, q, func(row scanner) error {
		var id int64
		var text string
		err := row.Scan(&id, &text)
		whole[id] = text
		return err
	}, "SELECT id, text FROM transcript WHERE id IN (SELECT value FROM json_each(?))", list(ids))
	if err != nil {
		return nil, err
	}
	all := make([]app.PlaceOf, 0, len(turns))
	for _, t := range turns {
		if text := whole[t.transcript]; t.End <= len(text) {
			all = append(all, app.PlaceOf{Row: t.row, Text: text[t.Start:t.End]})
		}
	}
	return all, nil
}

// SaveMeaning keeps the codes of a range of rows, size bytes each; rows not among all have none. It is no step: undo does not know it. When a row
// of the range changed since MeaningDue it stays due. Returns EIO when the workspace is read-only.
func (s *Store) SaveMeaning(ctx context.Context, r app.PlaceRange, all []app.PlaceOf, size int) error {
	kind := meantKinds[r.Kind]
	return s.write(ctx, "meaning", func(w *writer) error {
		for chunk := r.First / MeaningChunk; chunk <= r.Last/MeaningChunk; chunk++ {
			codes := make([]byte, MeaningChunk*size)
			if err := each(ctx, w, func(row scanner) error {
				var old []byte
				err := row.Scan(&old)
				copy(codes, old)
				return err
			}, "SELECT codes FROM meaning WHERE kind = ? AND chunk = ?", kind, chunk); err != nil {
				return err
			}
			from, to := max(r.First, chunk*MeaningChunk), min(r.Last, chunk*MeaningChunk+MeaningChunk-1)
			clear(codes[int(from%MeaningChunk)*size : int(to%MeaningChunk+1)*size])
			for ; len(all) > 0 && all[0].Row <= to; all = all[1:] {
				copy(codes[int(all[0].Row%MeaningChunk)*size:], all[0].Code)
			}
			if err := w.exec("INSERT OR REPLACE INTO meaning (kind, chunk, codes) VALUES (?,?,?)", kind, chunk, codes); err != nil {
				return err
			}
		}
		if s.stale.touches(r) {
			return nil
		}
		if err := w.exec("DELETE FROM meaning_due WHERE kind = ? AND first BETWEEN ? AND ? AND last <= ?", kind, r.First, r.Last, r.Last); err != nil {
			return err
		}
		return w.exec("UPDATE OR REPLACE meaning_due SET first = ? WHERE kind = ? AND first BETWEEN ? AND ?", r.Last+1, kind, r.First, r.Last)
	})
}

// EachMeaning hands over the codes kept of a kind, a chunk at a time: first is the row of the first code. The bytes are the callee's.
func (s *Store) EachMeaning(ctx context.Context, k app.Kind, do func(first int64, codes []byte)) error {
	return s.read(ctx, "meaning", func(q querier) error {
		return each(ctx, q, func(row scanner) error {
			var chunk int64
			var codes []byte
			err := row.Scan(&chunk, &codes)
			do(chunk*MeaningChunk, codes)
			return err
		}, "SELECT chunk, codes FROM meaning WHERE kind = ? ORDER BY chunk", meantKinds[k])
	})
}

// nearTexts read the texts of rows, given as a list.
var nearTexts = map[app.Kind]string{
	app.KindInsight:    "SELECT i.id, i.title || '. ' || i.body FROM json_each(?) j CROSS JOIN insight i ON i.id = j.value ORDER BY j.key",
	app.KindTheme:      "SELECT t.id, t.name || '. ' || t.note FROM json_each(?) j CROSS JOIN theme t ON t.id = j.value ORDER BY j.key",
	app.KindFinding:    "SELECT f.id, f.quote || ' ' || f.note FROM json_each(?) j CROSS JOIN finding f ON f.id = j.value ORDER BY j.key",
	app.KindTranscript: "SELECT u.id, u.transcript_id, u.start_byte, u.end_byte FROM json_each(?) j CROSS JOIN turn u ON u.id = j.value ORDER BY j.key",
}

// nearIn choose rows by conditions; those of themes are named n as among names.
var nearIn = map[app.Kind]string{
	app.KindInsight:    "SELECT i.id FROM json_each(?) j CROSS JOIN insight i ON i.id = j.value",
	app.KindTheme:      "SELECT n.id FROM json_each(?) j CROSS JOIN theme n ON n.id = j.value",
	app.KindFinding:    "SELECT f.id FROM json_each(?) j CROSS JOIN finding f ON f.id = j.value",
	app.KindTranscript: "SELECT u.id FROM json_each(?) j CROSS JOIN turn u ON u.id = j.value",
}

// Near reads the hits of rows of a kind that are in the scope of a query: of the first most of rows that are, rank chooses by what they say,
// and its order is that of the hits. rank's Row and Text are set.
func (s *Store) Near(ctx context.Context, query app.SearchQuery, k app.Kind, rows []int64, most int, rank func([]app.PlaceOf) []int64) (hits []app.Hit, err error) {
	asked := ask.Parse(query.Text)
	err = s.read(ctx, "search", func(q querier) error {
		to, err := newScope(ctx, q, query, asked.Hints)
		if err != nil || to.empty {
			return err
		}
		search := &search{ctx: ctx, s: s, q: q, query: asked, to: to, limit: len(rows)}
		cond := map[app.Kind]func() *filter{app.KindInsight: to.insights, app.KindFinding: to.findings, app.KindTranscript: to.turns, app.KindTheme: to.themes}[k]()
		if cond.empty {
			return nil
		}
		if len(cond.where) > 0 {
			if rows, err = numbers(ctx, q, nearIn[k]+cond.sql()+" LIMIT ?", append(append([]any{list(rows)}, cond.args...), most)...); err != nil {
				return err
			}
		}
		rows = rows[:min(most, len(rows))]
		var said []app.PlaceOf
		if k == app.KindTranscript {
			said, err = turnTexts(ctx, q, nearTexts[k], list(rows))
		} else {
			said, err = collect(ctx, q, scanPlace, nearTexts[k], list(rows))
		}
		if err != nil {
			return err
		}
		best := rank(said)
		if len(best) == 0 {
			return nil
		}
		hits, err = search.rows(k, best)
		return err
	})
	return hits, err
}

// rows reads the hits of rows in their order.
func (s *search) rows(k app.Kind, ids []int64) ([]app.Hit, error) {
	switch k {
	case app.KindInsight:
		return s.insights(ids)
	case app.KindFinding:
		return s.findings(ids)
	case app.KindTranscript:
		return s.turns(ids)
	}
	all, err := s.s.allNames(s.ctx, s.q, k)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	var hits []app.Hit
	for i := range all {
		h := all[i].hit
		if _, ok := at[h.Row]; ok {
			text := h.Title
			if len(s.query.Marks(text)) == 0 && len(s.query.Marks(all[i].more)) > 0 {
				text = all[i].more
			}
			h.Snippet, h.Marks = s.query.Snippet(text)
			hits = append(hits, h)
		}
	}
	slices.SortFunc(hits, func(a, b app.Hit) int { return at[a.Row] - at[b.Row] })
	return hits, nil
}
