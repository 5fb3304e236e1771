//go:build e2e

package e2e

import (
	"context"
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
	"throughline/app/exchange"
	"throughline/app/generate"
	"throughline/app/workspace"
	"throughline/storage"
)

// kills is how many times a kill test pulls the plug: KILLS, or a few in an ordinary run.
func kills(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("KILLS"))
	if err != nil {
		return 10
	}
	return n
}

// openWorkspace opens or makes a workspace as main does.
func openWorkspace(ctx context.Context, path string, fresh bool) (*workspace.Workspace, error) {
	open := storage.Open
	if fresh {
		open = storage.Create
	}
	store, err := open(ctx, path, storage.Options{})
	if err != nil {
		return nil, err
	}
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Kill test"})
	if err != nil {
		_ = store.Close()
	}
	return w, err
}

// newWorkspace makes a workspace with one study and n imported interviews, and closes it.
func newWorkspace(t *testing.T, n int) string {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "kill.throughline")
	w, err := openWorkspace(ctx, path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer closeWorkspace(t, w)
	st, err := w.Studies.Create(ctx, app.Study{Name: "Kill"})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		return path
	}
	files, err := generate.Write(ctx, t.TempDir(), generate.Options{Seed: 1, Words: 1500}, n, generate.WebVTT, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := w.Exchange.Import(ctx, files, exchange.Options{Study: st.ID}, nil)
	if err != nil || res.Count(exchange.Imported) != n {
		t.Fatalf("Import() = %d files, %v", res.Count(exchange.Imported), err)
	}
	return path
}

func closeWorkspace(t *testing.T, w *workspace.Workspace) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

// mustBeWhole opens a workspace after a kill, runs the full check and hands it to inspect.
func mustBeWhole(t *testing.T, path string, inspect func(*workspace.Workspace)) {
	t.Helper()
	ctx := context.Background()
	w, err := openWorkspace(ctx, path, false)
	if err != nil {
		t.Fatalf("the workspace does not open after a kill: %v", err)
	}
	defer closeWorkspace(t, w)
	rep, err := w.Store.Check(ctx, nil)
	if err != nil || !rep.OK {
		t.Fatalf("the workspace is not whole after a kill: %v %v", rep.Problems, err)
	}
	inspect(w)
}

// TestKill_ImportLosesNoConfirmedFile kills the import command at random moments. Whatever the moment, the workspace is
// whole, every import that ended well is there in full, and repeating a killed import brings each file in once.
func TestKill_ImportLosesNoConfirmedFile(t *testing.T) {
	const files = 12
	bin, path, rounds := Binary(t), newWorkspace(t, 0), max(2, kills(t)/5)
	dice := rand.New(rand.NewPCG(1, 1))
	whole := time.Second // how long an import takes when nobody stops it; learnt in the first round
	confirmed, stopped := 0, 0
	for round := range rounds {
		dir := filepath.Join(t.TempDir(), "files")
		if _, err := generate.Write(context.Background(), dir, generate.Options{Seed: uint64(round + 10), Words: 3000}, files, generate.WebVTT, nil); err != nil {
			t.Fatal(err)
		}
		args := []string{"import", "-w", path, "--study", "Kill", "--quiet", dir}
		start := time.Now()
		after := time.Duration(dice.Int64N(int64(whole)))
		if round == 0 {
			after = time.Minute
		}
		err := runAndKill(bin, args, after)
		if round == 0 {
			whole = time.Since(start)
		}
		if err == nil {
			confirmed += files
		} else {
			stopped++
		}
		mustBeWhole(t, path, func(w *workspace.Workspace) {
			if got := interviews(t, w); got < confirmed || got > confirmed+files {
				t.Fatalf("round %d: %d interviews, want at least the %d confirmed ones", round, got, confirmed)
			}
		})
		if err == nil {
			continue
		}
		if out, err := exec.Command(bin, args...).CombinedOutput(); err != nil {
			t.Fatalf("round %d: repeating the import: %v\n%s", round, err, out)
		}
		confirmed += files
		mustBeWhole(t, path, func(w *workspace.Workspace) {
			if got := interviews(t, w); got != confirmed {
				t.Fatalf("round %d: %d interviews after repeating the import, want %d", round, got, confirmed)
			}
		})
	}
	t.Logf("%d of %d imports were killed; an import takes %v", stopped, rounds, whole.Round(time.Millisecond))
}

