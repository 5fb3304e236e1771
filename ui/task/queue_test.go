package task_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"throughline/ui/task"
)

func TestQueue_KeepsTheOrder(t *testing.T) {
	q := useQueue(t)
	var work task.Queue
	var got []int
	for i := range 20 {
		work.Do(func(context.Context) error { got = append(got, i); return nil }, nil)
	}
	end := errors.New("end")
	var seen error
	work.Do(func(context.Context) error { return end }, func(err error) { seen = err })
	q.run(t)
	if !slices.IsSorted(got) || len(got) != 20 || !errors.Is(seen, end) {
		t.Errorf("order %v, error %v", got, seen)
	}
}

func TestSettle_WaitsForWhatWasAsked(t *testing.T) {
	useQueue(t)
	var work task.Queue
	done := false
	work.Do(func(context.Context) error { time.Sleep(20 * time.Millisecond); done = true; return nil }, nil)
	task.Settle()
	if !done {
		t.Error("Settle returned before the work had run")
	}
}

// TestQueue_DoInTurnComesBetweenTheWorkOfAllQueues asks two queues for slow work, a third for work in turn, and the first two again.
func TestQueue_DoInTurnComesBetweenTheWorkOfAllQueues(t *testing.T) {
	useQueue(t)
	var one, two, turning task.Queue
	var mu sync.Mutex
	var got []string
	say := func(what string, after time.Duration) func(context.Context) error {
		return func(context.Context) error {
			time.Sleep(after)
			mu.Lock()
			defer mu.Unlock()
			got = append(got, what)
			return nil
		}
	}
	for range 3 {
		one.Do(say("before", 20*time.Millisecond), nil)
		two.Do(say("before", 5*time.Millisecond), nil)
		turning.DoInTurn(say("turn", 10*time.Millisecond), nil)
		one.Do(say("after", 0), nil)
		wait := two.Mark()
		turning.DoInTurn(say("turn", 0), nil)
		wait()
	}
	task.Settle()
	want := slices.Repeat([]string{"before", "before", "turn", "after", "turn"}, 3)
	if !slices.Equal(got, want) {
		t.Errorf("ran %q, want %q", got, want)
	}
}
