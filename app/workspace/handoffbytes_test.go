package workspace_test

import (
	"os"
	"testing"

	"path/filepath"
	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
)

// The same choices, date and data give the same bundle, byte by byte, whenever it is written.
func TestWriteHandOff_TwiceGivesTheSameBytes(t *testing.T) {
	w, sample, second := sampled(t)
	key, err := workspace.SigningKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, level := range report.Namings() {
		var files [2]map[string]string
		var whole [2]string
		for i := range files {
			path := filepath.Join(t.TempDir(), "hand.zip")
			spec := report.Spec{Studies: []app.StudyID{sample, second}, Naming: level, Date: "2026-11-26", Author: "Mara"}
			if _, err := w.WriteHandOff(t.Context(), spec, path, workspace.HandOff{Open: openStore, Key: key}); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[i], whole[i] = unzipped(t, path), string(data)
		}
		for name, text := range files[0] {
			if text != files[1][name] {
				at := 0
				for at < min(len(text), len(files[1][name])) && text[at] == files[1][name][at] {
					at++
				}
				t.Errorf("%q: %s differs from byte %d of %d on: %q, then %q", level, name, at, len(text), text[at:min(at+60, len(text))], files[1][name][min(at, len(files[1][name])):min(at+60, len(files[1][name]))])
			}
		}
		if whole[0] != whole[1] {
			t.Errorf("%q: the zip differs", level)
		}
	}
}
