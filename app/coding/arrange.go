package coding

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Place is where tags are put: under Parent, "" for the top of their codebook, or beside another tag.
type Place struct {
	Parent app.TagID
	Beside app.TagID // "" for none; its parent counts then
	After  bool      // behind Beside, not before it
}

// MoveTags puts tags elsewhere in the tree as one step; what stands beneath them comes along. Beside another tag they keep the
// order given. Returns EInvalid if one would stand under itself or beside a namesake, or under a tag of another study; nothing
// moved is no error.
func (s *Service) MoveTags(ctx context.Context, ids []app.TagID, to Place) error {
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	tags, err := b.named(ids)
	if err != nil {
		return err
	}
	tags = b.tops(tags)
	m := &move{book: b, tags: tags, to: to, after: map[app.TagID]*app.Tag{}}
	if err := m.plan(); err != nil {
		return err
	}
	return s.replace(ctx, m.label(), b, m.after)
}

// CanMove reports, without storing anything, what MoveTags would refuse.
func (b *Book) CanMove(ids []app.TagID, to Place) error {
	moved, err := b.named(ids)
	if err != nil {
		return err
	}
	_, err = (&move{book: b, tags: b.tops(moved), to: to, after: make(map[app.TagID]*app.Tag, len(moved))}).check()
	return err
}

