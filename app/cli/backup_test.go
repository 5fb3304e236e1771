package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestBackup_IsMadeListedCheckedAndRestored(t *testing.T) {
	sh := newShell(t)
	dir := sh.dir
	ws := filepath.Join(dir, "team.throughline")
	do := func(want int, args ...string) string {
		t.Helper()
		out, errs, code := sh.run(args...)
		if code != want {
			t.Fatalf("%v ended with %d: %s%s", args, code, out, errs)
		}
		return out + errs
	}
	do(cli.ExitOK, "new", ws, "--study", "Checkout")
	if out := do(cli.ExitOK, "backup", "list", "-w", ws); !strings.Contains(out, "no backup yet") {
		t.Errorf("list: %s", out)
	}
	if out := do(cli.ExitOK, "backup", "make", "-w", ws); !strings.Contains(out, "Backed up and checked.") {
		t.Errorf("make: %s", out)
	}
	if out := do(cli.ExitOK, "backup", "make", "-w", ws); !strings.Contains(out, "Nothing has changed") {
		t.Errorf("make again: %s", out)
	}
	out := do(cli.ExitOK, "backup", "list", "-w", ws)
	if !strings.Contains(out, "good") || !strings.Contains(out, "1 study; since then: no change") || !strings.Contains(out, "Made by hand") {
		t.Errorf("list: %s", out)
	}
	do(cli.ExitFailed, "backup", "remove", "team", "-w", ws) // the only good one
	do(cli.ExitNotFound, "backup", "keep", "nowhere", "-w", ws)
	if out := do(cli.ExitOK, "backup", "keep", "team", "-w", ws); !strings.Contains(out, "is kept") {
		t.Errorf("keep: %s", out)
	}
	if out := do(cli.ExitOK, "backup", "verify", "-w", ws); !strings.Contains(out, "is good: 1 study.") {
		t.Errorf("verify: %s", out)
	}
	other := filepath.Join(dir, "other disk")
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	if out := do(cli.ExitOK, "backup", "settings", "-w", ws, "--every", "day", "--place", other, "--limit", "2 GB", "--on-close=false"); !strings.Contains(out, "Every day") ||
		!strings.Contains(out, filepath.Join(other, "team.throughline.backups")) || !strings.Contains(out, "On closing: no") || !strings.Contains(out, "2 GB") {
		t.Errorf("settings: %s", out)
	}
	do(cli.ExitUsage, "backup", "settings", "-w", ws, "--every", "moment")
	if out := do(cli.ExitOK, "backup", "make", "-w", ws); !strings.Contains(out, other) {
		t.Errorf("make in another place: %s", out)
	}
	restored := filepath.Join(dir, "again.throughline")
	do(cli.ExitOK, "backup", "restore", "-w", ws, "--out", restored)
	do(cli.ExitOK, "check", "-w", restored)
	do(cli.ExitFailed, "backup", "restore", "-w", ws, "--out", restored)
	do(cli.ExitFailed, "backup", "restore", "-w", ws, "--out", ws)

	if err := os.WriteFile(ws, []byte("nothing that could be a workspace, because the disk has lost it"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := do(cli.ExitOK, "backup", "list", "-w", ws); !strings.Contains(out, "not a workspace") || !strings.Contains(out, "1 study") {
		t.Errorf("list of a damaged workspace: %s", out)
	}
	do(cli.ExitOK, "backup", "restore", "-w", ws, "--out", filepath.Join(dir, "saved.throughline"))
	do(cli.ExitOK, "check", "-w", filepath.Join(dir, "saved.throughline"))
}
