package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/report"
)

func TestWrite_GoesOnOnTheNextSheet(t *testing.T) {
	for _, c := range []struct {
		name     string
		rows     int // beforehand
		promised int // that come as the sheet is written
		come     int
		want     string // sheet:rows
	}{
		{"all fit", 4, 0, 0, "Findings:4 Late:1"},
		{"too many", 10, 0, 0, "Findings:4 Findings (2):4 Findings (3):2 Late:1"},
		{"none", 0, 0, 0, "Findings:0 Late:1"},
		{"as many as promised come", 0, 9, 9, "Findings:4 Findings (2):4 Findings (3):1 Late:1"},
		{"after others", 2, 3, 3, "Findings:4 Findings (2):1 Late:1"},
		{"fewer", 0, 9, 3, "Findings:3 Late:1"},
		{"more", 0, 3, 9, "Findings:4 Late:1 Findings (2):4 Findings (3):1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := []report.Value{{Kind: report.Text, Text: "row"}}
			first := report.Sheet{Name: "Findings", Columns: []report.SheetColumn{{Title: "A"}}, Rows: slices.Repeat([][]report.Value{row}, c.rows)}
			if c.promised+c.come > 0 {
				first.Most = c.promised
				first.Stream = func(_ context.Context, put func([]report.Value) error) error {
					for range c.come {
						if err := put(row); err != nil {
							return err
						}
					}
					return nil
				}
			}
			b := &report.Book{Sheets: []report.Sheet{first, {Name: "Late", Columns: []report.SheetColumn{{Title: "A"}}}}}
			b.Late = func() error {
				b.Sheets[1].Rows = [][]report.Value{row}
				return nil
			}
			var out bytes.Buffer
			res, err := Write(t.Context(), &out, b, Options{most: 4})
			if err != nil || res.Rows != c.rows+c.come+1 {
				t.Fatalf("%+v, %v", res, err)
			}
			f, err := excelize.OpenReader(&out)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, name := range f.GetSheetList() {
				rows, err := f.GetRows(name)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprintf("%s:%d", name, max(0, len(rows)-1)))
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("sheets %s, want %s", g, c.want)
			}
		})
	}
}

func TestWrite_EndsWithTheErrorOfAStream(t *testing.T) {
	wrong := &app.Error{Code: app.EIO, Message: "The disk is gone."}
	b := &report.Book{Sheets: []report.Sheet{{Name: "Findings", Columns: []report.SheetColumn{{Title: "A"}}, Most: 5,
		Stream: func(context.Context, func([]report.Value) error) error { return wrong }}}}
	if _, err := Write(t.Context(), io.Discard, b, Options{}); !errors.Is(err, wrong) {
		t.Errorf("error %v, want that of the stream", err)
	}
}

func TestSpool_KeepsManyBytesInAFileAndLeavesNone(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, size := range []int{0, 1, inMemory, inMemory + 1, 3 * inMemory} {
		var s spool
		want := bytes.Repeat([]byte("abcdefg"), size/7+1)[:size]
		for b := want; len(b) > 0; {
			n, err := s.Write(b[:min(len(b), 100_000)])
			if err != nil {
				t.Fatal(err)
			}
			b = b[n:]
		}
		var got bytes.Buffer
		if err := s.copyTo(&got); err != nil || !bytes.Equal(got.Bytes(), want) || s.size != int64(size) {
			t.Errorf("%d bytes come back as %d: %v", size, got.Len(), err)
		}
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}
