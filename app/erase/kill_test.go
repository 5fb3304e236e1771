package erase_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/erase"
	"throughline/app/history"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// childFile and childPerson tell a copy of this test program to erase, and to wait for a line before each step it reports.
const (
	childFile   = "THROUGHLINE_TEST_ERASE_FILE"
	childPerson = "THROUGHLINE_TEST_ERASE_PERSON"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childFile); path != "" {
		os.Exit(child(path, app.ParticipantID(os.Getenv(childPerson))))
	}
	os.Exit(m.Run())
}

func child(path string, who app.ParticipantID) int {
	store, err := storage.Open(context.Background(), path, storage.Options{})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	in := bufio.NewReader(os.Stdin)
	s := erase.Service{Store: store, Hand: app.Hand{Author: "Mara"}}
	_, err = s.Erase(context.Background(), erase.Order{Participant: who, Reason: "asked"}, func(_, _ int64, what string) {
		fmt.Println(what)
		_, _ = in.ReadString('\n') // the end of the input lets it run
	})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	_ = store.Close()
	fmt.Println("closed")
	return 0
}

// kill starts a child on the workspace, lets it go past so many reports and kills it; at is the last thing it said. ahead lets it go on
// from there before it is killed.
func kill(t *testing.T, path string, who app.ParticipantID, reports int, ahead bool) (at string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFile+"="+path, childPerson+"="+string(who))
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	for n := 0; n <= reports && lines.Scan(); n++ {
		at = lines.Text()
		if n < reports || ahead {
			_, _ = io.WriteString(stdin, "\n") // it may have ended
		}
	}
	_ = cmd.Process.Kill() // it may have ended
	_ = cmd.Wait()         // killed, as it should be
	return at
}

// copyWorkspace puts a closed workspace and its backups into a folder of its own.
func copyWorkspace(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "w.throughline")
	if err := os.CopyFS(to+".backups", os.DirFS(from+".backups")); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return to
}

func TestErase_KilledAnywhereItIsAsBeforeOrCarriedThrough(t *testing.T) {
	s := newScene(t)
	whole := s.Hash()
	s.do(s.Store.Close())
	before, after := 0, 0
	for reports := 0; ; reports++ {
		said := ""
		for _, ahead := range []bool{false, true} {
			path := copyWorkspace(t, s.Store.Path())
			said = kill(t, path, s.p07.Person.ID, reports, ahead)
			if lookAfter(t, path, whole, said) {
				after++
			} else {
				before++
			}
		}
		if said == "closed" {
			break
		}
	}
	if before < 8 || after < 8 {
		t.Errorf("killed %d times before it was stored and %d times afterwards; want both", before, after)
	}
}

// lookAfter opens a workspace as the program does after it was killed, and reports whether the erasure was carried through.
func lookAfter(t *testing.T, path, whole, said string) bool {
	t.Helper()
	store, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatalf("after %q: %v", said, err)
	}
	defer func() { _ = store.Close() }() // only read
	log, err := history.Open(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	service := erase.Service{Store: store, Log: log, Hand: app.Hand{Author: "Mara"}}
	if _, err := service.Resume(t.Context(), nil); err != nil {
		t.Fatalf("after %q: %v", said, err)
	}
	if rep, err := store.Check(t.Context(), nil); err != nil || !rep.OK {
		t.Errorf("after %q: Check() = %q, %v", said, rep.Problems, err)
	}
	done, err := service.Done(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(done) == 0 {
		if hash, err := store.ContentHash(t.Context()); err != nil || hash != whole {
			t.Errorf("after %q nothing is erased, and the workspace is another: %v", said, err)
		}
		return false
	}
	if done[0].Open != nil {
		t.Errorf("after %q the erasure is still open: %+v", said, done[0])
	}
	if left := storagetest.Remains(t, path, secrets...); len(left) > 0 {
		t.Errorf("after %q: still there: %s", said, strings.Join(left, "; "))
	}
	return true
}
