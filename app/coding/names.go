package coding

import (
	"context"
	"maps"
	"slices"
	"strings"

	"throughline/app"
)

// moveNames lets saved rules, saved views and topics of guides name the tag that takes over. Of a tag that nothing takes over they keep the name.
func (s *Service) moveNames(ctx context.Context, r *removal) error {
	if r.into == nil {
		return nil
	}
	gone := slices.Sorted(maps.Keys(r.gone))
	users, err := s.Store.NamesTags(ctx, gone)
	if err != nil {
		return err
	}
	heir := func(tags []app.TagID) []app.TagID {
		out := make([]app.TagID, len(tags))
		for i, t := range tags {
			if out[i] = t; r.gone[t] {
				out[i] = r.into.ID
			}
		}
		return distinct(out)
	}
	var pairs []string
	for _, t := range gone {
		pairs = append(pairs, `"`+string(t)+`"`, `"`+string(r.into.ID)+`"`)
	}
	for _, u := range users {
		switch u := u.(type) {
		case *app.Rule:
			n := *u
			n.Tags, n.Others, n.Stamp = heir(u.Tags), heir(u.Others), r.hand.Touch(u.Stamp)
			r.step.Update(u, &n)
		case *app.View:
			n := *u
			n.Spec, n.Stamp = strings.NewReplacer(pairs...).Replace(u.Spec), r.hand.Touch(u.Stamp)
			r.step.Update(u, &n)
		case *app.GuideTopic:
			n := *u
			n.Tags, n.Stamp = heir(u.Tags), r.hand.Touch(u.Stamp)
			r.step.Update(u, &n)
		}
	}
	return nil
}
