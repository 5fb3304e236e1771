package workspace_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/people"
	"throughline/app/vault"
	"throughline/app/workspace"
	"throughline/storage"
)

// TestContacts_ThatAreImportedLieInTheVaultOnly imports people with their contact details, as one step, and searches the file for them.
func TestContacts_ThatAreImportedLieInTheVaultOnly(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "people.throughline")
	store, err := storage.Create(ctx, path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	w.Vault.Cost = vault.Cost{KiB: 64, Passes: 1, Threads: 1}
	if err := w.Vault.Create(ctx, "seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("Code,Segment,Name,E-mail,Phone,Address\n")
	const n = 300
	for i := range n {
		fmt.Fprintf(&b, "P%03d,Admin,Anouk Vandersteen-%d,anouk%d@vandersteen.example,+31 6 5550 %04d,Keizersgracht %d\n", i, i, i, i, i)
	}
	sh := sheetOf(t, b.String())
	fields, err := w.People.Fields(ctx)
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.People.PlanImport(ctx, sh, people.Guess(sh, fields))
	if err != nil || len(p.Private) != 0 {
		t.Fatalf("Plan() leaves out %v, %v", p.Private, err)
	}
	if err := w.People.Import(ctx, p, "panel.csv"); err != nil {
		t.Fatal(err)
	}
	steps, err := w.Log.Entries(ctx, app.Page{Limit: 5})
	if err != nil || len(steps) != 1 {
		t.Fatalf("steps %+v, %v; want one", steps, err)
	}
	book, err := w.Vault.Contacts(ctx)
	if err != nil || len(book.All) != n || book.All[7].Email == "" {
		t.Fatalf("the vault has %d, %v", len(book.All), err)
	}
	search := func(when string) {
		t.Helper()
		files, _ := filepath.Glob(path + "*")
		for _, f := range files {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range []string{"Vandersteen", "vandersteen.example", "Keizersgracht", "+31 6 5550"} {
				if strings.Contains(string(raw), word) {
					t.Errorf("%s: %s holds %q", when, filepath.Base(f), word)
				}
			}
		}
	}
	search("open")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	search("closed")
	if w.Vault.IsOpen() {
		t.Error("the vault is open after the workspace was closed")
	}
}

func sheetOf(t *testing.T, csv string) *people.Sheet {
	t.Helper()
	sh, err := people.ReadSheet(t.Context(), source.Bytes("panel.csv", csv), "")
	if err != nil {
		t.Fatal(err)
	}
	return sh
}
