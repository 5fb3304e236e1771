package coding

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
)

// palette is the number of tag hues.
const palette = 12

// CreateTag adds a tag to a study's codebook ("" for the workspace-wide one), under parent if given, in the hue least
// used so far. A name that exists under the same parent, whatever its case, gives that tag back instead.
func (s *Service) CreateTag(ctx context.Context, study app.StudyID, name string, parent app.TagID) (*app.Tag, error) {
	name = strings.Join(strings.Fields(name), " ")
	rows, err := s.Store.Tags(ctx, study)
	if err != nil {
		return nil, err
	}
	var used [palette]int
	for i := range rows {
		t := &rows[i].Tag
		if strings.EqualFold(t.Name, name) && t.Parent == parent {
			return t, nil
		}
		used[((t.Color%palette)+palette)%palette]++
	}
	color := 0
	for c, n := range used {
		if n < used[color] {
			color = c
		}
	}
	t := &app.Tag{ID: app.NewID[app.TagID](), Study: study, Parent: parent, Name: name, Color: color,
		Status: app.TagActive, Stamp: s.Hand.Stamp()}
	cs := s.Hand.Begin("New tag " + name)
	cs.Create(t)
	return t, s.Log.Commit(ctx, cs)
}

// UpdateTag stores a tag as given. Returns EInvalid if it would stand under one of its own sub-tags.
func (s *Service) UpdateTag(ctx context.Context, t app.Tag) error {
	old, err := s.tag(ctx, t.ID)
	if err != nil {
		return err
	}
	for up := t.Parent; up != ""; {
		if up == t.ID {
			return app.Invalid(fmt.Sprintf("%s cannot stand under one of its own sub-tags.", t.Name), "Choose another parent.")
		}
		p, err := s.tag(ctx, up)
		if err != nil {
			return err
		}
		up = p.Parent
	}
	t.Name = strings.Join(strings.Fields(t.Name), " ")
	t.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin("Edit tag " + t.Name)
	cs.Update(old, &t)
	return s.Log.Commit(ctx, cs)
}

// DeleteTag removes a tag and takes it off every finding; sub-tags move up to its parent. Findings stay.
func (s *Service) DeleteTag(ctx context.Context, id app.TagID) error {
	t, err := s.tag(ctx, id)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Delete tag " + t.Name)
	if err := s.detach(ctx, cs, t, func(f *app.Finding) *app.Finding { return f.WithoutTag(id) }, t.Parent); err != nil {
		return err
	}
	return s.Log.Commit(ctx, cs)
}

// MergeTags moves all findings and sub-tags of the tags from to the tag into and removes them. Who tagged, when and how
// stays. A finding that had both keeps one tagging an author.
func (s *Service) MergeTags(ctx context.Context, into app.TagID, from []app.TagID) error {
	target, err := s.tag(ctx, into)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(fmt.Sprintf("Merge %d tags into %s", len(from), target.Name))
	for _, id := range from {
		if id == into {
			return app.Invalid("A tag cannot be merged into itself.", "Choose another tag.")
		}
		t, err := s.tag(ctx, id)
		if err != nil {
			return err
		}
		swap := func(f *app.Finding) *app.Finding {
			g := f.WithoutTag(id)
			for _, tg := range f.Tags {
				if tg.Tag == id {
					tg.Tag = into
					g = g.WithTag(tg)
				}
			}
			return g
		}
		if err := s.detach(ctx, cs, t, swap, into); err != nil {
			return err
		}
	}
	return s.Log.Commit(ctx, cs)
}

// detach adds to cs all that lets tag t go: findings changed by strip, sub-tags moved under parent, replacements
// forgotten, then the tag itself deleted. Findings changed earlier in cs are taken in their latest state.
func (s *Service) detach(ctx context.Context, cs *app.ChangeSet, t *app.Tag, strip func(*app.Finding) *app.Finding, parent app.TagID) error {
	latest := map[app.FindingID]*app.Finding{}
	for _, c := range cs.Changes {
		if f, ok := c.After.(*app.Finding); ok {
			latest[f.ID] = f
		}
	}
	deps, err := s.Store.Dependants(ctx, t.Ref())
	if err != nil {
		return err
	}
	for _, d := range deps {
		switch d := d.(type) {
		case *app.Finding:
			if l := latest[d.ID]; l != nil {
				d = l
			}
			if !d.HasTag(t.ID) {
				continue
			}
			g := *strip(d)
			g.Stamp = s.Hand.Touch(d.Stamp)
			cs.Update(d, &g)
		case *app.Tag:
			c := *d
			if c.Parent == t.ID {
				c.Parent = parent
				if parent == c.ID { // the tag merged into stood under this one
					c.Parent = t.Parent
				}
			}
			if c.ReplacedBy == t.ID {
				c.ReplacedBy = ""
			}
			if !d.Equal(&c) {
				c.Stamp = s.Hand.Touch(d.Stamp)
				cs.Update(d, &c)
			}
		}
	}
	cs.Delete(t)
	return nil
}
