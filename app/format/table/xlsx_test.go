package table_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/format/formattest"
	"throughline/app/format/source"
	"throughline/app/format/table"
)

// workbook makes an .xlsx file with fill's content.
func workbook(t testing.TB, fill func(*excelize.File)) []byte {
	t.Helper()
	x := excelize.NewFile()
	if fill != nil {
		fill(x)
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// survey is a workbook with an empty first sheet, dates in a custom format and a number with a binary fraction.
func survey(t testing.TB) []byte {
	return workbook(t, func(x *excelize.File) {
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		_, err := x.NewSheet("Answers")
		must(err)
		format := "dd.mm.yyyy hh:mm"
		style, err := x.NewStyle(&excelize.Style{CustomNumFmt: &format})
		must(err)
		for i, row := range [][]any{
			{"Participant", "Submitted", "Weight", "What made you stop?"},
			{"P01", time.Date(2026, 3, 4, 10, 30, 0, 0, time.UTC), 0.1 + 0.2, "The list takes too long\nto load"},
			{"P02", time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), 7, "=cmd(1) I never found the button"},
			{},
			{"P03", "unknown", 1, "Nothing made me stop at all"},
		} {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			must(err)
			must(x.SetSheetRow("Answers", cell, &row))
			date, err := excelize.CoordinatesToCellName(2, i+1)
			must(err)
			must(x.SetCellStyle("Answers", date, date, style))
		}
	})
}

func TestRead_Workbook(t *testing.T) {
	b, err := guess(t.Context(), source.Bytes("a.xlsx", string(survey(t))))
	if err != nil {
		t.Fatal(err)
	}
	want := `format xlsx, encoding 

# title "P01", date "2026-03-04", language "", moderator "Question", code "P01", segment ""
= Weight: 0.3
Question: What made you stop?
P01: The list takes too long
    to load

# title "P02", date "2026-03-05", language "", moderator "Question", code "P02", segment ""
= Weight: 7
Question: What made you stop?
P02: =cmd(1) I never found the button

# title "P03", date "", language "", moderator "Question", code "P03", segment ""
= Weight: 1
Question: What made you stop?
P03: Nothing made me stop at all
`
	if got := formattest.Show(b); got != want {
		t.Errorf("got\n%s", got)
	}
	tb, err := table.Open(t.Context(), source.Bytes("a.xlsx", string(survey(t))), nil)
	if err != nil || tb.Sheet != "Answers" || strings.Join(tb.Sheets, " ") != "Sheet1 Answers" || tb.Rows[0][1] != "2026-03-04 10:30" {
		t.Errorf("Open = %+v, %v", tb, err)
	}
}

// TestOpen_TellsDatesCellByCell reads a column in which Excel took some cells for dates, and what it shows otherwise than it holds it.
func TestOpen_TellsDatesCellByCell(t *testing.T) {
	book := workbook(t, func(x *excelize.File) {
		day := time.Date(2021, 3, 12, 0, 0, 0, 0, time.UTC)
		for i, c := range []struct {
			value  any
			format int
		}{{"Customer since", 0}, {day, 14}, {2019, 0}, {day, 16}, {day, 17}, {0.4375, 20}, {0.4375, 18}, {1.5, 46}, {0.5, 9}, {0.125, 10}, {true, 0}, {false, 0}, {5, 2}, {0.1 + 0.2, 0}, {"=B", 0}} {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			style, err := x.NewStyle(&excelize.Style{NumFmt: c.format})
			if err != nil {
				t.Fatal(err)
			}
			if err := x.SetCellValue("Sheet1", cell, c.value); err != nil {
				t.Fatal(err)
			}
			if err := x.SetCellStyle("Sheet1", cell, cell, style); err != nil {
				t.Fatal(err)
			}
		}
	})
	tb, err := table.Open(t.Context(), source.Bytes("a.xlsx", string(book)), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range tb.Rows {
		got = append(got, strings.Join(r, "|"))
	}
	want := "Customer since, 2021-03-12, 2019, 12-Mar, Mar-21, 10:30, 10:30 AM, 36:00:00, 50%, 12.50%, TRUE, FALSE, 5, 0.3, =B"
	if got := strings.Join(got, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// swap replaces one part of a workbook.
func swap(t testing.TB, book []byte, name string, data []byte) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range r.File {
		h := zip.FileHeader{Name: m.Name}
		if len(data) > 64<<10 { // small parts are stored: packing is most of what a fuzzer would do
			h.Method = zip.Deflate
		}
		out, err := w.CreateHeader(&h)
		if err != nil {
			t.Fatal(err)
		}
		if m.Name == name {
			_, err = out.Write(data)
		} else {
			var in io.ReadCloser
			if in, err = m.Open(); err == nil {
				_, err = io.Copy(out, in)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const sheet1 = "xl/worksheets/sheet1.xml"

func TestRead_HostileWorkbooks(t *testing.T) {
	book := workbook(t, nil)
	head := `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	cellRow := `<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>`
	for _, c := range []struct{ name, part, data string }{
		{"bomb", sheet1, head + strings.Repeat(" ", 140<<20)},
		{"cell far right", sheet1, head + `<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>` + cellRow},
		{"row far down", sheet1, head + `<row r="99999999"><c t="inlineStr"><is><t>x</t></is></c></row>`},
		{"negative row", sheet1, head + `<row r="-5"><c t="inlineStr"><is><t>x</t></is></c></row>`},
		{"deep", sheet1, head + strings.Repeat("<row><c><is>", 200_000)},
		{"entities", sheet1, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + head + `<row><c t="inlineStr"><is><t>&b;</t></is></c></row>`},
		{"no xml", sheet1, "nothing here"},
		{"shared string missing", sheet1, head + `<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>`},
		{"style missing", sheet1, head + `<row r="1"><c r="A1" s="99999"><v>45000</v></c></row>`},
		{"bad reference", sheet1, head + `<row r="1"><c r="!!"><v>1</v></c></row>`},
		{"broken styles", "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='x'"},
		{"broken workbook", "xl/workbook.xml", "<workbook><sheets><sheet/>"},
		{"no workbook", "xl/workbook.xml", ""},
		{"no relations", "xl/_rels/workbook.xml.rels", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			b, err := guess(t.Context(), source.Bytes("a.xlsx", swap(t, book, c.part, []byte(c.data))))
			if err != nil {
				if code := app.CodeOf(err); code != app.EInvalid && code != app.ETooLarge {
					t.Errorf("got %v", err)
				}
			} else if law := formattest.Broken(b); law != "" {
				t.Error(law)
			}
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// FuzzSheet fuzzes the worksheet inside a sound package, where a checksum would stop mutations of the whole.
func FuzzSheet(f *testing.F) {
	book := workbook(f, nil)
	read := func(t *testing.T, data []byte) {
		b, err := guess(t.Context(), source.Bytes("a.xlsx", swap(t, book, sheet1, data)))
		if err != nil {
			if code := app.CodeOf(err); code != app.EInvalid && code != app.ETooLarge {
				t.Fatalf("got %v", err)
			}
		} else if law := formattest.Broken(b); law != "" {
			t.Fatal(law)
		}
	}
	f.Add([]byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Why?</t></is></c></row><row r="2"><c r="A2" t="str"><v>It was slow</v></c><c r="B2" s="1"><v>45000.5</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<worksheet><sheetData><row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c></row></sheetData></worksheet>`))
	f.Fuzz(read)
}
