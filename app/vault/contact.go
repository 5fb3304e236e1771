package vault

import (
	"context"
	"slices"

	"throughline/app"
)

// ContactOf is the contact details of somebody.
type ContactOf struct {
	Participant app.ParticipantID
	app.Contact
}

// Contact returns somebody's contact details, empty when none are known. Returns ESealed while the vault is locked.
func (s *Service) Contact(ctx context.Context, id app.ParticipantID) (c app.Contact, err error) {
	stored, err := s.sealed(ctx, app.PaperQuery{Kind: app.KindSealed, Participant: id, Once: onceOf(id)})
	if err != nil {
		return c, err
	}
	err = s.with(func(v *session) error {
		if len(stored) == 0 {
			return nil
		}
		return v.open(&stored[0], &c)
	})
	return c, err
}

// onceOf is the key that a contact of id is stored under.
func onceOf(id app.ParticipantID) string {
	return (&app.Sealed{Use: app.SealedContact, Participant: id}).Filed().Once
}

func (s *Service) sealed(ctx context.Context, q app.PaperQuery) ([]app.Sealed, error) {
	return app.Papers[app.Sealed](ctx, s.Store, q)
}

// PutContact stores somebody's contact details in the place of those they have, as one step. Empty ones are deleted. Returns ESealed while the vault is
// locked, ENotFound for somebody who is gone.
func (s *Service) PutContact(ctx context.Context, id app.ParticipantID, c app.Contact) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindParticipant, ID: string(id)})
	if err != nil {
		return err
	}
	return s.put(ctx, "Change contact details of "+rec.(*app.Participant).Code, []ContactOf{{id, c}})
}

// PutContacts is PutContact for many people, as one step. The later of two of one person counts.
func (s *Service) PutContacts(ctx context.Context, all []ContactOf) error {
	return s.put(ctx, "Change contact details of "+people(len(all)), all)
}

// people counts them: "1 person", "12 people".
func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return app.Number(n) + " people"
}

// put commits the changes, if there are any, under a label that names nobody.
func (s *Service) put(ctx context.Context, label string, all []ContactOf) error {
	changes, err := s.ContactChanges(ctx, all)
	if err != nil || len(changes) == 0 {
		return err
	}
	cs := s.Hand.Begin(label)
	cs.Changes = changes
	return s.Log.Commit(ctx, cs)
}

// ContactChanges seals contact details, for a step that makes or changes their people too: put the changes behind those. Details that are as stored make
// no change, empty ones delete. Of two of one person the later counts. Returns ESealed while the vault is locked.
func (s *Service) ContactChanges(ctx context.Context, all []ContactOf) ([]app.Change, error) {
	stored, err := s.sealed(ctx, app.PaperQuery{Kind: app.KindSealed})
	if err != nil {
		return nil, err
	}
	at := map[app.ParticipantID]*app.Sealed{}
	for i := range stored {
		if r := &stored[i]; r.Use == app.SealedContact {
			at[r.Participant] = r
		}
	}
	last := map[app.ParticipantID]int{}
	for i, c := range all {
		last[c.Participant] = i
	}
	var changes []app.Change
	stamp := s.Hand.Stamp()
	err = s.with(func(v *session) error {
		for i, c := range all {
			if last[c.Participant] != i {
				continue
			}
			change, err := s.contactChange(v, at[c.Participant], c, stamp)
			if err != nil {
				return err
			}
			if change.Before != nil || change.After != nil {
				changes = append(changes, change)
			}
		}
		return nil
	})
	return changes, err
}

// contactChange makes one person's change; none when nothing changes.
func (s *Service) contactChange(v *session, old *app.Sealed, c ContactOf, stamp app.Stamp) (app.Change, error) {
	if old != nil {
		var was app.Contact
		if err := v.open(old, &was); err == nil && was == c.Contact {
			return app.Change{}, nil
		}
		if c.Empty() {
			return app.Change{Before: old}, nil
		}
	}
	if c.Empty() {
		return app.Change{}, nil
	}
	next := &app.Sealed{ID: app.NewID[app.SealedID](), Use: app.SealedContact, Participant: c.Participant, Stamp: stamp}
	if old != nil {
		next.ID, next.Stamp = old.ID, s.Hand.Touch(old.Stamp)
	}
	if err := v.seal(s.random(), next, c.Contact); err != nil {
		return app.Change{}, err
	}
	if old != nil {
		return app.Change{Before: old, After: next}, nil
	}
	return app.Change{After: next}, nil
}

// Contacts reads the whole book. Records that cannot be read are counted and left out. Returns ESealed while the vault is locked.
func (s *Service) Contacts(ctx context.Context) (*Book, error) {
	stored, err := s.sealed(ctx, app.PaperQuery{Kind: app.KindSealed})
	if err != nil {
		return nil, err
	}
	b := &Book{at: map[app.ParticipantID]int{}, mails: map[string][]app.ParticipantID{}, phones: map[string][]int{}}
	err = s.with(func(v *session) error {
		for i := range stored {
			r := &stored[i]
			if r.Use != app.SealedContact {
				continue
			}
			if i%512 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			var c app.Contact
			if err := v.open(r, &c); err != nil {
				b.Unread++
				continue
			}
			b.add(ContactOf{r.Participant, c})
		}
		return nil
	})
	return b, err
}

// Book is the contact details of everybody, as they were when it was read. It holds plain names: let go of it when the vault is locked.
type Book struct {
	All    []ContactOf // in the order in which they were made
	Unread int         // records that could not be read

	at     map[app.ParticipantID]int
	mails  map[string][]app.ParticipantID
	phones map[string][]int // in All, by the last digits
}

func (b *Book) add(c ContactOf) {
	i := len(b.All)
	b.All = append(b.All, c)
	b.at[c.Participant] = i
	if m := MailKey(c.Email); m != "" {
		b.mails[m] = append(b.mails[m], c.Participant)
	}
	if p := phoneOf(c.Phone); p.tail() != "" {
		b.phones[p.tail()] = append(b.phones[p.tail()], i)
	}
}

// Of returns somebody's details; false when none are known.
func (b *Book) Of(id app.ParticipantID) (app.Contact, bool) {
	i, ok := b.at[id]
	if !ok {
		return app.Contact{}, false
	}
	return b.All[i].Contact, true
}

// ByMail returns who has an e-mail address, in any case, in the order in which they were made.
func (b *Book) ByMail(mail string) []app.ParticipantID { return slices.Clone(b.mails[MailKey(mail)]) }

// ByPhone returns who has a phone number, however it is written: +49 170 1234567, 0049 (170) 123-4567 and 0170 1234567 are one number.
func (b *Book) ByPhone(number string) []app.ParticipantID {
	var out []app.ParticipantID
	sought := phoneOf(number)
	for _, i := range b.phones[sought.tail()] {
		if phoneOf(b.All[i].Phone).same(sought) {
			out = append(out, b.All[i].Participant)
		}
	}
	return out
}
