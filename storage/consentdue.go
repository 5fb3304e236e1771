package storage

import (
	"context"

	"throughline/app"
)

// consentDue makes untrue what was derived of what people said when it changes whether the machine may read it: estimates and places by
// meaning are made anew. The first consent of a study and the last that goes change it for everybody there.
func (w *writer) consentDue(c app.Change) error {
	switch r := subjectOf(c).(type) {
	case *app.Consent:
		few, err := numbers(context.Background(), w, "SELECT 1 FROM paper WHERE kind = 'consent' AND study_id IS (SELECT id FROM study WHERE guid = ?) LIMIT 2", string(r.Study))
		if err != nil {
			return err
		}
		if len(few) < 2 {
			return w.allUnread()
		}
		return w.unread(r.Participant)
	case *app.Standards:
		if ruleOf(c.Before) != ruleOf(c.After) {
			return w.allUnread()
		}
	}
	return nil
}

// subjectOf is the record that a change is about, as it is after it where it stays.
func subjectOf(c app.Change) app.Record {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

// ruleOf is the rule for people without a recorded consent that standards set.
func ruleOf(r app.Record) app.ConsentPolicy {
	if s, ok := r.(*app.Standards); ok {
		return s.Programme.Consent
	}
	return ""
}

// allUnread drops what was derived of everything that people said.
func (w *writer) allUnread() error {
	w.touched.doubt = true
	if err := w.exec("DELETE FROM estimate"); err != nil {
		return err
	}
	var finding, turn int64
	if err := one(context.Background(), w, "SELECT coalesce((SELECT max(id) FROM finding), 0), coalesce((SELECT max(id) FROM turn), 0)", nil, &finding, &turn); err != nil {
		return err
	}
	if finding > 0 {
		w.dueRows(app.KindFinding, 1, finding)
	}
	if turn > 0 {
		w.dueRows(app.KindTranscript, 1, turn)
	}
	return nil
}

// unread drops what was derived of what one person said.
func (w *writer) unread(person app.ParticipantID) error {
	rows, err := numbers(context.Background(), w, "SELECT id FROM finding WHERE participant_id = (SELECT id FROM participant WHERE guid = ?) ORDER BY id", string(person))
	if err != nil {
		return err
	}
	for _, id := range rows {
		w.touched.add(app.KindFinding, id)
		w.dueRows(app.KindFinding, id, id)
	}
	if err := w.exec("DELETE FROM estimate WHERE finding_id IN (SELECT value FROM json_each(?))", list(rows)); err != nil {
		return err
	}
	texts, err := numbers(context.Background(), w, `SELECT DISTINCT k.interview_id FROM interview_speaker k
		WHERE k.participant_id = (SELECT id FROM participant WHERE guid = ?) ORDER BY 1`, string(person))
	for _, interview := range texts { // one or two for nearly everybody
		if err := w.dueTurns(ofInterview, interview); err != nil {
			return err
		}
	}
	return err
}

// meantFindings and meantTurns read whose words rows are, of a list of row ids.
const (
	filedUnder = `SELECT f.id, s.guid, coalesce(p.guid, ''), CASE WHEN p.id IS NULL THEN '' ELSE 'participant' END, 0, ''
		FROM finding f JOIN study s ON s.id = f.study_id LEFT JOIN participant p ON p.id = f.participant_id WHERE `
	meantFindings = filedUnder + `f.id IN (SELECT value FROM json_each(?))`
	meantTurns    = `SELECT u.id, s.guid, ` + heardVoice + ` FROM turn u JOIN transcript t ON t.id = u.transcript_id JOIN interview i ON i.id = t.interview_id
		JOIN study s ON s.id = i.study_id` + voiceOf + ` WHERE u.id IN (SELECT value FROM json_each(?))`
)

// hush takes the words from texts that the machine may not read.
func (s *Store) hush(ctx context.Context, q querier, k app.Kind, all []app.PlaceOf) error {
	if len(all) == 0 || k != app.KindFinding && k != app.KindTranscript {
		return nil
	}
	perms, err := s.permissions(ctx, q)
	if err != nil || perms.Idle() {
		return err
	}
	ids := make([]int64, len(all))
	for i := range all {
		ids[i] = all[i].Row
	}
	heard, studies := map[int64]*app.Voices{}, map[int64]app.StudyID{}
	query := meantTurns
	if k == app.KindFinding {
		query = meantFindings
		if err := addVoices(ctx, q, heard, "f.id IN (SELECT value FROM json_each(?))", list(ids)); err != nil {
			return err
		}
	}
	err = each(ctx, q, func(row scanner) error {
		return scanVoice(row, heard, func(at int64, study app.StudyID) { studies[at] = study })
	}, query, list(ids))
	for i := range all {
		if v := heard[all[i].Row]; v != nil && !perms.Heard(studies[all[i].Row], *v).Permits(app.ScopeMachine) {
			all[i].Text = ""
		}
	}
	return err
}
