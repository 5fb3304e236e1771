package task

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestStand_NamesOurFunctionsOfTheWindow(t *testing.T) {
	const stacks = `goroutine 57 [running]:
throughline/ui/task.look()
	/src/ui/task/pulsestack.go:22 +0x2a

goroutine 1 [runnable, locked to thread]:
runtime.mallocgc(0x10)
	/go/src/runtime/malloc.go:1
throughline/ui/kit.wrap({0xc0, 0x1})
	/src/ui/kit/wrap.go:12 +0x1
fyne.io/fyne/v2/container.(*Scroll).Resize(0xc0)
	/go/scroll.go:1
throughline/ui/shell.(*Shell).fillMenu.(*Shell).behindNothing.func1(...)
	/src/ui/shell/menu.go:3
throughline/ui.Run({0x1})
	/src/ui/run.go:9

goroutine 9 [select]:
throughline/app/job.(*Runner).run()
	/src/app/job/job.go:3
`
	for _, c := range []struct {
		name, stacks, where string
		waits               bool
	}{
		{"at work", stacks, "ui/kit.wrap < ui/shell.(*Shell).fillMenu.(*Shell).behindNothing.func1 < ui.Run", false},
		{"waits for its turn", strings.Replace(stacks, "runnable, locked", "select, locked", 1), "ui/kit.wrap < ui/shell.(*Shell).fillMenu.(*Shell).behindNothing.func1 < ui.Run", true},
		{"not there", "goroutine 2 [running]:\nthroughline/ui.f()\n", "", false},
	} {
		if got := stand(c.stacks); got.where != c.where || got.waits != c.waits {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestLook_FindsTheStacks(t *testing.T) {
	seen.Store(nil)
	t.Cleanup(func() { seen.Store(nil) })
	look()
	if seen.Load() == nil {
		t.Error("nothing was seen")
	}
}

// thread is a clock on the wall and of a thread that a test sets.
type thread struct {
	at           time.Time
	busy, waited time.Duration
}

func (th *thread) pulse() *pulse {
	p := &pulse{now: func() time.Time { return th.at }, read: func() (busy, waited time.Duration) { return th.busy, th.waited }, look: time.NewTimer(time.Hour)}
	p.begin()
	return p
}

// pass lets time pass.
func (th *thread) pass(clock, busy, waited time.Duration) {
	th.at, th.busy, th.waited = th.at.Add(clock), th.busy+busy, th.waited+waited
}

func TestPulse_PartsOwnWorkFromPicturesAndWaiting(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		name             string
		do               func(*thread, *pulse)
		own, held, drawn time.Duration
	}{
		{"a post counts by the clock", func(th *thread, p *pulse) {
			th.pass(200*ms, 30*ms, 0)
			p.own(p.took())
		}, 30 * ms, 200 * ms, 0},
		{"waiting for a processor is not ours", func(th *thread, p *pulse) {
			th.pass(200*ms, 30*ms, 150*ms)
			p.own(p.took())
		}, 30 * ms, 50 * ms, 0},
		{"keys heard count by what was worked: the loop waits before", func(th *thread, p *pulse) {
			th.pass(200*ms, 30*ms, 0)
			p.listened()
		}, 30 * ms, 30 * ms, 0},
		{"unless the program was seen at it", func(th *thread, p *pulse) {
			th.pass(200*ms, 30*ms, 0)
			seen.Store(&standing{where: "ui/kit.wrap"})
			p.listened()
		}, 30 * ms, 200*ms - idle, 0},
		{"a picture is nobody's own work", func(th *thread, p *pulse) {
			p.drawing = true
			th.pass(200*ms, 30*ms, 0)
			p.drawn()
		}, 0, 0, 200 * ms},
		{"nor what was heard in the same turn, which cannot be parted from it", func(th *thread, p *pulse) {
			p.drawing = true
			th.pass(200*ms, 30*ms, 0)
			p.listened()
		}, 0, 0, 200 * ms},
		{"the longest counts", func(th *thread, p *pulse) {
			for _, d := range []time.Duration{20 * ms, 50 * ms, 30 * ms} {
				p.begin()
				th.pass(d, d, 0)
				p.own(p.took())
			}
		}, 50 * ms, 50 * ms, 0},
	} {
		th := &thread{}
		p := th.pulse()
		c.do(th, p)
		if got := p.sum; got.Own != c.own || got.Held != c.held || got.Draw != c.drawn {
			t.Errorf("%s: own %v, held %v, drawn %v; want %v, %v, %v", c.name, got.Own, got.Held, got.Draw, c.own, c.held, c.drawn)
		}
	}
	seen.Store(nil)
}

func TestThreadTimes_KnowsWork(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	read := threadTimes()
	before, _ := read()
	for end := time.Now().Add(time.Minute); ; {
		if now, _ := read(); now > before {
			return
		}
		if time.Now().After(end) {
			t.Skip("the system does not tell how long a thread worked")
		}
	}
}
