package task_test

import (
	"context"
	"errors"
	"slices"
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
