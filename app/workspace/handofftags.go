package workspace

import (
	"context"
	"slices"

	"throughline/app"
)

func (b *handed) addTags(ctx context.Context) error {
	all, err := b.store.Tags(ctx, b.spec.Study)
	if err != nil {
		return err
	}
	for _, t := range all {
		b.tags[t.ID] = t.Study == "" || b.studies[t.Study]
	}
	cut := false
	for len(all) > 0 { // a tag comes after those it refers to, as the store wants it
		var left []app.TagRow
		for _, t := range all {
			switch {
			case !b.tags[t.ID]:
			case slices.ContainsFunc(all, func(o app.TagRow) bool { return b.tags[o.ID] && refersTo(t.Tag, o.ID) }):
				left = append(left, t)
			default:
				b.cs.Create(b.tag(t.Tag))
			}
		}
		if len(left) == len(all) { // a circle: it goes over other references than that to the tag above, and these are left out
			if cut {
				break
			}
			for i := range left {
				left[i].MapsTo, left[i].ReplacedBy = "", ""
			}
			cut = true
		}
		all = left
	}
	return nil
}

// refersTo reports whether one tag stands under another, is mapped to it or was replaced by it.
func refersTo(t app.Tag, other app.TagID) bool {
	return t.Parent == other || t.MapsTo == other || t.ReplacedBy == other
}

func (b *handed) tag(t app.Tag) *app.Tag {
	t.Example, t.Shortcut = "", 0
	t.Definition, t.Include, t.Exclude = b.say(t.Definition), b.say(t.Include), b.say(t.Exclude)
	for _, to := range []*app.TagID{&t.Parent, &t.MapsTo, &t.ReplacedBy} {
		if !b.tags[*to] {
			*to = ""
		}
	}
	return &t
}
