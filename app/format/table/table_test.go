package table_test

import (
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/formattest"
	"throughline/app/format/source"
	"throughline/app/format/table"
)

func guess(ctx context.Context, f source.File) (app.Bundle, error) { return table.Read(ctx, f, nil) }

func TestRead(t *testing.T) { formattest.Golden(t, guess) }

func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, "x.csv", guess, string(survey(f)), string(workbook(f, nil)), "sep=;\na;b\n\"x\"y;\"\n\"", "\"\r\n\"\"\",,\n", "Date,Why?\n1/2/2026,a b c d\n13/2/2026 1 PM,e f g h\n")
}

func TestPreview_DescribesColumns(t *testing.T) {
	csv := "Code;Date;Segment;Score;Why?\nP1;2026-03-04;Small;3;It was too slow for me\nP2;2026-03-05;Large;5;I did not find the list\nP3;2026-03-06;Small;4;\n"
	tb, err := table.Open(t.Context(), source.Bytes("a.csv", csv), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range tb.Columns {
		got = append(got, c.Name+" "+string(c.Kind)+" "+strings.Join(c.Sample, "/"))
	}
	want := "Code id P1/P2/P3|Date date 2026-03-04/2026-03-05/2026-03-06|Segment category Small/Large|Score number 3/5/4|Why? text It was too slow for me/I did not find the list"
	if strings.Join(got, "|") != want || !tb.Header || tb.Delimiter != ";" || tb.Encoding != "utf-8" || len(tb.Rows) != 3 {
		t.Errorf("got %q, %+v", got, tb)
	}
	for _, r := range tb.Rows {
		if len(r) != len(tb.Columns) {
			t.Errorf("row %q is not as wide as the table", r)
		}
	}
	m := table.GuessMapping(tb)
	if m.Code != 0 || m.Date != 1 || m.Segment != 2 || len(m.Attributes) != 1 || m.Attributes[0] != 3 || len(m.Text) != 1 || m.Text[0] != 4 || m.Title != table.None {
		t.Errorf("GuessMapping = %+v", m)
	}
}

func TestPreview_ShowsFiftyRows(t *testing.T) {
	csv := "Code,Answer\n" + strings.Repeat("P1,It was fine for me and mine\n", 5000)
	tb, err := table.Open(t.Context(), source.Bytes("a.csv", csv), nil)
	if err != nil || len(tb.Rows) != 50 {
		t.Errorf("%d rows, %v", len(tb.Rows), err)
	}
}

func TestRead_FollowsTheMapping(t *testing.T) {
	csv := "1,one answer,4/3/2026,x\n2,two answers,13/3/2026,y\n"
	m := table.Mapping{Code: table.None, Title: 0, Date: 2, Segment: 3, Text: []int{1}, Attributes: []int{0}}
	b, err := table.Read(t.Context(), source.Bytes("a.csv", csv), &m)
	if err != nil {
		t.Fatal(err)
	}
	want := `format csv, encoding utf-8

# title "1", date "2026-03-04", language "", moderator "Question", code "", segment "x"
= Column 1: 1
Question: Column 2
Answer: one answer

# title "2", date "2026-03-13", language "", moderator "Question", code "", segment "y"
= Column 1: 2
Question: Column 2
Answer: two answers
`
	if got := formattest.Show(b); got != want {
		t.Errorf("got\n%s", got)
	}
	m.Header, m.Text = true, []int{3}
	if b, err = table.Read(t.Context(), source.Bytes("a.csv", csv), &m); err != nil || len(b.Documents) != 1 || b.Documents[0].Utterances[0].Text != "x" {
		t.Errorf("with a header forced: %v, %+v", err, b.Documents)
	}
}

func TestRead_Refuses(t *testing.T) {
	all := func(m table.Mapping) *table.Mapping { return &m }
	none := table.Mapping{Code: table.None, Title: table.None, Date: table.None, Segment: table.None}
	outside := none
	outside.Text = []int{7}
	empty := none
	empty.Text = []int{1}
	sheet := none
	sheet.Text, sheet.Sheet = []int{0}, "Nowhere"
	for _, c := range []struct {
		name, file, data string
		m                *table.Mapping
		code             app.Code
		says             string
	}{
		{"no text column", "a.csv", "a,b\n1,2\n", all(none), app.EInvalid, "has no column of open answers"},
		{"column outside", "a.csv", "a,b\n1,2\n", all(outside), app.EInvalid, "has no column 8"},
		{"no answers", "a.csv", "1,\n2,\n", all(empty), app.EInvalid, "has no answers"},
		{"blank lines", "a.csv", "\n,,\n , ,\n,,\n", nil, app.EInvalid, "has no rows"},
		{"binary", "a.csv", "a,b\x00\n", nil, app.EInvalid, "binary"},
		{"too many columns", "a.csv", "a" + strings.Repeat(",b", 2500) + "\n", nil, app.ETooLarge, "columns"},
		{"too many rows", "a.csv", "c,answer\n" + strings.Repeat("1,x y z\n", 250_002), nil, app.ETooLarge, "rows"},
		{"sheet", "a.xlsx", string(survey(t)), all(sheet), app.EInvalid, "has no sheet “Nowhere”"},
		{"no package", "a.xlsx", "just words", nil, app.EInvalid, "is not an Excel workbook"},
		{"empty", "a.xlsx", "", nil, app.EInvalid, "is empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := table.Read(t.Context(), source.Bytes(c.file, c.data), c.m)
			if message, _ := app.Explain(err); app.CodeOf(err) != c.code || !strings.Contains(message, c.says) {
				t.Errorf("got %s %q, want %s … %q", app.CodeOf(err), message, c.code, c.says)
			}
		})
	}
}

func TestRead_Stops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, f := range []source.File{source.Bytes("a.csv", "a,b\nc,d\n"), source.Bytes("a.xlsx", string(survey(t)))} {
		if _, err := table.Read(ctx, f, nil); app.CodeOf(err) != app.ECanceled {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}
