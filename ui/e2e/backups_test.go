//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
	"time"

	"throughline/app/backup"
	"throughline/app/workspace"
	"throughline/storage"
)

// TestBackups_AreMadeRestoredAndMadeOnClosing backs up by a key, restores the backup as a copy, adds a study and quits: what the program leaves are the copy,
// which is a whole workspace, and a backup of the last state.
func TestBackups_AreMadeRestoredAndMadeOnClosing(t *testing.T) {
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
	p.Calm()
	p.Keys("ctrl+k")
	p.Type("new study")
	p.Keys("Return")
	p.Calm()
	p.Type("Second round")
	p.Keys("Return")
	p.Expect("committed")
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
	mustBeWhole(t, path, func(w *workspace.Workspace) {
		v, err := w.Backups.List(t.Context())
		it, current := v.Current()
		if err != nil || !current && v.Estimate() < backup.Quick/2 {
			t.Fatalf("no backup of the last state: %+v, %v", v.Items, err)
		}
		if !current {
			return // on a machine as slow as this one nobody waits for it
		}
		if seal, err := (storage.Backups{}).Verify(t.Context(), it.Path, nil); err != nil || seal.Fault != "" || seal.Reason != "close" {
			t.Errorf("the backup is %+v, %v", seal, err)
		}
	})
}
