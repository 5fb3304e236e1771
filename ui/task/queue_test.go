package task_test

import (
	"context"
	"errors"
	"slices"
	"testing"

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
