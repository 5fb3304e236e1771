//go:build e2e

package e2e

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for an event: long, because a machine may be busy; a pass never waits that long.
const patience = 60 * time.Second

// Program is the running desktop program.
type Program struct {
	Screen *Screen
	Home   string // its private home folder
	X, Y   int    // the window's place and size on the screen, pixels
	Width  int
	Height int

	t      testing.TB
	cmd    *exec.Cmd
	window string
	events string
	ready  time.Duration // from launch until the window could be used
	seen   int           // lines of events already waited for
	lines  []string      // of events that were read
	read   int64         // bytes of events that were read
	stderr lockedBuffer
	ended  chan error
}

// Binary returns the path of the program under test: THROUGHLINE_BIN, or bin/throughline of this checkout.
func Binary(t testing.TB) string {
	t.Helper()
	path := os.Getenv("THROUGHLINE_BIN")
	if path == "" {
		path = filepath.Join("..", "..", "bin", "throughline")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%s is missing: run make build first", path)
	}
	return path
}

// Start opens the program with args on a screen, in an empty home, and waits until its window can be used. The toolkit checks that widgets are
// touched from their own goroutine, which is slow; Close looks at what it says.
func Start(t testing.TB, s *Screen, args ...string) *Program {
	t.Helper()
	return start(t, s, "THROUGHLINE_THREADCHECK=1", args...)
}

// start is Start with one more variable of the environment.
func start(t testing.TB, s *Screen, variable string, args ...string) *Program {
	t.Helper()
	return startBy(t, s, variable, []string{Binary(t)}, args...)
}

// startBy is start by way of another program, which puts ours in its place: call is that program, its arguments and ours.
func startBy(t testing.TB, s *Screen, variable string, call []string, args ...string) *Program {
	t.Helper()
	return startIn(t, newHome(t), s, variable, call, args...)
}

// startIn is startBy in a home that is there already: what was chosen in it holds.
func startIn(t testing.TB, home string, s *Screen, variable string, call []string, args ...string) *Program {
	t.Helper()
	began := time.Now()
	p := launch(t, home, s, variable, call, args...)
	p.Expect("ready")
	p.ready = time.Since(began)
	p.focus()
	return p
}

// launch starts the program and waits for nothing.
func launch(t testing.TB, home string, s *Screen, variable string, call []string, args ...string) *Program {
	t.Helper()
	p := &Program{Screen: s, Home: home, t: t, events: filepath.Join(t.TempDir(), "events.log"), ended: make(chan error, 1)}
	p.cmd = exec.Command(call[0], slices.Concat(call[1:], args)...)
	p.cmd.Dir = home
	p.cmd.Env = append(environment(home, s.Display, p.events), variable)
	p.cmd.Stderr, p.cmd.Stdout = &p.stderr, &p.stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	t.Cleanup(p.stop)
	return p
}

// newHome makes the folders that a person's home has from the first login on.
func newHome(t testing.TB) string {
	t.Helper()
	home := t.TempDir()
	for _, dir := range []string{".config/throughline", ".cache", ".local/share", "Documents"} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(home, ".config", "throughline", "settings.json"), []byte(noHints), 0o600); err != nil {
		t.Fatal(err)
	}
	return home
}

// noHints are the settings of somebody who wants no hints: their cards would stand where the drive presses.
const noHints = `{"format": "throughline settings", "version": 1, "onThisComputer": {"noHints": true}}`

// environment is what the program sees: one locale, one scale, software drawing, a home of its own.
func environment(home, display, events string) []string {
	return []string{
		"HOME=" + home, "DISPLAY=" + display, "THROUGHLINE_EVENTS=" + events, "PATH=" + os.Getenv("PATH"),
		"XDG_CONFIG_HOME=" + filepath.Join(home, ".config"), "XDG_DATA_HOME=" + filepath.Join(home, ".local", "share"),
		"XDG_CACHE_HOME=" + filepath.Join(home, ".cache"), "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1",
		"LANG=en_US.UTF-8", "LC_ALL=en_US.UTF-8", "TZ=UTC", "NO_AT_BRIDGE=1", "THROUGHLINE_LANGUAGE=" + os.Getenv("THROUGHLINE_LANGUAGE"), "THROUGHLINE_AUTHOR=Mara Lindqvist",
	}
}

