package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// joinConsole lets commands print. The program is built as one with a window, so that a double click opens no console; Windows then gives it no
// streams, although it was started from a console. What was redirected to a file or pipe stays. The window itself joins none: it would end with it.
func joinConsole(args []string) {
	if len(args) == 0 || args[0] == "open" || len(args) == 1 && strings.EqualFold(filepath.Ext(args[0]), ".throughline") {
		return
	}
	const parent = ^uintptr(0) // ATTACH_PARENT_PROCESS
	if ok, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("AttachConsole").Call(parent); ok == 0 {
		return // nobody's console: started by a double click, or all streams are pipes
	}
	os.Stdin = orConsole(os.Stdin, syscall.STD_INPUT_HANDLE, "CONIN$", os.O_RDWR)
	os.Stdout = orConsole(os.Stdout, syscall.STD_OUTPUT_HANDLE, "CONOUT$", os.O_RDWR)
	os.Stderr = orConsole(os.Stderr, syscall.STD_ERROR_HANDLE, "CONOUT$", os.O_RDWR)
}

// orConsole is the stream f, or the console where f leads to no file or pipe.
func orConsole(f *os.File, which int, console string, flag int) *os.File {
	if h, err := syscall.GetStdHandle(which); err == nil && h != 0 && h != syscall.InvalidHandle {
		if kind, err := syscall.GetFileType(h); err == nil && (kind == syscall.FILE_TYPE_DISK || kind == syscall.FILE_TYPE_PIPE) {
			return f
		}
	}
	c, err := os.OpenFile(console, flag, 0)
	if err != nil {
		return f
	}
	return c
}
