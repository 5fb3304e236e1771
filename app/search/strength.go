package search

import (
	"context"
	"fmt"

	"throughline/app"
)

// Ref names the record of a result.
func (r Result) Ref() app.Ref { return app.Ref{Kind: r.Kind, ID: r.ID} }

// Strengths says how much stands behind the insights and themes among results: "High confidence" by Service.Confidence, "7 of 12 people" who
// were asked. Other results are passed over. It is the slower part of an answer, to be shown when it comes.
func (s *Service) Strengths(ctx context.Context, results []Result) (map[app.Ref]string, error) {
	out := map[app.Ref]string{}
	var insights []app.InsightID
	var themes []app.ThemeID
	for _, r := range results {
		switch r.Kind {
		case app.KindInsight:
			insights = append(insights, app.InsightID(r.ID))
		case app.KindTheme:
			themes = append(themes, app.ThemeID(r.ID))
		}
	}
	if len(insights) > 0 && s.Confidence != nil {
		rows, err := s.Store.InsightsByID(ctx, insights)
		if err != nil {
			return nil, err
		}
		for _, in := range rows {
			out[in.Ref()] = s.Confidence(in.Support) + " confidence"
		}
	}
	if len(themes) > 0 {
		weights, err := s.Store.ThemeWeights(ctx, themes)
		if err != nil {
			return nil, err
		}
		for id, w := range weights {
			out[app.Ref{Kind: app.KindTheme, ID: string(id)}] = fmt.Sprintf("%d of %d people", w.Participants, w.Asked)
		}
	}
	return out, nil
}
