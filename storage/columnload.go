package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"

	"throughline/app"
	"throughline/storage/column"
)

// chunk is how many row ids of findings are read at once. SQLite packs them into one text each, because rows one by one cost most of the time.
const chunk = 20_000

const (
	packFindings = `SELECT group_concat(concat_ws(' ', f.id, f.study_id, coalesce(f.interview_id, 0), coalesce(f.transcript_id, 0), coalesce(f.participant_id, 0),
		f.start_byte, f.end_byte, f.created, f.sentiment, f.severity, f.star, f.note <> '', e.finding_id IS NOT NULL, coalesce(e.kinds, 0),
		octet_length(coalesce(e.sound, '')), octet_length(f.stance), octet_length(f.author)) || ' ' || coalesce(e.sound, '') || f.stance || f.author, '')
		FROM finding f LEFT JOIN estimate e ON e.finding_id = f.id WHERE f.id `
	packTaggings = `SELECT group_concat(concat_ws(' ', finding_id, tag_id, octet_length(provenance), octet_length(author)) || ' ' || provenance || author, '')
		FROM finding_tag WHERE finding_id `
	packPlaces = `SELECT group_concat(concat_ws(' ', finding_id, board, theme_id, printf('%!.17g', place)) || ' ', '') FROM placement WHERE finding_id `
	inChunk    = "BETWEEN ? AND ?"
	amongIDs   = "IN (SELECT value FROM json_each(?))"
)

// reader takes numbers and texts off a packed value. After a fault all are zero and err says so.
type reader struct {
	text []byte
	err  error
}

var errPacked = errors.New("a packed row cannot be read")

// token is what stands before the next blank, or the end.
func (r *reader) token() []byte {
	for i, b := range r.text {
		if b == ' ' {
			t := r.text[:i]
			r.text = r.text[i+1:]
			return t
		}
	}
	t := r.text
	r.text = nil
	return t
}

func (r *reader) number() (n int64) {
	t := r.token()
	if len(t) == 0 {
		r.err, r.text = errPacked, nil
		return 0
	}
	minus := t[0] == '-'
	if minus {
		t = t[1:]
	}
	for _, b := range t {
		if b < '0' || b > '9' {
			r.err, r.text = errPacked, nil
			return 0
		}
		n = n*10 + int64(b-'0')
	}
	if minus {
		return -n
	}
	return n
}

func (r *reader) float() float64 {
	f, err := strconv.ParseFloat(string(r.token()), 64)
	if err != nil {
		r.err, r.text = errPacked, nil
	}
	return f
}

// take is the next n bytes.
func (r *reader) take(n int64) string {
	if n < 0 || n > int64(len(r.text)) {
		r.err, r.text = errPacked, nil
		return ""
	}
	s := known(r.text[:n])
	r.text = r.text[n:]
	return s
}

// known is the text of bytes; the few that stand in nearly all rows are not made anew.
func known(b []byte) string {
	switch string(b) {
	case "":
		return ""
	case string(app.ByHand):
		return string(app.ByHand)
	case string(app.Supports):
		return string(app.Supports)
	case string(app.Positive):
		return string(app.Positive)
	case string(app.Negative):
		return string(app.Negative)
	case string(app.Neutral):
		return string(app.Neutral)
	}
	return string(b)
}

// eachPacked runs a query of one packed value and calls do until all is read.
func eachPacked(ctx context.Context, q querier, do func(r *reader), query string, args ...any) error {
	return each(ctx, q, func(row scanner) error {
		var text sql.RawBytes
		if err := row.Scan(&text); err != nil {
			return err
		}
		r := &reader{text: text}
		for len(r.text) > 0 {
			do(r)
		}
		return r.err
	}, query, args...)
}

// readFindings reads findings as the index knows them, by row id, without tags and places.
func readFindings(ctx context.Context, q querier, rows []column.Row, where string, args ...any) ([]column.Row, error) {
	err := eachPacked(ctx, q, func(r *reader) {
		f := column.Row{ID: r.number(), Study: r.number(), Interview: r.number(), Text: r.number(), Person: r.number(), Start: int(r.number()), End: int(r.number()),
			Created: r.number(), Sentiment: int(r.number()), Severity: int(r.number()), Star: r.number() != 0, Note: r.number() != 0, Estimated: r.number() != 0,
			Kinds: int(r.number())}
		sound, stance, author := r.number(), r.number(), r.number()
		f.Sound, f.Stance, f.Author = app.Sound(r.take(sound)), app.Stance(r.take(stance)), r.take(author)
		rows = append(rows, f)
	}, packFindings+where, args...)
	slices.SortFunc(rows, func(a, b column.Row) int { return int(a.ID - b.ID) })
	return rows, err
}

// belonging is what hangs on a finding.
type belonging struct {
	finding int64
	tag     column.Tagging
	place   column.Place
}

func readTaggings(ctx context.Context, q querier, all []belonging, where string, args ...any) ([]belonging, error) {
	err := eachPacked(ctx, q, func(r *reader) {
		b := belonging{finding: r.number(), tag: column.Tagging{Tag: r.number()}}
		provenance, author := r.number(), r.number()
		b.tag.Provenance, b.tag.Author = app.Provenance(r.take(provenance)), r.take(author)
		all = append(all, b)
	}, packTaggings+where, args...)
	return all, err
}

