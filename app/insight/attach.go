package insight

import (
	"context"

	"throughline/app"
)

// Attach adds evidence to an insight as one step, and tells how many pieces were added and how many were there already. Those keep
// their stance, strength and note; when all were there nothing is changed. Returns ENotFound for an insight that is gone.
func (s *Service) Attach(ctx context.Context, id app.InsightID, ev []app.Evidence) (added, there int, err error) {
	old, err := s.find(ctx, id)
	if err != nil {
		return 0, 0, err
	}
	had := make(map[app.Ref]bool, len(old.Evidence))
	for _, e := range old.Evidence {
		had[e.Ref()] = true
	}
	in := *old
	in.Evidence = append([]app.Evidence{}, old.Evidence...)
	for _, e := range distinct(ev) {
		if had[e.Ref()] {
			there++
			continue
		}
		in.Evidence = append(in.Evidence, e)
		added++
	}
	if added == 0 {
		return 0, there, nil
	}
	if _, err := s.update(ctx, old, &in, "Add evidence"); err != nil {
		return 0, 0, err
	}
	return added, there, nil
}
