package study

import (
	"context"
	"strings"

	"throughline/app"
)

// UpdateInterview stores title, date, method, speakers, status and note of an interview; its study and file stay. What a
// speaker said follows when the speaker is given to another participant. Returns ENotFound if the interview is gone.
func (s *Service) UpdateInterview(ctx context.Context, iv app.Interview) error {
	rec, err := s.Store.Find(ctx, iv.Ref())
	if err != nil {
		return err
	}
	old := rec.(*app.Interview)
	iv.Title, iv.Study, iv.Source, iv.Stamp = strings.TrimSpace(iv.Title), old.Study, old.Source, old.Stamp
	if old.Equal(&iv) {
		return nil
	}
	iv.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin("Edit interview " + iv.Title)
	cs.Update(old, &iv)
	deps, err := s.Store.Dependants(ctx, iv.Ref())
	if err != nil {
		return err
	}
	for _, d := range deps {
		f, ok := d.(*app.Finding)
		if !ok || f.Quote == "" {
			continue
		}
		if was, is := old.Speaker(f.Speaker).Participant, iv.Speaker(f.Speaker).Participant; was != is {
			g := *f
			g.Participant, g.Stamp = is, s.Hand.Touch(f.Stamp)
			cs.Update(f, &g)
		}
	}
	return s.Log.Commit(ctx, cs)
}
