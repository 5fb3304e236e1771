// Package vault keeps who people are apart from what they said: names, e-mail, phone and address are encrypted, and so is which
// name stands behind a replacement in a text. Everything else in a workspace knows people by their code.
//
// A random data key encrypts the records (XChaCha20-Poly1305); a key worked out from the passphrase (argon2id) wraps the data key. Records are
// sealed before they reach a step, so that the workspace, its history and its copies hold nothing else. docs/SECURITY.md has the threats.
package vault

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"io"
	"sync"
	"time"

	"throughline/app"
)

// Store is what the vault asks of the workspace.
type Store interface {
	app.PaperStore
	// VaultHeader returns what is kept in the open about the vault, nil when there is none.
	VaultHeader(ctx context.Context) ([]byte, error)
	// SaveVaultHeader puts next in place of was, nil for none, in one transaction. Returns EConflict when another stands there.
	SaveVaultHeader(ctx context.Context, was, next []byte) error
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
}

// DefaultIdle is after how long without use the vault locks itself.
const DefaultIdle = 15 * time.Minute

// Never leaves the vault open until it is locked by hand or the workspace is closed.
const Never time.Duration = -1

// Service is the vault of one workspace. It begins locked. Safe for concurrent use.
type Service struct {
	Store   Store
	Log     app.Committer
	Hand    app.Hand
	Keyring Keyring          // where the key may be remembered; nil for nowhere
	Cost    Cost             // of new passphrases; zero means DefaultCost
	Idle    time.Duration    // zero means DefaultIdle, Never that it does not lock itself; see SetIdle
	Random  io.Reader        // nil means crypto/rand
	Now     func() time.Time // tells how long it was idle; nil means time.Now

	mu     sync.RWMutex
	open   *session // nil while locked
	used   time.Time
	timer  *time.Timer
	heard  []func()
	opened int // how many times it was opened or locked, for a timer that comes late
}

// State is how the vault stands.
type State struct {
	Made     bool // there is one
	Open     bool
	Contacts int       // people whose details are sealed
	Aliases  int       // replacements in texts that are sealed
	Lost     int       // records sealed by an earlier vault, whose key is gone
	Changed  time.Time // when the passphrase was last set
	Cost     Cost      // of trying a passphrase
	Idle     time.Duration
}

// State says how the vault stands, by what is in the file.
func (s *Service) State(ctx context.Context) (State, error) {
	h, _, err := s.header(ctx)
	if err != nil {
		return State{}, err
	}
	s.mu.RLock()
	idle := s.idle()
	s.mu.RUnlock()
	st := State{Open: s.IsOpen(), Idle: idle}
	all, err := app.Papers[app.Sealed](ctx, s.Store, app.PaperQuery{Kind: app.KindSealed})
	if err != nil {
		return State{}, err
	}
	id := ""
	if h != nil {
		id = h.ID
		st.Made, st.Changed, st.Cost = true, h.Changed, h.Cost
	}
	for i := range all {
		switch r := &all[i]; {
		case foreign(id, r):
			st.Lost++
		case r.Use == app.SealedContact:
			st.Contacts++
		case r.Use == app.SealedAlias:
			st.Aliases++
		}
	}
	return st, nil
}

// header reads what is kept in the open, and its bytes; nil without a vault.
func (s *Service) header(ctx context.Context) (*header, []byte, error) {
	b, err := s.Store.VaultHeader(ctx)
	if err != nil || b == nil {
		return nil, nil, err
	}
	h, err := parseHeader(b)
	return h, b, err
}

// theHeader is header where there must be a vault: ENotFound else.
func (s *Service) theHeader(ctx context.Context) (*header, []byte, error) {
	h, b, err := s.header(ctx)
	if err == nil && h == nil {
		err = &app.Error{Code: app.ENotFound, Message: "This workspace has no vault yet.", Hint: "Create one and choose its passphrase."}
	}
	return h, b, err
}

// Create makes the vault, opened. Returns EInvalid for a passphrase that is too short, EConflict when there is a vault.
func (s *Service) Create(ctx context.Context, passphrase string) error {
	b, err := s.Store.VaultHeader(ctx)
	if err != nil {
		return err
	}
	if b != nil {
		return &app.Error{Code: app.EConflict, Message: "This workspace has a vault already.", Hint: "Open it with its passphrase."}
	}
	return s.make(ctx, nil, passphrase)
}

// make puts a new vault in the place of was and opens it.
func (s *Service) make(ctx context.Context, was []byte, passphrase string) error {
	if err := checkPassphrase(passphrase); err != nil {
		return err
	}
	key, id := make([]byte, keySize), make([]byte, idSize)
	for _, b := range [][]byte{key, id} {
		if _, err := io.ReadFull(s.random(), b); err != nil {
			return err
		}
	}
	now := s.now()
	h, err := wrap(s.random(), hex.EncodeToString(id), passphrase, key, s.Cost, now, now)
	if err != nil {
		return err
	}
	if err := s.save(ctx, was, h); err != nil {
		return err
	}
	return s.begin(h.ID, key)
}

