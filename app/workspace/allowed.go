package workspace

import (
	"context"

	"throughline/app"
	"throughline/app/search"
)

// Allowed tells of what was found what those who are heard in it allowed, in the order of results; the zero value of what is nobody's words. Two
// questions to the store, however many results.
func (w *Workspace) Allowed(ctx context.Context, results []search.Result) ([]app.Allowed, error) {
	out := make([]app.Allowed, len(results))
	var ids []app.FindingID
	var places []app.Place
	var turns []int
	for i, r := range results {
		switch r.Kind {
		case app.KindFinding:
			ids = append(ids, app.FindingID(r.ID))
		case app.KindTranscript:
			places, turns = append(places, app.Place{Interview: r.Interview, Span: r.Span}), append(turns, i)
		}
	}
	found, err := w.Curtain.allowed(ctx, ids)
	if err != nil {
		return nil, err
	}
	heard, err := w.Curtain.Heard(ctx, places)
	if err != nil {
		return nil, err
	}
	for i, r := range results {
		if r.Kind == app.KindFinding {
			out[i] = found[app.FindingID(r.ID)]
		}
	}
	for k, i := range turns {
		out[i] = heard[k]
	}
	return out, nil
}
