// Package task carries work between goroutines and the screen: Post and After reach the UI goroutine, Latest loads
// off it and shows only what was asked for last.
package task

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// Post runs f on the UI goroutine, after the callback that runs now. It is the one place where work crosses over;
// it may be called from any goroutine. In tests without a running window f runs at once on the caller. After End nothing runs.
var Post = func(f func()) {
	if ended.Load() {
		return
	}
	busy.Add(1)
	fyne.Do(func() {
		defer busy.Add(-1)
		if ended.Load() {
			return
		}
		timed(func() {
			f()
			if Repaint != nil {
				Repaint()
			}
		})
	})
}

// Repaint asks the window for a new picture after what was posted, where there is a window. The toolkit forgets which window an object stands
// in once it has been drawn for a minute, and remembers only with the next picture: what changes such an object meanwhile stays unseen, until somebody
// moves the mouse. What a press or a key changes is drawn with the press; what comes by itself needs this.
var Repaint func()

// ended is whether there is no screen any more.
var ended atomic.Bool

// End says that the window is about to go: what is posted from now on is dropped. Once its loop has stopped the toolkit would run it
// on the goroutine that posts, beside everything else that still closes.
func End() { ended.Store(true) }

// Last is End, and f is the last that runs on the UI goroutine. It may be called from any goroutine.
func Last(f func()) {
	End()
	fyne.Do(f)
}

// After runs f on the UI goroutine once d has passed, unless stop is called first.
func After(d time.Duration, f func()) (stop func()) {
	done := func() {}
	if d <= soon {
		busy.Add(1)
		done = func() { busy.Add(-1) }
	}
	t := time.AfterFunc(d, func() {
		defer done()
		Post(f)
	})
	return func() {
		if t.Stop() {
			done()
		}
	}
}

// Every runs f on the UI goroutine again and again, d apart, and asks for no picture, until End or stop.
func Every(d time.Duration, f func()) (stop func()) {
	var over atomic.Bool
	var tick func()
	tick = func() {
		time.AfterFunc(d, func() {
			if over.Load() || ended.Load() {
				return
			}
			fyne.Do(func() {
				if !over.Load() && !ended.Load() {
					timed(f)
					tick()
				}
			})
		})
	}
	tick()
	return func() { over.Store(true) }
}