// save stores a header in the place of was.
func (s *Service) save(ctx context.Context, was []byte, h *header) error {
	next, err := json.Marshal(h)
	if err != nil {
		return err
	}
	return s.Store.SaveVaultHeader(ctx, was, next)
}

// Open opens the vault. Returns EInvalid for a wrong passphrase, ENotFound without a vault, EDamaged when its key cannot be read.
func (s *Service) Open(ctx context.Context, passphrase string) error {
	h, _, err := s.theHeader(ctx)
	if err != nil {
		return err
	}
	key, err := h.unwrap(passphrase)
	if err != nil {
		return err
	}
	return s.begin(h.ID, key)
}

// ChangePassphrase has another passphrase open the vault: the same data key, wrapped anew with a new salt, in one transaction. It is no step of
// the history: what is undone must not bring an old passphrase back. Copies made before still open with the old one. A key that the keyring
// remembers goes on opening it. Errors are those of Open and Create.
func (s *Service) ChangePassphrase(ctx context.Context, old, passphrase string) error {
	h, was, err := s.theHeader(ctx)
	if err != nil {
		return err
	}
	key, err := h.unwrap(old)
	if err != nil {
		return err
	}
	if err := checkPassphrase(passphrase); err != nil {
		clear(key)
		return err
	}
	next, err := wrap(s.random(), h.ID, passphrase, key, s.Cost, h.Made, s.now())
	if err == nil {
		err = s.save(ctx, was, next)
	}
	if err != nil {
		clear(key)
		return err
	}
	return s.begin(h.ID, key)
}

// StartAnew gives up a vault whose passphrase is lost: everything sealed is deleted, as a step, and a new vault takes its place, opened. Codes
// and research stay. Undo of the step brings back only records that no key opens. Returns EInvalid for a passphrase that is too short.
func (s *Service) StartAnew(ctx context.Context, passphrase string) error {
	if err := checkPassphrase(passphrase); err != nil {
		return err
	}
	was, err := s.Store.VaultHeader(ctx)
	if err != nil {
		return err
	}
	all, err := s.Store.Papers(ctx, app.PaperQuery{Kind: app.KindSealed})
	if err != nil {
		return err
	}
	s.Lock()
	if h, err := parseHeader(was); err == nil {
		s.forget(h.ID)
	}
	if len(all) > 0 {
		cs := s.Hand.Begin("Start a new vault")
		for _, r := range all {
			cs.Delete(r)
		}
		if err := s.Log.Commit(ctx, cs); err != nil {
			return err
		}
	}
	return s.make(ctx, was, passphrase)
}

// begin keeps the data key for use.
func (s *Service) begin(id string, key []byte) error {
	next, err := newSession(id, key)
	if err != nil {
		return err
	}
	s.mu.Lock()
	if s.open != nil {
		s.open.end()
	}
	s.open = next
	s.opened++
	s.touch()
	s.mu.Unlock()
	s.tell()
	return nil
}

// Lock forgets the key. It does nothing when the vault is locked.
func (s *Service) Lock() {
	s.mu.Lock()
	was := s.open
	if was != nil {
		was.end()
		s.open = nil
		s.opened++
	}
	if s.timer != nil {
		s.timer.Stop()
	}
	s.mu.Unlock()
	if was != nil {
		s.tell()
	}
}

// IsOpen reports whether the vault is open.
func (s *Service) IsOpen() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.open != nil && !s.late()
}

// OnChange has f called whenever the vault was opened or locked, from any goroutine, until cancel.
func (s *Service) OnChange(f func()) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := len(s.heard)
	s.heard = append(s.heard, f)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.heard[at] = nil
	}
}

func (s *Service) tell() {
	s.mu.RLock()
	all := append([]func(){}, s.heard...)
	s.mu.RUnlock()
	for _, f := range all {
		if f != nil {
			f()
		}
	}
}

// with runs do with the open vault. Returns ESealed while it is locked.
func (s *Service) with(do func(*session) error) error {
	s.mu.RLock()
	late := s.open != nil && s.late()
	if s.open == nil || late {
		s.mu.RUnlock()
		if late {
			s.Lock()
		}
		return Locked()
	}
	err := do(s.open)
	s.mu.RUnlock()
	s.Touch()
	return err
}

// Locked is the error of what needs the vault open: ESealed.
func Locked() error {
	return &app.Error{Code: app.ESealed, Message: "The vault is locked.", Hint: "Open it with its passphrase."}
}

func (s *Service) random() io.Reader {
	if s.Random == nil {
		return rand.Reader
	}
	return s.Random
}

func (s *Service) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}
