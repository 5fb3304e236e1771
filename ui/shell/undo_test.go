package shell

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestUndo_WaitsForWhatAPageStillHoldsBack(t *testing.T) {
	f := newFrame(t)
	f.f.state.Undo = "Tag with Docs"
	var stored, asked atomic.Bool
	f.find("reader").Settle = func() func() {
		asked.Store(true)
		return func() {
			time.Sleep(20 * time.Millisecond) // the disk
			f.f.state.Undo = "Move boundary"
			stored.Store(true)
		}
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
