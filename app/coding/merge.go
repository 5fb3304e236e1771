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
	r := removal{hand: s.Hand, step: s.Hand.Begin("Delete tag " + t.Name), heirs: map[app.TagID]app.TagID{id: t.Parent}}
	return s.remove(ctx, &r, []*app.Tag{t})
}

// DeleteTags removes tags as one step and takes them off every finding; sub-tags move up to the nearest tag that stays.
func (s *Service) DeleteTags(ctx context.Context, ids []app.TagID) error {
	if len(ids) == 1 {
		return s.DeleteTag(ctx, ids[0])
	}
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	tags, err := b.named(ids)
	if err != nil {
		return err
	}
	gone, heirs := map[app.TagID]bool{}, map[app.TagID]app.TagID{}
	for _, t := range tags {
		gone[t.ID] = true
	}
	for _, t := range tags {
		up := t.Parent
		for gone[up] {
			up = b.tags[up].Parent
		}
		heirs[t.ID] = up
	}
	r := removal{hand: s.Hand, step: s.Hand.Begin("Delete " + some(tags)), heirs: heirs}
	return s.remove(ctx, &r, tags)
}

// MergeTags moves all findings and sub-tags of the tags from to the tag into and removes them. Who tagged, when and how
// stays. A finding that had both keeps one tagging an author. Saved rules and views, memos and topics of guides name the tag into from then on. Returns EInvalid when there is nothing to merge or findings of
// one study would get a tag of another.
func (s *Service) MergeTags(ctx context.Context, into app.TagID, from []app.TagID) error {
	return s.MergeTagsAs(ctx, into, from, nil)
}

// MergeTagsAs is MergeTags that also sets what keep sets on the tag into: which of the definitions stays. A tag of a study that
// is mapped to nothing takes over the mapping of the first merged tag that has one.
func (s *Service) MergeTagsAs(ctx context.Context, into app.TagID, from []app.TagID, keep func(*app.Tag)) error {
	target, gone, err := s.merging(ctx, into, from)
	if err != nil {
		return err
	}
	label := fmt.Sprintf("Merge %d tags into %s", len(gone), target.Name)
	if len(gone) == 1 {
		label = fmt.Sprintf("Merge %s into %s", gone[0].Name, target.Name)
	}
	r := removal{hand: s.Hand, step: s.Hand.Begin(label), into: target, keep: keep, heirs: map[app.TagID]app.TagID{}}
	for _, g := range gone {
		r.heirs[g.ID] = into
		if target.Study != "" && r.maps == "" {
			r.maps = g.MapsTo
		}
	}
	if r.place, err = s.placeAbove(ctx, target, gone); err != nil {
		return err
	}
	return s.remove(ctx, &r, gone)
}

