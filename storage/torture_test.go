package storage_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/storage"
	"throughline/storage/storagetest"
)

// The torture runs this test's binary as a program that works on a workspace and says what it was told is saved. It is killed at any
// moment, or its disk is made to fail (storagetest.Faults), or its power. Then the workspace must open, be whole, and hold
// every step that was confirmed and nothing half.
//
// TORTURE is how many kills there are, and a tenth of it how many rounds of each fault; a few in every run of the tests, thousands in
// "make torture".

// tortured is the study that rounds begin with.
var tortured = storagetest.Size{Interviews: 4, Turns: 8, Findings: 4, Tags: 4, Themes: 3, Insights: 2, Seed: 1}

// tortureOps is how many acts the child does before it ends by itself.
const tortureOps = 12

func kills() int {
	if n, err := strconv.Atoi(os.Getenv("TORTURE")); err == nil {
		return n
	}
	return 4
}

func faults() int { return max(2, kills()/10) }

// TestTorture_Child is the program that is tortured. Without its variable it is no test.
func TestTorture_Child(t *testing.T) {
	path := os.Getenv("TORTURE_PATH")
	if path == "" {
		t.Skip("runs as the child of the other torture tests")
	}
	seed, err := strconv.ParseUint(os.Getenv("TORTURE_SEED"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	s, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		fmt.Println("failed open:", err)
		return
	}
	w := &world{t: t, s: s, rand: rand.New(rand.NewPCG(seed, 3)), f: storagetest.Make(tortured), n: int(seed) * 100_000}
	say := func() {
		if state, err := storagetest.Holds(w.s); err == nil {
			fmt.Println("holds", state.Hash)
		}
	}
	say()
	for range tortureOps {
		name, act := w.tortureAct(path)
		if act == nil {
			continue
		}
		fmt.Println("try", name)
		if err := act(); err != nil {
			fmt.Println("failed", err)
		} else {
			fmt.Println("did", name)
		}
		say()
	}
	_ = w.s.Close() // the disk may be full
}

// tortureAct chooses what to do next; nil where the choice is not possible.
func (w *world) tortureAct(path string) (name string, act func() error) {
	switch n := w.rand.IntN(100); {
	case n < 8:
		last, ok, err := w.s.LastApplied(ctx)
		if !ok || err != nil {
			return "", nil
		}
		return "undo", func() error { _, err := w.s.Revert(ctx, last.Seq); return err }
	case n < 14:
		next, ok, err := w.s.NextUndone(ctx)
		if !ok || err != nil {
			return "", nil
		}
		return "redo", func() error { _, err := w.s.Reapply(ctx, next.Seq); return err }
	case n < 18:
		return "backup", func() error { return w.s.Backup(ctx, path+".copy.throughline", nil) }
	case n < 24:
		was, err := w.s.VaultHeader(ctx)
		if err != nil {
			return "", nil
		}
		return "vault", func() error { return w.s.SaveVaultHeader(ctx, was, []byte(strconv.Quote(w.id("key")))) }
	}
	cs := w.step()
	if len(cs.Changes) == 0 {
		return "", nil
	}
	return "step", func() error { _, err := w.s.Apply(ctx, cs); return err }
}

// torturer keeps one workspace and what its children said.
type torturer struct {
	t      *testing.T
	path   string
	faults string // the library that makes the disk fail
	rand   *rand.Rand

	confirmed, struck int
}

func newTorturer(t *testing.T, seed uint64) *torturer {
	t.Helper()
	r := &torturer{t: t, faults: storagetest.Faults(t), rand: rand.New(rand.NewPCG(seed, 9))}
	r.fresh()
	return r
}

// fresh begins with a workspace of its own again.
func (r *torturer) fresh() {
	r.path = filepath.Join(r.t.TempDir(), "study.throughline")
	s, err := storage.Create(context.Background(), r.path, storage.Options{})
	if err != nil {
		r.t.Fatal(err)
	}
	storagetest.Fill(r.t, s, tortured)
	if err := s.Close(); err != nil {
		r.t.Fatal(err)
	}
}

// child runs the program, kills it after some time if that is not 0, and returns what it said.
func (r *torturer) child(seed int, after time.Duration, env ...string) []string {
	r.t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestTorture_Child$")
	cmd.Env = append(append(os.Environ(), "TORTURE_PATH="+r.path, "TORTURE_SEED="+strconv.Itoa(seed)), env...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	if after > 0 {
		defer time.AfterFunc(after, func() { _ = cmd.Process.Kill() }).Stop() // it may have ended
	}
	var said []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said = append(said, lines.Text())
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		r.t.Fatal(err)
	}
	if err != nil {
		r.struck++
	}
	return said
}

// calls is how often a whole run of the child writes or syncs.
func (r *torturer) calls(seed int) int {
	file := filepath.Join(r.t.TempDir(), "calls")
	r.child(seed, 0, "LD_PRELOAD="+r.faults, "FAULT_MODE=count", "FAULT_OUT="+file)
	text, err := os.ReadFile(file)
	if err != nil {
		r.t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || n < 20 {
		r.t.Fatalf("a run writes %d times: the faults reach nothing (%v)", n, err)
	}
	return n
}

// judge opens the workspace after what a child said and reports what is wrong; "" for nothing.
func (r *torturer) judge(said []string) string {
	r.t.Helper()
	s, err := storage.Open(context.Background(), r.path, storage.Options{})
	if err != nil {
		return "it does not open: " + err.Error()
	}
	defer func() { _ = s.Close() }() // the test is over
	if report, err := s.Check(context.Background(), nil); err != nil || !report.OK {
		return fmt.Sprint("it is not whole: ", report.Problems, err)
	}
	sum := func() string { return must(storagetest.Holds(s))(r.t).Hash }
	state, act, told := "", "", ""
	for _, line := range said {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "holds":
			state, act, told = rest, "", ""
		case "try":
			act = rest
		case "did":
			told = rest
			r.confirmed++
		}
	}
	now := sum()
	switch {
	case state == "" || now == state && (told == "" || told == "backup"):
		return ""
	case now == state:
		return "the confirmed " + told + " is lost"
	case act == "" || act == "backup":
		return "it holds something else than was said"
	case act == "vault":
		before, _, _ := strings.Cut(state, "/")
		if after, _, _ := strings.Cut(now, "/"); after != before {
			return "a new key of the vault changed the records"
		}
		return ""
	}
	if err := inverse(s, act); err != nil {
		return "the " + act + " that was under way cannot be taken back: " + err.Error()
	}
	if sum() != state {
		return "the " + act + " that was under way is there in part"
	}
	return ""
}

// inverse takes back the newest undo, redo or step.
func inverse(s *storage.Store, act string) error {
	if act == "undo" {
		next, ok, err := s.NextUndone(ctx)
		if err != nil || !ok {
			return fmt.Errorf("nothing to redo: %w", err)
		}
		_, err = s.Reapply(ctx, next.Seq)
		return err
	}
	last, ok, err := s.LastApplied(ctx)
	if err != nil || !ok {
		return fmt.Errorf("nothing to undo: %w", err)
	}
	_, err = s.Revert(ctx, last.Seq)
	return err
}

func TestTorture_KilledAtAnyMoment(t *testing.T) {
	r := newTorturer(t, 1)
	for round := range kills() {
		if round%25 == 24 {
			r.fresh()
		}
		said := r.child(round, time.Duration(20+r.rand.IntN(400))*time.Millisecond)
		if wrong := r.judge(said); wrong != "" {
			t.Fatalf("round %d: %s\n%s", round, wrong, strings.Join(said, "\n"))
		}
	}
	t.Logf("%d kills that struck, %d steps confirmed and kept", r.struck, r.confirmed)
}

// faultModes are what can go wrong with a disk, each at a random call.
var faultModes = []struct {
	name string
	env  []string
}{
	{"the power fails", []string{"FAULT_MODE=crash"}},
	{"the disk is full from there on", []string{"FAULT_MODE=enospc"}},
	{"the disk is full for a while", []string{"FAULT_MODE=enospc", "FAULT_FOR=5"}},
	{"one write fails", []string{"FAULT_MODE=eio", "FAULT_FOR=1"}},
	{"the disk is broken from there on", []string{"FAULT_MODE=eio"}},
	{"one write is torn", []string{"FAULT_MODE=short"}},
}

func TestTorture_FaultsOfTheDisk(t *testing.T) {
	for i, mode := range faultModes {
		t.Run(mode.name, func(t *testing.T) {
			r := newTorturer(t, uint64(10+i))
			all := r.calls(0)
			for round := range faults() {
				if round%25 == 24 {
					r.fresh()
				}
				at := 1 + r.rand.IntN(all)
				said := r.child(1000+round, 0, append([]string{"LD_PRELOAD=" + r.faults, "FAULT_AT=" + strconv.Itoa(at), "FAULT_SEED=" + strconv.Itoa(round)}, mode.env...)...)
				if wrong := r.judge(said); wrong != "" {
					t.Fatalf("round %d, fault at call %d: %s\n%s", round, at, wrong, strings.Join(said, "\n"))
				}
			}
			t.Logf("%d of %d rounds ended by the fault, %d steps confirmed and kept", r.struck, faults(), r.confirmed)
		})
	}
}

// With a disk that says it has kept what it has not, the torture must find that steps are lost: otherwise it could find nothing.
func TestTorture_NoticesBrokenDurability(t *testing.T) {
	r := newTorturer(t, 20)
	all := r.calls(0)
	for round := range 40 {
		said := r.child(2000+round, 0, "LD_PRELOAD="+r.faults, "FAULT_MODE=crash", "FAULT_LIE=1", "FAULT_AT="+strconv.Itoa(all/2+r.rand.IntN(all/2)), "FAULT_SEED="+strconv.Itoa(round))
		if wrong := r.judge(said); wrong != "" {
			t.Logf("found in round %d: %s", round, wrong)
			return
		}
		r.fresh()
	}
	t.Error("40 rounds without durability and nothing was found lost")
}

// A file of an older version is opened, and killed while it is brought up to date.
func TestTorture_WhileAnOldFileIsUpgraded(t *testing.T) {
	r := newTorturer(t, 30)
	old, _ := storage.OldJournal(t, 60)
	file, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	renew := func() {
		r.path = filepath.Join(t.TempDir(), "old.throughline")
		if err := os.WriteFile(r.path, file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	renew()
	s, err := storage.Open(ctx, r.path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := must(storagetest.Holds(s))(t).Hash
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for round := range faults() {
		mode := faultModes[round%len(faultModes)]
		renew()
		said := r.child(3000+round, 0, append([]string{"LD_PRELOAD=" + r.faults, "FAULT_AT=" + strconv.Itoa(1+r.rand.IntN(200)), "FAULT_SEED=" + strconv.Itoa(round)}, mode.env...)...)
		if len(said) > 0 && strings.HasPrefix(said[0], "holds ") {
			if said[0] != "holds "+want {
				t.Fatalf("round %d: brought up to date it holds something else", round)
			}
			continue
		}
		s, err := storage.Open(ctx, r.path, storage.Options{})
		if err != nil {
			t.Fatalf("round %d, %s: %v", round, mode.name, err)
		}
		if got := must(storagetest.Holds(s))(t).Hash; got != want {
			t.Fatalf("round %d, %s: after the kill it holds something else", round, mode.name)
		}
		_ = s.Close() // it was only read
	}
	t.Logf("%d of %d rounds ended by the fault", r.struck, faults())
}