func interviews(t *testing.T, w *workspace.Workspace) int {
	t.Helper()
	n, err := w.Store.Counts(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	return n.Interviews
}

// runAndKill runs a command and kills it after a while unless it has ended. It returns nil only if it ended well.
func runAndKill(bin string, args []string, after time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), after)
	defer cancel()
	return exec.CommandContext(ctx, bin, args...).Run() // a context's end sends SIGKILL
}

// TestKill_TaggingLosesNoConfirmedStep kills a program that marks, tags, annotates, deletes and undoes without a pause. Every
// step it has confirmed must be there afterwards, and undo must still work.
func TestKill_TaggingLosesNoConfirmedStep(t *testing.T) {
	if path := os.Getenv("THROUGHLINE_KILL_ME"); path != "" {
		seed, _ := strconv.ParseUint(os.Getenv("THROUGHLINE_KILL_SEED"), 10, 64)
		if err := tagForever(path, seed); err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
	}
	path, rounds := newWorkspace(t, 3), kills(t)*4/5
	dice := rand.New(rand.NewPCG(2, 2))
	book := ledger{state: map[app.FindingID]string{}}
	for round := range rounds {
		before := book.steps
		book.read(t, killedChild(t, path, round, dice))
		mustBeWhole(t, path, func(w *workspace.Workspace) {
			book.compare(t, w)
			mustUndo(t, w)
		})
		if testing.Verbose() && round%20 == 0 {
			t.Logf("round %d: %d steps confirmed and kept", round, book.steps-before)
		}
	}
	if book.steps < rounds {
		t.Errorf("only %d steps were confirmed in %d rounds: the test does not test", book.steps, rounds)
	}
	t.Logf("%d kills, %d confirmed steps, failed: %v", rounds, book.steps, t.Failed())
}

// killedChild runs this test's binary as the tagging program, kills it at a random moment (one time in five while it still
// opens the workspace) and returns what it printed.
func killedChild(t *testing.T, path string, seed int, dice *rand.Rand) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "THROUGHLINE_KILL_ME="+path, "THROUGHLINE_KILL_SEED="+strconv.Itoa(seed))
	cmd.Stdout, cmd.Stderr = f, f
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if dice.IntN(5) > 0 {
		waitForReady(t, out)
	}
	time.Sleep(time.Duration(dice.IntN(200)) * time.Millisecond)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if i := strings.Index(string(b), "failed "); i >= 0 {
		t.Fatalf("the tagging program %s", b[i:])
	}
	return string(b)
}

func waitForReady(t *testing.T, out string) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if b, _ := os.ReadFile(out); strings.HasPrefix(string(b), "ready\n") {
			return
		}
	}
	b, _ := os.ReadFile(out)
	t.Fatalf("the tagging program does not get ready: %s", b)
}

// mustUndo takes the last step back and brings it again: the journal still knows how.
func mustUndo(t *testing.T, w *workspace.Workspace) {
	t.Helper()
	ctx := context.Background()
	if w.Log.State().Undo == "" {
		t.Fatal("nothing can be undone after a kill")
	}
	undone, err := w.Log.Undo(ctx)
	if err != nil {
		t.Fatalf("undo after a kill: %v", err)
	}
	redone, err := w.Log.Redo(ctx)
	if err != nil || redone.ID != undone.ID {
		t.Fatalf("redo after a kill: %v", err)
	}
}
