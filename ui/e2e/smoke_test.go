//go:build e2e

package e2e

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/generate"
	"throughline/app/workspace"
)

// The window of the tests: the smallest size the program is designed for.
const wide, high = 1280, 800

// Places in that window, pixels.
const (
	chooseX, chooseY      = 575, 430 // "Choose files…" of the import dialog
	primaryX, primaryY    = 1010, 640
	firstRowX, firstRowY  = 300, 155
	firstTextX, firstLine = 420, 180 // in the reader: a word the participant says first
)

// openSample starts the program on a fresh sample study.
func openSample(t *testing.T) *Program {
	t.Helper()
	p := Start(t, NewScreen(t, wide, high), "open", "--sample")
	p.Expect("job done " + word("Open the sample study"))
	return p
}

// TestSmoke walks the way of a first hour with mouse and keyboard: open the sample, import a file, read it, mark a
// passage, tag it, take that back, bring it again, close. What was done must then stand in the file.
func TestSmoke(t *testing.T) {
	p := openSample(t)
	p.MustShow("home")

	importFile(t, p)
	p.Keys("Escape")
	p.Go("interviews")
	p.MustShow("interviews")
	p.DoubleClick(firstRowX, firstRowY)
	p.Expect("screen reader")
	p.MustShow("reader")

	p.DoubleClick(firstTextX, firstLine)
	p.Keys("t")
	p.Photo() // the picker is open when the picture stands still
	p.Type("Smoke")
	p.Photo()
	p.Keys("Return")
	tagged := p.Expect("committed")
	p.MustShow("reader-tagged")
	p.Keys("ctrl+z")
	p.Expect("undone")
	p.Keys("ctrl+shift+z")
	p.Expect("redone")
	p.Close()
	mustStand(t, p, tagged)
}

// importFile brings one generated interview in through the dialogs.
func importFile(t *testing.T, p *Program) {
	t.Helper()
	files, err := generate.Write(context.Background(), t.TempDir(), generate.Options{Words: 800}, 1, generate.WebVTT, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.Keys("ctrl+i")
	p.Photo()
	p.Click(chooseX, chooseY)
	p.MustShow("import-choose")
	p.Type(files[0])
	p.Keys("Return")
	p.MustShow("import-check")
	p.Click(primaryX, primaryY)
	p.Expect("job done Import 1 file")
	p.MustShow("import-done")
}

// mustStand opens the workspace the window has left and looks for its work.
func mustStand(t *testing.T, p *Program, tagged string) {
	t.Helper()
	path := filepath.Join(p.Home, "Documents", "Throughline sample.throughline")
	mustBeWhole(t, path, func(w *workspace.Workspace) {
		ctx := context.Background()
		n, err := w.Store.Counts(ctx, "")
		if err != nil || n.Interviews != 13 {
			t.Errorf("the workspace has %d interviews (%v), want the sample's 12 and the imported one", n.Interviews, err)
		}
		tags, err := w.Store.Tags(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range tags {
			if strings.EqualFold(tag.Name, "Smoke") && tag.Status == app.TagActive && tag.Findings == 1 {
				return
			}
		}
		t.Errorf("no finding carries the tag Smoke; the program said %q", tagged)
	})
}
