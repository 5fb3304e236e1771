//go:build !unix

package ui

import "throughline/ui/shell"

// answer does nothing where there is no signal to ask by.
func answer(*shell.Events, bool) (stop func()) { return func() {} }
