//go:build unix

package vault_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/vault"
	"throughline/storage"
)

// killedEnv names the workspace on which the test program, run again, changes the passphrase until it is killed.
const killedEnv = "THROUGHLINE_TEST_VAULT"

func passNumber(n int) string { return fmt.Sprintf("passphrase number %d", n) }

// TestKilled_ChangesThePassphrase is the program that is killed; by itself it does nothing.
func TestKilled_ChangesThePassphrase(t *testing.T) {
	path, from, ok := strings.Cut(os.Getenv(killedEnv), "|")
	if !ok {
		t.Skip("runs only as the child of TestVault_AKillLeavesTheOldPassphraseOrTheNew")
	}
	n, err := strconv.Atoi(from)
	must(t, err)
	store, err := storage.Open(t.Context(), path, storage.Options{})
	must(t, err)
	s := &vault.Service{Store: store, Cost: cheap}
	for ; ; n++ {
		fmt.Println("from", n)
		must(t, s.ChangePassphrase(t.Context(), passNumber(n), passNumber(n+1)))
		fmt.Println("done", n+1)
	}
}

// TestVault_AKillLeavesTheOldPassphraseOrTheNew kills a program that changes the passphrase again and again, at random moments.
func TestVault_AKillLeavesTheOldPassphraseOrTheNew(t *testing.T) {
	rounds := 12
	if n, err := strconv.Atoi(os.Getenv("KILLS")); err == nil {
		rounds = n
	}
	path := filepath.Join(t.TempDir(), "killed.throughline")
	p := app.ParticipantID("p")
	ana := app.Contact{Name: "Ana", Email: "ana@example.org"}
	func() {
		store, err := storage.Create(t.Context(), path, storage.Options{})
		must(t, err)
		defer func() { _ = store.Close() }()
		log, err := history.Open(t.Context(), store)
		must(t, err)
		s := &vault.Service{Store: store, Log: log, Hand: app.Hand{Author: "Mara"}, Cost: cheap}
		cs := s.Hand.Begin("Person")
		cs.Create(&app.Participant{ID: p, Code: "P07", Stamp: s.Hand.Stamp()})
		must(t, log.Commit(t.Context(), cs))
		must(t, s.Create(t.Context(), passNumber(0)))
		must(t, s.PutContact(t.Context(), p, ana))
	}()
	random := rand.New(rand.NewPCG(7, 11))
	at, changes, midway := 0, 0, 0
	for round := range rounds {
		begun, done := killOnce(t, path, at, time.Duration(random.Int64N(int64(120*time.Millisecond))))
		store, err := storage.Open(t.Context(), path, storage.Options{})
		must(t, err)
		var open []int
		for n := max(0, at-1); n <= done+2; n++ {
			s := &vault.Service{Store: store, Cost: cheap}
			err := s.Open(t.Context(), passNumber(n))
			if err == nil {
				open = append(open, n)
				if got, err := s.Contact(t.Context(), p); err != nil || got != ana {
					t.Errorf("round %d: the contact reads %+v, %v", round, got, err)
				}
			} else if app.CodeOf(err) != app.EInvalid {
				t.Errorf("round %d: passphrase %d: %v", round, n, err)
			}
		}
		must(t, store.Close())
		if len(open) != 1 || open[0] != done && !(begun == done && open[0] == done+1) {
			t.Fatalf("round %d: changed to %d for certain, from %d begun: passphrases %v open it", round, done, begun, open)
		}
		if begun == done {
			midway++
		}
		changes += open[0] - at
		at = open[0]
	}
	t.Logf("%d kills, %d of them within a change, %d changes", rounds, midway, changes)
	if changes == 0 {
		t.Error("no passphrase was changed: the test showed nothing")
	}
}

// killOnce runs the program from passphrase number at, kills it some time after its first change began, and returns the last change that it said
// to have begun and the last passphrase it said to have set.
func killOnce(t *testing.T, path string, at int, after time.Duration) (begun, done int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilled_ChangesThePassphrase$", "-test.v")
	cmd.Env = append(os.Environ(), killedEnv+"="+path+"|"+strconv.Itoa(at))
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	begun, done = -1, at
	started := make(chan bool, 1)
	read := make(chan bool)
	go func() {
		defer close(read)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			var n int
			switch line := lines.Text(); {
			case scan(line, "from %d", &n):
				if begun < 0 {
					started <- true
				}
				begun = n
			case scan(line, "done %d", &n):
				done = n
			}
		}
	}()
	select {
	case <-started:
	case <-read:
		t.Fatal("the program ended by itself")
	case <-time.After(time.Minute):
		t.Fatal("the program did not begin")
	}
	time.Sleep(after)
	must(t, cmd.Process.Kill())
	<-read
	_ = cmd.Wait() // it was killed
	return begun, done
}

func scan(line, format string, n *int) bool {
	got, err := fmt.Sscanf(line, format, n)
	return err == nil && got == 1
}
