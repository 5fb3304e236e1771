package workspace_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/format/source"
	"throughline/app/people"
	"throughline/app/vault"
	"throughline/app/workspace"
)

func TestContacts_GoIntoTheVaultAndMergeThere(t *testing.T) {
	b := apptest.New(t)
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	w.Vault.Cost = vault.Cost{KiB: 64, Passes: 1, Threads: 1}
	if err := w.Vault.Create(ctx, "seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	if err := w.Vault.Open(ctx, "seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	sheet, err := people.ReadSheet(ctx, source.Bytes("people.csv", "Code,Name,Email,Phone\nP1,Ana Lima,ana@example.org,\nP2,A. Lima,ana@example.org,+41 31 555 01 02\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := w.People.PlanImport(ctx, sheet, people.Guess(sheet, nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.People.Import(ctx, plan, sheet.Name); err != nil {
		t.Fatal(err)
	}
	again, err := w.People.PlanImport(ctx, sheet, people.Guess(sheet, nil))
	if err != nil || !again.Empty() || again.Count(people.ActSame) != 2 {
		t.Fatalf("the same file again: %+v, %v", again, err)
	}
	twins, err := w.People.Twins(ctx)
	if err != nil || len(twins) != 1 || twins[0].Why != "The same e-mail" {
		t.Fatalf("twins %+v, %v", twins, err)
	}
	one, two := plan.Rows[0].Participant, plan.Rows[1].Participant
	merge, err := w.People.PlanMerge(ctx, []app.ParticipantID{one, two})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.People.Merge(ctx, merge); err != nil {
		t.Fatal(err)
	}
	want := app.Contact{Name: "Ana Lima", Email: "ana@example.org", Phone: "+41 31 555 01 02", Note: "A. Lima"}
	if got, err := w.Vault.Contact(ctx, one); err != nil || got != want {
		t.Errorf("the one kept is %+v, %v", got, err)
	}
	if _, err := w.Log.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got, err := w.Vault.Contact(ctx, two); err != nil || got.Name != "A. Lima" {
		t.Errorf("taken back, the other is %+v, %v", got, err)
	}
}
