package coding

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// palette is the number of tag hues.
const palette = 12

// CreateTag adds a tag to a study's codebook ("" for the workspace-wide one), under parent if given, in the hue least
// used so far. A name that exists under the same parent, whatever its case, gives that tag back instead. Returns ENotFound
// for an unknown parent and EInvalid for one of another study.
func (s *Service) CreateTag(ctx context.Context, study app.StudyID, name string, parent app.TagID) (*app.Tag, error) {
	t := &app.Tag{ID: app.NewID[app.TagID](), Study: study, Parent: parent, Name: oneLine(name), Status: app.TagActive}
	if err := s.fits(ctx, t); err != nil {
		return nil, err
	}
	book, err := s.codebook(ctx, study)
	if err != nil {
		return nil, err
	}
	if same := namesake(book, t); same != nil {
		return same, nil
	}
	t.Color, t.Stamp = leastUsedHue(book), s.Hand.Stamp()
	cs := s.Hand.Begin("New tag " + t.Name)
	cs.Create(t)
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return t, nil
}

func oneLine(name string) string { return strings.Join(strings.Fields(name), " ") }

// codebook reads the tags that can be used in a study, or only the workspace-wide ones for "".
func (s *Service) codebook(ctx context.Context, study app.StudyID) ([]app.TagRow, error) {
	rows, err := s.Store.Tags(ctx, study)
	if study != "" {
		return rows, err
	}
	return slices.DeleteFunc(rows, func(r app.TagRow) bool { return r.Study != "" }), err
}

// namesake returns another tag of the codebook with t's name, whatever its case, and parent, or nil.
func namesake(book []app.TagRow, t *app.Tag) *app.Tag {
	for i := range book {
		if o := &book[i].Tag; o.ID != t.ID && o.Parent == t.Parent && strings.EqualFold(o.Name, t.Name) {
			return o
		}
	}
	return nil
}

func leastUsedHue(book []app.TagRow) int {
	var used [palette]int
	for _, r := range book {
		used[((r.Color%palette)+palette)%palette]++
	}
	hue := 0
	for h, n := range used {
		if n < used[hue] {
			hue = h
		}
	}
	return hue
}

// fits checks that a tag may stand where it says: under a known tag that its study can use, and not under itself; and that it
// counts for a tag of the taxonomy, if for any.
func (s *Service) fits(ctx context.Context, t *app.Tag) error {
	for up := t.Parent; up != ""; {
		if up == t.ID {
			return app.Invalid(fmt.Sprintf("%s cannot stand under one of its own sub-tags.", t.Name), "Choose another parent.")
		}
		p, err := s.tag(ctx, up)
		if err != nil {
			return err
		}
		if p.Study != "" && p.Study != t.Study {
			return app.Invalid(fmt.Sprintf("%s belongs to another study.", p.Name), "Choose a parent from this codebook.")
		}
		up = p.Parent
	}
	if t.MapsTo == "" {
		return nil
	}
	to, err := s.tag(ctx, t.MapsTo)
	if err == nil && to.Study != "" {
		err = app.Invalid(fmt.Sprintf("%s belongs to a study.", to.Name), "Map to a tag of the taxonomy.")
	}
	return err
}

// UpdateTag stores a tag as given; its study stays. Returns EInvalid if it would stand under one of its own sub-tags, beside
// a tag of the same codebook with the same name, be replaced by itself or be mapped to another study's tag.
func (s *Service) UpdateTag(ctx context.Context, t app.Tag) error {
	old, err := s.tag(ctx, t.ID)
	if err != nil {
		return err
	}
	t.Name, t.Study, t.Stamp = oneLine(t.Name), old.Study, old.Stamp
	if old.Equal(&t) {
		return nil
	}
	if t.ReplacedBy == t.ID {
		return app.Invalid("A tag cannot be replaced by itself.", "Choose another tag.")
	}
	if err := s.fits(ctx, &t); err != nil {
		return err
	}
	book, err := s.book(ctx)
	if err != nil {
		return err
	}
	if err := book.clash(&t); err != nil {
		return err
	}
	t.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin("Edit tag " + t.Name)
	cs.Update(old, &t)
	return s.Log.Commit(ctx, cs)
}

// EditTag changes what change sets on a tag as it is stored now, so that edits in a row keep each other. Errors are those of
// UpdateTag; nothing changed is no error.
func (s *Service) EditTag(ctx context.Context, id app.TagID, change func(*app.Tag)) error {
	old, err := s.tag(ctx, id)
	if err != nil {
		return err
	}
	t := *old
	change(&t)
	return s.UpdateTag(ctx, t)
}
