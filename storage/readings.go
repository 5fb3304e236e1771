package storage

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/fold"
)

// toRead chooses interviews with a text, in the order of their list. ?1 is a study's row id, 0 for all; ?2 a list of
// interviews or NULL; ?3 a question to the index or NULL.
const toRead = `SELECT i.guid FROM interview i JOIN transcript t ON t.interview_id = i.id AND t.latest = 1
	WHERE (?1 = 0 OR i.study_id = ?1) AND (?2 IS NULL OR i.guid IN (SELECT value FROM json_each(?2)))`

const toReadFound = toRead + ` AND t.id IN (SELECT u.transcript_id FROM turn_text x CROSS JOIN turn u ON u.id = x.rowid WHERE turn_text MATCH ?3)`

const listOrder = ` ORDER BY i.date, i.title, i.id`

// InterviewsToRead returns the interviews that have a text, of a study or of all for "", in the order of their list. only
// leaves the others out, unless it is empty. If there are phrases, interviews are left out too in which no turn holds the
// words of one of them, whole and side by side, case and accents apart; a phrase without words leaves nothing out.
func (s *Store) InterviewsToRead(ctx context.Context, study app.StudyID, only []app.InterviewID, phrases []string) (ids []app.InterviewID, err error) {
	var chosen any
	if len(only) > 0 {
		chosen = list(only)
	}
	err = s.read(ctx, "interviews", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		query, args := toRead, []any{row, chosen}
		if match, ok := anyPhrase(phrases); ok {
			query, args = toReadFound, append(args, match)
		}
		ids, err = collect(ctx, q, func(row scanner) (id app.InterviewID, err error) { return id, row.Scan(&id) }, query+listOrder, args...)
		return err
	})
	return ids, err
}

// anyPhrase is the question for any of phrases in the language of FTS5; false if the index cannot tell.
func anyPhrase(phrases []string) (match string, ok bool) {
	var parts []string
	for _, p := range phrases {
		var words []string
		for _, w := range fold.Words(p) {
			if w.Folded != "" {
				words = append(words, w.Folded)
			}
		}
		if len(words) == 0 {
			return "", false
		}
		parts = append(parts, `"`+strings.Join(words, " ")+`"`)
	}
	return strings.Join(parts, " OR "), len(parts) > 0
}

// Readings returns interviews with their latest texts in the order of ids; those without a text are left out. Without cues
// the texts come without theirs, which takes less time.
func (s *Store) Readings(ctx context.Context, ids []app.InterviewID, cues bool) (all []app.Reading, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.read(ctx, "read interviews", func(q querier) error {
		wanted := list(ids)
		texts, err := readTexts(ctx, q, wanted, cues)
		if err != nil {
			return err
		}
		found, err := listInterviews(ctx, q, "WHERE i.guid IN (SELECT value FROM json_each(?))", wanted)
		if err != nil {
			return err
		}
		byID := make(map[app.InterviewID]*app.Interview, len(found))
		for _, iv := range found {
			byID[iv.ID] = iv
		}
		for _, id := range ids {
			if iv, t := byID[id], texts[id]; iv != nil && t != nil {
				all = append(all, app.Reading{Interview: *iv, Transcript: t})
			}
		}
		return nil
	})
	return all, err
}

// packedTurns is all turns of transcript t as one text: four numbers each, how long the speaker's label is, and the label.
const packedTurns = `coalesce((SELECT group_concat(start_byte || ' ' || end_byte || ' ' || from_ns || ' ' || to_ns || ' ' || octet_length(speaker)
	|| ' ' || speaker, '' ORDER BY ordinal) FROM turn WHERE transcript_id = t.id), '')`

// readTexts reads the latest transcripts. All turns of one come in one row: a row each would take most of the time.
func readTexts(ctx context.Context, q querier, wanted string, cues bool) (map[app.InterviewID]*app.Transcript, error) {
	packed := "x''"
	if cues {
		packed = "t.cues"
	}
	texts := map[app.InterviewID]*app.Transcript{}
	err := each(ctx, q, func(row scanner) error {
		t := new(app.Transcript)
		var blob, pages []byte
		var turns string
		err := row.Scan(&t.ID, &t.Interview, &t.Revision, &t.Language, &t.Author, moment{&t.Created}, moment{&t.Modified}, &blob, &pages, &t.Text, &turns)
		if err == nil {
			t.Cues, err = unpackList[app.Cue](blob)
		}
		if err == nil {
			t.Pages, err = unpackList[app.PageBreak](pages)
		}
		if err == nil {
			t.Turns, err = readTurns(turns)
		}
		texts[t.Interview] = t
		return err
	}, `SELECT t.guid, i.guid, t.revision, t.language, t.author, t.created, t.modified, `+packed+`, t.pages, t.text,
		`+packedTurns+`
		FROM interview i JOIN transcript t ON t.interview_id = i.id AND t.latest = 1 WHERE i.guid IN (SELECT value FROM json_each(?))`, wanted)
	return texts, err
}

