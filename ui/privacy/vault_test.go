package privacy_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/vault"
	"throughline/ui/kit"
	"throughline/ui/privacy"
	"throughline/ui/task"
)

const vaultPass, vaultOther = "seven crooked lamps", "eight straight lamps"

type vaultDesk struct {
	*testing.T
	keeper *vault.Service
	bench  *apptest.Bench
	m      *privacy.VaultModel
	await  func(time.Duration, func() bool) bool
	told   []string
	failed error
}

func newVaultDesk(t *testing.T) *vaultDesk {
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	d := &vaultDesk{T: t, bench: b, await: await}
	d.keeper = &vault.Service{Store: b.Store, Log: b.Log, Hand: b.Hand, Cost: vault.Cost{KiB: 64, Passes: 1, Threads: 1}}
	d.m = &privacy.VaultModel{Keeper: d.keeper, OnTell: func(s string) { d.told = append(d.told, s) }, OnFail: func(err error) { d.failed = err }}
	d.m.Begin()
	t.Cleanup(d.m.Close)
	return d
}

// does runs an act to its end and returns how it went.
func (d *vaultDesk) does(act func(done func(error))) error {
	d.Helper()
	ended, result := false, error(nil)
	act(func(err error) { ended, result = true, err })
	d.until("the act", func() bool { return ended })
	return result
}

func (d *vaultDesk) until(what string, done func() bool) {
	d.Helper()
	if !d.await(20*time.Second, done) {
		d.Fatalf("waited for %s in vain; %+v, error: %v", what, d.m.State, d.m.Err)
	}
}

func TestVaultModel_FollowsTheVaultFromItsMakingToItsEnd(t *testing.T) {
	d := newVaultDesk(t)
	m := d.m
	m.Reload()
	d.until("the state", func() bool { return m.Loaded })
	if m.State.Made {
		t.Fatal("a vault from the start")
	}
	if err := d.does(func(done func(error)) { m.Create(vaultPass, vaultOther, done) }); app.CodeOf(err) != app.EInvalid || m.Busy {
		t.Errorf("two different passphrases: %v", err)
	}
	if err := d.does(func(done func(error)) { m.Create(vaultPass, vaultPass, done) }); err != nil {
		t.Fatal(err)
	}
	d.until("an open vault", func() bool { return m.State.Open })
	m.Lock()
	d.until("a locked vault", func() bool { return m.State.Made && !m.State.Open })
	if err := d.does(func(done func(error)) { m.Open(vaultOther, done) }); app.CodeOf(err) != app.EInvalid {
		t.Errorf("a wrong passphrase: %v", err)
	}
	if err := d.does(func(done func(error)) { m.Open(vaultPass, done) }); err != nil {
		t.Fatal(err)
	}
	if err := d.does(func(done func(error)) { m.Change(vaultPass, vaultOther, vaultOther, done) }); err != nil {
		t.Fatal(err)
	}
	m.Remember(true)
	d.until("word that there is no keyring", func() bool { return d.failed != nil })
	if app.CodeOf(d.failed) != app.EUnsupported || m.Remembered {
		t.Errorf("without a keyring: %v, remembered %v", d.failed, m.Remembered)
	}
	if err := d.does(func(done func(error)) { m.StartAnew("delete", vaultPass, vaultPass, done) }); app.CodeOf(err) != app.EInvalid {
		t.Errorf("given up without the word: %v", err)
	}
	if err := d.does(func(done func(error)) { m.StartAnew(" Delete Contacts ", vaultPass, vaultPass, done) }); err != nil {
		t.Fatal(err)
	}
	want := "The vault is made and open; The vault is locked; The passphrase is changed; A new vault is made and open"
	if got := strings.Join(d.told, "; "); got != want {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestVaultModel_ForgetsNamesWhenItIsLocked(t *testing.T) {
	d := newVaultDesk(t)
	study := d.bench.Study("One")
	if err := d.keeper.Create(t.Context(), vaultPass); err != nil {
		t.Fatal(err)
	}
	changes, err := d.keeper.AliasChanges(t.Context(), study.ID, []vault.AliasOf{{Alias: app.Alias{Kind: "person", Real: []string{"Ana Silva"}, As: "[person 1]"}}})
	if err != nil {
		t.Fatal(err)
	}
	cs := d.bench.Hand.Begin("Redact")
	cs.Changes = changes
	if err := d.bench.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	d.m.Ask("person 1")
	d.until("who it is", func() bool { return len(d.m.Found) == 1 })
	if d.m.Found[0].Real[0] != "Ana Silva" {
		t.Errorf("found %+v", d.m.Found)
	}
	d.keeper.Lock() // as when it locks itself
	d.until("nobody", func() bool { return d.m.Found == nil && d.m.Asked == "" })
}

func TestVaultView_ShowsItsStates(t *testing.T) {
	test.NewTempApp(t)
	d := newVaultDesk(t)
	v := privacy.NewVault(d.m, func(kit.Route) {})
	w := test.NewWindow(v.Section(func() {}).Content)
	defer w.Close()
	w.Resize(fyne.NewSize(1000, 700))
	d.m.Reload()
	d.until("the state", func() bool { return d.m.Loaded })
	if !strings.Contains(allWords(w.Content()), "No vault yet") {
		t.Errorf("without a vault: %s", allWords(w.Content()))
	}
	if err := d.does(func(done func(error)) { d.m.Create(vaultPass, vaultPass, done) }); err != nil {
		t.Fatal(err)
	}
	d.until("an open vault", func() bool { return d.m.State.Open })
	if !strings.Contains(allWords(w.Content()), "The vault is open") {
		t.Errorf("open: %s", allWords(w.Content()))
	}
	d.m.Lock()
	d.until("a locked vault", func() bool { return !d.m.State.Open })
	if !strings.Contains(allWords(w.Content()), "The vault is locked") {
		t.Errorf("locked: %s", allWords(w.Content()))
	}
	v.AskOpen(w.Canvas(), nil)
	d.until("the sheet", func() bool { return w.Canvas().Overlays().Top() != nil })
}

// allWords joins the words of all texts in o.
func allWords(o fyne.CanvasObject) string {
	var words []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case interface{ Text() string }:
			words = append(words, x.Text())
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				walk(c)
			}
		}
	}
	walk(o)
	return strings.Join(words, " | ")
}
