//go:build linux

package torture_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"throughline/storage/storagetest"
)

// breakings are ways in which steps get lost, each of which the torture must notice: otherwise it could find nothing.
var breakings = []struct {
	name string
	plug func(k *kit, log string, n int) plug
	harm func(t *testing.T, r *rig, log string, dice *rand.Rand) // after a command that said it is done
}{
	{"a disk that only says it keeps things, and the power fails", func(k *kit, log string, n int) plug {
		return plug{env: []string{"LD_PRELOAD=" + k.faults, "FAULT_MODE=log", "FAULT_LIE=1", "FAULT_OUT=" + log}}
	}, func(t *testing.T, _ *rig, log string, dice *rand.Rand) {
		if _, err := storagetest.LosePower(log, dice); err != nil {
			t.Fatal(err)
		}
	}},
	{"a step of which a row is missing", noPlug, func(t *testing.T, r *rig, _ string, _ *rand.Rand) {
		storagetest.Behind(t, r.path, "DELETE FROM finding_tag WHERE finding_id = (SELECT max(finding_id) FROM finding_tag)")
	}},
	{"a step that is not in the history", noPlug, func(t *testing.T, r *rig, _ string, _ *rand.Rand) {
		storagetest.Behind(t, r.path, "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
	}},
	{"a file put back as it was before", noPlug, func(t *testing.T, r *rig, _ string, _ *rand.Rand) {
		copyFile(t, r.kit.sample, r.path)
	}},
	{"a page overwritten", noPlug, func(t *testing.T, r *rig, _ string, dice *rand.Rand) {
		b, err := os.ReadFile(r.path)
		if err != nil {
			t.Fatal(err)
		}
		at := (1 + dice.IntN(len(b)/4096-2)) * 4096
		copy(b[at:at+4096], make([]byte, 4096))
		if err := os.WriteFile(r.path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}},
}

func noPlug(*kit, string, int) plug { return plug{} }

// TestTorture_NoticesWhatIsLost breaks what the program keeps, in each way, until the torture says so.
func TestTorture_NoticesWhatIsLost(t *testing.T) {
	k, a := newKit(t), act{}
	for _, each := range acts() {
		if each.name == "tag in bulk, save the rule" {
			a = each
		}
	}
	for i, b := range breakings {
		t.Run(b.name, func(t *testing.T) {
			dice, root := rand.New(rand.NewPCG(13, uint64(i))), t.TempDir()
			for n := range 20 {
				r := newRig(t, k, root, uint64(40_000+n))
				log := filepath.Join(root, "fault.log")
				j := a.prep(r)
				e := r.run(b.plug(k, log, n), j.args...)
				if !e.done {
					t.Fatalf("%s%s", e.out, e.err)
				}
				b.harm(t, r, log, dice)
				if _, wrong := r.judge(j, e); wrong != "" {
					t.Logf("round %d: %s", n, wrong)
					return
				}
			}
			t.Error("20 rounds of it, and nothing was noticed")
		})
	}
}

// TestTorture_NoticesALostLog throws away the log of a command that was killed when its step was already kept in it.
func TestTorture_NoticesALostLog(t *testing.T) {
	k, a := newKit(t), act{}
	for _, each := range acts() {
		if each.name == "import a codebook" {
			a = each
		}
	}
	learn(t, k, []act{a})
	root := t.TempDir()
	for back := range k.calls[a.name] { // from the end of its writes, where it folds the log into the file
		r := newRig(t, k, root, uint64(50_000+back))
		j := a.prep(r)
		at := k.calls[a.name] - back
		e := r.run(plug{env: []string{"LD_PRELOAD=" + k.faults, "FAULT_MODE=kill", "FAULT_AT=" + strconv.Itoa(at), "FAULT_SEED=0"}}, j.args...)
		left, wrong := r.judge(j, e)
		if wrong != "" {
			t.Fatal(wrong)
		}
		if e.done || left != all {
			continue
		}
		if err := os.Remove(r.path + "-wal"); err != nil {
			continue // it was folded in already
		}
		if _, wrong := r.judge(&job{path: r.path, known: r.known, idle: true}, ended{done: true}); wrong != "" {
			t.Logf("killed at write %d: %s", at, wrong)
			return
		}
	}
	t.Error("the log was thrown away, and nothing was noticed")
}
