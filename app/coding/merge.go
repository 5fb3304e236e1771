package coding

import (
	"context"
	"fmt"

	"throughline/app"
)

// DeleteTag removes a tag and takes it off every finding; sub-tags move up to its parent. Findings stay.
func (s *Service) DeleteTag(ctx context.Context, id app.TagID) error {
	t, err := s.tag(ctx, id)
	if err != nil {
		return err
	}
	r := removal{hand: s.Hand, step: s.Hand.Begin("Delete tag " + t.Name), heir: t.Parent}
	return s.remove(ctx, &r, []*app.Tag{t})
}

// MergeTags moves all findings and sub-tags of the tags from to the tag into and removes them. Who tagged, when and how
// stays. A finding that had both keeps one tagging an author. Returns EInvalid when there is nothing to merge or findings of
// one study would get a tag of another.
func (s *Service) MergeTags(ctx context.Context, into app.TagID, from []app.TagID) error {
	target, err := s.tag(ctx, into)
	if err != nil {
		return err
	}
	var gone []*app.Tag
	for _, id := range distinct(from) {
		t, err := s.tag(ctx, id)
		if err != nil {
			return err
		}
		if t.ID == into {
			return app.Invalid("A tag cannot be merged into itself.", "Choose another tag.")
		}
		if target.Study != "" && t.Study != target.Study {
			return app.Invalid(fmt.Sprintf("%s is used outside the study that %s belongs to.", t.Name, target.Name), "Merge the other way round.")
		}
		gone = append(gone, t)
	}
	label := fmt.Sprintf("Merge %d tags into %s", len(gone), target.Name)
	switch len(gone) {
	case 0:
		return app.Invalid("There is nothing to merge.", "Choose the tags to merge into "+target.Name+".")
	case 1:
		label = fmt.Sprintf("Merge %s into %s", gone[0].Name, target.Name)
	}
	r := removal{hand: s.Hand, step: s.Hand.Begin(label), into: target, heir: into}
	if r.place, err = s.placeAbove(ctx, target, gone); err != nil {
		return err
	}
	return s.remove(ctx, &r, gone)
}

// placeAbove returns the parent that t has once the tags gone are gone and their sub-tags stand under t: its own, or the
// one above the highest of its ancestors among gone.
func (s *Service) placeAbove(ctx context.Context, t *app.Tag, gone []*app.Tag) (app.TagID, error) {
	parent := t.Parent
	for up := t.Parent; up != ""; {
		p, err := s.tag(ctx, up)
		if err != nil {
			return "", err
		}
		for _, g := range gone {
			if g.ID == up {
				parent = p.Parent
			}
		}
		up = p.Parent
	}
	return parent, nil
}

// removal is a step that takes tags out of the codebook.
type removal struct {
	hand  app.Hand
	step  *app.ChangeSet
	into  *app.Tag  // takes over their findings; nil when they are lost
	place app.TagID // parent of into afterwards
	heir  app.TagID // new parent of their sub-tags
	gone  map[app.TagID]bool
}

// remove commits the step that takes tags out: findings and tags that mention them first, then the tags themselves.
func (s *Service) remove(ctx context.Context, r *removal, tags []*app.Tag) error {
	r.gone = make(map[app.TagID]bool, len(tags))
	for _, t := range tags {
		r.gone[t.ID] = true
	}
	done := map[app.Ref]bool{}
	users := []app.Record{}
	if r.into != nil {
		users = append(users, r.into)
	}
	for _, t := range tags {
		deps, err := s.Store.Dependants(ctx, t.Ref())
		if err != nil {
			return err
		}
		users = append(users, deps...)
	}
	for _, u := range users {
		if !done[u.Ref()] {
			done[u.Ref()] = true
			r.detach(u)
		}
	}
	for i, t := range tags {
		tags[i] = r.alone(t)
	}
	for _, t := range tags {
		r.step.Delete(t)
	}
	return s.Log.Commit(ctx, r.step)
}

// detach makes a finding or tag that mentions the tags gone do without them.
func (r *removal) detach(user app.Record) {
	switch u := user.(type) {
	case *app.Finding:
		f := *u
		for _, t := range u.Tags {
			if !r.gone[t.Tag] {
				continue
			}
			f = *f.WithoutTag(t.Tag)
		}
		for _, t := range u.Tags {
			if r.into != nil && r.gone[t.Tag] {
				t.Tag = r.into.ID
				f = *f.WithTag(t)
			}
		}
		f.Stamp = r.hand.Touch(u.Stamp)
		r.step.Update(u, &f)
	case *app.Tag:
		if r.gone[u.ID] {
			return
		}
		t := *u
		switch {
		case r.into != nil && t.ID == r.into.ID:
			t.Parent = r.place
		case r.gone[t.Parent]:
			t.Parent = r.heir
		}
		if r.gone[t.ReplacedBy] {
			t.ReplacedBy = r.successor(&t)
		}
		if !u.Equal(&t) {
			t.Stamp = r.hand.Touch(u.Stamp)
			r.step.Update(u, &t)
		}
	}
}

// successor is what replaces a deprecated tag whose replacement is gone.
func (r *removal) successor(t *app.Tag) app.TagID {
	if r.into == nil || r.into.ID == t.ID {
		return ""
	}
	return r.into.ID
}

// alone frees a tag that goes from others that go, so that they can be deleted in any order, and returns it as it is then.
func (r *removal) alone(t *app.Tag) *app.Tag {
	u := *t
	if r.gone[u.Parent] {
		u.Parent = ""
	}
	if r.gone[u.ReplacedBy] {
		u.ReplacedBy = ""
	}
	r.step.Update(t, &u)
	return &u
}
