package vault

import (
	"context"

	"throughline/app"
)

// sealedNote binds what is sealed outside the records of the vault; see Seal.
const sealedNote app.SealedUse = "note"

// Seal seals texts for the one who keeps them under a name of their own: with another name they do not open. Returns ESealed while the vault is
// locked.
func (s *Service) Seal(_ context.Context, name string, texts []string) ([]byte, error) {
	r := app.Sealed{ID: app.SealedID(name), Use: sealedNote}
	err := s.with(func(v *session) error { return v.seal(s.random(), &r, texts) })
	return r.Data, err
}

// Unseal reads what Seal sealed under a name. Returns ESealed while the vault is locked, EDamaged when another vault sealed it or it is of another
// name.
func (s *Service) Unseal(_ context.Context, name string, data []byte) (texts []string, err error) {
	r := app.Sealed{ID: app.SealedID(name), Use: sealedNote, Data: data}
	err = s.with(func(v *session) error { return v.open(&r, &texts) })
	return texts, err
}
