package storage

import (
	"context"

	"throughline/app"
)

// Meetings returns who spoke in which interview: the newest interviews first, those without a date last. Asked for one participant it
// counts their findings, too; for "" it lists all participants and leaves Findings at 0.
func (s *Store) Meetings(ctx context.Context, who app.ParticipantID) (all []app.Meeting, err error) {
	counted, where, args := "0", "", []any{}
	if who != "" {
		counted = "(SELECT count(*) FROM finding f WHERE f.interview_id = i.id AND f.participant_id = p.id)"
		where, args = "WHERE p.guid = ? ", append(args, string(who))
	}
	err = s.read(ctx, "meetings", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (app.Meeting, error) {
			var m app.Meeting
			return m, row.Scan(&m.Interview, &m.Study, &m.Participant, &m.Title, &m.Date, &m.Findings)
		}, `SELECT DISTINCT i.guid, s.guid, p.guid, i.title, i.date, `+counted+` FROM participant p
			JOIN interview_speaker k ON k.participant_id = p.id JOIN interview i ON i.id = k.interview_id JOIN study s ON s.id = i.study_id
			`+where+`ORDER BY i.date = '', i.date DESC, i.guid, p.guid`, args...)
		return err
	})
	return all, err
}

// ParticipantsOf returns the participants with the ids that are there, by code as people count.
func (s *Store) ParticipantsOf(ctx context.Context, ids []app.ParticipantID) (all []*app.Participant, err error) {
	err = s.read(ctx, "participants", func(q querier) error {
		all, err = listParticipants(ctx, q, "WHERE p.guid IN (SELECT value FROM json_each(?)) ORDER BY p.code_key, p.code, p.guid", list(ids))
		return err
	})
	return all, err
}
