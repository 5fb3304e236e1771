//go:build !unix

package measure

import "runtime"

// processCPU is 0: only Unix tells it by the standard library.
func processCPU() float64 { return 0 }

// peakMemory is the memory the runtime has taken from the system, in MiB: close to the peak, because little is given back.
func peakMemory() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys) / (1 << 20)
}
