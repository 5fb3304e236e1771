package storage

import (
	"context"
	"encoding/json"

	"throughline/app"
)

const transcriptTables = ` FROM transcript t JOIN interview i ON i.id = t.interview_id `

func listTranscripts(ctx context.Context, q querier, where string, args ...any) ([]*app.Transcript, error) {
	var ids []int64
	all, err := collect(ctx, q, func(row scanner) (*app.Transcript, error) {
		var t app.Transcript
		var id int64
		var cues, pages []byte
		err := row.Scan(&id, &t.ID, &t.Interview, &t.Revision, &t.Language, &t.Author, moment{&t.Created}, moment{&t.Modified}, &cues, &pages, &t.Note, &t.Text)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
		if t.Cues, err = unpackList[app.Cue](cues); err == nil {
			t.Pages, err = unpackList[app.PageBreak](pages)
		}
		return &t, err
	}, "SELECT t.id, t.guid, i.guid, t.revision, t.language, t.author, t.created, t.modified, t.cues, t.pages, t.note, t.text"+transcriptTables+where, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	index := indexOf(ids)
	return all, each(ctx, q, func(row scanner) error {
		var id int64
		var u app.Turn
		err := row.Scan(&id, &u.Start, &u.End, nanos{&u.From}, nanos{&u.To}, &u.Speaker)
		if err == nil {
			t := all[index[id]]
			t.Turns = append(t.Turns, u)
		}
		return err
	}, `SELECT transcript_id, start_byte, end_byte, from_ns, to_ns, speaker FROM turn
		WHERE transcript_id IN (SELECT value FROM json_each(?)) ORDER BY transcript_id, ordinal`, list(ids))
}

// packList packs a list as JSON; an empty one is no bytes.
func packList[T any](all []T) ([]byte, error) {
	if len(all) == 0 {
		return []byte{}, nil
	}
	b, err := json.Marshal(all)
	return pack(b), err
}

func unpackList[T any](blob []byte) ([]T, error) {
	b, err := unpack(blob)
	if err != nil || len(b) == 0 {
		return nil, err
	}
	var all []T
	err = json.Unmarshal(b, &all)
	return all, err
}

func insertTranscript(w *writer, t *app.Transcript) error {
	interview, err := w.id(app.KindInterview, string(t.Interview))
	if err != nil {
		return err
	}
	cues, err := packList(t.Cues)
	if err != nil {
		return err
	}
	pages, err := packList(t.Pages)
	if err != nil {
		return err
	}
	author, created, modified := stamp(t.Stamp)
	id, err := w.insert(`INSERT INTO transcript (guid, interview_id, revision, latest, language, words, duration_ns, author, created,
		modified, cues, note, text, pages) VALUES (?1,?2,?3,NOT EXISTS (SELECT 1 FROM transcript WHERE interview_id = ?2 AND revision > ?3),?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)`,
		string(t.ID), interview, t.Revision, t.Language,
		app.CountWords(t.Text), int64(t.Duration()), author, created, modified, cues, t.Note, t.Text, pages)
	if err != nil {
		return err
	}
	w.ids[t.Ref()] = id
	if err := markLatest(w, interview); err != nil {
		return err
	}
	return writeTurns(w, id, t)
}

// writeTurns stores the turns by one statement rather than one for each, and has their words wait for indexTurns.
func writeTurns(w *writer, id int64, t *app.Transcript) error {
	rows := make([][]any, len(t.Turns))
	for n, u := range t.Turns {
		rows[n] = []any{u.Start, u.End, int64(u.From), int64(u.To), u.Speaker}
	}
	last, err := w.insert(`INSERT INTO turn (transcript_id, ordinal, start_byte, end_byte, from_ns, to_ns, speaker)
		SELECT ?1, key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?2)`, id, jsonText(rows))
	if err != nil {
		return err
	}
	words := w.ready.take(t).words
	if words == "" {
		words = turnWords(t)
	}
	if err := w.indexLater(last, len(t.Turns), words); err != nil {
		return err
	}
	return w.dueTurns(ofTranscript, id)
}

// turnWords are the words of each turn as the full-text index gets them, a list as JSON.
func turnWords(t *app.Transcript) string {
	words := make([]string, len(t.Turns))
	for n, u := range t.Turns {
		words[n] = indexed(t.Text[u.Start:u.End])
	}
	return jsonText(words)
}

// markLatest keeps the mark of the highest revision of an interview true. Rows that have it right are left alone: writing one
// means writing its whole text.
func markLatest(w *writer, interview int64) error {
	w.texts = true
	if err := w.dueTurns(ofInterview, interview); err != nil {
		return err
	}
	return w.exec(`UPDATE transcript SET latest = 1 - latest WHERE interview_id = ?1
		AND latest <> (revision = (SELECT max(revision) FROM transcript WHERE interview_id = ?1))`, interview)
}

// updateTranscript replaces a revision. Transcripts are immutable by law; this serves merges and repairs.
func updateTranscript(w *writer, before, t *app.Transcript) error {
	id, err := w.id(app.KindTranscript, string(t.ID))
	if err != nil {
		return err
	}
	old, err := w.id(app.KindInterview, string(before.Interview))
	if err != nil {
		return err
	}
	interview, err := w.id(app.KindInterview, string(t.Interview))
	if err != nil {
		return err
	}
	cues, err := packList(t.Cues)
	if err != nil {
		return err
	}
	pages, err := packList(t.Pages)
	if err != nil {
		return err
	}
	if err := removeTurns(w, id); err != nil {
		return err
	}
	author, created, modified := stamp(t.Stamp)
	if err := w.must(`UPDATE transcript SET interview_id=?, revision=?, language=?, words=?, duration_ns=?, author=?, created=?, modified=?,
		cues=?, note=?, text=?, pages=? WHERE id=?`, interview, t.Revision, t.Language, app.CountWords(t.Text), int64(t.Duration()),
		author, created, modified, cues, t.Note, t.Text, pages, id); err != nil {
		return err
	}
	for _, i := range []int64{old, interview} {
		if err := markLatest(w, i); err != nil {
			return err
		}
	}
	return writeTurns(w, id, t)
}

func removeTurns(w *writer, id int64) error {
	if err := w.indexTurns(); err != nil { // theirs may be among those that wait
		return err
	}
	if err := w.dueTurns(ofTranscript, id); err != nil {
		return err
	}
	if err := w.exec("DELETE FROM turn_text WHERE rowid IN (SELECT id FROM turn WHERE transcript_id=?)", id); err != nil {
		return err
	}
	return w.exec("DELETE FROM turn WHERE transcript_id=?", id)
}

func removeTranscript(w *writer, t *app.Transcript) error {
	id, err := w.id(app.KindTranscript, string(t.ID))
	if err != nil {
		return err
	}
	if err := removeTurns(w, id); err != nil {
		return err
	}
	if err := w.must("DELETE FROM transcript WHERE id=?", id); err != nil {
		return err
	}
	interview, err := w.id(app.KindInterview, string(t.Interview))
	if err != nil {
		return err
	}
	return markLatest(w, interview)
}

// Transcript returns the latest revision of an interview's text. Returns ENotFound if there is none. The text of an interview at
// work is kept in memory: its turns and cues are shared between callers, who must not change them.
func (s *Store) Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error) {
	if t, ok := s.texts.get(id); ok {
		return t, nil
	}
	var t *app.Transcript
	since := s.texts.now()
	err := s.read(ctx, "transcript", func(q querier) error {
		all, err := listTranscripts(ctx, q, "WHERE i.guid = ? AND t.latest = 1", string(id))
		if err == nil && len(all) == 0 {
			err = app.NotFound("The transcript")
		}
		if err == nil {
			t = all[0]
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if !s.opt.ReadOnly { // who only reads does not hear of new revisions
		s.texts.put(t, since)
	}
	return t, nil
}

// Revisions returns all revisions of an interview's text, the latest first.
func (s *Store) Revisions(ctx context.Context, id app.InterviewID) (all []*app.Transcript, err error) {
	err = s.read(ctx, "revisions", func(q querier) error {
		all, err = listTranscripts(ctx, q, "WHERE i.guid = ? ORDER BY t.revision DESC", string(id))
		return err
	})
	return all, err
}
