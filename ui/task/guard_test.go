package task_test

import (
	"context"
	"testing"

	"throughline/app"
	"throughline/ui/task"
)

// What panics off the UI goroutine ends with an error like others, is heard of, and leaves what comes after it as it is.
func TestWorkThatPanics_IsAnError(t *testing.T) {
	q := useQueue(t)
	var heard []any
	task.OnPanic = func(said any, _ []byte) { heard = append(heard, said) }
	t.Cleanup(func() { task.OnPanic = nil })
	var queue task.Queue
	var latest task.Latest[int]
	var got error
	for _, c := range []struct {
		name string
		do   func(done func(error))
	}{
		{"Latest", func(done func(error)) {
			latest.Load(func(context.Context) (int, error) { panic("Latest") }, func(_ int, err error) { done(err) })
		}},
		{"Fetch", func(done func(error)) {
			task.Fetch(func() (int, error) { panic("Fetch") }, func(_ int, err error) { done(err) })
		}},
		{"Queue", func(done func(error)) { queue.Do(func(context.Context) error { panic("Queue") }, done) }},
		{"in turn", func(done func(error)) { queue.DoInTurn(func(context.Context) error { panic("in turn") }, done) }},
		{"Told", func(done func(error)) {
			err := task.Told(func() (int, error) { panic("Told") }, func(_ int, err error) { done(err) })
			if app.CodeOf(err) != app.EInternal {
				t.Errorf("Told() = %v", err)
			}
		}},
	} {
		got = nil
		c.do(func(err error) { got = err })
		q.run(t)
		if app.CodeOf(got) != app.EInternal || len(heard) == 0 || heard[len(heard)-1] != c.name {
			t.Errorf("%s: %v, heard %v", c.name, got, heard)
		}
		got = context.Canceled
		queue.DoInTurn(func(context.Context) error { return nil }, func(err error) { got = err })
		q.run(t)
		if got != nil {
			t.Errorf("after %s: %v", c.name, got)
		}
	}
}
