package ui

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// memoryGoal is from how many bytes on the collector works harder rather than let the program grow; left alone, it would take twice what it keeps. With a
// million findings and all screens seen, what it keeps comes near that.
const memoryGoal = 280 << 20

// memoryRoom is how many bytes there are to work with beside what is kept, wherever the goal stands. With less, every small thing that is made has all that
// is kept looked through, and whoever makes it, the window above all, is made to help.
const memoryRoom = 48 << 20

// The program is at rest when nothing was collected for restAfter: if it holds restFrom bytes to no use then, it gives them back to the system.
const (
	restAfter = 10 * time.Second
	restFrom  = 32 << 20
)

// keepRoom sets the goal, and after each collection raises it as far as what is kept, with room to work, needs; and lowers it again. At rest, rest after a
// collection, the room goes back to the system. stop ends that, and leaves the goal where it is.
func keepRoom(goal int64, rest time.Duration) (stop func()) {
	debug.SetMemoryLimit(goal)
	r := &room{goal: goal, set: goal}
	r.rest = time.AfterFunc(rest, giveBack)
	afterCollections(func() bool {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.stopped {
			return false
		}
		if l := limitFor(r.goal, usage()); l > r.set+memoryRoom/8 || l < r.set-memoryRoom/8 {
			debug.SetMemoryLimit(l)
			r.set = l
		}
		r.rest.Reset(rest)
		return true
	})
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.stopped = true
		r.rest.Stop()
	}
}

// room is a goal that is kept.
type room struct {
	mu        sync.Mutex
	goal, set int64
	rest      *time.Timer
	stopped   bool
}

// giveBack gives memory back that is held to no use. It collects, so that it is called again, and finds nothing more then.
func giveBack() {
	if usage().spare >= restFrom {
		debug.FreeOSMemory()
	}
}

// use is what the program takes, in bytes: what the last collection kept; what is taken beside the things that are in memory, such as holes between them
// and stacks, where what was given back to the system, or is free to be, counts as nothing; and what could be given back: what is free, and what was made since.
type use struct{ kept, beside, spare int64 }

func usage() use {
	m := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"},
		{Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(m)
	n := make([]int64, len(m))
	for i := range m {
		if m[i].Value.Kind() == metrics.KindUint64 {
			n[i] = int64(m[i].Value.Uint64()) //nolint:gosec // bytes of memory
		}
	}
	return use{n[0], n[1] - n[2] - n[3] - n[4], n[3] + n[4] - n[0]}
}

// limitFor is the goal, or what leaves room beside what is kept: the collector keeps three parts in a hundred of it for itself.
func limitFor(goal int64, u use) int64 {
	return max(goal, (u.kept+memoryRoom)*103/100+u.beside)
}

// afterCollections calls do after each collection until it returns false, away from the window.
func afterCollections(do func() bool) {
	type mark struct{ do func() bool } // holds a pointer: things without lie together, and their finalizers wait for each other
	var again func(*mark)
	again = func(m *mark) {
		if m.do() {
			runtime.SetFinalizer(m, again)
		}
	}
	runtime.SetFinalizer(&mark{do}, again)
}
