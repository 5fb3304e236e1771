package desktop_test

import (
	"errors"
	"testing"

	"github.com/zalando/go-keyring"

	"throughline/app/vault"
	"throughline/app/vault/desktop"
)

// TestKeyring_KeepsAndForgets holds the adapter against the library's own service in memory: no desktop is needed.
func TestKeyring_KeepsAndForgets(t *testing.T) {
	keyring.MockInit()
	var k desktop.Keyring
	if _, err := k.Get("a vault"); !errors.Is(err, vault.ErrNoSecret) {
		t.Errorf("nothing is kept: %v", err)
	}
	if err := k.Delete("a vault"); err != nil {
		t.Errorf("forgetting what is not there: %v", err)
	}
	if err := errors.Join(k.Set("a vault", "one"), k.Set("another", "two"), k.Set("a vault", "three")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a vault": "three", "another": "two"} {
		if got, err := k.Get(name); got != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if err := k.Delete("a vault"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Get("a vault"); !errors.Is(err, vault.ErrNoSecret) {
		t.Errorf("forgotten, and still there: %v", err)
	}
}

func TestKeyring_SaysWhenNoneAnswers(t *testing.T) {
	keyring.MockInitWithError(errors.New("no service"))
	t.Cleanup(keyring.MockInit)
	var k desktop.Keyring
	if _, err := k.Get("a vault"); err == nil || errors.Is(err, vault.ErrNoSecret) {
		t.Errorf("Get() = %v; that nothing answers is not that nothing is kept", err)
	}
	if k.Set("a vault", "one") == nil || k.Delete("a vault") == nil {
		t.Error("keeping and forgetting succeed without a service")
	}
}
