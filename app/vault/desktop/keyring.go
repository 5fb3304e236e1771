// Package desktop is the keyring of the desktop: the Secret Service on Linux, the Keychain on macOS, the Credential Manager on Windows.
package desktop

import (
	"errors"

	"github.com/zalando/go-keyring"

	"throughline/app/vault"
)

// service is the name under which the desktop's own programs list what is kept.
const service = "Throughline vault"

// Keyring implements vault.Keyring. Each call may wait for a person to unlock the desktop's keyring.
type Keyring struct{}

// Get implements vault.Keyring.
func (Keyring) Get(name string) (string, error) {
	secret, err := keyring.Get(service, name)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", vault.ErrNoSecret
	}
	return secret, err
}

// Set implements vault.Keyring.
func (Keyring) Set(name, secret string) error { return keyring.Set(service, name, secret) }

// Delete implements vault.Keyring.
func (Keyring) Delete(name string) error {
	if err := keyring.Delete(service, name); err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return err
	}
	return nil
}
