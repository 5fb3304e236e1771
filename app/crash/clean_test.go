package crash_test

import (
	"strings"
	"testing"

	"throughline/app/crash"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, trace, want string }{
		{"nothing", "", ""},
		{"words of a panic", "panic: Anna said no\n\tand went\n", "panic: … (the words are left out)"},
		{"a panic that was met by another", "panic: runtime error: slice bounds out of range [:5] with capacity 3 [recovered]\n\tpanic: Anna\n",
			"panic: runtime error: slice bounds out of range [:5] with capacity 3 [recovered]"},
		{"what is no line of a trace", "Anna said\nfatal error: concurrent map writes\n", "fatal error: concurrent map writes"},
		{"a signal", "SIGABRT: abort\nPC=0x1 m=0 sigcode=0\nsignal arrived during cgo execution\n", "SIGABRT: abort\nsignal arrived during cgo execution"},
		{"calls", "goroutine 5 gp=0x1 m=nil [IO wait]:\nruntime.gopark(0x1)\ngoroutine 1 [chan receive, 2 minutes, locked to thread]:\nfyne.io/fyne/v2/internal/driver/glfw.(*gLDriver).runGL(0x7)\n\t/root/go/pkg/mod/fyne.io/fyne/v2@v2.8.0/internal/driver/glfw/loop.go:161 +0x1f\n" +
			"throughline/ui/task.Fetch[...].func1()\n\tthroughline/ui/task/calm.go:46 +0x2\ncreated by throughline/ui/task.Fetch[...] in goroutine 1\n\tC:/Users/anna/calm.go:43\nrax    0x0\nAnna said\n",
			"goroutine [IO wait]\n  runtime.gopark\ngoroutine [chan receive]\n  fyne.io/fyne/v2/internal/driver/glfw.(*gLDriver).runGL\n    glfw/loop.go:161\n  throughline/ui/task.Fetch[...].func1\n    task/calm.go:46\n" +
				"  created by throughline/ui/task.Fetch[...]\n    anna/calm.go:43"},
		{"a panic before it is known where", "panic: main: it is\n\ngoroutine 1 [running]:\nmain.main()\n", "panic: main: … (the words are left out)\ngoroutine [running]\n  main.main"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := crash.Clean(c.trace); got != c.want {
				t.Errorf("Clean() =\n%s\nwant\n%s", got, c.want)
			}
		})
	}
	if n := strings.Count(crash.Clean(strings.Repeat("fatal error: x\n", 1000)), "\n") + 1; n != 150 {
		t.Errorf("%d lines of a long trace are kept", n)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("panic: vector: rows differ\n\ngoroutine 1 [running]:\nmain.main()\n\t/a/b.go:1 +0x1\n")
	f.Fuzz(func(t *testing.T, said string) {
		trace := "panic: Annasaid " + strings.ReplaceAll(said, "\n", "\n\t") + "Annasaid\n\ngoroutine 1 [running]:\nmain.main()\n"
		if got := crash.Clean(trace); strings.Contains(got, "Annasaid") {
			t.Errorf("the words of a panic are kept:\n%s", got)
		}
	})
}
