package workspace_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/erase"
	"throughline/app/vault"
	"throughline/app/workspace"
)

// TestErase_FindsNamesThatOnlyTheVaultKnows: a memo calls somebody by a name that stands nowhere else but in the vault.
func TestErase_FindsNamesThatOnlyTheVaultKnows(t *testing.T) {
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
	order := erase.Order{Participant: one.Person.ID, Reason: "asked"}
	w.Vault.Lock()
	v, err := w.Erase.Preview(t.Context(), order)
	if err != nil || v.Vault != erase.VaultLocked || len(v.Passages) != 0 {
		t.Errorf("locked: %q, %d passages, %v", v.Vault, len(v.Passages), err)
	}
	if v, err := w.Erase.Preview(t.Context(), erase.Order{Participant: two.Person.ID}); err != nil || v.Vault != "" {
		t.Errorf("of somebody the vault does not know: %q, %v", v.Vault, err)
	}
	if err := w.Vault.Open(t.Context(), "seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	if v, err = w.Erase.Preview(t.Context(), order); err != nil || v.Vault != erase.VaultSearched || len(v.Passages) == 0 {
		t.Errorf("open: %q, %d passages, %v", v.Vault, len(v.Passages), err)
	}
	copied := b.Store.Path() + ".backups/test-version-14-20261101-120000.throughline"
	if err := os.MkdirAll(filepath.Dir(copied), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := b.Store.Backup(t.Context(), copied, nil); err != nil {
		t.Fatal(err)
	}
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