// focus finds the window, gives it the keyboard and learns where it stands.
func (p *Program) focus() {
	p.t.Helper()
	ids := strings.Fields(p.Screen.xdotool("search", "--sync", "--onlyvisible", "--pid", strconv.Itoa(p.cmd.Process.Pid)))
	if len(ids) == 0 {
		p.t.Fatal("the program has no window")
	}
	p.window = ids[len(ids)-1]
	p.Screen.xdotool("windowfocus", "--sync", p.window)
	for row := range strings.SplitSeq(p.Screen.xdotool("getwindowgeometry", "--shell", p.window), "\n") {
		key, value, _ := strings.Cut(row, "=")
		n, _ := strconv.Atoi(value)
		switch key {
		case "X":
			p.X = n
		case "Y":
			p.Y = n
		case "WIDTH":
			p.Width = n
		case "HEIGHT":
			p.Height = n
		}
	}
	if p.Width == 0 || p.Height == 0 {
		p.t.Fatal("the window has no size")
	}
}

// Expect waits for an event that begins with prefix, after those already waited for, and returns its line. It fails
// the test when an error is announced first, when the program ends, or when nothing comes.
func (p *Program) Expect(prefix string) string {
	p.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		lines := p.Events()
		for ; p.seen < len(lines); p.seen++ {
			line := lines[p.seen]
			if strings.HasPrefix(line, prefix) {
				p.seen++
				return line
			}
			if strings.HasPrefix(line, "error") {
				p.fail("the program announced %q while the test waited for %q", line, prefix)
			}
		}
		select {
		case err := <-p.ended:
			p.ended <- err
			p.fail("the program ended (%v) while the test waited for %q", err, prefix)
		default:
		}
	}
	p.fail("no event %q came in %v", prefix, patience)
	return ""
}

// ExpectAfterError is Expect where the program first announces an error, as it should.
func (p *Program) ExpectAfterError(prefix string) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		for at, line := range p.Events() {
			if at >= p.seen && strings.HasPrefix(line, "error") {
				p.seen = at + 1
				p.Expect(prefix)
				return
			}
		}
	}
	p.fail("no error was announced in %v", patience)
}

// Calm waits until the program has heard all that was typed and pressed so far, has read what that asks for, and shows it. Jobs are not waited
// for: they have their event.
func (p *Program) Calm() {
	p.t.Helper()
	said := func() (n int) {
		for _, line := range p.Events() {
			if line == "calm" {
				n++
			}
		}
		return n
	}
	before := said()
	if err := p.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
		p.fail("the program cannot be asked: %v", err)
	}
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if said() > before {
			return
		}
	}
	p.fail("the program did not come to rest in %v", patience)
}

// Events returns the whole lines the program has written so far. The slice is the program's: it may be kept, not changed.
func (p *Program) Events() []string {
	f, err := os.Open(p.events)
	if err != nil {
		return nil // not begun yet
	}
	defer f.Close()
	b, err := io.ReadAll(io.NewSectionReader(f, p.read, 1<<40))
	if end := bytes.LastIndexByte(b, '\n'); err == nil && end >= 0 {
		p.lines = append(p.lines, strings.Split(string(b[:end]), "\n")...)
		p.read += int64(end) + 1
	}
	return p.lines
}

// Close asks the program to end, as the session manager does, and checks that it does so quietly.
func (p *Program) Close() {
	p.t.Helper()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-p.ended:
		p.ended <- err
		if err != nil {
			p.fail("the program ended with %v", err)
		}
	case <-time.After(patience):
		_ = p.cmd.Process.Signal(syscall.SIGQUIT) // it says where it stands
		<-p.ended
		p.fail("the program does not end")
	}
	for _, bad := range []string{"Error in Fyne call thread", "panic:", "DATA RACE"} {
		if strings.Contains(p.stderr.String(), bad) {
			p.fail("the program printed %q", bad)
		}
	}
}

func (p *Program) stop() {
	_ = p.cmd.Process.Kill()
	select {
	case err := <-p.ended:
		p.ended <- err // whoever stops it again does not wait
	case <-time.After(10 * time.Second):
	}
}

// fail ends the test with what the program showed, announced and printed.
func (p *Program) fail(format string, args ...any) {
	p.t.Helper()
	if path, err := p.keepFailure(); err == nil {
		p.t.Logf("what was on the screen: %s", path)
	}
	lines := p.Events()
	p.t.Logf("last events:\n%s", strings.Join(lines[max(0, len(lines)-20):], "\n"))
	p.t.Logf("printed:\n%s", p.stderr.String())
	p.t.Fatalf(format, args...)
}

// lockedBuffer collects what a program prints while a test reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
