//go:build linux

package torture_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/storage/storagetest"
)

// life is how many rounds a workspace lives.
const life = 12

// tallied is what rounds of one act came to.
type tallied struct {
	rounds, struck, failed, done int
	left                         [all + 1]int // of those that were not done
}

// tally counts rounds by act.
type tally map[string]*tallied

func (ta tally) count(name string, e ended, left found) {
	c := ta[name]
	if c == nil {
		c = &tallied{}
		ta[name] = c
	}
	c.rounds++
	switch {
	case e.done:
		c.done++
		return
	case e.struck:
		c.struck++
	default:
		c.failed++
	}
	c.left[left]++
}

// table prints the rounds by act.
func (ta tally) table(names []string) string {
	var b strings.Builder
	var sum tallied
	row := func(name string, c tallied) {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d | %d | %d |\n", name, c.rounds, c.struck, c.failed, c.done, c.left[nothing], c.left[some], c.left[all])
	}
	b.WriteString("| act | rounds | killed | failed | done | not there | first steps | there |\n|---|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, name := range names {
		if c := ta[name]; c != nil {
			row(name, *c)
			sum.rounds, sum.struck, sum.failed, sum.done = sum.rounds+c.rounds, sum.struck+c.struck, sum.failed+c.failed, sum.done+c.done
			for i := range c.left {
				sum.left[i] += c.left[i]
			}
		}
	}
	row("together", sum)
	return b.String()
}

// hit counts the rounds in which something went wrong.
func (ta tally) hit() (n int) {
	for _, c := range ta {
		n += c.struck + c.failed
	}
	return n
}

func (ta tally) struck() (n int) {
	for _, c := range ta {
		n += c.struck
	}
	return n
}

func names(acts []act) (all []string) {
	for _, a := range acts {
		all = append(all, a.name)
	}
	return all
}

// learn does each act once with nothing happening to it: it has to be done, and leave nothing lying about. How long it takes and how
// often it writes says when to strike.
func learn(t *testing.T, k *kit, acts []act) {
	t.Helper()
	for i, a := range acts {
		if k.took[a.name] > 0 {
			continue
		}
		r := newRig(t, k, t.TempDir(), uint64(i+1))
		j := a.prep(r)
		count := filepath.Join(t.TempDir(), "calls")
		e := r.run(plug{env: []string{"LD_PRELOAD=" + k.faults, "FAULT_MODE=count", "FAULT_OUT=" + count}}, j.args...)
		left, wrong := r.judge(j, e)
		if wrong != "" || !e.done || left != all && a.name != "check" {
			t.Errorf("%s, with nothing happening to it: %s %d\n%s%s", a.name, wrong, left, e.out, e.err)
		}
		if strays := r.strays(); len(strays) > 0 && !readsOnly(strays) {
			t.Errorf("%s leaves %q lying about", a.name, strays)
		}
		k.took[a.name] = e.took
		if b, err := os.ReadFile(count); err == nil {
			k.calls[a.name], _ = strconv.Atoi(strings.TrimSpace(string(b))) // none is 0
		}
		t.Logf("%-40s %6d ms, %4d writes", a.name, e.took.Milliseconds(), k.calls[a.name])
	}
}

// readsOnly reports whether strays are only the empty log and the index that SQLite leaves beside a file that was read.
func readsOnly(strays []string) bool {
	for _, s := range strays {
		if !strings.HasSuffix(s, "-wal") && !strings.HasSuffix(s, "-shm") {
			return false
		}
	}
	return true
}

// round does one act to which p happens and judges it. mend is called between, when the program has ended.
func (r *rig) round(a act, ta tally, plugOf func(name string) plug, after func(ended)) {
	r.t.Helper()
	j := a.prep(r)
	p := plugOf(a.name)
	e := r.run(p, j.args...)
	if after != nil {
		after(e)
	}
	left, wrong := r.judge(j, e)
	if wrong != "" {
		r.keep(a, p)
		r.t.Fatalf("%s, %s: %s\nthroughline %s\ndone %v, struck %v, after %v\n%s%s", a.name, p.name, wrong, strings.Join(j.args, " "), e.done, e.struck, e.took, e.out, e.err)
	}
	ta.count(a.name, e, left)
	r.over = r.over || a.name == "end the retention" && left == all
}

// keep puts what is wrong where it can be looked at: into the folder TORTURE_KEEP, if that is given.
func (r *rig) keep(a act, p plug) {
	to := os.Getenv("TORTURE_KEEP")
	if to == "" {
		return
	}
	to = filepath.Join(to, strings.ReplaceAll(a.name+" "+p.name, " ", "-"))
	if err := os.CopyFS(to, os.DirFS(filepath.Dir(r.home))); err != nil {
		r.t.Log(err)
	}
}

// end closes a life: the program itself finds the workspace whole, goes on with it, and what lay about is gone.
func (r *rig) end(acts []act) {
	r.t.Helper()
	r.must("check", "-w", r.path)
	for _, a := range acts {
		if strings.HasPrefix(a.name, "import participants") {
			r.must(a.prep(r).args...)
		}
	}
	if strays := r.strays(); len(strays) > 0 {
		r.t.Logf("lying about: %q", strays)
	}
}

