package workspace_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// undoSeeds is how many researchers are played: one takes seconds. UNDO_SEEDS=50 is the long form.
func undoSeeds(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("UNDO_SEEDS")); err == nil && n > 0 {
		return n
	}
	return 1
}

const (
	undoSteps = 200
	lookEvery = 25 // all tables are looked at this often while undoing, the content at each step
)

// TestUndo_TakesBackWhateverAResearcherDoes plays researchers who do anything the program can do, 200 steps each, and holds undo
// and redo to the promise that every state comes back: the content at each step, every table but the journal at some steps, at both ends
// and after the file was closed and opened in the middle.
func TestUndo_TakesBackWhateverAResearcherDoes(t *testing.T) {
	done := &times{done: map[string]int{}}
	t.Run("seeds", func(t *testing.T) {
		for seed := range undoSeeds(t) {
			t.Run(fmt.Sprint(seed+1), func(t *testing.T) {
				t.Parallel()
				undoRedo(t, uint64(seed+1), done)
			})
		}
	})
	for _, a := range acts {
		if done.done[a.name] == 0 {
			t.Logf("nobody came to %s", a.name)
		}
	}
	if len(done.done) < len(acts)*3/4 {
		t.Errorf("only %d of %d acts were done", len(done.done), len(acts))
	}
}

// times counts what was done by all.
type times struct {
	mu   sync.Mutex
	done map[string]int
}

func (t *times) add(act string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done[act]++
}

// played is a workspace in the hands of a researcher, with what it held after each step.
type played struct {
	*researcher
	hashes []string              // the content after n steps
	looks  [][]storagetest.Table // all tables after n steps, nil where nobody looked
}

func play(t *testing.T, seed uint64) *played {
	t.Helper()
	s := storagetest.New(t)
	f := storagetest.Fill(t, s, storagetest.Size{Interviews: 3, Turns: 8, Findings: 4, Tags: 4, Themes: 3, Insights: 2, Seed: seed})
	p := &played{researcher: &researcher{t: t, dir: t.TempDir(), path: s.Path(), rand: rand.New(rand.NewPCG(seed, 9)), study: f.Study.ID, now: storagetest.Noon}}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	p.open()
	p.record(true)
	return p
}

// open opens the file, again.
func (r *researcher) open() {
	r.t.Helper()
	if r.w != nil {
		r.glass.Close()
		if err := r.w.Close(); err != nil {
			r.t.Fatal(err)
		}
	}
	s, err := storage.Open(r.t.Context(), r.path, storage.Options{})
	if err != nil {
		r.t.Fatal(err)
	}
	hand := app.Hand{Author: "Mara", Now: func() time.Time { r.now = r.now.Add(time.Second); return r.now }}
	if r.w, err = workspace.Over(r.t.Context(), s, hand); err != nil {
		r.t.Fatal(err)
	}
	w := r.w
	r.t.Cleanup(func() { _ = w.Close() }) // a second Close does nothing
	r.glass = storagetest.Look(r.t, r.path)
}

