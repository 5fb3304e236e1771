package cli

import "runtime/debug"

// sheetMemory is from how many bytes on the collector works harder while a metric sheet is written, rather than let the program grow. A sheet keeps little, but
// what passes through it, a million findings, would leave as much waste again as the workspace itself takes.
const sheetMemory = 240 << 20

// sparing runs do with a goal for the collector, and gives back the one before. A lower goal that somebody set (GOMEMLIMIT) stays.
func sparing(goal int64, do func() error) error {
	before := debug.SetMemoryLimit(-1)
	if goal < before {
		debug.SetMemoryLimit(goal)
		defer debug.SetMemoryLimit(before)
	}
	return do()
}
