package coding

import (
	"context"
	"fmt"

	"throughline/app"
)

// retag returns f with every tagging of from as one of each tag in to instead; who tagged, when and how stays. A tagging that is
// there already by the same author is kept as it was.
func retag(f *app.Finding, from app.TagID, to ...app.TagID) *app.Finding {
	g := f.WithoutTag(from)
	for _, t := range f.Tags {
		if t.Tag != from {
			continue
		}
		for _, id := range to {
			t.Tag = id
			g = g.WithTag(t)
		}
	}
	return g
}

// MoveFindings takes the tag from off findings and puts to in its place, as one step. Findings without from stay as they are.
// Returns EInvalid if to belongs to another study than a finding, or is from itself.
func (s *Service) MoveFindings(ctx context.Context, ids []app.FindingID, from, to app.TagID) error {
	source, err := s.tag(ctx, from)
	if err != nil {
		return err
	}
	target, err := s.tag(ctx, to)
	if err != nil {
		return err
	}
	if from == to {
		return app.Invalid("The findings carry this tag already.", "Choose another tag.")
	}
	found, err := s.findings(ctx, ids)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(fmt.Sprintf("Move %s from %s to %s", app.Count(len(found), "finding"), source.Name, target.Name))
	for _, f := range found {
		if target.Study != "" && f.Study != target.Study {
			return otherStudy(target)
		}
		if f.HasTag(from) {
			s.change(cs, f, retag(f, from, to))
		}
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

// change adds what makes g of f, signed.
func (s *Service) change(cs *app.ChangeSet, f, g *app.Finding) {
	if !f.Equal(g) {
		g.Stamp = s.Hand.Touch(f.Stamp)
		cs.Update(f, g)
	}
}

func otherStudy(t *app.Tag) error {
	return app.Invalid(fmt.Sprintf("%s belongs to another study.", t.Name), "Choose a tag of the findings' study or of the taxonomy.")
}

// Retire says what becomes of tags that go out of use.
type Retire struct {
	ReplacedBy app.TagID // "" for nothing
	Move       bool      // their findings get the replacement instead
}

// SetStatus says where tags stand in the codebook, as one step. how counts for deprecated ones only; the others have no
// replacement. Returns EInvalid for an unknown status, and if a tag would be replaced by itself or by one that its study
// cannot use.
func (s *Service) SetStatus(ctx context.Context, ids []app.TagID, status app.TagStatus, how Retire) error {
	verb, ok := map[app.TagStatus]string{app.TagActive: "Activate ", app.TagProposed: "Propose ", app.TagDeprecated: "Deprecate "}[status]
	if !ok {
		return app.Invalid(fmt.Sprintf("There is no status %q.", status), "Choose proposed, active or deprecated.")
	}
	if status != app.TagDeprecated {
		how = Retire{}
	}
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	tags, err := b.named(ids)
	if err != nil {
		return err
	}
	label := verb + some(tags)
	if how.ReplacedBy != "" {
		next, err := b.successor(tags, how.ReplacedBy)
		if err != nil {
			return err
		}
		label += " in favour of " + next.Name
	}
	cs := s.Hand.Begin(label)
	if how.Move && how.ReplacedBy != "" {
		if err := s.moveAll(ctx, cs, tags, how.ReplacedBy); err != nil {
			return err
		}
	}
	for _, t := range tags {
		u := *t
		if u.Status, u.ReplacedBy = status, how.ReplacedBy; !t.Equal(&u) {
			u.Stamp = s.Hand.Touch(t.Stamp)
			cs.Update(t, &u)
		}
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

// successor returns the tag that replaces others, if it can.
func (b *Book) successor(tags []*app.Tag, id app.TagID) (*app.Tag, error) {
	next := b.tags[id]
	if next == nil {
		return nil, app.NotFound("The tag")
	}
	for _, t := range tags {
		if t.ID == next.ID {
			return nil, app.Invalid("A tag cannot be replaced by itself.", "Choose another tag.")
		}
		if next.Study != "" && next.Study != t.Study {
			return nil, app.Invalid(fmt.Sprintf("%s belongs to another codebook.", next.Name),
				"Choose a tag of the codebook of "+t.Name+" or of the taxonomy.")
		}
	}
	return next, nil
}

// moveAll adds what takes tags off all their findings and puts to in their place.
func (s *Service) moveAll(ctx context.Context, cs *app.ChangeSet, tags []*app.Tag, to app.TagID) error {
	before, after := map[app.FindingID]*app.Finding{}, map[app.FindingID]*app.Finding{}
	var order []app.FindingID
	for _, t := range tags {
		deps, err := s.Store.Dependants(ctx, t.Ref())
		if err != nil {
			return err
		}
		for _, d := range deps {
			f, ok := d.(*app.Finding)
			if !ok {
				continue
			}
			if before[f.ID] == nil {
				before[f.ID], after[f.ID] = f, f
				order = append(order, f.ID)
			}
			after[f.ID] = retag(after[f.ID], t.ID, to)
		}
	}
	for _, id := range order {
		s.change(cs, before[id], after[id])
	}
	return nil
}
