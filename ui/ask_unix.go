//go:build unix

package ui

import (
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"throughline/ui/shell"
	"throughline/ui/task"
)

// answer lets whoever reads the events ask by SIGUSR1 for one that says when all that was typed so far has been heard and is seen, and by SIGUSR2 for
// the vitals of the program. stop ends it. Where nobody reads them there is nothing to answer.
func answer(events *shell.Events, read bool) (stop func()) {
	if !read {
		return func() {}
	}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1, syscall.SIGUSR2)
	go func() {
		for sig := range asked {
			if sig == syscall.SIGUSR2 {
				runtime.GC() // what is in use is to be told, not what was let go
				task.FeelPulse(func(p task.Pulse) { events.Log(vitals(p)) })
			} else {
				task.Calm(func() { events.Log("calm") })
			}
		}
	}()
	return func() {
		signal.Stop(asked)
		close(asked)
	}
}
