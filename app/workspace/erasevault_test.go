package workspace_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/erase"
	"throughline/app/vault"
	"throughline/app/workspace"
	"throughline/storage/storagetest"
)

// vestry is a workspace with a vault that knows two of three people by name; a memo speaks of both by names that stand nowhere else.
type vestry struct {
	*apptest.Bench
	w               *workspace.Workspace
	one, two, three *apptest.Session
	memo            *app.Memo
}

func newVestry(t *testing.T) *vestry {
	t.Helper()
	b := apptest.New(t)
	study := b.Study("Checkout")
	one := b.Session(study, "P1", "Mod: Well?", "P: It works for me.")
	two := b.Session(study, "P2", "Mod: And you?", "P: It works for me as well.")
	three := b.Session(study, "P3", "Mod: And you?", "P: It works.")
	memo := &app.Memo{ID: app.NewID[app.MemoID](), Study: study.ID, Kind: app.MemoFree, Title: "Who knows", Stamp: b.Hand.Stamp(),
		Text: "Ask Oriel Vandersteen, who sits beside P2. Oriel knows, Ori they say, and Tamsin as well."}
	b.Put(memo)
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	w.Vault.Cost = vault.Cost{KiB: 64, Passes: 1, Threads: 1}
	if err := w.Vault.Create(t.Context(), "seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	for id, name := range map[app.ParticipantID]string{one.Person.ID: "Oriel Vandersteen", three.Person.ID: "Tamsin Okafor"} {
		if err := w.Vault.PutContact(t.Context(), id, app.Contact{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	changes, err := w.Vault.AliasChanges(t.Context(), study.ID, []vault.AliasOf{
		{Study: study.ID, Participant: one.Person.ID, Alias: app.Alias{Kind: "person", Real: []string{"Ori"}, As: "[P1]"}},
		{Study: study.ID, Participant: three.Person.ID, Alias: app.Alias{Kind: "person", Real: []string{"Tam"}, As: "[P3]"}}})
	if err != nil {
		t.Fatal(err)
	}
	cs := b.Hand.Begin("Redact")
	cs.Changes = changes
	if err := w.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	return &vestry{Bench: b, w: w, one: one, two: two, three: three, memo: memo}
}

// backup copies the workspace into its folder of backups and returns where.
func (v *vestry) backup() string {
	v.T.Helper()
	copied := v.Store.Path() + ".backups/test-version-14-20261101-120000.throughline"
	if err := os.MkdirAll(filepath.Dir(copied), 0o700); err != nil {
		v.T.Fatal(err)
	}
	if err := v.Store.Backup(v.T.Context(), copied, nil); err != nil {
		v.T.Fatal(err)
	}
	return copied
}

// TestErase_FindsNamesThatOnlyTheVaultKnows: a memo calls somebody by a name that stands nowhere else but in the vault.
func TestErase_FindsNamesThatOnlyTheVaultKnows(t *testing.T) {
	v := newVestry(t)
	w, one, two, three, memo := v.w, v.one, v.two, v.three, v.memo
	order := erase.Order{Participant: one.Person.ID, Reason: "asked"}
	w.Vault.Lock()
	p, err := w.Erase.Preview(t.Context(), order)
	if err != nil || p.Vault != erase.VaultLocked || len(p.Passages) != 0 {
		t.Errorf("locked: %q, %d passages, %v", p.Vault, len(p.Passages), err)
	}
	if v, err := w.Erase.Preview(t.Context(), erase.Order{Participant: two.Person.ID}); err != nil || v.Vault != "" {
		t.Errorf("of somebody the vault does not know: %q, %v", v.Vault, err)
	}
	if err := w.Vault.Open(t.Context(), "seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	if p, err = w.Erase.Preview(t.Context(), order); err != nil || p.Vault != erase.VaultSearched || len(p.Passages) == 0 {
		t.Errorf("open: %q, %d passages, %v", p.Vault, len(p.Passages), err)
	}
	copied := v.backup()
	if _, err := w.Erase.Erase(t.Context(), order, nil); err != nil {
		t.Fatal(err)
	}
	if file, err := os.ReadFile(copied); err != nil || bytes.Contains(file, []byte("Vandersteen")) || !bytes.Contains(file, []byte("Tamsin")) {
		t.Errorf("the backup: %v; wanted without Vandersteen and with Tamsin", err)
	}
	rec, err := w.Store.Find(t.Context(), memo.Ref())
	if err != nil {
		t.Fatal(err)
	}
	if text := rec.(*app.Memo).Text; strings.Contains(text, "Ori") || strings.Contains(text, "Vandersteen") || !strings.Contains(text, "Tamsin") || !strings.Contains(text, app.Erased) {
		t.Errorf("the memo says %q", text)
	}
	left, err := w.Vault.Aliases(t.Context(), "")
	if err != nil || len(left) != 1 || left[0].Participant != three.Person.ID {
		t.Errorf("replacements left: %+v, %v; theirs die with them, others stay", left, err)
	}
	if _, ok := mustBook(t, w).Of(one.Person.ID); ok {
		t.Error("the vault still knows who it was")
	}
}

func mustBook(t *testing.T, w *workspace.Workspace) *vault.Book {
	t.Helper()
	book, err := w.Vault.Contacts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// stopped is a store of which the program is killed as soon as the erasure is stored.
type stopped struct{ workspace.Store }

// Purge implements erase.Store.
func (stopped) Purge(context.Context, app.Progress) error { return errors.New("killed") }

func TestErase_CarriedThroughLaterSearchesBackupsWhenTheVaultIsOpen(t *testing.T) {
	for _, c := range []struct {
		name  string
		after func(v *vestry) // what happens before it is carried through
		state string          // of the backup then
		still bool            // the backup still names them
	}{
		{"the vault stays locked", func(*vestry) {}, app.BackupWaiting, true},
		{"the vault is opened", func(v *vestry) { v.open() }, app.BackupCleaned, false},
		{"tried in vain with the vault locked, then opened", func(v *vestry) { v.resume(); v.open() }, app.BackupCleaned, false},
		{"the passphrase is lost, and a new vault was begun", func(v *vestry) { v.anew() }, app.BackupCleaned, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := newVestry(t)
			copied := v.backup()
			v.w.Erase.Store = stopped{v.Store}
			if _, err := v.w.Erase.Erase(t.Context(), erase.Order{Participant: v.one.Person.ID, Reason: "asked"}, nil); err == nil {
				t.Fatal("it was not stopped")
			}
			v.w.Erase.Store = v.Store
			v.w.Vault.Lock()
			if left := storagetest.Remains(t, v.Store.Path(), "Vandersteen"); len(left) == 0 {
				t.Fatal("the backup is erased already")
			}
			c.after(v)
			all := v.resume()
			if len(all) != 1 || len(all[0].Backups) != 1 || all[0].Backups[0].State != c.state || (all[0].Open != nil) != (c.state == app.BackupWaiting) {
				t.Fatalf("carried through: %+v", all[0])
			}
			file, err := os.ReadFile(copied)
			if err != nil || bytes.Contains(file, []byte("It works for me.")) || bytes.Contains(file, []byte("Vandersteen")) != c.still || !bytes.Contains(file, []byte("Tamsin")) {
				t.Errorf("the backup: %v; Vandersteen in it: %v, want %v", err, bytes.Contains(file, []byte("Vandersteen")), c.still)
			}
			if waits, err := v.w.Erase.Waiting(t.Context()); err != nil || waits != (c.state == app.BackupWaiting) {
				t.Errorf("Waiting() = %v, %v", waits, err)
			}
		})
	}
}

func (v *vestry) resume() []*app.Erasure {
	v.T.Helper()
	all, err := v.w.Erase.Resume(v.T.Context(), nil)
	if err != nil {
		v.T.Fatal(err)
	}
	return all
}

func (v *vestry) open() {
	v.T.Helper()
	if err := v.w.Vault.Open(v.T.Context(), "seven crooked lamps"); err != nil {
		v.T.Fatal(err)
	}
}

func (v *vestry) anew() {
	v.T.Helper()
	if err := v.w.Vault.StartAnew(v.T.Context(), "eight straight lamps"); err != nil {
		v.T.Fatal(err)
	}
}
