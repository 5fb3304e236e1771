//go:build !unix

package ui

import "throughline/ui/shell"

// answerCalm does nothing where there is no signal to ask by.
func answerCalm(*shell.Events) (stop func()) { return func() {} }
