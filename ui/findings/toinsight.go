package findings

import (
	"context"

	"throughline/app"
	"throughline/ui/kit"
)

// UseInsights lets findings be added to insights. Call it once, before the screen is used.
func (s *Screen) UseInsights(d *kit.EvidenceDesk) { s.insights = d }

// addToInsight lets the person choose the insight that everything chosen is evidence of.
func (s *Screen) addToInsight() {
	if of := s.target(); of.Len() > 0 {
		s.insights.Offer(s.root, s.model.evidence(of, s.rows()))
	}
}

// evidence is a target as evidence for insights of its study; seen are those of it that are loaded. When all of it was marked with the
// same stance, that is what it does to the claim unless the person says otherwise.
func (m *Model) evidence(of Target, seen []*app.FindingRow) kit.EvidenceOffer {
	o := kit.EvidenceOffer{Study: m.Query.Study, Name: findings(of.Len()), Count: of.Len(), Read: func(ctx context.Context) ([]app.Ref, error) {
		ids, err := m.resolve(ctx, of)
		refs := make([]app.Ref, len(ids))
		for i, id := range ids {
			refs[i] = app.Ref{Kind: app.KindFinding, ID: string(id)}
		}
		return refs, err
	}}
	if len(seen) == 0 || len(seen) != of.Len() {
		return o
	}
	stance, study := seen[0].Stance, seen[0].Study
	for _, f := range seen {
		if f.Stance != stance {
			stance = ""
		}
		if f.Study != study {
			study = ""
		}
	}
	if o.Stance = stance; o.Study == "" {
		o.Study = study
	}
	return o
}
