package task

import (
	"context"
	"sync"
)

// Queue runs pieces of work off the UI goroutine, one after another in the order given: what a person does with keys
// happens in the order of the keys. Work of several queues may run at once, unless some of it is done in turn. The zero value is ready.
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

// Do runs work after all work given before it, then done on the UI goroutine with its error, EInternal when it
// panicked. done may be nil.
func (q *Queue) Do(work func(context.Context) error, done func(error)) {
	t := presentTurn()
	q.add(func() error {
		defer t.work.Done()
		<-t.begun
		return work(context.Background())
	}, done)
}

// DoInTurn is Do for work that comes after all that was given to any queue before it and before all that any queue is given later, as undo does: it takes back
// what was done last when it was asked for, and nothing that is done while it waits.
func (q *Queue) DoInTurn(work func(context.Context) error, done func(error)) {
	before, after := nextTurn()
	q.add(func() error {
		defer close(after.begun)
		<-before.begun
		before.work.Wait()
		return work(context.Background())
	}, done)
}

// Mark returns what waits, on any goroutine, until all work given to the queue so far has run.
func (q *Queue) Mark() (wait func()) {
	ran := make(chan struct{})
	q.Do(func(context.Context) error {
		close(ran)
		return nil
	}, nil)
	return func() { <-ran }
}

func (q *Queue) add(work func() error, done func(error)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	unsettled.Add(1)
	busy.Add(1)
	q.waiting = append(q.waiting, func() {
		defer unsettled.Done()
		defer busy.Add(-1)
		_, err := guarded(func() (struct{}, error) { return struct{}{}, work() })
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

// turn is a stretch of work of all queues, between two pieces of it that are done in turn.
type turn struct {
	begun chan struct{}  // closed when its work may run
	work  sync.WaitGroup // what of it has not run
}

// turns holds the turn that work joins which is given now.
var turns struct {
	mu  sync.Mutex
	now *turn
}

func init() {
	turns.now = &turn{begun: make(chan struct{})}
	close(turns.now.begun)
}

// presentTurn joins the present turn with one piece of work.
func presentTurn() *turn {
	turns.mu.Lock()
	defer turns.mu.Unlock()
	turns.now.work.Add(1)
	return turns.now
}

// nextTurn ends the present turn and begins another.
func nextTurn() (before, after *turn) {
	turns.mu.Lock()
	defer turns.mu.Unlock()
	before, turns.now = turns.now, &turn{begun: make(chan struct{})}
	return before, turns.now
}
