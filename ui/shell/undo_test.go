package shell

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"throughline/ui/task"
)

func TestUndo_WaitsForWhatAPageStillHoldsBack(t *testing.T) {
	f := newFrame(t)
	f.f.state.Undo = "Tag with Docs"
	var stored, asked atomic.Bool
	var writes task.Queue
	f.find("reader").Settle = func() {
		asked.Store(true)
		writes.Do(func(context.Context) error {
			time.Sleep(20 * time.Millisecond) // the disk
			f.f.state.Undo = "Move boundary"
			stored.Store(true)
			return nil
		}, nil)
	}
	f.Undo()
	if !asked.Load() {
		t.Error("the page was not asked at once")
	}
	f.ui.until("undo", func() bool { return strings.Contains(f.log.String(), "undone") })
	if !stored.Load() || !strings.Contains(f.log.String(), "undone Move boundary") {
		t.Errorf("events %q, want the boundary taken back, not the step before", f.log)
	}
}
