package workspace_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/recruit"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/storage/storagetest"
)

// ledger is a workspace with two entries, of which one is a formula in disguise.
func ledger(t *testing.T) (*workspace.Workspace, *app.Study, *app.Participant) {
	t.Helper()
	w, err := workspace.Over(t.Context(), storagetest.New(t), app.Hand{Author: "Mara", Now: func() time.Time { return storagetest.Noon }})
	if err != nil {
		t.Fatal(err)
	}
	st, err := w.Studies.Create(t.Context(), app.Study{Name: "Shift planning"})
	if err != nil {
		t.Fatal(err)
	}
	p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P07", Stamp: w.Hand.Stamp()}
	cs := w.Hand.Begin("Somebody")
	cs.Create(p)
	if err := w.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	for _, note := range []string{"", "=HYPERLINK(1)"} {
		if err := w.Recruit.Enter(t.Context(), app.Incentive{Participant: p.ID, Study: st.ID, Amount: 4050, Currency: "EUR", Date: "2026-05-01", Note: note}); err != nil {
			t.Fatal(err)
		}
	}
	return w, st, p
}

func TestWriteLedger_NamesPeopleOnlyFromAnOpenVault(t *testing.T) {
	w, st, p := ledger(t)
	path := filepath.Join(t.TempDir(), "ledger.csv")
	if n, err := w.WriteLedger(t.Context(), st.ID, false, "csv", path, report.FileOptions{}); err != nil || n != 2 {
		t.Fatalf("%d, %v", n, err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][1] != "P07" || rows[1][3] != "40.50" || rows[1][2] != "Shift planning" || strings.Contains(string(raw), ",=HYPER") {
		t.Errorf("%q, %v", rows, err)
	}
	path = filepath.Join(t.TempDir(), "ledger.xlsx")
	if _, err := w.WriteLedger(t.Context(), st.ID, true, "xlsx", path, report.FileOptions{}); app.CodeOf(err) != app.ESealed {
		t.Fatalf("names without an open vault: %v", err)
	}
	if err := w.Vault.Create(t.Context(), "a long passphrase for tests"); err != nil {
		t.Fatal(err)
	}
	if err := w.Vault.PutContact(t.Context(), p.ID, app.Contact{Name: "Åsa Invented"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.WriteLedger(t.Context(), st.ID, true, "xlsx", path, report.FileOptions{}); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	got, err := x.GetRows("Incentives")
	if err != nil || len(got) != 3 || got[1][2] != "Åsa Invented" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := w.WriteLedger(t.Context(), st.ID, false, "pdf", path, report.FileOptions{}); app.CodeOf(err) != app.EInvalid {
		t.Errorf("pdf: %v", err)
	}
}

func TestReadAnswers_TakesCSVAndExcel(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "answers.csv")
	if err := os.WriteFile(text, []byte("\ufeffParticipant;Plans\n\nP07;yes\nP08;no\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	book := filepath.Join(dir, "answers.xlsx")
	x := excelize.NewFile()
	for i, row := range [][]any{{"Participant", "Plans"}, {}, {"P07", "yes"}, {"P08", "no"}} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.SaveAs(book); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{text, book} {
		s, err := workspace.ReadAnswers(t.Context(), path, "")
		if err != nil || len(s.Head) != 2 || len(s.Rows) != 2 || s.Rows[1][0] != "P08" || s.Lines[0] != 3 {
			t.Errorf("%s: %+v, %v", filepath.Base(path), s, err)
		}
	}
	if _, err := workspace.ReadAnswers(t.Context(), filepath.Join(dir, "none.csv"), ""); app.CodeOf(err) != app.EIO {
		t.Errorf("no file: %v", err)
	}
	if err := os.WriteFile(text, []byte("Participant;Plans\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := workspace.ReadAnswers(t.Context(), text, ""); app.CodeOf(err) != app.EInvalid {
		t.Errorf("only a head: %v", err)
	}
}

func TestWriteMails_OneFileEach(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "Invitations")
	all := []recruit.Invitation{{Code: "P07", Subject: "Hello", Text: "Text"}, {Code: "../P08", To: "a@example.com", Text: "Text"}}
	n, err := workspace.WriteMails(t.Context(), folder, "", all, storagetest.Noon)
	if err != nil || n != 2 {
		t.Fatalf("%d, %v", n, err)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 2 || files[0].Name() != "P07.eml" || files[1].Name() != "invitation 2.eml" {
		t.Errorf("%v, %v", files, err)
	}
}
