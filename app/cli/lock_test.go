package cli_test

import (
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestLock_SaysWhoHasItOpen(t *testing.T) {
	s := newShell(t)
	s.must("new", "w.throughline", "-q")
	if out := s.must("lock", "-w", "w.throughline"); out != "Nobody has w.throughline open for writing.\n" {
		t.Errorf("of a file nobody has open: %q", out)
	}
	store, err := open(t.Context(), "w.throughline", 0)
	if err != nil {
		t.Fatal(err)
	}
	if out := s.must("lock", "-w", "w.throughline"); !strings.Contains(out, " on this computer, since ") || !strings.HasSuffix(out, "(active just now) has w.throughline open.\n") {
		t.Errorf("of a file that is open: %q", out)
	}
	if out := s.must("lock", "-w", "w.throughline", "--json"); !strings.Contains(out, `"open": true`) || !strings.Contains(out, `"silent": false`) {
		t.Errorf("as data: %s", out)
	}
	s.fails(cli.ExitFailed, "is open elsewhere", "lock", "-w", "w.throughline", "--take-over")
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	s.must("lock", "-w", "w.throughline", "--take-over")
}
