// Package kit is the look of Throughline: tokens, theme, text, layouts and small widgets on canvas objects.
//
// Widgets offer On… callbacks and setters and hold no logic of the domain. They read their colours in Refresh, so a
// change of theme repaints them. Everything here belongs to the UI goroutine.
//
// Layouts understand height for width: an object that wraps (Paragraph, Flow, or a VStack of such) is asked how tall
// it is at the width it gets, so that nothing is clipped and nothing jumps. Use VStack, HStack, Dock, Pad, Flow and
// Scroll from here rather than Fyne's boxes, which add their own padding.
package kit
