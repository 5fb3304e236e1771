//go:build !linux

package main

// keepHeapSmall has nothing to say to the C libraries of other systems.
func keepHeapSmall() bool { return true }
