package ui

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// memoryGoal is from how many bytes on the collector works harder rather than let the program grow; left alone, it would take twice what it keeps. With a
// million findings and all screens seen, what it keeps comes near that.
const memoryGoal = 240 << 20

// memoryRoom is how many bytes there are to work with beside what is kept, wherever the goal stands. With less, every small thing that is made has all that
// is kept looked through: twice a second while nobody does anything, and half of the work while a report is read.
const memoryRoom = 16 << 20

// keepRoom sets the goal, and after each collection raises it as far as what is kept, with room to work, needs; and lowers it again. stop ends that, and
// leaves the goal where it is.
func keepRoom(goal int64) (stop func()) {
	debug.SetMemoryLimit(goal)
	var stopped atomic.Bool
	set := goal
	afterCollections(func() bool {
		if stopped.Load() {
			return false
		}
		if l := limitFor(goal, usage()); l > set+memoryRoom/8 || l < set-memoryRoom/8 {
			debug.SetMemoryLimit(l)
			set = l
		}
		return true
	})
	return func() { stopped.Store(true) }
}

// use is what the program takes, in bytes: what the last collection kept, and what is taken beside the things that are in memory, such as holes between them
// and stacks. What was given back to the system, or is free to be, counts as nothing.
type use struct{ kept, beside int64 }

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
	return use{n[0], n[1] - n[2] - n[3] - n[4]}
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
