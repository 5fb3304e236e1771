package privacy_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/consent"
	"throughline/ui/privacy"
	"throughline/ui/task"
)

func TestConsentImport_TakesInASheetOfAWorkbookAndIsOneStep(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	study := b.Study("Checkout")
	for _, code := range []string{"P1", "P2"} {
		b.Session(study, code, "Mod: Well?", "P: It works.")
	}
	book := excelize.NewFile()
	if _, err := book.NewSheet("Consents"); err != nil {
		t.Fatal(err)
	}
	for cell, v := range map[string]string{"A1": "Panel 2026", "A2": "made in May"} {
		if err := book.SetCellStr("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	for i, row := range [][]any{{"Participant", "When", "Recording", "Inside"}, {"P1", "2026-01-02", "yes", "yes"}, {"P9", "2026-01-02", "yes", "no"}, {"P2", "soon", "yes", "no"}} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := book.SetSheetRow("Consents", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "consents.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	m := &privacy.ConsentImport{Service: &consent.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Study: study.ID}
	until := func(what string, done func() bool) {
		t.Helper()
		if !await(20*time.Second, done) {
			t.Fatalf("waited for %s in vain; error: %v", what, m.Err)
		}
	}
	m.Begin(path)
	until("the first sheet", func() bool { return m.Sheet != nil && (m.Plan != nil || m.Err != nil) })
	m.SetTable("Consents")
	until("the other sheet", func() bool { return m.Sheet != nil && m.Sheet.Table == "Consents" && m.Plan != nil })
	if m.Plan.Count(consent.ActSkip) != 1 { // P9; the day of no column is today
		t.Fatalf("before the day is known: %+v", m.Plan.Rows)
	}
	m.SetMeaning(1, consent.FieldDate)
	until("the day", func() bool { return m.Plan != nil && m.Plan.Count(consent.ActSkip) == 2 })
	if m.Says() != "1 new · 2 left out" || m.Act() != "Record 1 consent" {
		t.Errorf("says %q, %q", m.Says(), m.Act())
	}
	m.SetMeaning(2, consent.FieldDate) // one column has a meaning only
	until("the refusal", func() bool { return m.Plan != nil || m.Err != nil })
	if m.Means[1] != "" {
		t.Errorf("two columns mean the same: %v", m.Means)
	}
	m.SetMeaning(2, consent.FieldRecord)
	m.SetMeaning(1, consent.FieldDate)
	until("the plan", func() bool { return m.Plan != nil })
	m.Run()
	until("the import", func() bool { return m.Done })
	if e, err := b.Log.Undo(t.Context()); err != nil || e.Label != "Import 1 consent" {
		t.Errorf("undo: %q, %v", e.Label, err)
	}
}

func TestConsentImport_SaysWhatIsWrongWithAFile(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	dir := t.TempDir()
	for _, c := range []struct {
		name, text string
		code       app.Code
	}{
		{"no codes", "name,scopes\nAna,all\n", app.EInvalid},
		{"only headings", "code,scopes\n", app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(dir, c.name+".csv")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			m := &privacy.ConsentImport{Service: &consent.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
			m.Begin(path)
			if !await(20*time.Second, func() bool { return m.Err != nil }) || app.CodeOf(m.Err) != c.code || m.Act() != "" {
				t.Errorf("%v, %q", m.Err, m.Act())
			}
		})
	}
}
