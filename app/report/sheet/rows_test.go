package sheet

import (
	"bytes"
	"context"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/app/report"
)

func TestCombine_IsTheSumOfBoth(t *testing.T) {
	for _, c := range []struct{ name, first, second string }{
		{"nothing", "", ""}, {"only the first", "abc", ""}, {"only the second", "", "abc"}, {"one byte", "a", "b"},
		{"long", strings.Repeat("ab\x00", 5000), strings.Repeat("\x00\xff", 70_001)},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := combine(crc32.ChecksumIEEE([]byte(c.first)), crc32.ChecksumIEEE([]byte(c.second)), int64(len(c.second)))
			if want := crc32.ChecksumIEEE([]byte(c.first + c.second)); got != want {
				t.Errorf("%x, want %x", got, want)
			}
		})
	}
}

// texts that people type, and that readers of sheets may take for something else.
var typed = []string{"plain", " blanks ", "\ttab\t", "two\nlines", "<b>&amp;\"'</b>", "_x0041_", "_x005F_x0041_", "_x005F_", "_x12", "__x0041__", "_xZZZZ_", "=1+1", "日本 👩‍👩‍👧", "_"}

func FuzzText_ComesBackAsItWas(f *testing.F) {
	for _, s := range typed {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1000 {
			return
		}
		want := clean(s)
		if want == "" {
			return // readers do not tell it from an empty cell
		}
		book := &report.Book{Sheets: []report.Sheet{{Name: "Findings", Columns: []report.SheetColumn{{Title: "A"}}, Rows: [][]report.Value{{{Kind: report.Text, Text: s}}}}}}
		var out bytes.Buffer
		if _, err := Write(t.Context(), &out, book, Options{}); err != nil {
			t.Fatal(err)
		}
		x, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := x.GetCellValue("Findings", "A2"); err != nil || got != want {
			t.Errorf("%q comes back as %q, %v", want, got, err)
		}
	})
}

// What is written may not wait in memory until all of it is there.
func TestWrite_HoldsNeitherRowsNorArchive(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	const rows, long = 2000, 20_000
	words := make([]byte, long)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range words {
		words[i] = byte('a' + r.IntN(26))
	}
	row := []report.Value{{Kind: report.Text}}
	book := &report.Book{Sheets: []report.Sheet{{Name: "Findings", Columns: []report.SheetColumn{{Title: "A"}}, Most: rows,
		Stream: func(_ context.Context, put func([]report.Value) error) error {
			for range rows {
				r.Shuffle(long, func(i, j int) { words[i], words[j] = words[j], words[i] })
				row[0].Text = string(words)
				if err := put(row); err != nil {
					return err
				}
			}
			return nil
		}}}}
	out := &counted{}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Write(t.Context(), out, book, Options{}); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	made := int(after.TotalAlloc-before.TotalAlloc) - rows*long // the texts themselves
	if out.n < 20<<20 || made > 2*out.n {                       // the library alone would hold it twice as it grows
		t.Errorf("%d bytes were made for an archive of %d", made, out.n)
	}
}

type counted struct{ n int }

func (c *counted) Write(b []byte) (int, error) {
	c.n += len(b)
	return len(b), nil
}

func TestSortedZip_RefusesRowsWithoutAPart(t *testing.T) {
	for _, c := range []struct {
		name, part, xml string
	}{{"of another part", "xl/worksheets/sheet2.xml", "<sheetData></sheetData>"}, {"without room", "xl/worksheets/sheet1.xml", "<none/>"}} {
		t.Run(c.name, func(t *testing.T) {
			z := newSortedZip(io.Discard)
			defer z.discard()
			z.begin("xl/worksheets/sheet1.xml", 1)
			w, err := z.Create(c.part)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(w, c.xml); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err == nil {
				t.Error("rows were left out without a word")
			}
		})
	}
}