// readTurns reads what packedTurns wrote. Equal speakers share their memory.
func readTurns(text string) ([]app.Turn, error) {
	turns := make([]app.Turn, 0, len(text)/32)
	labels := map[string]string{}
	for len(text) > 0 {
		var n [5]int // start, end, from, to, bytes of the speaker's label
		for i := range n {
			number, rest, ok := strings.Cut(text, " ")
			v, err := strconv.Atoi(number)
			if err != nil || !ok {
				return nil, errors.New("turns are not as they were packed")
			}
			n[i], text = v, rest
		}
		if n[4] < 0 || n[4] > len(text) {
			return nil, errors.New("a speaker is longer than its turns")
		}
		label, known := labels[text[:n[4]]]
		if !known {
			label = strings.Clone(text[:n[4]])
			labels[label] = label
		}
		text = text[n[4]:]
		turns = append(turns, app.Turn{Span: app.Span{Start: n[0], End: n[1]}, From: time.Duration(n[2]), To: time.Duration(n[3]), Speaker: label})
	}
	return turns, nil
}

// tagsAt reads the tags on findings of the latest texts. ?1 is a list of interviews, ?2 of tags or NULL.
const tagsAt = `SELECT i.guid, f.start_byte, f.end_byte, f.guid, g.guid FROM interview i
	JOIN transcript t ON t.interview_id = i.id AND t.latest = 1 CROSS JOIN finding f ON f.interview_id = i.id AND f.transcript_id = t.id
	JOIN finding_tag ft ON ft.finding_id = f.id JOIN tag g ON g.id = ft.tag_id
	WHERE i.guid IN (SELECT value FROM json_each(?1)) AND f.end_byte > f.start_byte
	AND (?2 IS NULL OR ft.tag_id IN (SELECT id FROM tag WHERE guid IN (SELECT value FROM json_each(?2))))
	GROUP BY f.id, g.id ORDER BY i.guid, f.start_byte, f.end_byte, f.guid, g.guid`

// TagsAt returns what the passages of interviews carry: the tags named, or all for none. Findings of older revisions are left
// out. They come by interview, place, finding and tag; a tag that two people put on a finding counts once.
func (s *Store) TagsAt(ctx context.Context, ids []app.InterviewID, tags []app.TagID) (all []app.TagAt, err error) {
	var wanted any
	if len(tags) > 0 {
		wanted = list(tags)
	}
	err = s.read(ctx, "tags at", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (m app.TagAt, err error) {
			return m, row.Scan(&m.Interview, &m.Start, &m.End, &m.Finding, &m.Tag)
		}, tagsAt, list(ids), wanted)
		return err
	})
	return all, err
}

// FindingsAt returns the findings that are exactly one of the passages, those of older revisions left out, by interview and place.
func (s *Store) FindingsAt(ctx context.Context, places []app.Place) (all []app.Finding, err error) {
	rows := make([][3]any, len(places))
	for i, p := range places {
		rows[i] = [3]any{p.Interview, p.Start, p.End}
	}
	err = s.read(ctx, "findings", func(q querier) error {
		found, err := listFindings(ctx, q, `WHERE f.id IN (SELECT f.id FROM json_each(?) j
			CROSS JOIN interview i ON i.guid = j.value ->> 0 JOIN transcript t ON t.interview_id = i.id AND t.latest = 1
			CROSS JOIN finding f ON f.interview_id = i.id AND f.start_byte = j.value ->> 1 AND f.end_byte = j.value ->> 2 AND f.transcript_id = t.id)
			ORDER BY i.guid, f.start_byte, f.end_byte, f.guid`, jsonText(rows))
		all = values(found)
		return err
	})
	return all, err
}