// merging reads the tags of a merge and checks that they can be merged.
func (s *Service) merging(ctx context.Context, into app.TagID, from []app.TagID) (target *app.Tag, gone []*app.Tag, err error) {
	if target, err = s.tag(ctx, into); err != nil {
		return nil, nil, err
	}
	for _, id := range distinct(from) {
		t, err := s.tag(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		if t.ID == into {
			return nil, nil, app.Invalid("A tag cannot be merged into itself.", "Choose another tag.")
		}
		if target.Study != "" && t.Study != target.Study {
			return nil, nil, app.Invalid(fmt.Sprintf("%s is used outside the study that %s belongs to.", t.Name, target.Name), "Merge the other way round.")
		}
		gone = append(gone, t)
	}
	if len(gone) == 0 {
		return nil, nil, app.Invalid("There is nothing to merge.", "Choose the tags to merge into "+target.Name+".")
	}
	return target, gone, nil
}

// MergePlan is what a merge would do.
type MergePlan struct {
	Into     app.Tag
	From     []app.Tag
	Findings int // that get the tag
	Folded   int // findings that carry several of the tags and will carry one
	SubTags  int // that move under the tag
}

// PlanMerge works out what MergeTags would do and stores nothing. Errors are those of MergeTags.
func (s *Service) PlanMerge(ctx context.Context, into app.TagID, from []app.TagID) (*MergePlan, error) {
	target, gone, err := s.merging(ctx, into, from)
	if err != nil {
		return nil, err
	}
	p := &MergePlan{Into: *target}
	all := map[app.TagID]bool{into: true}
	for _, t := range gone {
		p.From = append(p.From, *t)
		all[t.ID] = true
	}
	seen := map[app.Ref]bool{}
	for _, t := range gone {
		deps, err := s.Store.Dependants(ctx, t.Ref())
		if err != nil {
			return nil, err
		}
		for _, d := range deps {
			if seen[d.Ref()] {
				continue
			}
			seen[d.Ref()] = true
			p.count(d, all)
		}
	}
	return p, nil
}

func (p *MergePlan) count(user app.Record, all map[app.TagID]bool) {
	switch u := user.(type) {
	case *app.Finding:
		n := 0
		for _, id := range u.TagIDs() {
			if all[id] {
				n++
			}
		}
		if !u.HasTag(p.Into.ID) {
			p.Findings++
		}
		if n > 1 {
			p.Folded++
		}
	case *app.Tag:
		if all[u.Parent] && !all[u.ID] {
			p.SubTags++
		}
	}
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
	maps  app.TagID // what into is mapped to if it is to nothing
	keep  func(*app.Tag)
	heirs map[app.TagID]app.TagID // new parent of their sub-tags
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
	if err := s.moveMemos(ctx, r, tags); err != nil {
		return err
	}
	if err := s.moveNames(ctx, r); err != nil {
		return err
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
		r.retag(u)
	case *app.Rejection:
		r.reject(u)
	case *app.Tag:
		if r.gone[u.ID] {
			return
		}
		t := *u
		switch {
		case r.into != nil && t.ID == r.into.ID:
			r.become(&t)
		case r.gone[t.Parent]:
			t.Parent = r.heirs[t.Parent]
		}
		if r.gone[t.ReplacedBy] {
			t.ReplacedBy = r.successor(&t)
		}
		if r.gone[t.MapsTo] {
			t.MapsTo = r.successor(&t)
		}
		if !u.Equal(&t) {
			t.Stamp = r.hand.Touch(u.Stamp)
			r.step.Update(u, &t)
		}
	}
}

// retag makes a finding do without the tags gone, with the tag that takes over.
func (r *removal) retag(u *app.Finding) {
	f := *u
	for _, t := range u.Tags {
		if r.gone[t.Tag] {
			f = *f.WithoutTag(t.Tag)
		}
	}
	for _, t := range u.Tags {
		if r.into != nil && r.gone[t.Tag] {
			t.Tag = r.into.ID
			f = *f.WithTag(t)
		}
	}
	f.Stamp = r.hand.Touch(u.Stamp)
	r.step.Update(u, &f)
}

// become makes the tag into what it is after the merge.
func (r *removal) become(t *app.Tag) {
	t.Parent = r.place
	if t.MapsTo == "" {
		t.MapsTo = r.maps
	}
	if r.keep != nil {
		id, study := t.ID, t.Study
		r.keep(t)
		t.ID, t.Study = id, study
	}
}

// reject gives a tag turned down to the tag that takes over, or forgets it.
func (r *removal) reject(u *app.Rejection) {
	if r.into == nil {
		r.step.Delete(u)
		return
	}
	t := *u
	t.Tag, t.Stamp = r.into.ID, r.hand.Touch(u.Stamp)
	r.step.Update(u, &t)
}

// successor is what a tag refers to whose replacement, or the tag it is mapped to, is gone.
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
	if r.gone[u.MapsTo] {
		u.MapsTo = ""
	}
	r.step.Update(t, &u)
	return &u
}
