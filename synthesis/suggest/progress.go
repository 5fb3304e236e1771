package suggest

import "sync/atomic"

// counter tells progress from several goroutines.
type counter struct {
	done  atomic.Int64
	total int64
	tell  func(done, total int64, what string)
}

func newCounter(total int64, tell func(done, total int64, what string)) *counter {
	return &counter{total: total, tell: tell}
}

func (c *counter) add() {
	n := c.done.Add(1)
	if c.tell != nil {
		c.tell(n, c.total, "Learning tags")
	}
}
