package coding

import (
	"context"

	"throughline/app"
)

// moveMemos lets the memos on tags that go, and the links to them, be of the tag that takes over.
func (s *Service) moveMemos(ctx context.Context, r *removal, tags []*app.Tag) error {
	if r.into == nil {
		return nil // memos outlive a tag, and say what it was called
	}
	var from []app.Ref
	for _, t := range tags {
		from = append(from, t.Ref())
	}
	memos, err := s.Store.MemosAbout(ctx, from)
	if err != nil {
		return err
	}
	r.step.MoveMemos(s.Hand, memos, from, r.into.Ref(), r.into.Name)
	return nil
}
