package coding

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// book is all tags of the workspace, to work out a step on them. Tags in it are never changed: an act replaces them.
type book struct {
	tags map[app.TagID]*app.Tag
	list []app.TagID // by name
}

func (s *Service) book(ctx context.Context) (*book, error) {
	all, err := s.Store.AllTags(ctx)
	if err != nil {
		return nil, err
	}
	b := &book{tags: make(map[app.TagID]*app.Tag, len(all))}
	for i := range all {
		b.tags[all[i].ID] = &all[i]
		b.list = append(b.list, all[i].ID)
	}
	return b, nil
}

// named returns tags, each once, in the order named. Returns ENotFound if one is gone, EInvalid for none.
func (b *book) named(ids []app.TagID) ([]*app.Tag, error) {
	var out []*app.Tag
	for _, id := range distinct(ids) {
		t := b.tags[id]
		if t == nil {
			return nil, app.NotFound("The tag")
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return nil, app.Invalid("No tag is chosen.", "Choose a tag first.")
	}
	return out, nil
}

// clash returns EInvalid if another tag of the same codebook stands beside t with the same name, whatever its case.
func (b *book) clash(t *app.Tag) error {
	for _, id := range b.list {
		if o := b.tags[id]; o.ID != t.ID && o.Study == t.Study && o.Parent == t.Parent && strings.EqualFold(o.Name, t.Name) {
			return app.Invalid(fmt.Sprintf("There is already a tag named %s there.", o.Name), "Merge the two, or choose another name.")
		}
	}
	return nil
}

// beneath reports whether a tag stands under top, right or by way of others.
func (b *book) beneath(id, top app.TagID) bool {
	for t := b.tags[id]; t != nil && t.Parent != ""; t = b.tags[t.Parent] {
		if t.Parent == top {
			return true
		}
	}
	return false
}

// tops leaves out the tags that stand under others of the list: those bring them along.
func (b *book) tops(tags []*app.Tag) []*app.Tag {
	return slices.DeleteFunc(slices.Clone(tags), func(t *app.Tag) bool {
		return slices.ContainsFunc(tags, func(o *app.Tag) bool { return b.beneath(t.ID, o.ID) })
	})
}

// beside returns the tags of a codebook right under parent, in their own order.
func (b *book) beside(study app.StudyID, parent app.TagID) []*app.Tag {
	var out []*app.Tag
	for _, id := range b.list {
		if t := b.tags[id]; t.Parent == parent && (t.Study == study || parent != "") {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(x, y *app.Tag) int {
		return cmp.Or(cmp.Compare(x.Order, y.Order), strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name)))
	})
	return out
}

// some names tags in the label of a step: the one by name, several by their number.
func some(tags []*app.Tag) string {
	if len(tags) == 1 {
		return tags[0].Name
	}
	return app.Count(len(tags), "tag")
}
