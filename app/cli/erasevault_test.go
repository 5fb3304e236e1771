package cli_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/cli"
	"throughline/app/erase"
	"throughline/app/vault"
	"throughline/app/workspace"
	"throughline/storage/storagetest"
)

const passphrase = "seven crooked lamps"

// withVault is a workspace in which P07 is called by a name that stands in a memo and in the vault only, with a backup.
func withVault(t *testing.T, s *shell) {
	t.Helper()
	s.must("new", "a.throughline", "--study", "Ordering")
	s.file("P07.txt", "Mod: How do you order?\nP07: With a quorvanish list.\n")
	s.file("P08.txt", "Mod: How do you order?\nP08: In a spreadsheet.\n")
	s.must("import", "-w", "a.throughline", "P07.txt", "P08.txt")
	s.in = passphrase + "\n"
	inside(t, func(w *workspace.Workspace) {
		people, err := w.Store.Participants(t.Context(), "")
		if err == nil {
			err = w.Vault.Create(t.Context(), passphrase)
		}
		for _, p := range people {
			if p.Code == "P07" && err == nil {
				err = w.Vault.PutContact(t.Context(), p.ID, app.Contact{Name: "Oriel Vandersteen"})
			}
		}
		cs := w.Hand.Begin("Memo")
		cs.Create(&app.Memo{ID: app.NewID[app.MemoID](), Kind: app.MemoFree, Title: "Who knows", Text: "Ask Oriel Vandersteen, who sits beside P08.", Stamp: w.Hand.Stamp()})
		if err = errors.Join(err, w.Log.Commit(t.Context(), cs)); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll("a.throughline.backups", 0o700); err != nil {
			t.Fatal(err)
		}
		if err := w.Store.Backup(t.Context(), "a.throughline.backups/a-version-14-20261101-120000.throughline", nil); err != nil {
			t.Fatal(err)
		}
	})
}

// inside works on the workspace between two commands.
func inside(t *testing.T, do func(w *workspace.Workspace)) {
	t.Helper()
	store, err := open(t.Context(), "a.throughline", workspace.Existing)
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(t.Context(), store, app.Hand{Author: "Mara", Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	w.Vault.Cost = vault.Cost{KiB: 64, Passes: 1, Threads: 1}
	do(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestErase_OpensTheVaultForNamesThatOnlyItKnows(t *testing.T) {
	s := newShell(t)
	withVault(t, s)
	who := []string{"erase", "-w", "a.throughline", "--participant", "P07"}
	if out := s.must(append(who, "--dry-run")...); !strings.Contains(out, "The vault is locked") || !strings.Contains(out, "--passphrase-stdin") {
		t.Errorf("the preview without a passphrase says %q", out)
	}
	if out := s.must(append(who, "--dry-run", "--passphrase-stdin")...); !strings.Contains(out, "Names that only the vault knows are searched for as well") || !strings.Contains(out, "“Who knows”") {
		t.Errorf("the preview with the passphrase says %q", out)
	}
	s.in = "six crooked lamps\n"
	s.fails(cli.ExitFailed, "passphrase", append(who, "--reason", "asked", "--yes", "--passphrase-stdin")...)
	if len(storagetest.Remains(t, "a.throughline", "quorvanish")) == 0 {
		t.Fatal("something was erased with the wrong passphrase")
	}
	s.in = passphrase + "\n"
	if out := s.must(append(who, "--reason", "asked", "--yes", "--passphrase-stdin")...); strings.Contains(out, "Not complete") {
		t.Errorf("the certificate says %q", out)
	}
	if left := storagetest.Remains(t, "a.throughline", "quorvanish", "Vandersteen", "Oriel"); len(left) > 0 {
		t.Errorf("still there: %q", left)
	}
	if out := s.must("erase", "-w", "a.throughline", "--resume"); !strings.Contains(out, "Nothing is left to be done") {
		t.Errorf("--resume says %q", out)
	}
	s.fails(cli.ExitUsage, "--resume", append(who, "--resume")...)
}

// stopped is a store of which the program is killed as soon as the erasure is stored.
type stopped struct{ workspace.Store }

// Purge implements erase.Store.
func (stopped) Purge(context.Context, app.Progress) error { return errors.New("killed") }

func TestErase_ResumesWithThePassphrase(t *testing.T) {
	s := newShell(t)
	withVault(t, s)
	inside(t, func(w *workspace.Workspace) {
		people, err := w.Store.Participants(t.Context(), "")
		if err = errors.Join(err, w.Vault.Open(t.Context(), passphrase)); err != nil {
			t.Fatal(err)
		}
		w.Erase.Store = stopped{w.Store}
		for _, p := range people {
			if p.Code == "P07" {
				if _, err := w.Erase.Erase(t.Context(), erase.Order{Participant: p.ID, Reason: "asked"}, nil); err == nil {
					t.Fatal("it was not stopped")
				}
			}
		}
	})
	out, _, code := s.run("erase", "-w", "a.throughline", "--resume")
	if code != cli.ExitPartly || !strings.Contains(out, "P07, 2026-") || !strings.Contains(out, "erased in part (the vault was locked") {
		t.Errorf("without the passphrase: exit code %d, %q", code, out)
	}
	if left := storagetest.Remains(t, "a.throughline", "quorvanish"); len(left) > 0 {
		t.Errorf("what needs no vault is still there: %q", left)
	}
	type answer struct {
		Erasures []struct {
			Participant string
			Complete    bool
		}
	}
	got := decode[answer](t, s.must("erase", "-w", "a.throughline", "--resume", "--passphrase-stdin", "--json"))
	if len(got.Erasures) != 1 || got.Erasures[0].Participant != "P07" || !got.Erasures[0].Complete {
		t.Errorf("with the passphrase: %+v", got)
	}
	if left := storagetest.Remains(t, "a.throughline", "quorvanish", "Vandersteen", "Oriel"); len(left) > 0 {
		t.Errorf("still there: %q", left)
	}
}
