package reader

import (
	"context"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// addToInsight lets the person choose the insight that the finding at hand is evidence of.
func (s *Screen) addToInsight() {
	o, ok := s.model.evidence()
	if !ok {
		s.toast(kit.Toast{Text: say.T("No finding is at hand. Tag the passage, or go to a finding with J and K."), Icon: icons.Insights})
		return
	}
	s.proofs.Offer(s.middle, o)
}

// evidence is the finding at hand as evidence; ok is false without one. What was just done to it is stored before it is
// read, and a new one has its lasting id by then. It can be read once.
func (m *Model) evidence() (o kit.EvidenceOffer, ok bool) {
	f := m.Active()
	if f == nil || m.Selection().Len() > 0 {
		return o, false
	}
	m.Flush()
	local, stored := f.ID, make(chan app.FindingID, 1)
	m.writes.add(func(_ context.Context, ids *names) { stored <- ids.of(local) })
	return kit.EvidenceOffer{Study: m.Interview.Study, Name: say.T("1 finding"), Count: 1, Stance: f.Stance, Read: func(ctx context.Context) ([]app.Ref, error) {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case id := <-stored:
			if id == "" {
				return nil, app.NotFound(say.T("The finding"))
			}
			return []app.Ref{{Kind: app.KindFinding, ID: string(id)}}, nil
		}
	}}, true
}