// replace commits a step that sets the tags of after; those that stay as they are are left out.
func (s *Service) replace(ctx context.Context, label string, b *Book, after map[app.TagID]*app.Tag) error {
	cs := s.Hand.Begin(label)
	for _, old := range b.list {
		t := after[old.ID]
		if t == nil || old.Equal(t) {
			continue
		}
		t.Stamp = s.Hand.Touch(old.Stamp)
		cs.Update(old, t)
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

// move works out where tags go.
type move struct {
	book   *Book
	tags   []*app.Tag
	to     Place
	parent *app.Tag // nil for the top
	after  map[app.TagID]*app.Tag
}

func (m *move) plan() error {
	up, err := m.check()
	if err == nil {
		m.order(up)
	}
	return err
}

// check finds the new parent and whether the tags may stand there.
func (m *move) check() (up app.TagID, err error) {
	up = m.to.Parent
	if m.to.Beside != "" {
		o := m.book.tags[m.to.Beside]
		if o == nil {
			return "", app.NotFound("The tag")
		}
		up = o.Parent
	}
	if up != "" {
		if m.parent = m.book.tags[up]; m.parent == nil {
			return "", app.NotFound("The tag")
		}
	}
	for _, t := range m.tags {
		if err := m.fits(t); err != nil {
			return "", err
		}
		u := *t
		u.Parent = up
		m.after[t.ID] = &u
	}
	return up, m.clashes()
}

func (m *move) fits(t *app.Tag) error {
	if p := m.parent; p != nil {
		if p.ID == t.ID || m.book.beneath(p.ID, t.ID) {
			return app.Invalid(fmt.Sprintf("%s cannot stand under itself.", t.Name), "Choose another parent.")
		}
		if p.Study != "" && p.Study != t.Study {
			return app.Invalid(fmt.Sprintf("%s belongs to another codebook.", p.Name), "Choose a parent from the codebook of "+t.Name+".")
		}
	}
	if o := m.book.tags[m.to.Beside]; o != nil && o.Study != t.Study {
		return app.Invalid(fmt.Sprintf("%s belongs to another codebook.", o.Name), "Choose a place in the codebook of "+t.Name+".")
	}
	return nil
}

// clashes holds the moved tags against those that are there and against each other.
func (m *move) clashes() error {
	for i, t := range m.tags {
		u := m.after[t.ID]
		if t.Parent == u.Parent {
			continue
		}
		if err := m.book.clash(u); err != nil {
			return err
		}
		for _, o := range m.tags[:i] {
			if o.Study == t.Study && strings.EqualFold(o.Name, t.Name) {
				return namesakeThere(o)
			}
		}
	}
	return nil
}

// order gives the moved tags their places among those beside them. Others get new places only where there is no room between.
func (m *move) order(up app.TagID) {
	rest := slices.DeleteFunc(m.book.beside(m.tags[0].Study, up), func(t *app.Tag) bool { return m.after[t.ID] != nil })
	at := len(rest)
	if m.to.Beside != "" {
		at = slices.IndexFunc(rest, func(t *app.Tag) bool { return t.ID == m.to.Beside })
		if at < 0 {
			return // beside itself: it stays where it is
		}
		if m.to.After {
			at++
		}
	} else if len(rest) == 0 || rest[len(rest)-1].Order == 0 {
		for _, t := range m.tags {
			m.after[t.ID].Order = 0 // nobody has ordered these by hand
		}
		return
	}
	low, high := 0.0, 0.0
	if at > 0 {
		low = rest[at-1].Order
	}
	if high = low + float64(len(m.tags)+1); at < len(rest) {
		high = rest[at].Order
	}
	step := (high - low) / float64(len(m.tags)+1)
	if step < 1e-6 {
		m.renumber(rest, at)
		return
	}
	for i, t := range m.tags {
		m.after[t.ID].Order = low + step*float64(i+1)
	}
}

// renumber gives all tags beside each other whole places, the moved ones at their place among the rest.
func (m *move) renumber(rest []*app.Tag, at int) {
	all := slices.Insert(slices.Clone(rest), at, m.tags...)
	for i, t := range all {
		if m.after[t.ID] == nil {
			u := *t
			m.after[t.ID] = &u
		}
		m.after[t.ID].Order = float64(i + 1)
	}
}

func (m *move) label() string {
	switch {
	case m.to.Beside != "" && m.to.After:
		return "Move " + some(m.tags) + " after " + m.book.tags[m.to.Beside].Name
	case m.to.Beside != "":
		return "Move " + some(m.tags) + " before " + m.book.tags[m.to.Beside].Name
	case m.parent != nil:
		return "Move " + some(m.tags) + " under " + m.parent.Name
	}
	return "Move " + some(m.tags) + " to the top"
}

// PinTag puts a tag on a digit, 1 to 9, in place of the one of its codebook that had it; 0 takes it off. Returns EInvalid for
// another digit.
func (s *Service) PinTag(ctx context.Context, id app.TagID, digit int) error {
	if digit < 0 || digit > 9 {
		return app.Invalid("Tags are pinned to the digits 1 to 9.", "")
	}
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	tags, err := b.named([]app.TagID{id})
	if err != nil {
		return err
	}
	after := map[app.TagID]*app.Tag{}
	set := func(t *app.Tag, digit int) {
		u := *t
		u.Shortcut = digit
		after[t.ID] = &u
	}
	for _, t := range b.list {
		if digit > 0 && t.Study == tags[0].Study && t.Shortcut == digit {
			set(t, 0)
		}
	}
	set(tags[0], digit)
	label := fmt.Sprintf("Pin %s to %d", tags[0].Name, digit)
	if digit == 0 {
		label = "Unpin " + tags[0].Name
	}
	return s.replace(ctx, label, b, after)
}

// ColorTags gives tags one of the twelve hues.
func (s *Service) ColorTags(ctx context.Context, ids []app.TagID, hue int) error {
	return s.setTags(ctx, ids, "Colour ", func(t *app.Tag) { t.Color = ((hue % palette) + palette) % palette })
}

// setTags changes tags one by one as one step, labelled with verb and what is changed.
func (s *Service) setTags(ctx context.Context, ids []app.TagID, verb string, change func(*app.Tag)) error {
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	tags, err := b.named(ids)
	if err != nil {
		return err
	}
	after := map[app.TagID]*app.Tag{}
	for _, t := range tags {
		u := *t
		change(&u)
		after[t.ID] = &u
	}
	return s.replace(ctx, verb+some(tags), b, after)
}
