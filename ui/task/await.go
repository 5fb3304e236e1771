package task

import (
	"sync"
	"time"
)

// Hold is for tests: until release is called, what is posted waits and runs when await is called, on the caller, as it would on
// the UI goroutine. await runs what comes until done reports true and reports false when limit passes first.
func Hold() (await func(limit time.Duration, done func() bool) bool, release func()) {
	var mu sync.Mutex
	var queue []func()
	wake := make(chan struct{}, 1)
	old := Post
	Post = func(f func()) {
		mu.Lock()
		queue = append(queue, f)
		mu.Unlock()
		select {
		case wake <- struct{}{}:
		default:
		}
	}
	await = func(limit time.Duration, done func() bool) bool {
		timeout := time.After(limit)
		for !done() {
			mu.Lock()
			fs := queue
			queue = nil
			mu.Unlock()
			for _, f := range fs {
				f()
			}
			if len(fs) > 0 {
				continue
			}
			select {
			case <-wake:
			case <-timeout:
				return false
			}
		}
		return true
	}
	return await, func() { Post = old }
}
