package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app/cli"
	"throughline/app/workspace"
	"throughline/storage"
)

// stopper ends a command once something was printed.
type stopper struct {
	bytes.Buffer
	word string
	stop func()
}

// Write implements io.Writer.
func (s *stopper) Write(p []byte) (int, error) {
	n, err := s.Buffer.Write(p)
	if strings.Contains(s.String(), s.word) {
		s.stop()
	}
	return n, err
}

func TestImportWatch_TakesWhatComesAndEndsWhenStopped(t *testing.T) {
	s := newShell(t)
	if _, errOut, code := s.run("new", "a.throughline", "--study", "Ordering"); code != cli.ExitOK {
		t.Fatal(errOut)
	}
	for _, args := range [][]string{{"import", "-w", "a.throughline"}, {"import", "-w", "a.throughline", "--watch", "in", "p1.txt"}, {"import", "-w", "a.throughline", "--watch", ".", "--every", "1ms"}} {
		if _, _, code := s.run(args...); code != cli.ExitUsage {
			t.Errorf("%v: exit %d, want %d", args, code, cli.ExitUsage)
		}
	}
	if _, _, code := s.run("import", "-w", "a.throughline", "--watch", "none"); code != cli.ExitNotFound {
		t.Errorf("a folder that is not there: exit %d", code)
	}
	if err := os.Mkdir("in", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("in", "p1.txt"), []byte("Mod: How?\nP1: By phone.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out := &stopper{word: "p1.txt", stop: stop}
	code := cli.Run(ctx, cli.Env{Open: func(ctx context.Context, path string, mode workspace.Mode) (workspace.Store, error) {
		return storage.Open(ctx, path, storage.Options{ReadOnly: mode == workspace.ReadOnly})
	}, Out: out, Err: &bytes.Buffer{}, Version: "1", Author: "Mara"}, []string{"import", "-w", "a.throughline", "--watch", "in", "--every", "100ms"})
	if code != cli.ExitOK {
		t.Errorf("stopped with %d: %s", code, out.String())
	}
	if list, _, _ := s.run("check", "-w", "a.throughline"); !strings.Contains(list, "1 interview") {
		t.Errorf("afterwards: %s", list)
	}
}
