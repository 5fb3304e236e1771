package storage

import (
	"context"

	"throughline/app"
)

// participantRows lists who took part in a study (?1, 0 for all participants), with their part in it.
const participantRows = `WITH part AS (
	SELECT k.participant_id, count(DISTINCT i.id) AS interviews, max(i.date) AS last FROM interview i
	JOIN interview_speaker k ON k.interview_id = i.id
	WHERE k.participant_id IS NOT NULL AND (?1 = 0 OR i.study_id = ?1) GROUP BY k.participant_id),
	said AS (SELECT participant_id, count(*) AS findings FROM finding
	WHERE participant_id IS NOT NULL AND (?1 = 0 OR study_id = ?1) GROUP BY participant_id)
	SELECT ` + participantColumns + `, coalesce(part.interviews, 0), coalesce(said.findings, 0), coalesce(part.last, '')
	FROM participant p LEFT JOIN part ON part.participant_id = p.id LEFT JOIN said ON said.participant_id = p.id
	WHERE ?1 = 0 OR part.participant_id IS NOT NULL ORDER BY p.code_key, p.code, p.guid`

// Participants returns who took part in a study, or all participants for "", by code as people count: P2 before P10.
// Interviews, findings and the last date are those of the study, or of all.
func (s *Store) Participants(ctx context.Context, study app.StudyID) (all []app.ParticipantRow, err error) {
	err = s.read(ctx, "participants", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		var ids []int64
		all, err = collect(ctx, q, func(row scanner) (app.ParticipantRow, error) {
			var r app.ParticipantRow
			id, err := scanParticipant(row, &r.Participant, &r.Interviews, &r.Findings, &r.Last)
			ids = append(ids, id)
			return r, err
		}, participantRows, row)
		if err != nil {
			return err
		}
		return addAttributes(ctx, q, ids, func(i int) *app.Participant { return &all[i].Participant })
	})
	return all, err
}

// ParticipantsByCode returns all participants by code. Where two share a code, the one made first is returned.
func (s *Store) ParticipantsByCode(ctx context.Context) (map[string]app.Participant, error) {
	byCode := map[string]app.Participant{}
	err := s.read(ctx, "participants", func(q querier) error {
		all, err := listParticipants(ctx, q, "ORDER BY p.created DESC, p.guid DESC")
		for _, p := range all {
			byCode[p.Code] = *p
		}
		return err
	})
	return byCode, err
}

// countAll counts what a study holds (?1, 0 for all). Tags are its own and the workspace-wide ones, studies are always all.
const countAll = `SELECT (SELECT count(*) FROM study),
	(SELECT count(*) FROM interview WHERE ?1 = 0 OR study_id = ?1),
	(SELECT coalesce(sum(findings), 0) FROM study_holding WHERE ?1 = 0 OR study_id = ?1),
	(SELECT count(*) FROM tag WHERE ?1 = 0 OR study_id = ?1 OR study_id IS NULL),
	(SELECT count(*) FROM theme WHERE ?1 = 0 OR study_id = ?1),
	(SELECT count(*) FROM insight WHERE ?1 = 0 OR study_id = ?1),
	(SELECT count(*) FROM memo WHERE ?1 = 0 OR study_id = ?1 OR study_id IS NULL),
	CASE WHEN ?1 = 0 THEN (SELECT count(*) FROM participant) ELSE
		(SELECT count(DISTINCT k.participant_id) FROM interview i JOIN interview_speaker k ON k.interview_id = i.id WHERE i.study_id = ?1) END,
	CASE WHEN ?1 = 0 THEN (SELECT count(*) FROM participant) ELSE
		(SELECT count(*) FROM (SELECT k.participant_id FROM interview i JOIN interview_speaker k ON k.interview_id = i.id WHERE i.study_id = ?1 AND k.participant_id IS NOT NULL
			UNION SELECT participant_id FROM paper WHERE kind = 'candidacy' AND study_id = ?1)) END,
	(SELECT coalesce(sum(t.words), 0) FROM transcript t WHERE t.latest = 1
		AND (?1 = 0 OR t.interview_id IN (SELECT id FROM interview WHERE study_id = ?1)))`

// Counts returns how much a study holds, or the whole workspace for "". Studies are always counted in full; a study's tags
// and memos include the workspace-wide ones.
func (s *Store) Counts(ctx context.Context, study app.StudyID) (c app.Counts, err error) {
	err = s.read(ctx, "counts", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		return one(ctx, q, countAll, []any{row}, &c.Studies, &c.Interviews, &c.Findings, &c.Tags, &c.Themes, &c.Insights, &c.Memos, &c.Participants, &c.People, &c.Words)
	})
	return c, err
}
