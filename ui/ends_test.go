package ui

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A loop that does not end is not waited for: everything is put away, and the program ends.
func TestUnlessEnded_PutsAwayAndEndsTheProgram(t *testing.T) {
	if path := os.Getenv("THROUGHLINE_TEST_STUCK"); path != "" {
		unlessEnded(make(chan struct{}), time.Millisecond, func() { _ = os.WriteFile(path, nil, 0o600) }) // the other process looks for it
		os.Exit(3)
	}
	path := filepath.Join(t.TempDir(), "put")
	cmd := exec.Command(os.Args[0], "-test.run", "^TestUnlessEnded_PutsAwayAndEndsTheProgram$")
	cmd.Env = append(os.Environ(), "THROUGHLINE_TEST_STUCK="+path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error("it ended before everything was put away")
	}
	ended := make(chan struct{})
	close(ended)
	unlessEnded(ended, time.Hour, func() { t.Error("a loop that ended was taken for stuck") })
}
