//go:build e2e

package e2e

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/workspace"
)

// TestKill_WindowLosesNoConfirmedStep tags passages in the real window without a pause and takes every third back, and kills the program at a
// random moment. What the window had announced must be in the file, and beyond it nothing but the steps that were asked for next; the journal must
// still know how to go back.
func TestKill_WindowLosesNoConfirmedStep(t *testing.T) {
	screen, dice := NewScreen(t, wide, high), rand.New(rand.NewPCG(3, 3))
	keys, states := taggingKeys()
	within := 0
	rounds := max(2, kills(t)/5)
	for round := range rounds {
		path := pinnedWorkspace(t)
		p := Start(t, screen, "open", path)
		openFirst(p)
		p.Calm()
		typing := exec.Command("xdotool", append([]string{"key", "--delay", "8"}, keys...)...)
		typing.Env = append(os.Environ(), "DISPLAY="+screen.Display)
		if err := typing.Start(); err != nil {
			t.Fatal(err)
		}
		p.Expect("committed")
		time.Sleep(time.Duration(dice.IntN(3000)) * time.Millisecond)
		p.stop()
		_ = typing.Wait() // keys that nobody hears any more; ended earlier, it would leave some of them down
		told := steps(p.Events())
		if told < len(states)-1 {
			within++
		}
		mustBeWhole(t, path, func(w *workspace.Workspace) {
			got := tagsInOrder(t, w)
			if !slices.ContainsFunc(states[min(told, len(states)-1):], func(s []string) bool { return slices.Equal(s, got) }) {
				t.Errorf("round %d: the window had told of %d steps, %q; the file holds %q", round, told, states[told], got)
			}
			if len(got) > 0 {
				mustUndo(t, w)
			}
		})
	}
	if within == 0 {
		t.Error("no kill came before all was typed: the test does not test")
	}
	t.Logf("%d kills of the window, %d of them while it worked, failed: %v", rounds, within, t.Failed())
}

// taggingKeys are keys that tag passages and take every third back, and the tags of the findings after none of these steps, the first, and so on.
func taggingKeys() (keys []string, states [][]string) {
	var now []string
	states = append(states, nil)
	for i, ps := range passages() {
		digit := []string{"1", "2", "3"}[i%3]
		keys = append(append(keys, ps.selection()...), digit)
		now = append(slices.Clone(now), []string{"Waiting", "Trust", "Workaround"}[i%3])
		states = append(states, now)
		if i%3 == 2 {
			keys = append(keys, "ctrl+z")
			now = now[:len(now)-1]
			states = append(states, now)
		}
	}
	return keys, states
}

// steps counts what the program has announced as kept.
func steps(events []string) (n int) {
	for _, line := range events {
		if strings.HasPrefix(line, "committed Tag with") || strings.HasPrefix(line, "undone") {
			n++
		}
	}
	return n
}

// tagsInOrder are the tags of the findings of a workspace, one each, as they were made.
func tagsInOrder(t *testing.T, w *workspace.Workspace) (out []string) {
	t.Helper()
	rows, err := w.Store.Findings(context.Background(), app.FindingQuery{})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(rows, func(a, b app.FindingRow) int { return a.Created.Compare(b.Created) })
	tags, err := w.Store.Tags(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		for _, tag := range tags {
			if slices.Contains(rows[i].TagIDs(), tag.ID) {
				out = append(out, tag.Name)
			}
		}
	}
	return out
}
