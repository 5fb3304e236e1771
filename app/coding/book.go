package coding

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Book is all tags of the workspace, to work out steps on them. Tags in it are never changed: an act replaces them.
type Book struct {
	tags map[app.TagID]*app.Tag
	kids map[app.TagID][]*app.Tag // by parent, in the order given
	list []*app.Tag
}

// NewBook makes a book of tags, in the order given; it keeps the slice.
func NewBook(tags []app.Tag) *Book {
	b := &Book{tags: make(map[app.TagID]*app.Tag, len(tags)), kids: map[app.TagID][]*app.Tag{}}
	for i := range tags {
		b.add(&tags[i])
	}
	return b
}

func (b *Book) add(t *app.Tag) {
	b.tags[t.ID] = t
	b.kids[t.Parent] = append(b.kids[t.Parent], t)
	b.list = append(b.list, t)
}

func (s *Service) book(ctx context.Context) (*Book, error) {
	all, err := s.Store.AllTags(ctx)
	if err != nil {
		return nil, err
	}
	return NewBook(all), nil
}

// named returns tags, each once, in the order named. Returns ENotFound if one is gone, EInvalid for none.
func (b *Book) named(ids []app.TagID) ([]*app.Tag, error) {
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
func (b *Book) clash(t *app.Tag) error {
	for _, o := range b.kids[t.Parent] {
		if o.ID != t.ID && o.Study == t.Study && strings.EqualFold(o.Name, t.Name) {
			return namesakeThere(o)
		}
	}
	return nil
}

func namesakeThere(o *app.Tag) error {
	return app.Invalid(fmt.Sprintf("There is already a tag named %s there.", o.Name), "Merge the two, or choose another name.")
}

// beneath reports whether a tag stands under top, right or by way of others.
func (b *Book) beneath(id, top app.TagID) bool {
	for t := b.tags[id]; t != nil && t.Parent != ""; t = b.tags[t.Parent] {
		if t.Parent == top {
			return true
		}
	}
	return false
}

// tops leaves out the tags that stand under others of the list: those bring them along.
func (b *Book) tops(tags []*app.Tag) []*app.Tag {
	listed := make(map[app.TagID]bool, len(tags))
	for _, t := range tags {
		listed[t.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(tags), func(t *app.Tag) bool {
		for up := b.tags[t.Parent]; up != nil; up = b.tags[up.Parent] {
			if listed[up.ID] {
				return true
			}
		}
		return false
	})
}

// beside returns the tags of a codebook right under parent, in their own order.
func (b *Book) beside(study app.StudyID, parent app.TagID) []*app.Tag {
	var out []*app.Tag
	for _, t := range b.kids[parent] {
		if t.Study == study || parent != "" {
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
