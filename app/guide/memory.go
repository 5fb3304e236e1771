package guide

import (
	"context"
	"sync"
	"time"

	"throughline/app"
)

// heard is what is kept of an interview so that a link more does not need its text again: how it was led, whatever was linked, and its turns
// and captions without words.
type heard struct {
	led  Session // without what comes of links
	text *app.Transcript
	said []int // words of participants by turn

	seen  time.Time // when the interview was changed last
	words int       // of its latest text
}

// hear takes an interview in.
func hear(r *app.Reading) *heard {
	t := r.Transcript
	h := &heard{led: led(r), text: &app.Transcript{ID: t.ID, Turns: t.Turns, Cues: t.Cues}, said: make([]int, len(t.Turns))}
	role := map[string]app.Role{}
	for _, v := range h.led.Talk.Voices {
		role[v.Label] = v.Role
	}
	for i, u := range t.Turns {
		if role[u.Speaker] == app.RoleParticipant || role[u.Speaker] == "" {
			h.said[i] = app.CountWords(t.Text[u.Start:u.End])
		}
	}
	return h
}

// memory keeps the interviews of the study that was asked for last. Safe for concurrent use.
type memory struct {
	mu    sync.Mutex
	study app.StudyID
	all   map[app.InterviewID]*heard
	turns int // counts what was forgotten: what was read before is not kept after
}

// Forget hears of a committed step: interviews whose text or speakers it changes are read anew. The workspace calls it for each.
func (s *Service) Forget(cs *app.ChangeSet) {
	for _, c := range cs.Changes {
		switch r := c.Ref(); r.Kind {
		case app.KindInterview:
			s.kept.drop(app.InterviewID(r.ID))
		case app.KindTranscript:
			for _, rec := range []app.Record{c.Before, c.After} {
				if t, ok := rec.(*app.Transcript); ok {
					s.kept.drop(t.Interview)
				}
			}
		}
	}
}

// Reset forgets all interviews: other words are to be read now.
func (s *Service) Reset() { s.kept.drop("") }

// drop forgets an interview, or all for "".
func (m *memory) drop(id app.InterviewID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turns++
	if id == "" {
		m.all = nil
		return
	}
	delete(m.all, id)
}

// known returns those of the rows that are kept as they are now, and forgets what has gone since.
func (m *memory) known(study app.StudyID, rows []app.InterviewRow) (out map[app.InterviewID]*heard, turns int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out = make(map[app.InterviewID]*heard, len(rows))
	if m.study == study {
		for i := range rows {
			if h := m.all[rows[i].ID]; h != nil && h.seen.Equal(rows[i].Modified) && h.words == rows[i].Words {
				out[rows[i].ID] = h
			}
		}
	}
	m.study, m.all = study, make(map[app.InterviewID]*heard, len(out))
	for id, h := range out {
		m.all[id] = h
	}
	return out, m.turns
}

// keep remembers what was read, unless something was forgotten meanwhile.
func (m *memory) keep(study app.StudyID, turns int, id app.InterviewID, h *heard) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.turns == turns && m.study == study {
		m.all[id] = h
	}
}

// hearAll returns the interviews of a study that which says, by id: those that are kept, and the others read now. It reports interviews and
// looks at ctx after each.
func (s *Service) hearAll(ctx context.Context, study app.StudyID, rows []app.InterviewRow, which func(app.InterviewID) bool, p app.Progress) (map[app.InterviewID]*heard, error) {
	out, turns := s.kept.known(study, rows)
	at := map[app.InterviewID]*app.InterviewRow{}
	var missing []app.InterviewID
	for i := range rows {
		at[rows[i].ID] = &rows[i]
		if out[rows[i].ID] == nil && which(rows[i].ID) {
			missing = append(missing, rows[i].ID)
		}
	}
	err := s.readings(ctx, missing, p, func(r *app.Reading) {
		h := hear(r)
		h.seen, h.words = at[r.ID].Modified, at[r.ID].Words
		s.kept.keep(study, turns, r.ID, h)
		out[r.ID] = h
	})
	return out, err
}

// readings hands over interviews with their latest texts, in their order, some at a time.
func (s *Service) readings(ctx context.Context, ids []app.InterviewID, p app.Progress, do func(*app.Reading)) error {
	for lo := 0; lo < len(ids); lo += pageSize {
		texts, err := s.Store.Readings(ctx, ids[lo:min(lo+pageSize, len(ids))], true)
		if err != nil {
			return err
		}
		for i := range texts {
			if err := ctx.Err(); err != nil {
				return err
			}
			p.Report(int64(lo+i), int64(len(ids)), texts[i].Title)
			do(&texts[i])
		}
	}
	p.Report(int64(len(ids)), int64(len(ids)), "")
	return nil
}
