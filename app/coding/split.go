package coding

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Part is one of the tags that a tag is split into, with the findings it gets.
type Part struct {
	Tag      app.TagID // a tag there is; "" makes one of Name
	Name     string
	Findings []app.FindingID
}

// Split says how a tag is taken apart.
type Split struct {
	Parts   []Part
	Beneath bool // new tags stand under the tag, not beside it
	Delete  bool // the tag goes; every finding that carries it must be in a part
}

// SplitTag moves findings of a tag to others, new or there, as one step. A finding may be in several parts; one in no part keeps
// the tag. A name that exists where the new tag would stand means the tag there. Returns EInvalid if there is no part with a
// finding, a part has no name or is of another study, or findings would be left when the tag is to go.
func (s *Service) SplitTag(ctx context.Context, id app.TagID, how Split) error {
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	t := b.tags[id]
	if t == nil {
		return app.NotFound("The tag")
	}
	sp := &split{s: s, book: b, tag: t, how: how, to: map[app.FindingID][]app.TagID{}, cs: s.Hand.Begin("Split " + t.Name)}
	if err := sp.parts(); err != nil {
		return err
	}
	deps, err := s.Store.Dependants(ctx, t.Ref())
	if err != nil {
		return err
	}
	if err := sp.findings(deps); err != nil {
		return err
	}
	if how.Delete {
		r := removal{hand: s.Hand, step: sp.cs, gone: map[app.TagID]bool{id: true}, heirs: map[app.TagID]app.TagID{id: t.Parent}}
		for _, d := range deps {
			if u, ok := d.(*app.Tag); ok {
				r.detach(u)
			}
		}
		sp.cs.Delete(t)
	}
	return s.Log.Commit(ctx, sp.cs)
}

// split works out one split.
type split struct {
	s    *Service
	book *Book
	tag  *app.Tag
	how  Split
	to   map[app.FindingID][]app.TagID
	cs   *app.ChangeSet
}

// parts makes the tags that are new and gathers where each finding goes.
func (sp *split) parts() error {
	up := sp.tag.Parent
	if sp.how.Beneath {
		up = sp.tag.ID
	}
	if sp.how.Beneath && sp.how.Delete {
		return app.Invalid("The new tags cannot stand under a tag that goes.", "Keep the tag, or put the new ones beside it.")
	}
	for i, p := range sp.how.Parts {
		if len(p.Findings) == 0 {
			continue
		}
		id := p.Tag
		if id == "" {
			made, err := sp.part(oneLine(p.Name), up, i+1)
			if err != nil {
				return err
			}
			id = made
		} else if o := sp.book.tags[id]; o == nil {
			return app.NotFound("The tag")
		} else if o.Study != "" && o.Study != sp.tag.Study {
			return otherStudy(o)
		}
		for _, f := range p.Findings {
			sp.to[f] = append(sp.to[f], id)
		}
	}
	if len(sp.to) == 0 {
		return app.Invalid("No finding is given to a part.", "Give each part some findings.")
	}
	return nil
}

// part returns the tag of a name under up, made if there is none.
func (sp *split) part(name string, up app.TagID, number int) (app.TagID, error) {
	if name == "" {
		return "", app.Invalid(fmt.Sprintf("Part %d has no name.", number), "Type a name for it.")
	}
	for _, o := range sp.book.beside(sp.tag.Study, up) {
		if o.Study == sp.tag.Study && strings.EqualFold(o.Name, name) {
			return o.ID, nil
		}
	}
	t := &app.Tag{ID: app.NewID[app.TagID](), Study: sp.tag.Study, Parent: up, Name: name, Color: (sp.tag.Color + number) % palette,
		Status: app.TagActive, MapsTo: sp.tag.MapsTo, Order: sp.tag.Order, Stamp: sp.s.Hand.Stamp()}
	sp.cs.Create(t)
	sp.book.add(t)
	return t.ID, nil
}

// findings adds what gives each finding its new tags.
func (sp *split) findings(deps []app.Record) error {
	left, carried := 0, map[app.FindingID]bool{}
	for _, d := range deps {
		f, ok := d.(*app.Finding)
		if !ok {
			continue
		}
		carried[f.ID] = true
		to := distinct(sp.to[f.ID])
		if len(to) == 0 || sp.how.Delete && slices.Contains(to, sp.tag.ID) {
			left++
			continue
		}
		sp.s.change(sp.cs, f, retag(f, sp.tag.ID, to...))
	}
	for f := range sp.to {
		if !carried[f] {
			return app.NotFound("A finding of " + sp.tag.Name)
		}
	}
	if left > 0 && sp.how.Delete {
		return app.Invalid(fmt.Sprintf("%s would lose the tag.", app.Count(left, "finding")), "Give every finding to a part, or keep "+sp.tag.Name+".")
	}
	return nil
}
