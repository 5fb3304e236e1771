//go:build unix

package ui

import (
	"os"
	"os/signal"
	"syscall"

	"throughline/ui/shell"
	"throughline/ui/task"
)

// answerCalm lets whoever reads the events ask by SIGUSR1 for one that says when all that was typed so far has been heard and is seen. stop
// ends it.
func answerCalm(events *shell.Events) (stop func()) {
	if events == nil {
		return func() {}
	}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	go func() {
		for range asked {
			task.Calm(func() { events.Log("calm") })
		}
	}()
	return func() {
		signal.Stop(asked)
		close(asked)
	}
}
