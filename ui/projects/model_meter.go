package projects

import (
	"sync/atomic"
	"time"

	"throughline/app"
	"throughline/ui/task"
)

// tick is how often the progress of what is read or planned is painted.
const tick = 150 * time.Millisecond

// meter takes the progress of work beside the window over to the UI goroutine, some times a second. It belongs to that goroutine.
type meter struct{ stop func() }

// far is how far something is.
type far struct {
	share float64 // 0 to 1, -1 when unknown
	what  string
}

// begin starts anew, and returns what the work reports to from any goroutine. show hears of what changed until end.
func (g *meter) begin(show func(share float64, what string)) app.Progress {
	g.end()
	var now atomic.Pointer[far]
	var last *far
	g.stop = task.Every(tick, func() {
		if f := now.Load(); f != last {
			last = f
			show(f.share, f.what)
		}
	})
	return func(done, total int64, what string) {
		f := &far{share: -1, what: what}
		if total > 0 {
			f.share = float64(done) / float64(total)
		}
		now.Store(f)
	}
}

// end stops listening.
func (g *meter) end() {
	if g.stop != nil {
		g.stop()
		g.stop = nil
	}
}
