//go:build e2e

package e2e

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"throughline/app/generate"
)

// TestMeasure runs the built program as a person would time it and writes a table of wall times, memory and file sizes to the
// file named by MEASURE. It asserts nothing about speed.
func TestMeasure(t *testing.T) {
	out := os.Getenv("MEASURE")
	if out == "" {
		t.Skip("MEASURE names no file to write: make bench sets it")
	}
	m := &measure{t: t, dir: t.TempDir(), bin: Binary(t)}
	m.line("| what | wall time | peak memory | more |")
	m.line("| --- | ---: | ---: | --- |")
	m.imports()
	m.searches()
	m.themes()
	m.answers()
	m.suggestions()
	m.starts()
	if err := os.WriteFile(out, []byte(m.table.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

type measure struct {
	t     *testing.T
	dir   string
	bin   string
	table strings.Builder
}

func (m *measure) line(s string) {
	m.t.Log(s)
	m.table.WriteString(s + "\n")
}

func (m *measure) row(what string, took time.Duration, kib int64, more string) {
	m.line(fmt.Sprintf("| %s | %s | %.0f MiB | %s |", what, round(took), float64(kib)/1024, more))
}

func round(d time.Duration) string {
	if d >= time.Second {
		return fmt.Sprintf("%.2f s", d.Seconds())
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

func (m *measure) path(name string) string { return filepath.Join(m.dir, name) }

// run times one command and returns its peak memory in KiB.
func (m *measure) run(args ...string) (time.Duration, int64, []byte) {
	m.t.Helper()
	cmd := exec.Command(m.bin, args...)
	start := time.Now()
	out, err := cmd.Output()
	took := time.Since(start)
	if err != nil {
		m.t.Fatalf("%s: %v", strings.Join(args, " "), err)
	}
	return took, peak(cmd.ProcessState), out
}

func peak(s *os.ProcessState) int64 {
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss
	}
	return 0
}

// times runs a command n times and returns the median time and the largest memory.
func (m *measure) times(n int, args ...string) (time.Duration, int64) {
	var all []time.Duration
	var most int64
	for range n {
		took, kib, _ := m.run(args...)
		all, most = append(all, took), max(most, kib)
	}
	slices.Sort(all)
	return all[n/2], most
}

func (m *measure) imports() {
	for _, n := range []int{10, 100, 1000} {
		folder, file := m.path(fmt.Sprint("texts", n)), m.path(fmt.Sprint("w", n, ".throughline"))
		m.run("generate", "--out", folder, "--interviews", fmt.Sprint(n), "-q")
		m.run("new", file, "--study", "Measured", "-q")
		took, kib, _ := m.run("import", "-w", file, "-q", folder)
		text := size(m.t, folder)
		m.row(fmt.Sprintf("import %d transcripts of 6,000 words, searchable", n), took, kib,
			fmt.Sprintf("%.0f a second; text %.1f MB, file %.1f MB", float64(n)/took.Seconds(), mb(text), mb(size(m.t, file))))
	}
}

func mb(n int64) float64 { return float64(n) / 1e6 }

func size(t *testing.T, path string) (n int64) {
	t.Helper()
	err := filepath.WalkDir(path, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		n += info.Size()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (m *measure) searches() {
	file := m.path("w1000.throughline")
	for _, q := range []struct{ what, words string }{{"10 hits", "zephyrine"}, {"5,000 hits", "pricing page"}, {"a word in nearly every turn", "the"}, {"a prefix", "pri"}} {
		took, kib := m.times(7, "search", "-w", file, "--json", q.words)
		m.row(fmt.Sprintf("search 6 M words: %s (“%s”), from a cold process", q.what, q.words), took, kib, "median of 7; includes opening the file")
	}
}

func (m *measure) themes() {
	for _, n := range []int{1000, 10000} {
		file := m.path(fmt.Sprint("findings", n, ".throughline"))
		m.run("generate", "-w", file, "--interviews", "40", "--findings", fmt.Sprint(n), "-q")
		took, kib, out := m.run("themes", "-w", file, "--json")
		var res struct{ Themes []any }
		if err := json.Unmarshal(out, &res); err != nil {
			m.t.Fatal(err)
		}
		m.row(fmt.Sprintf("propose themes over %d findings", n), took, kib, fmt.Sprintf("%d themes; includes opening and reading", len(res.Themes)))
	}
}

// answers times themes over spreadsheets of invented answers.
func (m *measure) answers() {
	for _, n := range []int{10_000, 100_000} {
		in, out := m.path(fmt.Sprint("answers", n, ".csv")), m.path(fmt.Sprint("themes", n, ".csv"))
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		_ = w.Write([]string{"person", "answer"}) // a bytes.Buffer takes everything
		for _, p := range generate.New(generate.Options{Seed: 1}).Passages(n, 0) {
			_ = w.Write([]string{p.Group, p.Text})
		}
		w.Flush()
		if err := os.WriteFile(in, text.Bytes(), 0o600); err != nil {
			m.t.Fatal(err)
		}
		took, kib, _ := m.run("themes", "--input", in, "--text", "answer", "--out", out, "-q")
		m.row(fmt.Sprintf("propose themes over a CSV of %d answers", n), took, kib, fmt.Sprintf("text %.1f MB; includes reading and writing", mb(size(m.t, in))))
	}
}

func (m *measure) suggestions() {
	file := m.path("findings1000.throughline")
	took, kib, out := m.run("suggest", "-w", file, "--interview", m.first(file), "--json")
	var res struct{ Suggestions []any }
	if err := json.Unmarshal(out, &res); err != nil {
		m.t.Fatal(err)
	}
	m.row("learn 24 tags from 1,000 findings and suggest for one interview", took, kib, fmt.Sprintf("%d suggestions", len(res.Suggestions)))
}

// first is the title of some interview of a workspace.
func (m *measure) first(file string) string {
	_, _, out := m.run("search", "-w", file, "--json", "interview")
	var res struct {
		Hits []struct{ Kind, Title string }
	}
	if err := json.Unmarshal(out, &res); err != nil {
		m.t.Fatal(err)
	}
	for _, h := range res.Hits {
		if h.Kind == "interview" {
			return h.Title
		}
	}
	m.t.Fatal("the workspace has no interview")
	return ""
}

// starts times the window from launch to the event that it can be used.
func (m *measure) starts() {
	screen := NewScreen(m.t, 1280, 800)
	for _, s := range []struct {
		what string
		args []string
	}{
		{"start to usable window, no workspace", nil},
		{"start to usable window, 1,000 interviews", []string{"open", m.path("w1000.throughline")}},
		{"start to usable window, 10,000 findings", []string{"open", m.path("findings10000.throughline")}},
	} {
		var all []time.Duration
		var most int64
		for range 5 {
			took, kib := m.start(screen, s.args)
			all, most = append(all, took), max(most, kib)
		}
		slices.Sort(all)
		m.row(s.what, all[len(all)/2], most, "median of 5; software drawing")
	}
}

func (m *measure) start(screen *Screen, args []string) (time.Duration, int64) {
	m.t.Helper()
	home, events := newHome(m.t), filepath.Join(m.t.TempDir(), "events.log")
	cmd := exec.Command(m.bin, args...)
	cmd.Dir = home
	cmd.Env = environment(home, screen.Display, events)
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	for !ready(events) {
		if time.Since(begin) > patience {
			_ = cmd.Process.Kill()
			m.t.Fatal("the window did not come up")
		}
		time.Sleep(5 * time.Millisecond)
	}
	took := time.Since(begin)
	time.Sleep(time.Second) // let the first screen load, so that its memory counts
	_ = cmd.Process.Kill()
	_ = cmd.Wait() // killed on purpose
	return took, peak(cmd.ProcessState)
}

func ready(events string) bool {
	b, err := os.ReadFile(events)
	return err == nil && strings.Contains("\n"+string(b), "\nready")
}
