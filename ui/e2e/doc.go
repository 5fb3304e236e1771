// Package e2e drives the built program as a person would: a real window on a virtual screen, a real mouse and keyboard,
// photographs of what is shown. Its tests need the tag e2e and stand beside make e2e, make screenshots and make kill.
//
// The program is told where to write its events by THROUGHLINE_EVENTS: one line each ("ready", "screen findings",
// "committed Tag with Pricing", "job done Import", "error …"), and by SIGUSR1 it is asked for "calm" once all that was typed
// has been heard and is shown, by SIGUSR2 for "vitals": heap in use, goroutines, and the longest work on the window's thread since it was asked
// before. Tests wait for lines, never for time. There is no window
// manager: the window stands at the place the program chose and gets its keys by xdotool windowfocus.
package e2e
