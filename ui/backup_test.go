package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestBackup_IsOfferedWhereAnErasureReachesIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "team.throughline")
	dir, name := backupPlace(path, time.Date(2026, 11, 26, 14, 5, 0, 0, time.UTC))
	if dir != path+".backups" || name != "team 2026-11-26 14.05.throughline" {
		t.Errorf("offered %s in %s", name, dir)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		t.Errorf("the folder is not there: %v", err)
	}
	for _, c := range []struct {
		name, path string
		warns      bool
	}{{"in the folder of backups", filepath.Join(dir, name), false}, {"beside the workspace", filepath.Join(filepath.Dir(path), name), true}} {
		got := backedUp(path, c.path)
		if strings.Contains(got, "An erasure does not reach") != c.warns || !strings.Contains(got, name) {
			t.Errorf("%s: it says %q", c.name, got)
		}
	}
}
