package reader

import (
	"context"
	"sync"

	"throughline/app"
)

// queue runs writes one after another, off the UI goroutine and in the order given, so that a key never waits for the
// disk. The zero value is ready.
type queue struct {
	mu   sync.Mutex
	ops  []func(context.Context, *names)
	busy bool
	idle sync.WaitGroup
	ids  names
}

// names tells under which id a finding was stored that was shown before it had one. Only the writing goroutine uses it.
type names map[app.FindingID]app.FindingID

// of returns the stored id, "" for a finding that could not be stored.
func (n *names) of(id app.FindingID) app.FindingID {
	if real, ok := (*n)[id]; ok {
		return real
	}
	return id
}

func (n *names) set(id, stored app.FindingID) {
	if *n == nil {
		*n = names{}
	}
	(*n)[id] = stored
}

func (q *queue) add(op func(context.Context, *names)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ops = append(q.ops, op)
	if !q.busy {
		q.busy = true
		q.idle.Add(1)
		go q.run()
	}
}

func (q *queue) run() {
	defer q.idle.Done()
	for {
		q.mu.Lock()
		if len(q.ops) == 0 {
			q.busy = false
			q.mu.Unlock()
			return
		}
		op := q.ops[0]
		q.ops = q.ops[1:]
		q.mu.Unlock()
		op(context.Background(), &q.ids)
	}
}

// wait returns when everything given so far is done.
func (q *queue) wait() { q.idle.Wait() }
