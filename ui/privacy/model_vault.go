package privacy

import (
	"context"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/vault"
	"throughline/ui/say"
	"throughline/ui/task"
)

// VaultKeeper is the vault: *vault.Service.
type VaultKeeper interface {
	State(ctx context.Context) (vault.State, error)
	Create(ctx context.Context, passphrase string) error
	Open(ctx context.Context, passphrase string) error
	OpenRemembered(ctx context.Context) error
	ChangePassphrase(ctx context.Context, old, passphrase string) error
	StartAnew(ctx context.Context, passphrase string) error
	Lock()
	Remember(ctx context.Context) error
	StopRemembering(ctx context.Context) error
	Remembered(ctx context.Context) bool
	Who(ctx context.Context, study app.StudyID, as string) ([]vault.AliasOf, error)
	OnChange(f func()) (cancel func())
	SetIdle(d time.Duration)
}

// VaultModel is the state of the section about the vault. It belongs to the UI goroutine.
type VaultModel struct {
	Keeper   VaultKeeper
	ReadOnly bool
	OnChange func()
	OnTell   func(text string)
	OnFail   func(error)
	OnIdle   func(time.Duration) // the person chose when it locks itself: keep it

	State      vault.State
	Loaded     bool
	Err        error
	Remembered bool   // by the desktop keyring, as far as it was asked
	Busy       bool   // a passphrase is being tried: it takes a moment, on purpose
	Asked      string // whom was asked for
	Found      []vault.AliasOf

	state   task.Latest[vault.State]
	keyring task.Latest[bool]
	who     task.Latest[[]vault.AliasOf]
	work    task.Queue
	waiting []func() // for the state to be known
	cancel  func()
}

// Begin follows the vault until Close.
func (m *VaultModel) Begin() {
	m.cancel = m.Keeper.OnChange(func() { task.Post(m.Reload) })
}

// Close stops following.
func (m *VaultModel) Close() {
	m.state.Cancel()
	m.keyring.Cancel()
	m.who.Cancel()
	m.cancel()
}

// Reload asks how the vault stands.
func (m *VaultModel) Reload() {
	m.state.Load(m.Keeper.State, func(st vault.State, err error) {
		m.Err, m.Loaded = err, true
		if err == nil {
			m.State = st
		}
		if !st.Open {
			m.Asked, m.Found = "", nil // no name stays on screen
		}
		m.changed()
		waiting := m.waiting
		m.waiting = nil
		for _, f := range waiting {
			f()
		}
	})
}

// whenLoaded runs f once it is known how the vault stands now.
func (m *VaultModel) whenLoaded(f func()) {
	m.waiting = append(m.waiting, f)
	m.Reload()
}

// AskKeyring asks whether the desktop keyring holds the key.
func (m *VaultModel) AskKeyring() {
	m.keyring.Load(func(ctx context.Context) (bool, error) { return m.Keeper.Remembered(ctx), nil }, func(is bool, _ error) {
		m.Remembered = is
		m.changed()
	})
}

// Changed reads again what a committed step may have changed.
func (m *VaultModel) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindSealed, app.KindParticipant) {
		m.Reload()
	}
}

// Open opens the vault; done hears how it went.
func (m *VaultModel) Open(passphrase string, done func(error)) {
	m.act(func(ctx context.Context) error { return m.Keeper.Open(ctx, passphrase) }, "", done)
}

// OpenRemembered opens it with the key of the keyring.
func (m *VaultModel) OpenRemembered(done func(error)) { m.act(m.Keeper.OpenRemembered, "", done) }

// Create makes the vault. Both passphrases have to be the same.
func (m *VaultModel) Create(passphrase, again string, done func(error)) {
	if err := sameTwice(passphrase, again); err != nil {
		done(err)
		return
	}
	m.act(func(ctx context.Context) error { return m.Keeper.Create(ctx, passphrase) }, say.T("The vault is made and open"), done)
}

// Change has another passphrase open the vault.
func (m *VaultModel) Change(old, passphrase, again string, done func(error)) {
	if err := sameTwice(passphrase, again); err != nil {
		done(err)
		return
	}
	m.act(func(ctx context.Context) error { return m.Keeper.ChangePassphrase(ctx, old, passphrase) }, say.T("The passphrase is changed"), done)
}

// AnewWord is what has to be typed before a vault is given up.
var AnewWord = say.T("delete contacts")

// StartAnew gives the vault up for a new one, if the word was typed.
func (m *VaultModel) StartAnew(word, passphrase, again string, done func(error)) {
	if !strings.EqualFold(strings.TrimSpace(word), AnewWord) {
		done(app.Invalid(say.T("Nothing was deleted."), say.T("Type “%s” to go on.", AnewWord)))
		return
	}
	if err := sameTwice(passphrase, again); err != nil {
		done(err)
		return
	}
	m.act(func(ctx context.Context) error { return m.Keeper.StartAnew(ctx, passphrase) }, say.T("A new vault is made and open"), done)
}

func sameTwice(passphrase, again string) error {
	if passphrase != again {
		return app.Invalid(say.T("The two passphrases are not the same."), "")
	}
	return nil
}

// SetIdle has the vault lock itself after so long without use, or vault.Never.
func (m *VaultModel) SetIdle(d time.Duration) {
	m.Keeper.SetIdle(d)
	if m.OnIdle != nil {
		m.OnIdle(d)
	}
}

// Lock locks the vault.
func (m *VaultModel) Lock() {
	m.Keeper.Lock()
	m.tell(say.T("The vault is locked"))
}

// Remember has the keyring keep the key, or forget it.
func (m *VaultModel) Remember(on bool) {
	do, said := m.Keeper.Remember, say.T("The keyring keeps the key")
	if !on {
		do, said = m.Keeper.StopRemembering, say.T("The keyring does not keep the key any more")
	}
	m.act(do, said, func(err error) {
		if err == nil {
			m.Remembered = on
		} else if m.OnFail != nil {
			m.OnFail(err)
		}
		m.changed()
	})
}

// Ask looks up what stands behind a replacement.
func (m *VaultModel) Ask(as string) {
	m.Asked, m.Found = strings.TrimSpace(as), nil
	if m.Asked == "" {
		m.who.Cancel()
		m.changed()
		return
	}
	m.who.Load(func(ctx context.Context) ([]vault.AliasOf, error) { return m.Keeper.Who(ctx, "", as) }, func(found []vault.AliasOf, err error) {
		if err != nil && m.OnFail != nil {
			m.OnFail(err)
		}
		m.Found = found
		m.changed()
	})
}

// act does something that takes a moment, one after another.
func (m *VaultModel) act(do func(context.Context) error, said string, done func(error)) {
	m.Busy = true
	m.changed()
	m.work.Do(do, func(err error) {
		m.Busy = false
		if err == nil && said != "" {
			m.tell(said)
		}
		m.Reload()
		done(err)
		m.changed()
	})
}

func (m *VaultModel) tell(text string) {
	if m.OnTell != nil {
		m.OnTell(text)
	}
}

func (m *VaultModel) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
