package codebook_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestRead_Workbook(t *testing.T) {
	book := excelize.NewFile()
	for i, row := range [][]any{{"Code", "Parent code", "Memo", "Coded segments"}, {"Setup", "", "From contract to rota", 12}, {"Staff import", "Setup", "=kept as text", 3}} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	b := read(t, "codes.xlsx", out.String())
	got := show(b)
	for _, want := range []string{"xlsx", "Setup | id", "Setup > Staff import", `definition "=kept as text"`, "Coded segments"} {
		if !strings.Contains(got, want) {
			t.Errorf("read\n%s\nwant %q in it", got, want)
		}
	}
}
