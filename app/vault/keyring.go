package vault

import (
	"context"
	"encoding/base64"
	"errors"

	"throughline/app"
)

// Keyring keeps secrets for the person who is logged in: the desktop's.
type Keyring interface {
	// Get returns a secret. ErrNoSecret when there is none of that name.
	Get(name string) (string, error)
	Set(name, secret string) error
	// Delete forgets a secret; one that is not there is no error.
	Delete(name string) error
}

// ErrNoSecret says that a keyring works and holds no secret of the name.
var ErrNoSecret = errors.New("no such secret")

// Remember has the desktop keyring keep the key of the open vault, so that the person who is logged in opens it without the passphrase.
// Returns ESealed while the vault is locked, EUnsupported when there is no keyring.
func (s *Service) Remember(context.Context) error {
	if s.Keyring == nil {
		return noKeyring(nil)
	}
	var id, secret string
	err := s.with(func(v *session) error {
		id, secret = v.id, base64.StdEncoding.EncodeToString(v.key)
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.Keyring.Set(id, secret); err != nil {
		return noKeyring(err)
	}
	s.tell()
	return nil
}

// StopRemembering has the keyring forget the key. Returns EUnsupported when there is no keyring.
func (s *Service) StopRemembering(ctx context.Context) error {
	h, _, err := s.theHeader(ctx)
	if err != nil {
		return err
	}
	if s.Keyring == nil {
		return noKeyring(nil)
	}
	if err := s.Keyring.Delete(h.ID); err != nil {
		return noKeyring(err)
	}
	s.tell()
	return nil
}

// OpenRemembered opens the vault with the key that the keyring keeps. Returns ENotFound when it keeps none, or one that does not fit any more.
func (s *Service) OpenRemembered(ctx context.Context) error {
	h, _, err := s.theHeader(ctx)
	if err != nil {
		return err
	}
	forgotten := &app.Error{Code: app.ENotFound, Message: "The desktop keyring does not hold the key of this vault.", Hint: "Open it with its passphrase."}
	if s.Keyring == nil {
		return forgotten
	}
	secret, err := s.Keyring.Get(h.ID)
	if errors.Is(err, ErrNoSecret) {
		return forgotten
	}
	if err != nil {
		return noKeyring(err)
	}
	key, err := base64.StdEncoding.DecodeString(secret)
	if err != nil || len(key) != keySize {
		return forgotten
	}
	if err := s.fits(ctx, h.ID, key); err != nil {
		clear(key)
		return forgotten
	}
	return s.begin(h.ID, key)
}

// fits reports whether key opens what the vault id has sealed; the first such record tells.
func (s *Service) fits(ctx context.Context, id string, key []byte) error {
	try, err := newSession(id, key)
	if err != nil {
		return err
	}
	all, err := app.Papers[app.Sealed](ctx, s.Store, app.PaperQuery{Kind: app.KindSealed})
	for i := range all {
		if !foreign(id, &all[i]) {
			var any map[string]any
			return try.open(&all[i], &any)
		}
	}
	return err
}

// Remembered reports whether the keyring holds a key of this vault. Asking may have the desktop ask the person to unlock the keyring.
func (s *Service) Remembered(ctx context.Context) bool {
	h, _, err := s.theHeader(ctx)
	if err != nil || s.Keyring == nil {
		return false
	}
	_, err = s.Keyring.Get(h.ID)
	return err == nil
}

// forget has the keyring forget a vault that is given up; a keyring that is not there kept nothing.
func (s *Service) forget(id string) {
	if s.Keyring != nil {
		_ = s.Keyring.Delete(id)
	}
}

func noKeyring(err error) error {
	return &app.Error{Code: app.EUnsupported, Message: "This desktop has no keyring that answers.",
		Hint: "The vault opens by its passphrase. On Linux a keyring needs a service such as GNOME Keyring or KWallet to run.", Err: err}
}
