//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
	"time"

	"throughline/app/workspace"
)

// TestBackups_AreMadeAndRestored backs up by a key, restores the backup as a copy, takes a step back and quits: the copy is a whole workspace, and so is what
// was open.
func TestBackups_AreMadeAndRestored(t *testing.T) {
	p := openSample(t)
	p.Keys("ctrl+k")
	p.Type("backups")
	p.Keys("Return")
	p.Expect("screen backups")
	p.Calm()
	p.Keys("b")
	p.Expect("job done Back up")
	p.Calm()
	p.Keys("r")
	p.Expect("job done Restore a backup")
	p.Keys("ctrl+z")
	p.Expect("undone")
	p.Calm()
	p.Keys("ctrl+q")
	select {
	case err := <-p.ended:
		p.ended <- err
		if err != nil {
			p.fail("the program ended with %v", err)
		}
	case <-time.After(patience):
		p.fail("the program does not end")
	}
	path := filepath.Join(p.Home, "Documents", "Throughline sample.throughline")
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "Throughline sample as of *.throughline"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("the copies are %v, %v", copies, err)
	}
	mustBeWhole(t, copies[0], func(w *workspace.Workspace) {
		if n, err := w.Store.Counts(t.Context(), ""); err != nil || n.Interviews != 12 || n.Insights == 0 {
			t.Errorf("the copy holds %+v, %v", n, err)
		}
	})
	mustBeWhole(t, path, func(*workspace.Workspace) {})
}
