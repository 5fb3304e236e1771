package storage

import (
	"context"
	"slices"
	"time"

	"throughline/app"
)

const (
	interviewColumns = `i.id, i.guid, s.guid, o.guid, i.title, i.method, i.moderator, i.date, i.status, i.note, i.author, i.created, i.modified`
	interviewTables  = ` FROM interview i JOIN study s ON s.id = i.study_id LEFT JOIN source o ON o.id = i.source_id `
)

// scanInterview scans interviewColumns, then what else the query gives.
func scanInterview(row scanner, i *app.Interview, more ...any) (id int64, err error) {
	err = row.Scan(append([]any{&id, &i.ID, &i.Study, optional[app.SourceID]{&i.Source}, &i.Title, &i.Method, &i.Moderator, &i.Date,
		&i.Status, &i.Note, &i.Author, moment{&i.Created}, moment{&i.Modified}}, more...)...)
	return id, err
}

func listInterviews(ctx context.Context, q querier, where string, args ...any) ([]*app.Interview, error) {
	var ids []int64
	all, err := collect(ctx, q, func(row scanner) (*app.Interview, error) {
		var i app.Interview
		id, err := scanInterview(row, &i)
		ids = append(ids, id)
		return &i, err
	}, "SELECT "+interviewColumns+interviewTables+where, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	index := indexOf(ids)
	return all, eachSpeaker(ctx, q, ids, func(id int64, s app.Speaker, _, _ string) {
		i := all[index[id]]
		i.Speakers = append(i.Speakers, s)
	})
}

// eachSpeaker hands over the speakers of interviews in order, with code and segment of the participant, "" if unknown.
func eachSpeaker(ctx context.Context, q querier, interviews []int64, do func(interview int64, s app.Speaker, code, segment string)) error {
	return each(ctx, q, func(row scanner) error {
		var id int64
		var s app.Speaker
		var code, segment string
		err := row.Scan(&id, &s.Label, &s.Name, &s.Role, optional[app.ParticipantID]{&s.Participant}, optional[string]{&code}, optional[string]{&segment})
		if err == nil {
			do(id, s, code, segment)
		}
		return err
	}, `SELECT k.interview_id, k.label, k.name, k.role, p.guid, p.code, p.segment FROM interview_speaker k
		LEFT JOIN participant p ON p.id = k.participant_id
		WHERE k.interview_id IN (SELECT value FROM json_each(?)) ORDER BY k.interview_id, k.ordinal`, list(interviews))
}

func interviewValues(w *writer, i *app.Interview) ([]any, error) {
	study, err := w.id(app.KindStudy, string(i.Study))
	if err != nil {
		return nil, err
	}
	source, err := w.ref(app.KindSource, string(i.Source))
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(i.Stamp)
	return []any{study, source, i.Title, i.Method, i.Moderator, string(i.Date), i.Status, i.Note, author, created, modified, string(i.ID)}, nil
}

func insertInterview(w *writer, i *app.Interview) error {
	vals, err := interviewValues(w, i)
	if err != nil {
		return err
	}
	id, err := w.insert(`INSERT INTO interview (study_id, source_id, title, method, moderator, date, status, note, author, created,
		modified, guid) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`, vals...)
	if err != nil {
		return err
	}
	w.ids[i.Ref()] = id
	return writeSpeakers(w, id, i.Speakers)
}

func writeSpeakers(w *writer, id int64, speakers []app.Speaker) error {
	for n, s := range speakers {
		participant, err := w.ref(app.KindParticipant, string(s.Participant))
		if err != nil {
			return err
		}
		if err := w.exec(`INSERT INTO interview_speaker (interview_id, ordinal, label, name, role, participant_id) VALUES (?,?,?,?,?,?)`,
			id, n, s.Label, s.Name, string(s.Role), participant); err != nil {
			return err
		}
	}
	return nil
}

func updateInterview(w *writer, before, i *app.Interview) error {
	id, err := w.id(app.KindInterview, string(i.ID))
	if err != nil {
		return err
	}
	vals, err := interviewValues(w, i)
	if err != nil {
		return err
	}
	if err := w.must(`UPDATE interview SET study_id=?, source_id=?, title=?, method=?, moderator=?, date=?, status=?, note=?, author=?,
		created=?, modified=? WHERE guid=?`, vals...); err != nil {
		return err
	}
	if !slices.Equal(before.Speakers, i.Speakers) { // who is a moderator, whose words are not found by meaning
		if err := w.dueTurns(ofInterview, id); err != nil {
			return err
		}
	}
	if err := w.exec("DELETE FROM interview_speaker WHERE interview_id=?", id); err != nil {
		return err
	}
	return writeSpeakers(w, id, i.Speakers)
}

func removeInterview(w *writer, i *app.Interview) error {
	id, err := w.id(app.KindInterview, string(i.ID))
	if err != nil {
		return err
	}
	if err := w.exec("DELETE FROM interview_speaker WHERE interview_id=?", id); err != nil {
		return err
	}
	delete(w.interviews, id) // it held nothing any more
	return w.must("DELETE FROM interview WHERE id=?", id)
}

// interviewPage chooses interviews of a study, or all, in their order. The page is cut before anything else is looked up.
const (
	interviewRows = "SELECT " + interviewColumns + `, coalesce(o.format, ''),
	coalesce((SELECT words FROM transcript t WHERE t.interview_id = i.id AND t.latest = 1), 0),
	coalesce((SELECT duration_ns FROM transcript t WHERE t.interview_id = i.id AND t.latest = 1), 0),
	coalesce((SELECT findings FROM interview_holding h WHERE h.interview_id = i.id), 0)` + interviewTables
	interviewsOfStudy = interviewRows + "WHERE s.guid = ? ORDER BY i.date, i.title, i.id LIMIT ? OFFSET ?"
	interviewsOfAll   = interviewRows + "WHERE ? = '' ORDER BY i.date, i.title, i.id LIMIT ? OFFSET ?"
)

// Interviews returns a page of the interviews of a study, of all studies for "", by date, then title.
func (s *Store) Interviews(ctx context.Context, study app.StudyID, page app.Page) (all []app.InterviewRow, err error) {
	query := interviewsOfStudy
	if study == "" {
		query = interviewsOfAll
	}
	n, offset := limit(page)
	err = s.read(ctx, "interviews", func(q querier) error {
		var ids []int64
		all, err = collect(ctx, q, func(row scanner) (app.InterviewRow, error) {
			var r app.InterviewRow
			id, err := scanInterview(row, &r.Interview, &r.Format, &r.Words, nanos{&r.Duration}, &r.Findings)
			r.Duration = max(r.Duration, time.Duration(0))
			ids = append(ids, id)
			return r, err
		}, query, string(study), n, offset)
		if err != nil || len(ids) == 0 {
			return err
		}
		index := indexOf(ids)
		return eachSpeaker(ctx, q, ids, func(id int64, s app.Speaker, code, segment string) { addSpeaker(&all[index[id]], s, code, segment) })
	})
	return all, err
}

func addSpeaker(r *app.InterviewRow, s app.Speaker, code, segment string) {
	known := slices.ContainsFunc(r.Speakers, func(o app.Speaker) bool { return o.Participant == s.Participant })
	r.Speakers = append(r.Speakers, s)
	if s.Participant == "" || known {
		return
	}
	r.Codes = append(r.Codes, code)
	if segment != "" && !slices.Contains(r.Segments, segment) {
		r.Segments = append(r.Segments, segment)
	}
}
