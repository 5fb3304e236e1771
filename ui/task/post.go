// Package task carries work between goroutines and the screen: Post and After reach the UI goroutine, Latest loads
// off it and shows only what was asked for last.
package task

import (
	"time"

	"fyne.io/fyne/v2"
)

// Post runs f on the UI goroutine, after the callback that runs now. It is the one place where work crosses over;
// it may be called from any goroutine. In tests without a running window f runs at once on the caller.
var Post = func(f func()) { fyne.Do(f) }

// After runs f on the UI goroutine once d has passed, unless stop is called first.
func After(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, func() { Post(f) })
	return func() { t.Stop() }
}
