package table_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/table"
)

func TestReadNamed_NamesEveryColumnOnce(t *testing.T) {
	n, err := table.ReadNamed(t.Context(), source.Bytes("a.csv", "Code,SUS,,sus,\nP1,80,x,,\n\nP2,90,y,1,2\n"), 10, "session")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Code", "SUS", "Column 3", "sus (2)", "Column 5"}; !slices.Equal(n.Columns, want) {
		t.Errorf("columns %q, want %q", n.Columns, want)
	}
	if !slices.Equal(n.Lines, []int{2, 4}) || len(n.Rows) != 2 || len(n.Rows[0]) != 5 || n.Rows[1][4] != "2" {
		t.Errorf("rows %q in lines %v", n.Rows, n.Lines)
	}
	if n.Column(" sUs") != 1 || n.Column("NPS") != -1 {
		t.Errorf("SUS is column %d, NPS %d", n.Column("sus"), n.Column("NPS"))
	}
}

func TestReadNamed_RefusesAFileOfNamesOnlyAndTooManyRows(t *testing.T) {
	for _, c := range []struct {
		name, text string
		limit      int
		want       app.Code
	}{
		{"names only", "Code,SUS\n", 10, app.EInvalid},
		{"nothing", "", 10, app.EInvalid},
		{"too many rows", "a\n1\n2\n3\n", 2, app.ETooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := table.ReadNamed(t.Context(), source.Bytes("a.csv", c.text), c.limit, "session"); app.CodeOf(err) != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64
		ok   bool
	}{
		{"12", 12, true}, {"12.5", 12.5, true}, {"12,5", 12.5, true}, {"1,234.5", 1234.5, true}, {"1.234,5", 1234.5, true}, {"1,234", 1234, true},
		{"0,125", .125, true}, {"1,234,567", 1234567, true}, {"1.234.567", 1234567, true}, {"1 234", 1234, true}, {"1’234", 1234, true}, {"-3.5", -3.5, true},
		{"−3", -3, true}, {"45 %", 45, true}, {"1.234", 1.234, true},
		{"", 0, false}, {"a", 0, false}, {"1-2", 0, false}, {"1,2,3", 0, false}, {"1.2.3", 0, false}, {"NaN", 0, false}, {"0x1", 0, false}, {"1e5", 0, false}, {",", 0, false},
		{strings.Repeat("9", 400), 0, false},
	} {
		if v, ok := table.Decimal(c.text); v != c.want || ok != c.ok {
			t.Errorf("Decimal(%q) = %v, %v, want %v, %v", c.text, v, ok, c.want, c.ok)
		}
	}
}

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"12,5", "1.234,5", "-", "1,234,567", "٣", "5%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, ok := table.Decimal(s); ok && (math.IsNaN(v) || math.IsInf(v, 0)) || !ok && v != 0 {
			t.Errorf("Decimal(%q) = %v, %v", s, v, ok)
		}
	})
}