// weighed gives the acts that were struck least the next turn.
func weighed(acts []act, ta tally, dice *rand.Rand) act {
	least := slices.Clone(acts)
	dice.Shuffle(len(least), func(i, j int) { least[i], least[j] = least[j], least[i] })
	struck := func(a act) int {
		if c := ta[a.name]; c != nil {
			return c.struck + c.rounds/8
		}
		return 0
	}
	slices.SortStableFunc(least, func(a, b act) int { return struck(a) - struck(b) })
	return least[dice.IntN(min(6, len(least)))]
}

// someActs are all acts, or in an ordinary run three of them.
func someActs(number uint64) []act {
	all := acts()
	if tortures() >= len(all) {
		return all
	}
	few := []act{}
	for _, a := range all {
		switch a.name {
		case "tag in bulk, save the rule", "import a survey", "migrate an old file", "export coded data", "back up":
			few = append(few, a)
		}
	}
	dice := rand.New(rand.NewPCG(number, seed()))
	dice.Shuffle(len(few), func(i, j int) { few[i], few[j] = few[j], few[i] })
	return few[:3]
}

// TestTorture_KilledAtAnyMoment kills the program in the midst of everything it does.
func TestTorture_KilledAtAnyMoment(t *testing.T) {
	k, acts := newKit(t), someActs(7)
	dice, ta := rand.New(rand.NewPCG(7, seed())), tally{}
	learn(t, k, acts)
	defer func() { t.Logf("%d kills\n%s", ta.struck(), ta.table(names(acts))) }()
	root := t.TempDir()
	start := time.Now()
	for n := 0; ta.struck() < tortures(); n++ {
		if n > 20*tortures()+100 {
			t.Fatalf("%d rounds and only %d kills: it does not strike", n, ta.struck())
		}
		r := newRig(t, k, root, uint64(100+n))
		for n := 0; n < life && !r.over; n++ {
			a := weighed(acts, ta, dice)
			r.round(a, ta, func(name string) plug { return killing(k, name, dice) }, nil)
		}
		r.end(acts)
		if n%10 == 9 {
			t.Logf("%d kills in %v", ta.struck(), time.Since(start).Round(time.Second))
		}
	}
}

// killing kills at a random moment, or at a random write, where most goes wrong.
func killing(k *kit, name string, dice *rand.Rand) plug {
	if calls := k.calls[name]; calls > 10 && dice.IntN(3) == 0 {
		at := 1 + dice.IntN(calls)
		return plug{name: fmt.Sprintf("killed at write %d", at), env: []string{"LD_PRELOAD=" + k.faults, "FAULT_MODE=kill", "FAULT_AT=" + strconv.Itoa(at), "FAULT_SEED=" + strconv.Itoa(dice.IntN(1000))}}
	}
	after := time.Duration(dice.Int64N(int64(k.took[name] + k.took[name]/10)))
	return plug{name: fmt.Sprintf("killed after %v", after), after: max(after, time.Millisecond)}
}

// faultModes are what can go wrong with a disk, each at a random write.
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
	{"the power fails when it has ended", []string{"FAULT_MODE=log"}},
}

// writers are the acts in which SQLite writes.
func writers(k *kit, acts []act) (some []act) {
	for _, a := range acts {
		if k.calls[a.name] > 10 {
			some = append(some, a)
		}
	}
	return some
}

// TestTorture_FaultsOfTheDisk lets the disk or the power fail beneath everything that SQLite writes.
func TestTorture_FaultsOfTheDisk(t *testing.T) {
	k, acts := newKit(t), someActs(8)
	dice := rand.New(rand.NewPCG(8, seed()))
	learn(t, k, acts)
	acts = writers(k, acts)
	if len(acts) == 0 {
		t.Fatal("nothing writes: the faults reach nothing")
	}
	for m, mode := range faultModes {
		ta, root := tally{}, t.TempDir()
		var r *rig
		want := (tortures()/4 + len(faultModes) - 1) / len(faultModes)
		for n := 0; ta.hit() < want; n++ {
			if mode.env[0] == "FAULT_MODE=log" && n == want { // it strikes when the program has ended well
				break
			}
			if n > 20*want+20 {
				t.Fatalf("%d rounds and only %d faults: it does not strike", n, ta.hit())
			}
			if n%life == 0 || r.over {
				r = newRig(t, k, root, uint64(10_000*(m+1)+n))
			}
			log := filepath.Join(root, "fault.log")
			plugOf := func(name string) plug {
				at := 1 + dice.IntN(k.calls[name])
				return plug{name: fmt.Sprintf("%s, at write %d", mode.name, at), env: append([]string{"LD_PRELOAD=" + k.faults, "FAULT_AT=" + strconv.Itoa(at), "FAULT_SEED=" + strconv.Itoa(n), "FAULT_OUT=" + log}, mode.env...)}
			}
			r.round(acts[dice.IntN(len(acts))], ta, plugOf, func(ended) {
				if mode.env[0] == "FAULT_MODE=log" {
					if _, err := storagetest.LosePower(log, dice); err != nil && !os.IsNotExist(err) {
						t.Fatal(err)
					}
				}
			})
		}
		t.Logf("%s: nothing lost\n%s", mode.name, ta.table(names(acts)))
	}
}
