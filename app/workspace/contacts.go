package workspace

import (
	"context"

	"throughline/app"
	"throughline/app/people"
	"throughline/app/vault"
)

// sealedContacts lets package people keep contact details in the vault: neither knows the other.
type sealedContacts struct{ vault *vault.Service }

var _ people.Contacts = sealedContacts{}

// Open implements people.Contacts.
func (s sealedContacts) Open() bool { return s.vault.IsOpen() }

// All implements people.Contacts.
func (s sealedContacts) All(ctx context.Context) (map[app.ParticipantID]app.Contact, error) {
	book, err := s.vault.Contacts(ctx)
	if err != nil {
		return nil, err
	}
	all := make(map[app.ParticipantID]app.Contact, len(book.All))
	for _, c := range book.All {
		all[c.Participant] = c.Contact
	}
	return all, nil
}

// Put implements people.Contacts.
func (s sealedContacts) Put(ctx context.Context, cs *app.ChangeSet, all []people.Contact) error {
	contacts := make([]vault.ContactOf, len(all))
	for i, c := range all {
		contacts[i] = vault.ContactOf(c)
	}
	changes, err := s.vault.ContactChanges(ctx, contacts)
	cs.Changes = append(cs.Changes, changes...)
	return err
}

// Merge implements people.Contacts.
func (s sealedContacts) Merge(ctx context.Context, cs *app.ChangeSet, keep app.ParticipantID, others []app.ParticipantID) error {
	return s.vault.Merge(ctx, cs, keep, others)
}
