package people_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	usecase "throughline/app/people"
	"throughline/ui/people"
)

func TestBring_TellsWhatBecomesOfAFileAndBringsItIn(t *testing.T) {
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "customers.csv")
	if err := os.WriteFile(path, []byte("Cust,Seats,Team size,Email\nP3,12,many,ana@example.org\nC-2,7,9,\n,1,2,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := &people.Bring{Model: d.m}
	painted := 0
	b.OnChange = func() { painted++ }
	b.Begin(path)
	d.until("a plan", func() bool { return b.Plan != nil })
	if got := b.Spec.Columns[3].Role; got != usecase.RoleEmail || !slices.Equal(b.Plan.Private, []string{"Email"}) {
		t.Errorf("the column of e-mails is %s, left out: %v", got, b.Plan.Private)
	}
	b.SetRole(0, usecase.RoleCode, "")
	b.SetRole(1, usecase.RoleField, "Seats")
	b.SetType(1, app.FieldNumber)
	d.until("a plan by the code", func() bool { return b.Plan != nil && b.Plan.Count(usecase.ActUpdate) == 1 })
	if b.Act() != "Import 1 and update 1" || len(b.Odd()) != 1 {
		t.Errorf("%q, %q, odd %+v", b.Act(), b.Says(), b.Odd())
	}
	b.Set(func(s *usecase.Spec) { s.Mode = usecase.UpdateOnly })
	d.until("a plan that adds nobody", func() bool { return b.Plan != nil && b.Act() == "Update 1 person" })
	b.Set(func(s *usecase.Spec) { s.Key = "Shoe size" })
	d.until("a refusal", func() bool { return app.CodeOf(b.Err) == app.EInvalid && b.Plan == nil })
	b.Set(func(s *usecase.Spec) { s.Key, s.Mode = "", usecase.AddAndUpdate })
	d.until("a plan again", func() bool { return b.Plan != nil })
	kept := false
	b.Keep("CRM", "Customers", func(err error) { kept = err == nil })
	d.until("the mapping to be kept", func() bool { return kept })
	b.Run()
	d.until("the people", func() bool { return b.Done && len(d.m.Rows) == 4 })
	if got := d.m.Roster.Cell(d.m.Rows[d.m.Place(d.person("P3"))], "field:seats"); got != "12" || painted == 0 {
		t.Errorf("P3 has %q seats", got)
	}
	b.Begin(path)
	d.until("what was kept", func() bool { return b.Plan != nil && len(b.Saved) == 1 })
	b.Use(&b.Saved[0])
	d.until("nothing to do", func() bool { return b.Plan != nil && b.Act() == "" && b.Plan.Count(usecase.ActSame) == 2 })
	book := filepath.Join(t.TempDir(), "panel.xlsx")
	x := excelize.NewFile()
	if _, err := x.NewSheet("People"); err != nil {
		t.Fatal(err)
	}
	for sheet, rows := range map[string][][]any{"Sheet1": {{"Made by", "On"}, {"Panel desk", "2026-05-31"}}, "People": {{"Code", "Seats"}, {"P7", 3}}} {
		for i, row := range rows {
			if err := x.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := x.SaveAs(book); err != nil {
		t.Fatal(err)
	}
	b.Begin(book)
	d.until("the first sheet", func() bool { return b.Plan != nil && b.Table == "Sheet1" && len(b.Tables) == 2 })
	b.SetTable("People")
	d.until("the other sheet", func() bool { return b.Plan != nil && b.Table == "People" && b.Sheet.Rows[0][0] == "P7" })
	b.SetTable("Gone")
	d.until("a refusal", func() bool { return b.Err != nil && b.Sheet == nil && len(b.Tables) == 2 })
	b.SetTable("Sheet1")
	d.until("the first sheet again", func() bool { return b.Plan != nil })
	b.Use(&usecase.SavedSpec{Name: "Panel", Spec: usecase.Spec{Table: "People", Columns: []usecase.ColumnSpec{{Column: "Code", Role: usecase.RoleCode}}}})
	d.until("the sheet of the mapping", func() bool { return b.Plan != nil && b.Table == "People" && b.Used != nil })
	b.Begin(filepath.Join(t.TempDir(), "gone.csv"))
	d.until("an error", func() bool { return app.CodeOf(b.Err) == app.EIO && b.Sheet == nil })
}
