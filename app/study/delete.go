package study

import (
	"context"

	"throughline/app"
)

// Delete removes a study or interview with everything that hangs on it, the imported files too, as one step that undo brings
// back. Participants stay. Insights across studies lose the evidence that goes. Returns EInvalid for another kind of record.
func (s *Service) Delete(ctx context.Context, ref app.Ref) error {
	rec, err := s.Store.Find(ctx, ref)
	if err != nil {
		return err
	}
	deps, err := s.Store.Dependants(ctx, ref)
	if err != nil {
		return err
	}
	recs := []app.Record{rec}
	label := ""
	switch r := rec.(type) {
	case *app.Study:
		label = "Delete study " + r.Name
		recs = append(ownInsights(deps, r.ID), rec)
	case *app.Interview:
		label = "Delete interview " + r.Title
	default:
		return app.Invalid("Only studies and interviews are deleted here.", "")
	}
	files, err := s.files(ctx, append(deps, rec))
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(label)
	cs.DeleteAll(s.Hand, deps, append(recs, files...)...)
	return s.Log.Commit(ctx, cs)
}

// ownInsights returns the insights of a study, which go with it; others lose only evidence.
func ownInsights(deps []app.Record, study app.StudyID) []app.Record {
	var own []app.Record
	for _, d := range deps {
		if in, ok := d.(*app.Insight); ok && in.Study == study {
			own = append(own, in)
		}
	}
	return own
}

// files returns the sources from which no interview comes once the interviews among going are gone.
func (s *Service) files(ctx context.Context, going []app.Record) ([]app.Record, error) {
	goes := map[app.InterviewID]bool{}
	var order []app.SourceID
	for _, r := range going {
		if iv, ok := r.(*app.Interview); ok {
			goes[iv.ID] = true
			order = append(order, iv.Source)
		}
	}
	all, err := s.Store.Interviews(ctx, "", app.Page{})
	if err != nil {
		return nil, err
	}
	done := map[app.SourceID]bool{"": true} // no file
	for _, iv := range all {
		if !goes[iv.ID] {
			done[iv.Source] = true
		}
	}
	var files []app.Record
	for _, id := range order {
		if done[id] {
			continue
		}
		done[id] = true
		f, err := s.Store.Find(ctx, app.Ref{Kind: app.KindSource, ID: string(id)})
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}
