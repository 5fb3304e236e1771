//go:build e2e && linux

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// family finds the kind of each socket that strace saw being made.
var family = regexp.MustCompile(`\bsocket\((AF_[A-Z0-9_]+)`)

// traced is the program called by way of strace, which writes every call about sockets to log. The process that was started is the program
// itself and strace its child. Skips the test where there is no strace.
func traced(t *testing.T, log string) []string {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed: .ci/setup e2e installs it")
	}
	if out, err := exec.Command(strace, "-f", "-e", "trace=network", "true").CombinedOutput(); err != nil {
		t.Skipf("strace may not trace here: %v %s", err, out)
	}
	return []string{strace, "-D", "-f", "-q", "--seccomp-bpf", "-e", "trace=network", "-o", log, Binary(t)}
}

// whole waits until strace has written the end of the process, and returns its log.
func whole(t *testing.T, log string, pid int) string {
	t.Helper()
	end := regexp.MustCompile(`(?m)^` + strconv.Itoa(pid) + ` +\+\+\+ (exited|killed)`)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if text, err := os.ReadFile(log); err == nil && end.Match(text) {
			return string(text)
		}
	}
	t.Fatalf("strace did not come to an end of process %d", pid)
	return ""
}

// onlyLocal fails when a socket was made in the log, or an address was named, that is no socket of this computer's files. It returns how many there were.
func onlyLocal(t *testing.T, log string, pid int) (sockets int) {
	t.Helper()
	for line := range strings.Lines(whole(t, log, pid)) {
		for _, m := range family.FindAllStringSubmatch(line, -1) {
			sockets++
			if m[1] != "AF_UNIX" {
				t.Errorf("a socket for the network: %s", line)
			}
		}
		if strings.Contains(line, "sin_addr") || strings.Contains(line, "sin6_addr") || strings.Contains(line, "AF_INET") || strings.Contains(line, "AF_NETLINK") {
			t.Errorf("an address of the network: %s", line)
		}
	}
	return sockets
}

// TestNetwork_CommandsAskNobody watches what the commands ask of the system while they import, search, export and write a report with PDF and a sheet.
func TestNetwork_CommandsAskNobody(t *testing.T) {
	dir := t.TempDir()
	note := filepath.Join(dir, "note.html")
	if err := os.WriteFile(note, []byte(`<!DOCTYPE html><html><head><link rel="stylesheet" href="http://127.0.0.1:9/x.css"><script src="http://127.0.0.1:9/x.js"></script></head>
<body><img src="http://127.0.0.1:9/x.png"><p>Ines: What do you do then?</p><p>Ben: I print the page, and then I call the office.</p></body></html>`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"demo", "--out", "demo"},
		{"import", "-w", "demo/sample.throughline", note},
		{"search", "-w", "demo/sample.throughline", "export"},
		{"report", "-w", "demo/sample.throughline", "--out", "report.html"},
		{"check", "-w", "demo/sample.throughline"},
	} {
		log := filepath.Join(dir, "trace")
		call := append(traced(t, log), args...)
		cmd := exec.Command(call[0], call[1:]...)
		cmd.Dir, cmd.Env = dir, environment(newHome(t), "", "")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
		}
		onlyLocal(t, log, cmd.Process.Pid)
		for line := range strings.Lines(whole(t, log, cmd.Process.Pid)) {
			if strings.Contains(line, "connect(") && !strings.Contains(line, "/nscd/") { // the names of this computer's users
				t.Errorf("%s: %s", strings.Join(args, " "), line)
			}
		}
	}
}

// TestNetwork_TheWindowSpeaksWithTheDesktopOnly watches the window while it opens the sample and shows some screens.
func TestNetwork_TheWindowSpeaksWithTheDesktopOnly(t *testing.T) {
	log := filepath.Join(t.TempDir(), "trace")
	p := startBy(t, NewScreen(t, wide, high), "THROUGHLINE_THREADCHECK=1", traced(t, log), "open", "--sample")
	p.Expect("job done " + word("Open the sample study"))
	for _, screen := range []string{"interviews", "findings", "themes", "reports"} {
		p.Go(screen)
	}
	p.Close()
	if n := onlyLocal(t, log, p.cmd.Process.Pid); n == 0 {
		t.Error("not even the socket of the screen was seen: nothing was watched")
	}
}

// TestNetwork_SeesANetworkSocket proves that the watch can fail.
func TestNetwork_SeesANetworkSocket(t *testing.T) {
	log := filepath.Join(t.TempDir(), "trace")
	call := traced(t, log)
	call[len(call)-1] = "bash" // its own way to a port, at which nobody listens
	cmd := exec.Command(call[0], append(call[1:], "-c", "exec 3<>/dev/tcp/127.0.0.1/9")...)
	_ = cmd.Run() // it finds nobody
	text := whole(t, log, cmd.Process.Pid)
	if !slices.ContainsFunc(family.FindAllStringSubmatch(text, -1), func(m []string) bool { return m[1] == "AF_INET" }) {
		t.Errorf("an opened socket is not seen in:\n%s", text)
	}
}