func readPlaces(ctx context.Context, q querier, all []belonging, where string, args ...any) ([]belonging, error) {
	err := eachPacked(ctx, q, func(r *reader) {
		all = append(all, belonging{finding: r.number(), place: column.Place{Board: r.number(), Theme: r.number(), Order: r.float()}})
	}, packPlaces+where, args...)
	return all, err
}

// attach gives rows, which are sorted by id, what belongs to them.
func attach(rows []column.Row, tags, places []belonging) {
	at := 0
	row := func(id int64) *column.Row {
		if at >= len(rows) || rows[at].ID != id {
			if at++; at >= len(rows) || rows[at].ID != id {
				at, _ = slices.BinarySearchFunc(rows, id, func(r column.Row, id int64) int { return int(r.ID - id) })
			}
		}
		if at < len(rows) && rows[at].ID == id {
			return &rows[at]
		}
		return nil
	}
	for _, b := range tags {
		if r := row(b.finding); r != nil {
			r.Tags = append(r.Tags, b.tag)
		}
	}
	at = 0
	for _, b := range places {
		if r := row(b.finding); r != nil {
			r.Places = append(r.Places, b.place)
		}
	}
}

// readTurnStarts reads where the turns of all texts begin, by row id of the text.
func readTurnStarts(ctx context.Context, q querier) (map[int64][]int32, error) {
	all := map[int64][]int32{}
	err := each(ctx, q, func(row scanner) error {
		var id int64
		var text sql.RawBytes
		if err := row.Scan(&id, &text); err != nil {
			return err
		}
		r := &reader{text: text}
		var at []int32
		for len(r.text) > 0 {
			at = append(at, int32(r.number()))
		}
		if !slices.IsSorted(at) {
			slices.Sort(at)
		}
		all[id] = at
		return r.err
	}, "SELECT transcript_id, group_concat(start_byte, ' ') FROM turn GROUP BY transcript_id")
	return all, err
}

// readTable reads the whole index, over two connections that see the same.
func (s *Store) readTable(ctx context.Context) (*column.Table, error) {
	own, other, err := s.twoSnapshots(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _, _ = own.Rollback(), other.Rollback() }() // nothing was written
	var last, n int64
	if err := one(ctx, own, "SELECT coalesce(max(id), 0), (SELECT count(*) FROM finding) FROM finding", nil, &last, &n); err != nil {
		return nil, err
	}
	t := column.New(int(n) + int(n)/64 + 64)
	if err := readNouns(ctx, own, &nouns{t: t}, "", nil); err != nil {
		return nil, err
	}
	parts := make(chan part, 2)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go readParts(ctx, other, last, parts)
	defer func() {
		stop()
		for range parts { // until it ended
		}
	}()
	var rows []column.Row
	for p := range parts {
		if p.err != nil {
			return nil, p.err
		}
		if rows, err = readFindings(ctx, own, rows[:0], inChunk, p.first, p.first+chunk-1); err != nil {
			return nil, err
		}
		attach(rows, p.tags, p.places)
		for i := range rows {
			t.Put(&rows[i])
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t.Settle()
	return t, t.Err()
}

// twoSnapshots begins to read the file twice as it is now, see snapshot.
func (s *Store) twoSnapshots(ctx context.Context) (own, other *still, err error) {
	for {
		before := s.columns.at()
		if own, other, err = s.beginTwo(ctx); err != nil {
			return nil, nil, err
		}
		if s.columns.at() == before {
			return own, other, nil
		}
		_, _ = own.Rollback(), other.Rollback() // nothing was written
	}
}

// beginTwo begins to read twice. No step begins in between: on a share it would keep out the second and wait for the first.
func (s *Store) beginTwo(ctx context.Context) (own, other *still, err error) {
	s.begins.RLock()
	defer s.begins.RUnlock()
	if own, err = s.beginReading(ctx); err != nil {
		return nil, nil, err
	}
	if other, err = s.beginReading(ctx); err != nil {
		_ = own.Rollback() // the first error matters
		return nil, nil, err
	}
	if err := errors.Join(fix(ctx, own), fix(ctx, other)); err != nil {
		_, _ = own.Rollback(), other.Rollback() // the first error matters
		return nil, nil, err
	}
	return own, other, nil
}

// part is what belongs to the findings of one chunk.
type part struct {
	first        int64
	tags, places []belonging
	err          error
}

// readParts reads what belongs to findings, chunk by chunk up to a last row id, and closes the channel.
func readParts(ctx context.Context, q querier, last int64, parts chan<- part) {
	defer close(parts)
	for first := int64(0); first <= last; first += chunk {
		p := part{first: first}
		if p.tags, p.err = readTaggings(ctx, q, nil, inChunk, first, first+chunk-1); p.err == nil {
			p.places, p.err = readPlaces(ctx, q, nil, inChunk, first, first+chunk-1)
		}
		select {
		case parts <- p:
		case <-ctx.Done():
			return
		}
		if p.err != nil {
			return
		}
	}
}
