package task

import (
	"context"
	"sync"
)

// Queue runs pieces of work off the UI goroutine, one after another in the order given: what a person does with keys
// happens in the order of the keys. The zero value is ready.
type Queue struct {
	mu      sync.Mutex
	waiting []func()
	running bool
}

// unsettled counts the work of all queues that has not run.
var unsettled sync.WaitGroup

// Settle waits until the work of all queues has run, so that a workspace can be closed without losing the last key.
// Call it from the UI goroutine, or after it has ended.
func Settle() { unsettled.Wait() }

// Do runs work after all work given before it, then done on the UI goroutine with its error. done may be nil.
func (q *Queue) Do(work func(context.Context) error, done func(error)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	unsettled.Add(1)
	busy.Add(1)
	q.waiting = append(q.waiting, func() {
		defer unsettled.Done()
		defer busy.Add(-1)
		err := work(context.Background())
		if done != nil {
			Post(func() { done(err) })
		}
	})
	if !q.running {
		q.running = true
		go q.run()
	}
}

func (q *Queue) run() {
	for {
		q.mu.Lock()
		if len(q.waiting) == 0 {
			q.running = false
			q.mu.Unlock()
			return
		}
		next := q.waiting[0]
		q.waiting[0] = nil // what it holds is not kept for as long as the queue is
		q.waiting = q.waiting[1:]
		q.mu.Unlock()
		next()
	}
}
