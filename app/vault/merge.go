package vault

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Merge adds to a step what makes everything that is sealed of others belong to one who is kept. Where both have contact details, those of the one kept
// stand and the others, in their order, fill the gaps; what they say otherwise goes into the note, so that nothing is lost. Returns ESealed while the vault is locked, if the others have something sealed.
func (s *Service) Merge(ctx context.Context, cs *app.ChangeSet, keep app.ParticipantID, others []app.ParticipantID) error {
	stored, err := s.sealed(ctx, app.PaperQuery{Kind: app.KindSealed})
	if err != nil {
		return err
	}
	var kept *app.Sealed
	var theirs []*app.Sealed
	for i := range stored {
		r := &stored[i]
		switch {
		case r.Participant == keep && r.Use == app.SealedContact:
			kept = r
		case slices.Contains(others, r.Participant):
			theirs = append(theirs, r)
		}
	}
	if len(theirs) == 0 {
		return nil
	}
	slices.SortStableFunc(theirs, func(a, b *app.Sealed) int {
		return cmp.Compare(slices.Index(others, a.Participant), slices.Index(others, b.Participant))
	})
	return s.with(func(v *session) error { return s.merge(v, cs, keep, kept, theirs) })
}

func (s *Service) merge(v *session, cs *app.ChangeSet, keep app.ParticipantID, kept *app.Sealed, theirs []*app.Sealed) error {
	var all app.Contact
	if kept != nil {
		if err := v.open(kept, &all); err != nil {
			return err
		}
	}
	for _, r := range theirs {
		if r.Use == app.SealedContact {
			var c app.Contact
			if err := v.open(r, &c); err != nil {
				return err
			}
			all = filled(all, c)
			cs.Delete(r)
			continue
		}
		var a app.Alias
		if err := v.open(r, &a); err != nil {
			return err
		}
		next := *r
		next.Participant, next.Stamp = keep, s.Hand.Touch(r.Stamp)
		if err := v.seal(s.random(), &next, a); err != nil {
			return err
		}
		cs.Update(r, &next)
	}
	c, err := s.contactChange(v, kept, ContactOf{keep, all}, s.Hand.Stamp())
	if err == nil && c.After != nil {
		cs.Changes = append(cs.Changes, c)
	}
	return err
}

// filled is c with its gaps filled from other, and what other says otherwise in the note.
func filled(c, other app.Contact) app.Contact {
	note := []string{c.Note}
	add := func(has, says string) {
		if says != "" && !strings.EqualFold(has, says) && !slices.Contains(note, says) {
			note = append(note, says)
		}
	}
	for _, f := range []struct {
		to   *string
		says string
	}{{&c.Name, other.Name}, {&c.Email, other.Email}, {&c.Phone, other.Phone}, {&c.Address, other.Address}} {
		if *f.to == "" {
			*f.to = f.says
		}
		add(*f.to, f.says)
	}
	add(c.Note, other.Note)
	c.Note = strings.TrimSpace(strings.Join(note, "\n"))
	return c
}
