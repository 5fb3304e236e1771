package vault_test

import (
	"bytes"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

func TestSeal_OpensUnderItsNameInItsVault(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	must(t, s.Create(t.Context(), pass))
	want := []string{"Oriel Vandersteen", "Ori"}
	sealed, err := s.Seal(t.Context(), "one", want)
	must(t, err)
	if bytes.Contains(sealed, []byte("Oriel")) {
		t.Error("the name can be read in what is sealed")
	}
	if got, err := s.Unseal(t.Context(), "one", sealed); err != nil || !slices.Equal(got, want) {
		t.Errorf("Unseal() = %q, %v", got, err)
	}
	_, err = s.Unseal(t.Context(), "another", sealed)
	code(t, "under another name", err, app.EDamaged)
	s.Lock()
	_, err = s.Seal(t.Context(), "one", want)
	code(t, "sealed while it is locked", err, app.ESealed)
	_, err = s.Unseal(t.Context(), "one", sealed)
	code(t, "read while it is locked", err, app.ESealed)
	must(t, s.StartAnew(t.Context(), other))
	_, err = s.Unseal(t.Context(), "one", sealed)
	code(t, "read by another vault", err, app.EDamaged)
}
