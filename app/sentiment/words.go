package sentiment

import (
	"context"
	"strings"

	"throughline/app"
)

// Words returns the workspace's own words of opinion, in alphabetical order.
func (s *Service) Words(ctx context.Context) ([]app.OpinionWord, error) {
	return s.Store.OpinionWords(ctx)
}

// SetWord gives a word or turn of phrase a weight, as one step. One that is there already, upper and lower case alike, is changed.
// Returns EInvalid without a word or for a weight beyond app.MaxOpinion.
func (s *Service) SetWord(ctx context.Context, words string, weight float64) error {
	words = strings.Join(strings.Fields(words), " ")
	all, err := s.Store.OpinionWords(ctx)
	if err != nil {
		return err
	}
	o := &app.OpinionWord{ID: app.NewID[app.OpinionWordID](), Words: words, Weight: weight, Stamp: s.Hand.Stamp()}
	cs := s.Hand.Begin("Weigh the word " + words)
	for i := range all {
		if old := &all[i]; strings.EqualFold(old.Words, words) {
			o.ID, o.Stamp = old.ID, old.Stamp
			if o.Equal(old) {
				return nil
			}
			o.Stamp = s.Hand.Touch(old.Stamp)
			cs.Update(old, o)
			return s.commit(ctx, cs, o)
		}
	}
	cs.Create(o)
	return s.commit(ctx, cs, o)
}

func (s *Service) commit(ctx context.Context, cs *app.ChangeSet, o *app.OpinionWord) error {
	if err := o.Validate(); err != nil {
		return err
	}
	return s.Log.Commit(ctx, cs)
}

// RemoveWord takes a word of the workspace's own away, as one step.
func (s *Service) RemoveWord(ctx context.Context, id app.OpinionWordID) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindOpinionWord, ID: string(id)})
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Remove the word " + rec.(*app.OpinionWord).Words)
	cs.Delete(rec)
	return s.Log.Commit(ctx, cs)
}
