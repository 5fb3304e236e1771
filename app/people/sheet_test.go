package people_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/people"
)

// workbook is an Excel file with sheets of rows, in the order given.
func workbook(t *testing.T, sheets ...[]any) source.File {
	t.Helper()
	x := excelize.NewFile()
	for i, sh := range sheets {
		name := sh[0].(string)
		if i == 0 {
			if err := x.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := x.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, row := range sh[1:] {
			cell, err := excelize.CoordinatesToCellName(1, n+1)
			if err != nil {
				t.Fatal(err)
			}
			values := row.([]any)
			if err := x.SetSheetRow(name, cell, &values); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	return source.Bytes("panel.xlsx", b.String())
}

func TestReadSheet_TakesTheSheetNamed(t *testing.T) {
	ctx := t.Context()
	f := workbook(t, []any{"About", []any{"Our panel"}}, []any{"People", []any{"Code", "Role"}, []any{"P1", "Admin"}}, []any{"Old", []any{"Code"}, []any{"X1"}, []any{"X2"}}, []any{"Blank"})
	for _, c := range []struct {
		name, sheet, want string
		rows              int
		code              app.Code
	}{
		{"a title page is passed over", "", "People", 1, ""},
		{"one that is named", "Old", "Old", 2, ""},
		{"a title page that is named", "About", "", 0, app.EInvalid},
		{"one without rows", "Blank", "", 0, app.EInvalid},
		{"one that is not there", "Gone", "", 0, app.EInvalid},
	} {
		sh, err := people.ReadSheet(ctx, f, c.sheet)
		if c.code != "" {
			if app.CodeOf(err) != c.code {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if err != nil || sh.Table != c.want || len(sh.Rows) != c.rows || !slices.Equal(sh.Tables, []string{"About", "People", "Old", "Blank"}) {
			t.Errorf("%s: %+v, %v", c.name, sh, err)
		}
		if spec := people.Guess(sh, nil); spec.Table != c.want {
			t.Errorf("%s: the mapping is of the sheet %q", c.name, spec.Table)
		}
	}
}

func TestGuess_KnowsWhoBroughtSomebodyIn(t *testing.T) {
	sh := sheet(t, "Code,Brought in by,Same desk,City\nP1,,P2;P3,Bern\nP2,P1,P1,P1 street\nP3,p1,P1,Thun\n")
	for _, c := range []struct {
		name   string
		fields []app.Field
		want   []app.FieldType
	}{
		{"codes are people", nil, []app.FieldType{app.FieldPeople, app.FieldPeople, app.FieldText}},
		{"a field that is there keeps its type", []app.Field{{ID: "f", Name: "brought in by", Type: app.FieldText}}, []app.FieldType{app.FieldText, app.FieldPeople, app.FieldText}},
	} {
		spec := people.Guess(sh, c.fields)
		for i, want := range c.want {
			if got := spec.Columns[i+1].Type; got != want {
				t.Errorf("%s: %s is %s, want %s", c.name, spec.Columns[i+1].Column, got, want)
			}
		}
	}
}
