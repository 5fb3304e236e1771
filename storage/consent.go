package storage

import (
	"context"
	"slices"
	"sync"

	"throughline/app"
)

// consents keeps what people allowed, read in one query and kept until a step changes it or the day ends. Safe for concurrent use.
type consents struct {
	mu    sync.Mutex
	perms *app.Permissions
	mark  string // of the file when a read-only workspace was read
	gen   int    // steps that changed what is kept
}

// heard drops what is kept when a step may have changed it.
func (c *consents) heard(cs *app.ChangeSet) {
	if !cs.Touches(app.KindConsent, app.KindStandards) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.perms = nil
	c.gen++
}

// Permissions weighs all consents of the workspace by the rules of its standards, today by the store's clock. The result does not change; a
// step on consents or standards makes the next call weigh anew.
func (s *Store) Permissions(ctx context.Context) (p *app.Permissions, err error) {
	err = s.read(ctx, "consents", func(q querier) error {
		p, err = s.permissions(ctx, q)
		return err
	})
	return p, err
}

// age counts the steps that changed what is kept.
func (c *consents) age() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.gen
}

// permissions is Permissions read by q. It is kept only where no step on consents came since q began to read: q may see the file as it was before.
func (s *Store) permissions(ctx context.Context, q querier) (*app.Permissions, error) {
	c := &s.consents
	today, mark := app.DateOf(s.opt.Now()), ""
	if s.opt.ReadOnly {
		mark = fileMark(s.place.file)
	}
	c.mu.Lock()
	perms := c.perms
	if perms != nil && (perms.On != today || c.mark != mark) {
		perms = nil
	}
	c.mu.Unlock()
	if perms != nil {
		return perms, nil
	}
	papers, err := listPapers(ctx, q, "WHERE p.kind = ?", string(app.KindConsent))
	if err != nil {
		return nil, err
	}
	all := make([]app.Consent, 0, len(papers))
	for _, p := range papers {
		all = append(all, *p.(*app.Consent))
	}
	std, err := standardsOf(ctx, q)
	if err != nil {
		return nil, err
	}
	perms = app.NewPermissions(all, std.Programme, today)
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := q.(*still); ok && at.consents == c.gen {
		c.perms, c.mark = perms, mark
	}
	return perms, nil
}

// heardVoice is one person heard, in a turn u of interview i: participant, role, whether nobody knows who it is, and the label.
const heardVoice = `coalesce(p.guid, ''), coalesce(k.role, ''), k.role IS NULL AND u.speaker IS NOT NULL
	AND (u.speaker <> '' OR NOT EXISTS (SELECT 1 FROM interview_speaker x WHERE x.interview_id = i.id)), coalesce(u.speaker, '')`

const voiceOf = ` LEFT JOIN interview_speaker k ON k.interview_id = i.id AND k.label = u.speaker LEFT JOIN participant p ON p.id = k.participant_id `

// voices reads who is heard in findings: the speakers of the turns that the passage touches.
const voices = `SELECT f.id, '', ` + heardVoice + ` FROM finding f LEFT JOIN interview i ON i.id = f.interview_id
	LEFT JOIN turn u ON u.transcript_id = f.transcript_id AND u.start_byte < f.end_byte AND u.end_byte > f.start_byte` + voiceOf + ` WHERE `

// heardAt reads who is heard in passages of the latest texts. ?1 is a list of interview, start and end.
const heardAt = `SELECT j.key, s.guid, ` + heardVoice + ` FROM json_each(?1) j CROSS JOIN interview i ON i.guid = j.value ->> 0 JOIN study s ON s.id = i.study_id
	JOIN transcript t ON t.interview_id = i.id AND t.latest = 1
	JOIN turn u ON u.transcript_id = t.id AND u.start_byte < j.value ->> 2 AND u.end_byte > j.value ->> 1` + voiceOf

// scanVoice adds the voice of a row to what is heard at its place.
func scanVoice(row scanner, into map[int64]*app.Voices, place func(at int64, study app.StudyID)) error {
	var at int64
	var study app.StudyID
	var s app.Speaker
	var unknown bool
	if err := row.Scan(&at, &study, &s.Participant, &s.Role, &unknown, &s.Label); err != nil {
		return err
	}
	place(at, study)
	v := into[at]
	if v == nil {
		v = &app.Voices{}
		into[at] = v
	}
	if unknown {
		v.Unknown = true
	} else if s.Role != "" {
		v.Add(s)
	}
	return nil
}

// addVoices reads who is heard in the findings that where chooses, into by row id.
func addVoices(ctx context.Context, q querier, into map[int64]*app.Voices, where string, args ...any) error {
	return each(ctx, q, func(row scanner) error { return scanVoice(row, into, func(int64, app.StudyID) {}) }, voices+where, args...)
}

// addConsent tells of each row where the consent of those who are heard in it stands. ids are the row ids of rows, in their order.
func (s *Store) addConsent(ctx context.Context, q querier, ids []int64, rows []app.FindingRow) error {
	perms, err := s.permissions(ctx, q)
	if err != nil || perms.Idle() {
		return err
	}
	heard := make(map[int64]*app.Voices, len(ids))
	for some := range slices.Chunk(ids, chunk) {
		if err := addVoices(ctx, q, heard, "f.id IN (SELECT value FROM json_each(?))", list(some)); err != nil {
			return err
		}
	}
	for i := range rows {
		rows[i].Consent = perms.Heard(rows[i].Study, voicesOf(&rows[i].Finding, heard[ids[i]]))
		if !rows[i].Consent.Permits(app.ScopeMachine) {
			rows[i].Estimate = app.Estimate{} // made before it was known
		}
	}
	return nil
}

// voicesOf is who is heard in a finding: the participant it names as well as those who speak in its passage.
func voicesOf(f *app.Finding, v *app.Voices) app.Voices {
	var all app.Voices
	if v != nil {
		all = *v
	}
	if f.Participant != "" && !slices.Contains(all.People, f.Participant) {
		all.People = append(slices.Clone(all.People), f.Participant)
	}
	return all
}

// Heard tells of passages of the latest texts what all who are heard in each allowed together, in the order of places.
func (s *Store) Heard(ctx context.Context, places []app.Place) (all []app.Allowed, err error) {
	all = make([]app.Allowed, len(places))
	rows := make([][3]any, len(places))
	for i, p := range places {
		rows[i] = [3]any{p.Interview, p.Start, p.End}
	}
	err = s.read(ctx, "consents", func(q querier) error {
		perms, err := s.permissions(ctx, q)
		if err != nil || perms.Idle() {
			return err
		}
		heard := map[int64]*app.Voices{}
		studies := make([]app.StudyID, len(places))
		err = each(ctx, q, func(row scanner) error {
			return scanVoice(row, heard, func(at int64, study app.StudyID) { studies[at] = study })
		}, heardAt, jsonText(rows))
		if err != nil {
			return err
		}
		for i := range all {
			if v := heard[int64(i)]; v != nil {
				all[i] = perms.Heard(studies[i], *v)
			}
		}
		return nil
	})
	return all, err
}
