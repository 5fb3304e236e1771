//go:build unix

package ui

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"time"

	"throughline/ui/task"
)

// vitals says in one line how the program does: the bytes that were in use when memory was last collected, goroutines, turns of the loop, and the
// longest own work, the longest the program held the loop and the longest picture since it was said before, in milliseconds.
func vitals(p task.Pulse) string {
	heap := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(heap)
	return fmt.Sprintf("vitals heap=%d goroutines=%d turns=%d own=%.1f held=%.1f draw=%.1f %s", heap[0].Value.Uint64(), runtime.NumGoroutine(), p.Turns, milliseconds(p.Own), milliseconds(p.Held), milliseconds(p.Draw), p.Where)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
