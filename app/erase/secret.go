package erase

import (
	"context"

	"throughline/app"
)

// Secrets is the vault as erasure needs it.
type Secrets interface {
	// Names tells the names by which only the vault knows a person; open is false while it is locked.
	Names(ctx context.Context, id app.ParticipantID) (names []string, open bool, err error)
	// Seal seals names for an erasure. Returns ESealed while the vault is locked.
	Seal(ctx context.Context, e app.ErasureID, names []string) ([]byte, error)
	// Unseal reads them again. Returns ESealed while the vault is locked, EDamaged when its key is gone.
	Unseal(ctx context.Context, e app.ErasureID, sealed []byte) ([]string, error)
}

// VaultNames says whether the texts of others are searched for the names that only the vault knows.
type VaultNames string

// The answers; "" where the vault holds nothing of the person.
const (
	VaultSearched VaultNames = "searched"
	VaultLocked   VaultNames = "locked" // they are not searched for: open the vault first
)

// What a certificate says of a copy that was not searched for the names of the vault.
const (
	waits = "the vault was locked: names that only it knows are searched for when it is open"
	gone  = "not searched for names that only the vault knew: its key is gone"
)

// secret are the names that only the vault knows, and what is said of them.
func (s *Service) secret(ctx context.Context, o Order) ([]string, VaultNames, error) {
	if s.Secrets == nil || o.Participant == "" {
		return nil, "", nil
	}
	held, err := app.Papers[app.Sealed](ctx, s.Store, app.PaperQuery{Kind: app.KindSealed, Participant: o.Participant})
	if err != nil || len(held) == 0 {
		return nil, "", err
	}
	names, open, err := s.Secrets.Names(ctx, o.Participant)
	switch {
	case err != nil:
		return nil, "", err
	case !open:
		return nil, VaultLocked, nil
	}
	return names, VaultSearched, nil
}

// keep seals the names that an erasure searches for into what is still to be done of it, for whoever carries it through: the workspace
// itself no longer knows them once it is stored.
func (s *Service) keep(ctx context.Context, e *app.Erasure, names []string) (err error) {
	if len(names) > 0 {
		e.Open.Names, err = s.Secrets.Seal(ctx, e.ID, names)
	}
	return err
}

// search is what the copies are searched for beside the people themselves.
type search struct {
	names []string
	why   string // what is said of copies that are not searched for them: waits, gone, or ""
}

// kept reads what keep sealed.
func (s *Service) kept(ctx context.Context, e *app.Erasure) (search, error) {
	if len(e.Open.Names) == 0 {
		return search{}, nil
	}
	if s.Secrets == nil {
		return search{why: waits}, nil
	}
	names, err := s.Secrets.Unseal(ctx, e.ID, e.Open.Names)
	switch app.CodeOf(err) {
	case app.ESealed:
		return search{why: waits}, nil
	case app.EDamaged:
		return search{why: gone}, nil
	}
	return search{names: names}, err
}

// Waiting reports whether an erasure waits for the vault to be opened: then Resume carries it through.
func (s *Service) Waiting(ctx context.Context) (bool, error) {
	open, err := s.Store.OpenErasures(ctx)
	for _, e := range open {
		if len(e.Open.Names) > 0 {
			return true, nil
		}
	}
	return false, err
}
