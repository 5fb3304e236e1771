package analysis

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/synthesis/suggest"
)

// Reject turns a suggested tag down for a passage of the text that a person saw, as one step. It is not suggested there
// again, whoever asks, and weighs against the tag where others are suggested. Turned down already, nothing changes. Returns
// EInvalid if the passage does not lie in the text, EConflict if its words do not stand in the latest one.
func (s *Service) Reject(ctx context.Context, seen *app.Transcript, span app.Span, tag app.TagID) error {
	id := seen.Interview
	quote, err := seen.Quote(span)
	if err != nil {
		return err
	}
	tr, err := s.Store.Transcript(ctx, id)
	if err != nil {
		return err
	}
	if !strings.Contains(tr.Text, quote) {
		return app.StaleText()
	}
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return err
	}
	t, err := s.Store.Find(ctx, app.Ref{Kind: app.KindTag, ID: string(tag)})
	if err != nil {
		return err
	}
	no, err := s.rejected(ctx, rec.(*app.Interview))
	if err != nil || no[rejected{tag, quote}] {
		return err
	}
	cs := s.Hand.Begin("Reject suggestion " + t.(*app.Tag).Name)
	cs.Create(&app.Rejection{ID: app.NewID[app.RejectionID](), Interview: id, Tag: tag, Quote: quote, Stamp: s.Hand.Stamp()})
	return s.Log.Commit(ctx, cs)
}

// rejected is a tag turned down for a passage, by its words.
type rejected struct {
	tag   app.TagID
	quote string
}

// rejected returns what was turned down in an interview.
func (s *Service) rejected(ctx context.Context, iv *app.Interview) (map[rejected]bool, error) {
	all, err := s.Store.Rejections(ctx, iv.Study)
	no := map[rejected]bool{}
	for _, r := range all {
		if r.Interview == iv.ID {
			no[rejected{r.Tag, r.Quote}] = true
		}
	}
	return no, err
}

// maxRefused bounds the refusals learned from, newest first.
const maxRefused = 500

// refusals adds the passages for which tags were turned down, as examples of what the tags are not.
func (s *Service) refusals(ctx context.Context, study app.StudyID, m *trained) error {
	all, err := s.Store.Rejections(ctx, study)
	if err != nil {
		return err
	}
	for _, r := range all[:min(len(all), maxRefused)] {
		m.add(suggest.Example{Text: r.Quote, Not: []string{string(r.Tag)}}, r.Ref())
	}
	return nil
}
