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

// Do runs work after all work given before it, then done on the UI goroutine with its error. done may be nil.
func (q *Queue) Do(work func(context.Context) error, done func(error)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, func() {
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
		q.waiting = q.waiting[1:]
		q.mu.Unlock()
		next()
	}
}
