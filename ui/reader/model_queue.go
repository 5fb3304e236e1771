package reader

import (
	"context"

	"throughline/app"
	"throughline/ui/task"
)

// queue runs writes one after another, off the UI goroutine and in the order given, so that a key never waits for the
// disk. The zero value is ready.
type queue struct {
	task.Queue
	ids names
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
	q.Do(func(ctx context.Context) error {
		op(ctx, &q.ids)
		return nil
	}, nil)
}
