package reader

import (
	"context"
	"time"

	"throughline/ui/task"
)

// stopped is where reading stopped: the first byte in sight.
type stopped struct {
	at    int
	known bool
	fresh bool   // not written down yet
	stop  func() // stops the writing that waits
}

// placePause is how long the text rests before its place is written down: after a kill at most this much is lost.
const placePause = 400 * time.Millisecond

// Leave remembers where reading stopped: at is the first byte in sight. It is written down when the text rests.
func (m *Model) Leave(at int) {
	p := &m.stopped
	if !m.Loaded || m.Transcript == nil || p.known && p.at == at {
		return
	}
	p.at, p.known, p.fresh = at, true, true
	if p.stop != nil {
		p.stop()
	}
	p.stop = task.After(placePause, m.savePlace)
}

// savePlace writes down where reading stopped, off the UI goroutine.
func (m *Model) savePlace() {
	p := &m.stopped
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	if !p.fresh || m.Places == nil {
		return
	}
	p.fresh = false
	places, author, id, at := m.Places, m.Hand.Author, m.id, p.at
	m.writes.add(func(ctx context.Context, _ *names) {
		_ = places.SaveReadingPlace(ctx, author, id, at) // a place not kept is no loss to tell of
	})
}
