package storage

import (
	"context"
	"sync"

	"throughline/app"
	"throughline/storage/column"
)

// consentMarks keeps the marks of all findings while neither they nor what people allowed change.
type consentMarks struct {
	mu      sync.Mutex
	version int // of the table
	perms   *app.Permissions
	marks   []uint8
	heeded  *column.Heeded
}

// hearing is what is needed to mark findings: what people allowed, and the findings in which others are heard than the one they are filed
// under. The zero hearing is of a question that needs none, or where nobody is asked.
type hearing struct {
	perms *app.Permissions
	own   map[int64]uint8
	known bool // the marks are kept already
}

// manyVoices chooses the findings that may have other voices than the one they are filed under: of talks of several, and of nobody known.
const manyVoices = `f.id IN (SELECT id FROM finding WHERE participant_id IS NULL UNION SELECT id FROM finding WHERE interview_id IN
	(SELECT interview_id FROM interview_speaker WHERE role <> 'moderator' GROUP BY interview_id HAVING count(*) > 1))`

// heardOf reads what marks need, from the snapshot of which the table is true at a version.
func (s *Store) heardOf(ctx context.Context, q querier, version int, wanted bool) (h hearing, err error) {
	if !wanted {
		return h, nil
	}
	perms, err := s.permissions(ctx, q)
	if err != nil || perms.Idle() {
		return h, err
	}
	h.perms = perms
	c := &s.columns.consent
	c.mu.Lock()
	h.known = c.marks != nil && c.version == version && c.perms == perms
	c.mu.Unlock()
	if h.known {
		return h, nil
	}
	heard, studies := map[int64]*app.Voices{}, map[int64]app.StudyID{}
	if err := addVoices(ctx, q, heard, manyVoices); err != nil {
		return h, err
	}
	err = each(ctx, q, func(row scanner) error {
		return scanVoice(row, heard, func(at int64, study app.StudyID) { studies[at] = study })
	}, filedUnder+manyVoices)
	h.own = make(map[int64]uint8, len(heard))
	for id, v := range heard {
		h.own[id] = perms.Heard(studies[id], *v).Marks()
	}
	return h, err
}

// marks tells given the marks of all findings and what of their estimates is heeded, kept or made. The lock of the columns is held for reading.
func (s *Store) marks(t *column.Table, version int, h hearing, given *column.Given) {
	if h.perms == nil {
		return
	}
	c := &s.columns.consent
	c.mu.Lock()
	defer c.mu.Unlock()
	if !h.known || c.version != version || c.perms != h.perms {
		c.marks = t.Consents(func(study app.StudyID, person app.ParticipantID) uint8 { return h.perms.Of(study, person).Marks() }, h.own)
		c.heeded = t.Heed(c.marks)
		c.version, c.perms = version, h.perms
	}
	given.Consent, given.Heeded = c.marks, c.heeded
}
