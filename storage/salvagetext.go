package storage

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/storage/salvage"
)

// A transcript stands in few bytes on a page with others and runs over to pages of its own. When the page is lost, what ran over lies in the file and
// nothing leads to it. Its row is made again: which interview it is of stands in indexes, where its text begins in what ran over is told by its
// turns, which stand elsewhere.

// headIndexes are the indexes of transcript: by guid, and by interview and revision.
var headIndexes = []string{"sqlite_autoindex_transcript_1", "sqlite_autoindex_transcript_2"}

// textHead is what the indexes say of a transcript.
type textHead struct {
	guid                string
	interview, revision int64 // row of the interview; 0 when unknown
}

// noteHead keeps what an entry of an index says. Returns false when the row is of another table.
func (r *rawFile) noteHead(table string, values []any) bool {
	of := func(id any) *textHead {
		n, _ := id.(int64)
		if r.heads[n] == nil {
			r.heads[n] = &textHead{}
		}
		return r.heads[n]
	}
	switch table {
	case headIndexes[0]:
		if len(values) == 2 {
			of(values[1]).guid, _ = values[0].(string)
		}
		return true
	case headIndexes[1]:
		if len(values) == 3 {
			h := of(values[2])
			h.interview, _ = values[0].(int64)
			h.revision, _ = values[1].(int64)
		}
		return true
	}
	return false
}

// lostText is a transcript whose row is gone and of which turns or findings are left.
type lostText struct {
	id    int64
	turns []app.Span // in order, none in another
	said  []saidAt   // quotes of findings
}

type saidAt struct {
	start int
	words string
}

// add takes the next turn, or leaves it out where it cannot be: its row may have been hit as well.
func (t *lostText) add(u app.Span) {
	if u.Start >= t.size() && u.End >= u.Start {
		t.turns = append(t.turns, u)
	}
}

// size is how long the text was at least.
func (t *lostText) size() int {
	if len(t.turns) == 0 {
		return 0
	}
	return t.turns[len(t.turns)-1].End
}

// lostTexts are the transcripts that turns speak of, that are not there, and of which it is known what interview they are of.
func (r *rawFile) lostTexts(ctx context.Context) ([]*lostText, error) {
	var all []*lostText
	byID := map[int64]*lostText{}
	err := each(ctx, r.db, func(row scanner) error {
		var id int64
		var u app.Span
		if err := row.Scan(&id, &u.Start, &u.End); err != nil {
			return err
		}
		if byID[id] == nil {
			byID[id] = &lostText{id: id}
			all = append(all, byID[id])
		}
		byID[id].add(u)
		return nil
	}, "SELECT transcript_id, start_byte, end_byte FROM turn WHERE transcript_id NOT IN (SELECT id FROM transcript) ORDER BY transcript_id, start_byte")
	if err != nil || len(all) == 0 {
		return all, err
	}
	all = slices.DeleteFunc(all, func(t *lostText) bool { return r.heads[t.id] == nil || r.heads[t.id].interview == 0 })
	return all, each(ctx, r.db, func(row scanner) error {
		var id int64
		var q saidAt
		err := row.Scan(&id, &q.start, &q.words)
		if t := byID[id]; t != nil && q.start >= 0 {
			t.said = append(t.said, q)
		}
		return err
	}, "SELECT transcript_id, start_byte, quote FROM finding WHERE transcript_id NOT IN (SELECT id FROM transcript) AND quote <> ''")
}

// regain makes the rows of transcripts again that were lost, of what ran over from them.
func (r *rawFile) regain(ctx context.Context, file *salvage.File, ends []uint32) error {
	lost, err := r.lostTexts(ctx)
	if err != nil || len(lost) == 0 {
		return err
	}
	for _, head := range ends {
		if err := ctx.Err(); err != nil {
			return err
		}
		end := file.End(head)
		for i, t := range lost {
			from, ok := t.place(end)
			if !ok {
				continue
			}
			if err := r.putText(ctx, t, end, from); err != nil {
				return err
			}
			lost = slices.Delete(lost, i, i+1)
			break
		}
	}
	return nil
}

// How far what ran over can begin before the text, where cues stand before it, and behind its first byte: no page holds more of a row.
const beforeText, behindText = 1 << 13, 1 << 16

// surelyTurns is how many turns, one after the other, have to begin where what ran over begins a line.
const surelyTurns = 5

// place finds which byte of the text is the first of end, negative for what stands before the text. ok is false when end is of something else.
func (t *lostText) place(end []byte) (from int, ok bool) {
	size := t.size()
	for from := max(-beforeText, size-len(end)); from < min(behindText, size); from++ {
		if t.lies(end, from, size) {
			return from, true
		}
	}
	return 0, false
}

// lies reports whether end holds the text from byte from on: each turn but the first begins a line, or the quotes are there, and nothing speaks
// against it.
func (t *lostText) lies(end []byte, from, size int) bool {
	sure := 0
	for i := 1; i < len(t.turns); i++ {
		if gap := end[max(0, t.turns[i-1].End-from):max(0, t.turns[i].Start-from)]; t.turns[i-1].End >= from {
			if !bytes.ContainsRune(gap, '\n') {
				return false
			}
			sure++
		}
	}
	for _, q := range t.said {
		if at := q.start - from; at >= 0 && q.start+len(q.words) <= size {
			if !bytes.HasPrefix(end[at:], []byte(q.words)) {
				return false
			}
			if len(q.words) > 20 {
				sure += surelyTurns
			}
		}
	}
	if sure < surelyTurns {
		return false
	}
	text := end[max(0, -from) : size-from]
	for n := 0; n < utf8.UTFMax && len(text) > 0 && !utf8.RuneStart(text[0]); n++ {
		text = text[1:]
	}
	return utf8.Valid(text) && !bytes.ContainsAny(text, "\r\x00")
}

// putText stores the row of a transcript whose text from byte from on stands in end.
func (r *rawFile) putText(ctx context.Context, t *lostText, end []byte, from int) error {
	h, size := r.heads[t.id], t.size()
	if h.guid == "" {
		h.guid = string(app.NewID[app.TranscriptID]())
	}
	text := strings.Repeat(" ", min(size, max(0, from))) + string(end[max(0, -from):size-from])
	_, err := r.db.ExecContext(ctx, `INSERT OR IGNORE INTO transcript (id, guid, interview_id, revision, latest, language, words, duration_ns, author, created, modified, cues, text)
		SELECT ?1, ?2, ?3, ?4, 1, '', 0, 0, coalesce(i.author, ''), coalesce(i.created, 0), coalesce(i.modified, 0), x'', CAST(?5 AS TEXT)
		FROM (SELECT 1) LEFT JOIN interview i ON i.id = ?3`, t.id, h.guid, h.interview, max(1, h.revision), []byte(text))
	if err == nil && from > 0 {
		r.torn[h.guid] = append(r.torn[h.guid], tornText{0, from})
	}
	return err
}
