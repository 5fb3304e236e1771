package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app/apptest"
	"throughline/app/report"
)

// reader is a Python that has openpyxl; the test is skipped where there is none.
func reader(t *testing.T) (python string) {
	t.Helper()
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), python, "-c", "import openpyxl").Run() == nil {
			return python
		}
	}
	t.Skip("no Python with openpyxl is here to read the sheet (Debian: python3-openpyxl)")
	return ""
}

// readBy are the cells of a workbook as openpyxl reads them: by sheet and cell.
func readBy(t *testing.T, python, path string) (cells map[string]map[string]any) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), python, "testdata/cells.py", "read", path).Output()
	if err == nil {
		err = json.Unmarshal(out, &cells)
	}
	if err != nil {
		t.Fatalf("%s: %v, %s", path, err, stderrOf(err))
	}
	return cells
}

func stderrOf(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(exit.Stderr)
	}
	return ""
}

// sampleSheet writes the metric sheet of the sample in a language, and returns it as it was meant too.
func sampleSheet(t *testing.T, language report.Language) (book *report.Book, path string) {
	t.Helper()
	b := apptest.New(t)
	w, err := Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	sample, err := w.AddSample(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	spec := report.Spec{Study: sample, Date: "2026-11-26", Author: "Mara", Language: language, Naming: report.NamesCode}
	path = filepath.Join(t.TempDir(), "sheet.xlsx")
	if _, err := w.WriteSheet(t.Context(), spec, path, report.FileOptions{}); err != nil {
		t.Fatal(err)
	}
	door := w.Door("")
	spec.Readers, spec.Order, spec.Depth = door.Readers(), []report.Section{}, report.Full
	if spec, err = w.Furnished(t.Context(), spec); err != nil {
		t.Fatal(err)
	}
	if book, err = w.composeBook(t.Context(), door, spec); err != nil {
		t.Fatal(err)
	}
	book.Disguise()
	if err := book.Gather(t.Context()); err != nil {
		t.Fatal(err)
	}
	return book, path
}

// Another program reads every cell of the sheet as it was meant, and nothing else.
func TestWriteSheet_OthersReadEveryCellAsItWasMeant(t *testing.T) {
	python := reader(t)
	for _, language := range []report.Language{report.English, report.Spanish} {
		book, path := sampleSheet(t, language)
		read := readBy(t, python, path)
		if len(read) != len(book.Sheets) {
			t.Errorf("%s: %d sheets are read, want %d", language, len(read), len(book.Sheets))
		}
		n := 0
		for i := range book.Sheets {
			n += sameCells(t, &book.Sheets[i], read[book.Sheets[i].Name])
		}
		if n < 5000 {
			t.Errorf("%s: only %d cells were compared", language, n)
		}
	}
}

// sameCells holds a sheet as it was read to what was meant, and counts the cells.
func sameCells(t *testing.T, s *report.Sheet, read map[string]any) (n int) {
	t.Helper()
	for j, c := range s.Columns {
		if got := read[report.ColumnName(j)+"1"]; got != c.Title && (got != nil || c.Title != "") {
			t.Errorf("%s: column %d is read as %v, want %q", s.Name, j+1, got, c.Title)
		}
		if c.Title != "" {
			n++
		}
	}
	for i, row := range s.Rows {
		for j, v := range row {
			if v.Kind == report.Blank {
				continue
			}
			n++
			cell := fmt.Sprint(report.ColumnName(j), i+2)
			if got := read[cell]; !sameValue(v, got) {
				t.Errorf("%s!%s is read as %v, want %v", s.Name, cell, got, v)
			}
		}
	}
	if len(read) != n {
		t.Errorf("%s: %d cells are read, want %d", s.Name, len(read), n)
	}
	return n
}

func sameValue(v report.Value, got any) bool {
	if v.Kind == report.Text {
		return got == v.Text
	}
	f, ok := got.(float64)
	return ok && math.Abs(f-v.Number) <= 1e-7*max(1, math.Abs(v.Number)) // times are read to the microsecond
}

// LibreOffice computes every formula to the number that stands beside it.
func TestWriteSheet_LibreOfficeComputesTheSame(t *testing.T) {
	python := reader(t)
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice is here to compute the sheet")
	}
	_, path := sampleSheet(t, report.German)
	before := readBy(t, python, path)
	dir := t.TempDir()
	bare := filepath.Join(dir, "bare.xlsx")
	if out, err := exec.CommandContext(t.Context(), python, "testdata/cells.py", "forget", path, bare).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	lost := 0
	for sheet, cells := range readBy(t, python, bare) {
		lost += len(before[sheet]) - len(cells)
	}
	if lost < 200 {
		t.Fatalf("%d formulas lost their values, want all of them", lost)
	}
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	defer stop()
	run := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), bare)
	run.Env = append(os.Environ(), "HOME="+dir)
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	after := readBy(t, python, filepath.Join(dir, "out", "bare.xlsx"))
	for sheet, cells := range before {
		for cell, was := range cells {
			v := report.Value{Kind: report.Text, Text: fmt.Sprint(was)}
			if f, ok := was.(float64); ok {
				v = report.Value{Kind: report.Number, Number: f}
			}
			if is := after[sheet][cell]; !sameValue(v, is) && !strings.Contains(v.Text, "\n") { // line ends are its own
				t.Errorf("%s!%s was written as %v, LibreOffice has %v", sheet, cell, was, is)
			}
		}
	}
}
