package workspace_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"throughline/app"
	"throughline/app/report"
)

// mark is a logo of a few bytes.
const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#cc3300"/></svg>`

// The same spec and data give the same bytes, in every format, whatever else the spec says.
func TestReports_OfTheSameDataAreTheSameBytes(t *testing.T) {
	w, sample, second := sampled(t)
	brand := report.Brand{Logo: []byte(mark), Main: "#1F5FA8", Second: "#cc3300", Cover: "For the board", Footer: "Harbour Research"}
	for name, spec := range map[string]report.Spec{
		"as usual":        {Study: sample},
		"with everything": {Studies: []app.StudyID{sample, second}, Depth: report.Product, Naming: report.NamesAlias, Language: report.German, Paper: report.Letter, Brand: brand},
	} {
		spec.Date, spec.Author = "2026-11-26", "Mara"
		for _, kind := range []string{"pdf", "docx", "html", "md", "xlsx"} {
			var files [2][]byte
			for i := range files {
				path := filepath.Join(t.TempDir(), "report."+kind)
				var err error
				if kind == "xlsx" {
					_, err = w.WriteSheet(t.Context(), spec, path, report.FileOptions{})
				} else {
					_, err = w.WriteReport(t.Context(), spec, path, report.FileOptions{})
				}
				if err != nil {
					t.Fatalf("%s, %s: %v", name, kind, err)
				}
				if files[i], err = os.ReadFile(path); err != nil {
					t.Fatal(err)
				}
				if drift, err := w.CheckReport(t.Context(), path, nil); err != nil || len(drift) > 0 {
					t.Errorf("%s, %s: just written, %v has drifted, %v", name, kind, drift, err)
				}
			}
			if !bytes.Equal(files[0], files[1]) {
				t.Errorf("%s: two %s of the same data differ", name, kind)
			}
			if kind == "html" && name != "as usual" && (!bytes.Contains(files[0], []byte("data:image/png;base64,")) || !bytes.Contains(files[0], []byte("--accent:#1f5fa8")) || !bytes.Contains(files[0], []byte("For the board"))) {
				t.Error("logo, colour or cover line are missing in the web page")
			}
		}
	}
}

// A disk that fills up, and a folder that may not be written, leave the file that was there as it was.
func TestReports_LeaveTheOldFileWhole(t *testing.T) {
	w, sample, _ := sampled(t)
	spec := report.Spec{Study: sample, Date: "2026-11-26"}
	for _, kind := range []string{"pdf", "docx", "html", "md", "xlsx"} {
		path := filepath.Join(t.TempDir(), "report."+kind)
		if err := os.WriteFile(path, []byte("the old report"), 0o400); err != nil {
			t.Fatal(err)
		}
		write := w.WriteReport
		var err error
		if kind == "xlsx" {
			_, err = w.WriteSheet(t.Context(), spec, path, report.FileOptions{Overwrite: true})
		} else {
			_, err = write(t.Context(), spec, path, report.FileOptions{Overwrite: true})
		}
		if old, _ := os.ReadFile(path); app.CodeOf(err) != app.EIO || string(old) != "the old report" {
			t.Errorf("%s over a file that may not be written: %v; there is %q", kind, err, old)
		}
		if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
			t.Errorf("%s left something beside: %v", kind, entries)
		}
		if _, err := w.WriteReport(t.Context(), spec, path, report.FileOptions{}); app.CodeOf(err) != app.EConflict && kind != "xlsx" {
			t.Errorf("%s overwrites without being told to: %v", kind, err)
		}
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, []byte("the old report"), 0o600); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left on device")
	err := report.WriteFile(path, report.FileOptions{Overwrite: true}, func(out io.Writer) error {
		if _, err := out.Write(make([]byte, 1<<20)); err != nil {
			return err
		}
		return full
	})
	if old, _ := os.ReadFile(path); !errors.Is(err, full) || string(old) != "the old report" {
		t.Errorf("a disk that fills up: %v; there is %q", err, old)
	}
}

func TestReportTemplates_AreKeptInVersionsAndUsed(t *testing.T) {
	w, sample, _ := sampled(t)
	ctx := t.Context()
	board := report.Design{Depth: report.Executive, Language: report.Spanish, Naming: report.NamesCode, Brand: report.Brand{Logo: []byte(mark), Footer: "Harbour"}}
	if err := w.KeepDesign(ctx, "Board", board); err != nil {
		t.Fatal(err)
	}
	board.Language = report.German
	if err := w.KeepDesign(ctx, "board", board); err != nil {
		t.Fatal(err)
	}
	all, err := w.Designs(ctx)
	if err != nil || len(all) != 1 || len(all[0].Versions) != 2 || all[0].Kind != app.TemplateDesign {
		t.Fatalf("%+v, %v; want one template in two versions", all, err)
	}
	got, err := w.DesignNamed(ctx, "BOARD")
	if err != nil || got.Language != report.German || got.Depth != report.Executive || len(got.Brand.Logo) == 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	if text := written(t, w, report.Spec{Study: sample}.With(got)); !bytes.Contains([]byte(text), []byte("Zusammenfassung")) || !bytes.Contains([]byte(text), []byte("Harbour")) {
		t.Error("the template does not decide how the report is made")
	}
	if _, err := w.DesignNamed(ctx, "Other"); app.CodeOf(err) != app.ENotFound {
		t.Errorf("another name: %v", err)
	}
	if err := w.KeepDesign(ctx, "Red", report.Design{Brand: report.Brand{Main: "red"}}); app.CodeOf(err) != app.EInvalid {
		t.Errorf("a colour that is none: %v", err)
	}
}
