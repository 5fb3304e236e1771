package task

import (
	"context"
	"sync"
)

// Latest loads one thing after another and shows only the newest: a new Load cancels the one before. The zero value
// is ready. Load and Cancel belong to the UI goroutine.
type Latest[T any] struct {
	mu     sync.Mutex
	gen    int
	cancel context.CancelFunc
}

// Load runs fetch on its own goroutine and then show on the UI goroutine, unless Load or Cancel was called
// meanwhile. The context given to fetch ends when it is overtaken; show gets fetch's error as it is, and an EInternal error when it panicked.
func (l *Latest[T]) Load(fetch func(context.Context) (T, error), show func(T, error)) {
	ctx, cancel := context.WithCancel(context.Background())
	gen := l.renew(cancel)
	busy.Add(1)
	go func() {
		defer busy.Add(-1)
		v, err := guarded(func() (T, error) { return fetch(ctx) })
		if !l.current(gen) {
			cancel()
			return
		}
		Post(func() {
			defer cancel()
			if l.current(gen) {
				show(v, err)
			}
		})
	}()
}

// Cancel drops what is being loaded; its show is not called.
func (l *Latest[T]) Cancel() { l.renew(nil) }

func (l *Latest[T]) renew(cancel context.CancelFunc) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cancel != nil {
		l.cancel()
	}
	l.cancel = cancel
	l.gen++
	return l.gen
}

func (l *Latest[T]) current(gen int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.gen == gen
}
