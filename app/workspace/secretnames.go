package workspace

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// secrets is the vault as erasure needs it.
type secrets struct{ w *Workspace }

// Seal implements erase.Secrets.
func (s secrets) Seal(ctx context.Context, e app.ErasureID, names []string) ([]byte, error) {
	return s.w.Vault.Seal(ctx, string(e), names)
}

// Unseal implements erase.Secrets.
func (s secrets) Unseal(ctx context.Context, e app.ErasureID, sealed []byte) ([]string, error) {
	return s.w.Vault.Unseal(ctx, string(e), sealed)
}

// Names are the names by which the vault knows a person: their name, parts of it that nobody else in the vault is called by, their e-mail
// address, and how they were written where they were replaced. open is false while the vault is locked.
func (s secrets) Names(ctx context.Context, id app.ParticipantID) (names []string, open bool, err error) {
	w := s.w
	if !w.Vault.IsOpen() {
		return nil, false, nil
	}
	book, err := w.Vault.Contacts(ctx)
	if err != nil {
		return nil, false, err
	}
	mine, others := app.Contact{}, map[string]bool{}
	for _, c := range book.All {
		if c.Participant == id {
			mine = c.Contact
			continue
		}
		for _, part := range strings.Fields(strings.ToLower(c.Name)) {
			others[part] = true
		}
	}
	add := func(n string) {
		if n = strings.TrimSpace(n); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	add(mine.Name)
	add(mine.Email)
	for _, part := range strings.Fields(mine.Name) {
		if len([]rune(part)) > 2 && !others[strings.ToLower(part)] {
			add(part)
		}
	}
	aliases, err := w.Vault.Aliases(ctx, "")
	for _, a := range aliases {
		if a.Participant != id {
			continue
		}
		for _, written := range a.Real {
			add(written)
		}
	}
	return names, true, err
}
