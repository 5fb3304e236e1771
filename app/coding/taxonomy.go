package coding

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
)

// MapTags lets tags of studies count for a tag of the taxonomy, "" for none. Returns EInvalid if to belongs to a study or one of
// the tags does not.
func (s *Service) MapTags(ctx context.Context, ids []app.TagID, to app.TagID) error {
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	tags, err := b.named(ids)
	if err != nil {
		return err
	}
	label := "Unmap " + some(tags)
	if to != "" {
		target := b.tags[to]
		switch {
		case target == nil:
			return app.NotFound("The tag")
		case target.Study != "":
			return app.Invalid(fmt.Sprintf("%s belongs to a study.", target.Name), "Map to a tag of the taxonomy.")
		}
		label = fmt.Sprintf("Map %s to %s", some(tags), target.Name)
	}
	after := map[app.TagID]*app.Tag{}
	for _, t := range tags {
		if t.Study == "" && to != "" {
			return app.Invalid(fmt.Sprintf("%s is a tag of the taxonomy itself.", t.Name), "Map the tags of studies to it.")
		}
		u := *t
		u.MapsTo = to
		after[t.ID] = &u
	}
	return s.replace(ctx, label, b, after)
}

// PromoteTags maps each tag of a study to the tag of its name at the top of the taxonomy, which is made with its colour and
// definition if there is none. The tags stay with their findings. Returns EInvalid if one is of the taxonomy already.
func (s *Service) PromoteTags(ctx context.Context, ids []app.TagID) error {
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	tags, err := b.named(ids)
	if err != nil {
		return err
	}
	there := map[string]app.TagID{}
	for _, t := range b.beside("", "") {
		there[strings.ToLower(t.Name)] = t.ID
	}
	cs := s.Hand.Begin("Promote " + some(tags) + " to the taxonomy")
	for _, t := range tags {
		if t.Study == "" {
			return app.Invalid(fmt.Sprintf("%s is a tag of the taxonomy itself.", t.Name), "Choose tags of studies.")
		}
		name := strings.ToLower(t.Name)
		if there[name] == "" {
			up := &app.Tag{ID: app.NewID[app.TagID](), Name: t.Name, Color: t.Color, Definition: t.Definition, Include: t.Include, Exclude: t.Exclude,
				Example: t.Example, Status: app.TagActive, Stamp: s.Hand.Stamp()}
			cs.Create(up)
			there[name] = up.ID
		}
		u := *t
		if u.MapsTo = there[name]; !t.Equal(&u) {
			u.Stamp = s.Hand.Touch(t.Stamp)
			cs.Update(t, &u)
		}
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}
