package task

import (
	"throughline/app"
	"throughline/ui/say"
)

// OnPanic hears of work that panicked off the UI goroutine, which ends the work and not the program; nil for nobody. To be set before the window opens.
var OnPanic func(said any, stack []byte)

// guarded runs work; a panic is an error like others.
func guarded[T any](work func() (T, error)) (v T, err error) {
	err = app.Guard(say.T("A fault in the program stopped this."), OnPanic, func() (err error) {
		v, err = work()
		return err
	})
	return v, err
}

// Told runs work here, and ended with what it came to on the UI goroutine, also after a panic: what shows that a job is under way always hears of its end. It
// returns the error of work, for the job.
func Told[T any](work func() (T, error), ended func(T, error)) error {
	v, err := guarded(work)
	Post(func() { ended(v, err) })
	return err
}
