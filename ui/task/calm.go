package task

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// busy counts what is on its way to the screen: loads, work of queues, what is posted and what comes soon.
var busy atomic.Int64

// soon is how long Calm waits for an After at most: a list that waits for the typing to pause is awaited, a draft that is saved after a rest is not.
const soon = 250 * time.Millisecond

// calmFrames is for how many frames nothing may be on its way: what was typed before the first one is heard in it, and what it begins is seen.
const calmFrames = 3

// Calm runs f on the UI goroutine once every key and click so far was heard, what they began has been loaded, and the screen shows it.
// Jobs are not waited for. It may be called from any goroutine.
func Calm(f func()) {
	Post(func() {
		frames := 0
		a := fyne.NewAnimation(time.Second, nil) // its ticks follow the toolkit's reading of keys, each before a frame is drawn
		a.RepeatCount = fyne.AnimationRepeatForever
		a.Tick = func(float32) {
			if busy.Load() > 0 {
				frames = 0
				return
			}
			if frames++; frames == calmFrames {
				a.Stop()
				f()
			}
		}
		a.Start()
	})
}

// Fetch runs fetch on its own goroutine and then show on the UI goroutine, with an EInternal error when it panicked.
func Fetch[T any](fetch func() (T, error), show func(T, error)) {
	busy.Add(1)
	go func() {
		defer busy.Add(-1)
		v, err := guarded(fetch)
		Post(func() { show(v, err) })
	}()
}
