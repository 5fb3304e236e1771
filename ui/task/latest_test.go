package task_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"throughline/ui/task"
)

// queue stands in for the UI goroutine: it keeps what is posted until it is run.
type queue struct {
	mu sync.Mutex
	fs []func()
	n  chan struct{}
}

func useQueue(t *testing.T) *queue {
	t.Helper()
	q := &queue{n: make(chan struct{}, 100)}
	old := task.Post
	task.Post = func(f func()) {
		q.mu.Lock()
		q.fs = append(q.fs, f)
		q.mu.Unlock()
		q.n <- struct{}{}
	}
	t.Cleanup(func() { task.Post = old })
	return q
}

func (q *queue) run(t *testing.T) {
	t.Helper()
	select {
	case <-q.n:
	case <-time.After(5 * time.Second):
		t.Fatal("nothing was posted")
	}
	q.mu.Lock()
	f := q.fs[0]
	q.fs = q.fs[1:]
	q.mu.Unlock()
	f()
}

func TestLatest_ShowsOnlyTheNewest(t *testing.T) {
	q := useQueue(t)
	var l task.Latest[string]
	ended := make(chan error, 1)
	l.Load(func(ctx context.Context) (string, error) {
		<-ctx.Done()
		ended <- ctx.Err()
		return "old", nil
	}, func(string, error) { t.Error("the overtaken load was shown") })
	var got string
	l.Load(func(context.Context) (string, error) { return "new", nil }, func(s string, _ error) { got = s })
	q.run(t)
	if got != "new" {
		t.Errorf("shown %q, want new", got)
	}
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the overtaken context ended with %v, want canceled", err)
	}
}

func TestLatest_DropsAResultOvertakenBetweenFetchAndShow(t *testing.T) {
	q := useQueue(t)
	var l task.Latest[int]
	l.Load(func(context.Context) (int, error) { return 1, nil }, func(int, error) { t.Error("shown after Cancel") })
	<-q.n
	q.n <- struct{}{}
	l.Cancel()
	q.run(t)
}

func TestLatest_HandsTheErrorOver(t *testing.T) {
	q := useQueue(t)
	want := errors.New("no disk")
	var l task.Latest[int]
	var got error
	l.Load(func(context.Context) (int, error) { return 0, want }, func(_ int, err error) { got = err })
	q.run(t)
	if !errors.Is(got, want) {
		t.Errorf("err = %v, want %v", got, want)
	}
}

func TestAfter_CanBeStopped(t *testing.T) {
	q := useQueue(t)
	stop := task.After(time.Hour, func() { t.Error("ran") })
	stop()
	ran := false
	task.After(time.Millisecond, func() { ran = true })
	q.run(t)
	if !ran {
		t.Error("After did not run")
	}
}
