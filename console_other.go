//go:build !windows

package main

// joinConsole does nothing where every program has the streams of who started it.
func joinConsole([]string) {}