func (p *played) hash() string {
	p.t.Helper()
	h, err := p.w.Curtain.Store.(*storage.Store).ContentHash(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	return h
}

// record notes what the workspace holds after a step.
func (p *played) record(look bool) {
	p.hashes = append(p.hashes, p.hash())
	p.looks = append(p.looks, nil)
	if look {
		p.looks[len(p.looks)-1] = p.glass.Tables()
	}
}

// steps returns how many steps undo would take back.
func (p *played) steps() int {
	p.t.Helper()
	w, err := p.w.Log.Plan(p.t.Context(), 0)
	if err != nil {
		p.t.Fatal(err)
	}
	return w.Steps
}

// expect holds the workspace to what it was after n steps.
func (p *played) expect(what string, n int) {
	p.t.Helper()
	if p.hash() != p.hashes[n] {
		p.t.Fatalf("%s to step %d gives another workspace: %s", what, n, p.different(n))
	}
	if p.looks[n] != nil {
		if d := storagetest.Difference(p.looks[n], p.glass.Tables()); d != "" {
			p.t.Fatalf("%s to step %d gives other tables:\n%s", what, n, d)
		}
	}
	p.sound(what)
}

func (p *played) different(n int) string {
	if p.looks[n] == nil {
		return "nobody looked closer then"
	}
	return storagetest.Difference(p.looks[n], p.glass.Tables())
}

// sound holds every quote to its text.
func (p *played) sound(what string) {
	p.t.Helper()
	if wrong := p.glass.WrongQuotes(); len(wrong) > 0 {
		p.t.Fatalf("after %s the quotes of %v are not what their texts say", what, wrong)
	}
}

func (p *played) whole() {
	p.t.Helper()
	rep, err := p.w.Store.Check(p.t.Context(), nil)
	if err != nil || !rep.OK {
		p.t.Fatalf("Check() = %q, %v", rep.Problems, err)
	}
}

func (p *played) undo(n int) {
	p.t.Helper()
	e, err := p.w.Log.Undo(p.t.Context())
	if err != nil {
		p.t.Fatalf("undo of step %d, %q: %v", n, e.Label, err)
	}
	p.expect("undo of "+e.Label, n-1)
}

func (p *played) redo(n int) {
	p.t.Helper()
	e, err := p.w.Log.Redo(p.t.Context())
	if err != nil {
		p.t.Fatalf("redo of step %d, %q: %v", n+1, e.Label, err)
	}
	p.expect("redo of "+e.Label, n+1)
}

// do lets the researcher do one thing; false when it came to nothing. What is done is one step for undo.
func (p *played) do(done *times, look bool) bool {
	p.t.Helper()
	a := acts[p.rand.IntN(len(acts))]
	before := p.steps()
	err := a.do(p.researcher)
	switch app.CodeOf(err) {
	case "", app.EInvalid, app.EConflict, app.ENotFound, app.ETooLarge:
	default:
		p.t.Fatalf("%s: %v", a.name, err)
	}
	made := p.steps() - before
	switch {
	case err != nil && made != 0:
		p.t.Fatalf("%s was refused (%v) and left %d steps", a.name, err, made)
	case made == 0:
		if p.hash() != p.hashes[len(p.hashes)-1] {
			p.t.Fatalf("%s changed something without a step", a.name)
		}
		return false
	case made != 1:
		p.t.Fatalf("%s made %d steps", a.name, made)
	}
	done.add(a.name)
	p.sound(a.name)
	p.record(look)
	return true
}

func undoRedo(t *testing.T, seed uint64, done *times) {
	p := play(t, seed)
	base := p.steps()
	for tries := 0; len(p.hashes) <= undoSteps; tries++ {
		if tries > 40*undoSteps {
			t.Fatalf("the researcher came to %d steps only", len(p.hashes)-1)
		}
		n := len(p.hashes)
		if p.do(done, n%lookEvery == 0) && n == undoSteps/2 {
			p.open()
		}
	}
	p.whole()
	if got := p.steps() - base; got != undoSteps {
		t.Fatalf("%d steps are in the history, want %d", got, undoSteps)
	}
	for n := undoSteps; n > 0; n-- {
		p.undo(n)
		if n == undoSteps/2 {
			p.open()
		}
	}
	p.whole()
	for n := range undoSteps {
		p.redo(n)
		if n == undoSteps/2 {
			p.open()
		}
	}
	p.whole()
	p.wander(done, base)
	p.whole()
}

// wander goes back and forth at random, in strides and one by one, takes single steps back alone, and goes on working from where
// it is, which overtakes what was taken back.
func (p *played) wander(done *times, base int) {
	t := p.t
	at, top := len(p.hashes)-1, len(p.hashes)-1 // steps in force, and steps that can be in force
	cut := func() { p.hashes, p.looks, top = p.hashes[:at+1], p.looks[:at+1], at }
	for range 40 {
		switch p.rand.IntN(5) {
		case 0:
			if at > 0 {
				p.undo(at)
				at--
			}
		case 1:
			if at < top {
				p.redo(at)
				at++
			}
		case 2:
			to := p.rand.IntN(top + 1)
			p.stride(base, at, to)
			at = to
			p.expect("a stride", at)
		case 3:
			keep, looks, was := p.hashes, p.looks, top
			cut()
			if p.do(done, true) {
				at, top = at+1, at+1
			} else {
				p.hashes, p.looks, top = keep, looks, was
			}
		case 4:
			if at < 1 {
				continue
			}
			marks := p.marks()
			before := p.hash()
			m := marks[len(marks)-base-1-p.rand.IntN(at)] // of those in force
			_, err := p.w.Log.UndoOnly(t.Context(), m, p.w.Hand)
			switch {
			case err != nil:
				if app.CodeOf(err) != app.EConflict && app.CodeOf(err) != app.EInvalid || p.hash() != before {
					t.Fatalf("UndoOnly() = %v", err)
				}
			case m.Seq == marks[len(marks)-base-at].Seq: // the last one: simply undone
				at--
				p.expect("undo of the last step alone", at)
			default:
				p.sound("undo of one step alone")
				cut()
				p.record(true)
				at, top = at+1, at+1
			}
		}
	}
}

// marks lists all steps, newest first.
func (p *played) marks() []app.Mark {
	p.t.Helper()
	marks, err := p.w.Log.Marks(p.t.Context(), app.HistoryQuery{})
	if err != nil {
		p.t.Fatal(err)
	}
	return marks
}

// stride goes from one step to another at once.
func (p *played) stride(base, at, to int) {
	p.t.Helper()
	marks := p.marks()
	seq := marks[len(marks)-base-to].Seq
	var n int
	var err error
	if to > at {
		n, err = p.w.Log.RedoTo(p.t.Context(), seq, nil)
	} else {
		n, err = p.w.Log.UndoTo(p.t.Context(), seq, nil)
	}
	if err != nil || n != max(at-to, to-at) {
		p.t.Fatalf("a stride from %d to %d = %d, %v", at, to, n, err)
	}
}
