package ui

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestLimitFor_LeavesRoomBesideWhatIsKept(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		name       string
		u          use
		least, top int64
	}{
		{"little is kept", use{kept: 60 * mb, beside: 20 * mb}, 240 * mb, 240 * mb},
		{"more than the goal", use{kept: 240 * mb, beside: 36 * mb}, (240 + 36 + 48) * mb, (240 + 36 + 48 + 10) * mb},
		{"nothing is known", use{}, 240 * mb, 240 * mb},
	} {
		if got := limitFor(240*mb, c.u); got < c.least || got > c.top {
			t.Errorf("%s: %d MB, want %d to %d", c.name, got/mb, c.least/mb, c.top/mb)
		}
	}
}

// What is kept is more than the goal: things that are made and let go have it looked through now and then, not for each of them.
func TestKeepRoom_CollectsNowAndThenAboveTheGoal(t *testing.T) {
	old := debug.SetMemoryLimit(-1)
	kept := make([]byte, 64<<20)
	stop := keepRoom(32<<20, time.Hour)
	t.Cleanup(func() {
		stop()
		debug.SetMemoryLimit(old)
	})
	for deadline := time.Now().Add(20 * time.Second); debug.SetMemoryLimit(-1) < 64<<20+memoryRoom; {
		if time.Now().After(deadline) {
			t.Fatalf("the goal is at %d MB after collections, with 64 MB kept", debug.SetMemoryLimit(-1)>>20)
		}
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 96 << 10 {
		waste = make([]byte, 1<<10)
	}
	runtime.ReadMemStats(&after)
	if n := after.NumGC - before.NumGC; n > 8 {
		t.Errorf("%d collections while 96 MB were made and let go", n)
	}
	runtime.KeepAlive(kept)

	high := debug.SetMemoryLimit(-1) // other tests keep things as well
	kept = nil
	for deadline := time.Now().Add(20 * time.Second); debug.SetMemoryLimit(-1) > high-32<<20; {
		if time.Now().After(deadline) {
			t.Fatalf("the goal is at %d MB, was at %d, after 64 MB were let go", debug.SetMemoryLimit(-1)>>20, high>>20)
		}
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
}

// What was made and let go is given back once the program rests, and then no more is done.
func TestKeepRoom_GivesBackAtRest(t *testing.T) {
	old := debug.SetMemoryLimit(-1)
	runtime.GC()
	waste = make([]byte, 96<<20)
	for i := range waste {
		waste[i] = 1
	}
	stop := keepRoom(512<<20, 50*time.Millisecond)
	t.Cleanup(func() {
		stop()
		debug.SetMemoryLimit(old)
	})
	waste = nil
	for deadline := time.Now().Add(20 * time.Second); usage().spare >= restFrom; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d MB are held to no use", usage().spare>>20)
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	time.Sleep(500 * time.Millisecond)
	runtime.ReadMemStats(&after)
	if n := after.NumGC - before.NumGC; n > 1 {
		t.Errorf("%d collections at rest", n)
	}
}

var waste []byte // so that it is made
