//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Screen is a virtual display of its own; nobody else draws on it.
type Screen struct {
	Display       string // ":101"
	Width, Height int    // pixels
	t             testing.TB
	frames        string // folder in which the server keeps what it draws, see Glance
}

// NewScreen starts an X server on a free display and ends it with the test. It skips the test when there is none.
func NewScreen(t testing.TB, width, height int) *Screen {
	t.Helper()
	for _, tool := range []string{"Xvfb", "xdotool", "import"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: .ci/setup e2e installs it", tool)
		}
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	// -displayfd lets the server choose a free number and say so when it is ready to be used.
	frames := t.TempDir()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-fbdir", frames, "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp", "-noreset")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	if err := r.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("the virtual screen did not start: %v", err)
	}
	return &Screen{Display: ":" + strings.TrimSpace(number), Width: width, Height: height, t: t, frames: frames}
}

// run calls a tool on this screen and returns what it prints.
func (s *Screen) run(name string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.Display)
	cmd.Stderr = new(strings.Builder)
	out, err := cmd.Output()
	if err != nil {
		return out, fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, cmd.Stderr)
	}
	return out, nil
}

// xdotool calls xdotool and fails the test if it refuses.
func (s *Screen) xdotool(args ...string) string {
	s.t.Helper()
	out, err := s.run("xdotool", args...)
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
