//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"throughline/storage"
)

// soakHead names the columns of a run: seconds since it began; the act; bytes of heap in use when memory was last collected; goroutines; turns of
// the loop, longest own work (thread time), longest the program held the loop and longest picture (by the clock) since the act before, in milliseconds; resident memory; open files; threads; the workspace with
// its journal of SQLite, all in bytes; the load of the machine; where the longest own work stood.
const soakHead = "at\tact\theap\tgoroutines\tturns\town\theld\tdraw\trss\tfiles\tthreads\tworkspace\tload\twhere"

// tell writes a line on how the program does.
func (s *soak) tell() {
	from := len(s.p.Events())
	if !s.answer(syscall.SIGUSR2, "vitals", hangs) {
		s.p.fail("the program does not say how it does after %q", s.name)
	}
	v := vitalsOf(s.wait(from, "vitals", time.Second))
	proc := filepath.Join("/proc", strconv.Itoa(s.p.cmd.Process.Pid))
	files, _ := os.ReadDir(filepath.Join(proc, "fd")) // none is told as 0
	fmt.Fprintf(s.out, "%.1f\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%s\t%s\n", time.Since(s.begin).Seconds(), s.name, v["heap"], v["goroutines"], v["turns"], v["own"], v["held"], v["draw"],
		status(proc, "VmRSS")<<10, len(files), status(proc, "Threads"), sizeOf(s.workspace)+sizeOf(s.workspace+"-wal"), load(), v["where"])
}

// vitalsOf takes a line of vitals apart; where holds the rest of it.
func vitalsOf(line string) map[string]string {
	v := map[string]string{}
	words := strings.Fields(line)
	for i, word := range words[1:] {
		key, value, ok := strings.Cut(word, "=")
		if !ok {
			v["where"] = strings.Join(words[i+1:], " ")
			break
		}
		v[key] = value
	}
	return v
}

// status is a number of a process's status, 0 when it does not say.
func status(proc, name string) int64 {
	b, _ := os.ReadFile(filepath.Join(proc, "status"))
	for row := range strings.SplitSeq(string(b), "\n") {
		if key, value, _ := strings.Cut(row, ":"); key == name {
			n, _ := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			return n
		}
	}
	return 0
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// load is how many programs wanted a processor in the last minute.
func load() string {
	b, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(b), " ")
	return first
}

// studiesOf are the names of the studies of a workspace, and the choice of all of them.
func studiesOf(t *testing.T, path string) []string {
	t.Helper()
	w, err := storage.Open(t.Context(), path, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }() // only read
	studies, err := w.Studies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"All studies"}
	for _, st := range studies {
		names = append(names, st.Name)
	}
	return names
}
