package storagetest

import (
	"bufio"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

//go:embed testdata/faults.c
var faultsSource []byte

// Faults compiles the library that makes the disk of a program fail, and returns its path, for LD_PRELOAD. What it does is said at the
// beginning of testdata/faults.c. It skips the test where there is no gcc or no Linux.
func Faults(t testing.TB) string {
	t.Helper()
	so := filepath.Join(t.TempDir(), "faults.so")
	cmd := exec.Command("gcc", "-shared", "-fPIC", "-O1", "-o", so, "-x", "c", "-", "-ldl", "-lpthread")
	cmd.Stdin = bytes.NewReader(faultsSource)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("faults need gcc and Linux: %v %s", err, out)
	}
	return so
}

// written is a piece of a file that was overwritten.
type written struct {
	path string
	at   int64
	old  []byte
}

// LosePower takes back, each by chance, the writes that a program did and did not have the disk keep before it ended, as they stand in
// the log that FAULT_MODE=log wrote. Returns how many there were.
func LosePower(log string, dice *rand.Rand) (unsynced int, err error) {
	open, err := readFaultLog(log)
	if err != nil {
		return 0, err
	}
	for i := len(open) - 1; i >= 0; i-- { // the newest first
		if dice.IntN(3) == 0 { // it had reached the disk
			continue
		}
		w := open[i]
		f, err := os.OpenFile(w.path, os.O_WRONLY, 0)
		if err != nil {
			continue // it is gone, and its writes with it
		}
		_, err = f.WriteAt(w.old, w.at)
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return len(open), err
		}
		_ = os.Remove(strings.TrimSuffix(w.path, "-wal") + "-shm") // an index of what is not there any more
	}
	return len(open), nil
}

// readFaultLog gives the writes that were neither synced nor removed.
func readFaultLog(log string) (open []written, err error) {
	f, err := os.Open(log)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	r := bufio.NewReader(f)
	for {
		line, err := r.ReadString('\n')
		if err == io.EOF && line == "" {
			return open, nil
		}
		if err != nil {
			return nil, err
		}
		var what string
		var w written
		var n int
		if _, err := fmt.Sscan(line, &what, &w.at, &n); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		w.path = strings.TrimSuffix(strings.SplitN(line, " ", 4)[3], "\n")
		if what == "w" {
			w.old = make([]byte, n)
			if _, err := io.ReadFull(r, w.old); err != nil {
				return nil, err
			}
			open = append(open, w)
			continue
		}
		kept := open[:0]
		for _, o := range open {
			if o.path != w.path {
				kept = append(kept, o)
			}
		}
		open = kept
	}
}
